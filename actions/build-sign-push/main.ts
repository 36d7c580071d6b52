import type { Action, Runtime } from '@bitvault/action-kit';
import { pushImage, type PushResult } from '@bitvault/build';
import {
  loadSigningServices,
  loadTrust,
  openSigningSession,
  signImage,
  verificationCommands,
  workflowOf,
} from '@bitvault/signing';
import { serverAddresses, tokenIssuer } from '../connections.ts';
import { sigstoreSource } from '../evidence.ts';
import { registryAccess } from '../registry-access.ts';
import { buildImage } from './build-image.ts';
import { definition } from './inputs.ts';
import { writeJobFiles } from './job-files.ts';
import { buildSummary } from './summary.ts';

type Output = keyof typeof definition.outputs;

export const action: Action<typeof definition.inputs, Output> = {
  definition,
  async main(inputs, runtime) {
    const registry = registryAccess(inputs, runtime);
    const { server } = serverAddresses(runtime.env);
    const trustedRoot = sigstoreSource(inputs['trusted-root']);
    const trust = await loadTrust(trustedRoot);
    const services = await loadSigningServices(sigstoreSource(inputs['signing-config']));
    const format = inputs['signature-format'];
    const session = openSigningSession({
      server,
      services,
      format,
      idToken: () => runtime.idToken('sigstore'),
      mask: (secret) => runtime.mask(secret),
    });
    await using built = await buildImage(inputs, { registry, runtime, trust });
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
    const repository = await registry.open(inputs.image, [inputs.image]);
    const pushed = await pushImage(repository, built.image, {
      tags: inputs.tags ?? [],
      onProgress: ({ digest, size, existed, done, total }) =>
        runtime.info(`blob ${done}/${total} ${digest.slice(0, 19)} ${size} bytes${existed ? ', was there' : ''}`),
    });
    const { bundles } = await signImage({
      repository,
      subject: pushedDescriptor(pushed),
      materials: built.materials,
      ...(built.sbom && { sbom: built.sbom }),
      session,
      trust,
    });
    runtime.info(`Pushed and signed ${ref}`);
    const files = await writeJobFiles(bundles, trustedRoot, runtime.env);
    const all = commandsFor(ref, server, files.trustedRoot, runtime);
    const commands = format === 'legacy' ? all.filter((command) => command.startsWith('cosign ')) : all;
    return {
      kind: 'done',
      outputs: {
        ...outputs,
        'bundle-paths': files.bundles.join('\n'),
        'verify-commands': commands.join('\n'),
        result: 'pushed',
      },
      summary: buildSummary({ ref, pushed, bundles, commands, image: built.image, sbom: built.sbom }),
    };
  },
};

const pushedDescriptor = ({ digest, mediaType, size }: PushResult) => ({ digest, mediaType, size });

/** Only for people: the identity is told from the job's variables, while the certificate has it from GitHub. */
function commandsFor(
  image: string,
  server: string,
  trustedRoot: string | undefined,
  { env }: Runtime,
): readonly string[] {
  const source = env['GITHUB_REPOSITORY'] ?? '';
  const { path: workflow, ref } = workflowOf({ repository: source, workflow_ref: env['GITHUB_WORKFLOW_REF'] ?? '' });
  const identity = { issuer: tokenIssuer(server), server, source, workflow, ref };
  return verificationCommands(image, identity, trustedRoot === undefined ? {} : { trustedRoot });
}
