import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ActionRequest, LabOptions, StepResult } from '@bitvault/lab';
import { startApplicationLab, type ApplicationLab } from '../application-lab.ts';

export const repository = 'bitvault/bitvault';
export const workflowPath = '.github/workflows/release.yml';
/** With a password as long as those of ECR: a token of three kilobytes, which is sent in base64. */
export const account = { username: 'ci', password: 'registry-password-of-ci-'.padEnd(3_188, 'x9Y-') };

/** The actions in the release workflow of the application, with a small context to build. */
export interface PublishingRig {
  readonly lab: ApplicationLab;
  readonly context: string;
  readonly image: string;
  run(name: string, inputs: Readonly<Record<string, string>>, event?: ActionRequest['event']): Promise<StepResult>;
}

export async function startPublishingRig(
  registry: NonNullable<LabOptions['registry']>,
  sigstore: NonNullable<LabOptions['sigstore']> = {},
): Promise<PublishingRig> {
  const lab = await startApplicationLab({ registry, sigstore });
  const context = join(lab.directory, 'context');
  await mkdir(context);
  await writeFile(join(context, 'server.js'), 'console.log("hello");\n');
  const { signing } = lab;
  return {
    lab,
    context,
    image: `${lab.registry.host}/bitvault/api`,
    run: (name, inputs, event = {}) =>
      lab.runner.runAction(name, {
        repository,
        workflowPath,
        event: { ...signing.event, ...event },
        permissions: { 'id-token': 'write' },
        with: {
          ...(registry.auth && { 'registry-username': account.username, 'registry-password': account.password }),
          ...(name === 'build-sign-push' ? signing.inputs : { 'trusted-root': lab.sigstore.trustedRoot }),
          ...inputs,
        },
      }),
  };
}
