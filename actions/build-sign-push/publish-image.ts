import { causesOf, reportWarning, type Runtime } from '@bitvault/action-kit';
import { layersByPlatform, pushImage } from '@bitvault/build';
import {
  signImage,
  verificationCommands,
  workflowOf,
  type Trust,
  type VerificationOptions,
  type WorkflowClaims,
  type WorkflowToken,
} from '@bitvault/signing';
import type { StepRegistry } from '../registry-access.ts';
import { buildImage, type BuiltImage } from './build-image.ts';
import type { ImageInputs } from './inputs.ts';
import { writeJobFiles } from './job-files.ts';
import { pushProgress } from './push-progress.ts';
import type { SigningSetup } from './signing-setup.ts';
import type { BuildReport } from './summary.ts';
import { tagsOf } from './tag-lines.ts';

/** What images are published with; those of one step share it. */
export interface PublishingMeans {
  readonly registry: StepRegistry;
  readonly identity: () => Promise<WorkflowToken>;
  /** Only a dry run does without. */
  readonly signing: SigningSetup | undefined;
  readonly trust: Trust;
  readonly runtime: Runtime;
}

export type Published =
  | { readonly kind: 'planned'; readonly digest: string; readonly ref: string }
  | {
      readonly kind: 'pushed';
      readonly digest: string;
      readonly ref: string;
      readonly bundlePaths: readonly string[];
      readonly report: BuildReport | undefined;
    };

/** Builds, pushes and signs one image; in a dry run it is only built. */
export async function publishImage(inputs: ImageInputs, means: PublishingMeans): Promise<Published> {
  const { registry, signing, trust, runtime } = means;
  await using built = await buildImage(inputs, means);
  const { digest } = built.image;
  const ref = `${inputs.image}@${digest}`;
  if (inputs['dry-run'] || signing === undefined) {
    runtime.info(`Dry run: would push and sign ${ref}`);
    return { kind: 'planned', digest, ref };
  }
  const tags = tagsOf(inputs.image, inputs.tags);
  const repository = await registry.open(inputs.image);
  const pushed = await pushImage(repository, built.image, {
    tags,
    ...pushProgress((line) => runtime.info(line)),
  });
  const { bundles } = await signImage({
    repository,
    subject: { digest: pushed.digest, mediaType: pushed.mediaType, size: pushed.size },
    isNew: pushed.isNew,
    materials: built.materials,
    attestations: built.attestations,
    session: signing.session,
    trust,
  });
  runtime.info(`Pushed and signed ${ref}. ${signing.told}`);
  const files = await writeJobFiles(bundles, signing.trustedRoot, runtime);
  const facts = { ref, tags, pushed, bundles };
  const report = await reportOf(facts, built, files.trustedRoot, { ...means, signing });
  return { kind: 'pushed', digest, ref, bundlePaths: files.bundles, report };
}

/** What the summary tells; `undefined`, with a warning, where it cannot be found out: the image is published all the same. */
async function reportOf(
  facts: Pick<BuildReport, 'ref' | 'tags' | 'pushed' | 'bundles'>,
  { image, sbom, attestations }: BuiltImage,
  trustedRoot: string | undefined,
  { identity, signing, runtime }: PublishingMeans & { readonly signing: SigningSetup },
): Promise<BuildReport | undefined> {
  try {
    const attested = attestations.map(({ predicateType }) => predicateType);
    const options = { ...signing.verification, ...(trustedRoot !== undefined && { trustedRoot }), attested };
    const { claims } = await identity();
    const isRootLost = signing.trustedRoot !== undefined && trustedRoot === undefined;
    const commands = isRootLost ? [] : commandsFor(facts.ref, signing, claims, options);
    const platforms = await layersByPlatform(image);
    return { ...facts, platforms, commands, sbom, signedWith: signing.told };
  } catch (error) {
    const what = `the summary of ${facts.ref} and the output verify-commands could not be made (${causesOf(error)})`;
    runtime.warn(reportWarning('SUMMARY_LOST', what, 'Nothing else: the image is pushed and signed.'));
    return undefined;
  }
}

/** The identity as the certificate has it; with a reusable workflow, its own name is that of the called one. */
function commandsFor(
  image: string,
  { session: { server, format } }: SigningSetup,
  claims: WorkflowClaims,
  options: VerificationOptions,
): readonly string[] {
  const { iss: issuer, repository: source, ref } = claims;
  const signer = `${server}/${claims.job_workflow_ref}`;
  const identity = { issuer, server, source, workflow: workflowOf(claims).path, ref, signer };
  const all = verificationCommands(image, identity, options);
  return format === 'legacy' ? all.filter((command) => command.startsWith('cosign ')) : all;
}
