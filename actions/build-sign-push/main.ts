import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Action, Runtime } from '@bitvault/action-kit';
import { pushImage, type PushResult } from '@bitvault/build';
import { openRepository } from '@bitvault/registry';
import {
  loadSigningServices,
  loadTrust,
  signImage,
  verificationCommands,
  type AttachedBundle,
} from '@bitvault/signing';
import { credentialsFrom, serverAddresses, tokenIssuer } from '../connections.ts';
import { sigstoreSource } from '../evidence.ts';
import { buildImage } from './build-image.ts';
import { definition } from './inputs.ts';
import { buildSummary } from './summary.ts';

type Output = keyof typeof definition.outputs;

export const action: Action<typeof definition.inputs, Output> = {
  definition,
  async main(inputs, runtime) {
    const credentials = credentialsFrom(inputs);
    const { server } = serverAddresses(runtime.env);
    const trust = await loadTrust(sigstoreSource(inputs['trusted-root']));
    const services = await loadSigningServices(sigstoreSource(inputs['signing-config']));
    const built = await buildImage(inputs, credentials, runtime);
    const ref = `${inputs.image}@${built.image.digest}`;
    const outputs = { image: inputs.image, digest: built.image.digest, ref, reason: '' };
    if (inputs['dry-run']) {
      runtime.info(`Dry run: would push and sign ${ref}`);
      return {
        kind: 'done',
        outputs: { ...outputs, 'bundle-paths': '', 'verify-commands': '', result: 'planned' },
        summary: `## Would push \`${ref}\` (dry run)\n`,
      };
    }
    const repository = openRepository(inputs.image, { credentials, mask: (secret) => runtime.mask(secret) });
    const pushed = await pushImage(repository, built.image, {
      tags: inputs.tags ?? [],
      onProgress: ({ digest, size, existed, done, total }) =>
        runtime.info(`blob ${done}/${total} ${digest.slice(0, 19)} ${size} bytes${existed ? ', was there' : ''}`),
    });
    const { bundles } = await signImage({
      repository,
      subject: pushedDescriptor(pushed),
      server,
      materials: built.materials,
      ...(built.sbom && { sbom: built.sbom }),
      idToken: () => runtime.idToken('sigstore'),
      services,
      trust,
      mask: (secret) => runtime.mask(secret),
    });
    runtime.info(`Pushed and signed ${ref}`);
    const commands = commandsFor(ref, server, runtime);
    return {
      kind: 'done',
      outputs: {
        ...outputs,
        'bundle-paths': (await writeBundles(bundles, runtime.env)).join('\n'),
        'verify-commands': commands.join('\n'),
        result: 'pushed',
      },
      summary: buildSummary({ ref, pushed, bundles, commands, image: built.image, sbom: built.sbom }),
    };
  },
};

const pushedDescriptor = ({ digest, mediaType, size }: PushResult) => ({ digest, mediaType, size });

/** Only for people: the identity is told from the job's variables, while the certificate has it from GitHub. */
function commandsFor(ref: string, server: string, { env }: Runtime): readonly string[] {
  const [workflowPath = '', workflowRef = ''] = (env['GITHUB_WORKFLOW_REF'] ?? '').split('@');
  const source = env['GITHUB_REPOSITORY'] ?? '';
  return verificationCommands(ref, {
    issuer: tokenIssuer(server),
    server,
    source,
    workflow: workflowPath.slice(source.length + 1),
    ref: workflowRef,
  });
}

async function writeBundles(bundles: readonly AttachedBundle[], env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const directory = join(env['RUNNER_TEMP'] ?? '.', 'bitvault-bundles');
  await mkdir(directory, { recursive: true });
  return Promise.all(
    bundles.map(async ({ bundle, descriptor }) => {
      const path = join(directory, `${descriptor.digest.slice('sha256:'.length)}.sigstore.json`);
      await writeFile(path, JSON.stringify(bundle));
      return path;
    }),
  );
}
