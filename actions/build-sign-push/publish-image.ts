import type { Runtime } from '@bitvault/action-kit';
import { layersByPlatform, pushImage } from '@bitvault/build';
import {
  signImage,
  verificationCommands,
  workflowOf,
  type SigningSession,
  type SigstoreSource,
  type Trust,
} from '@bitvault/signing';
import { tokenIssuer } from '../connections.ts';
import type { RegistryAccess } from '../registry-access.ts';
import { buildImage } from './build-image.ts';
import type { ImageInputs } from './inputs.ts';
import { writeJobFiles } from './job-files.ts';
import type { BuildReport } from './summary.ts';

/** What images are published with; those of one step share it. */
export interface PublishingMeans {
  readonly registry: RegistryAccess;
  readonly session: SigningSession;
  readonly trust: Trust;
  readonly trustedRoot: SigstoreSource;
  readonly runtime: Runtime;
}

export type Published =
  | { readonly kind: 'planned'; readonly digest: string; readonly ref: string }
  | {
      readonly kind: 'pushed';
      readonly digest: string;
      readonly ref: string;
      readonly bundlePaths: readonly string[];
      readonly report: BuildReport;
    };

/** Builds, pushes and signs one image; in a dry run it is only built. */
export async function publishImage(inputs: ImageInputs, means: PublishingMeans): Promise<Published> {
  const { registry, session, trust, runtime } = means;
  await using built = await buildImage(inputs, means);
  const { digest } = built.image;
  const ref = `${inputs.image}@${digest}`;
  if (inputs['dry-run']) {
    runtime.info(`Dry run: would push and sign ${ref}`);
    return { kind: 'planned', digest, ref };
  }
  const repository = await registry.open(inputs.image, [inputs.image]);
  const pushed = await pushImage(repository, built.image, {
    tags: inputs.tags ?? [],
    onProgress: ({ digest: blob, size, existed, done, total }) =>
      runtime.info(`blob ${done}/${total} ${blob.slice(0, 19)} ${size} bytes${existed ? ', was there' : ''}`),
  });
  const { bundles } = await signImage({
    repository,
    subject: { digest: pushed.digest, mediaType: pushed.mediaType, size: pushed.size },
    materials: built.materials,
    ...(built.sbom && { sbom: built.sbom }),
    session,
    trust,
  });
  runtime.info(`Pushed and signed ${ref}`);
  const files = await writeJobFiles(bundles, means.trustedRoot, runtime.env);
  const commands = commandsFor(ref, files.trustedRoot, means);
  const platforms = await layersByPlatform(built.image);
  const report = { ref, pushed, platforms, bundles, commands, sbom: built.sbom };
  return { kind: 'pushed', digest, ref, bundlePaths: files.bundles, report };
}

/** Only for people: the identity is told from the job's variables, while the certificate has it from GitHub. */
function commandsFor(
  image: string,
  trustedRoot: string | undefined,
  { session: { server, format }, runtime: { env } }: PublishingMeans,
): readonly string[] {
  const source = env['GITHUB_REPOSITORY'] ?? '';
  const { path: workflow, ref } = workflowOf({ repository: source, workflow_ref: env['GITHUB_WORKFLOW_REF'] ?? '' });
  const identity = { issuer: tokenIssuer(server), server, source, workflow, ref };
  const all = verificationCommands(image, identity, trustedRoot === undefined ? {} : { trustedRoot });
  return format === 'legacy' ? all.filter((command) => command.startsWith('cosign ')) : all;
}
