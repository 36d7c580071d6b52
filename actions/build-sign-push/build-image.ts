import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { causesOf, InputError, reportWarning, type Runtime } from '@bitvault/action-kit';
import {
  appendLayer,
  buildDockerfile,
  combinePlatforms,
  readOciLayout,
  type PushableImage,
  type RunConfig,
} from '@bitvault/build';
import type { Attestation, Material, Trust, WorkflowToken } from '@bitvault/signing';
import { workspaceOf } from '../workspace.ts';
import type { StepRegistry } from '../registry-access.ts';
import { chooseBuilder, type Builder } from './builder.ts';
import { dockerfileBuild, refuseCacheSecrets } from './dockerfile-build.ts';
import { imageSbom, type ImageSbom, type SbomMaterial } from './image-sbom.ts';
import { givenScan } from './image-scan.ts';
import type { ImageInputs } from './inputs.ts';
import { mergeImages } from './merge-images.ts';
import { merging, planSbom, type ImageMaker, type SbomPlan } from './sbom-plan.ts';
import { sourceDateEpoch } from './source-date.ts';

export interface BuiltImage extends AsyncDisposable {
  readonly image: PushableImage;
  readonly sbom: ImageSbom;
  /** What is attested of it besides provenance: the SBOM, the result of a scan. */
  readonly attestations: readonly Attestation[];
  /** What it was made of besides the source commit. */
  readonly materials: readonly Material[];
}

interface Built extends Omit<SbomMaterial, 'name'> {
  readonly materials: readonly Material[];
  readonly remove?: () => Promise<void>;
}

/** What an image is built or merged with. */
export interface Surroundings {
  readonly registry: StepRegistry;
  readonly runtime: Runtime;
  readonly trust: Trust;
  readonly identity: () => Promise<WorkflowToken>;
}

/**
 * Builds or merges the image that the inputs describe; nothing leaves this machine yet. Its blobs are there until
 * disposal.
 */
export async function buildImage(inputs: ImageInputs, around: Surroundings): Promise<BuiltImage> {
  const { runtime } = around;
  const workspace = workspaceOf(runtime.env);
  const maker = inputs.mode === 'merge' ? merging : await builderFor(inputs, { ...runtime, workspace });
  const plan = await planSbom(inputs, maker, { ...runtime, workspace });
  const scan = await givenScan(inputs['scan-path'], workspace);
  const { remove, materials, ...made } = await madeBy(maker, inputs, { ...around, workspace, plan });
  const dispose = () => removed(remove, runtime);
  try {
    scan?.checkSubject(made.image.digest);
    const surroundings = { ...runtime, temporary: temporaryFolder(runtime) };
    const sbom = await imageSbom(plan, { name: inputs.image, ...made }, surroundings);
    const attestations = [sbom.attestation, scan?.attestation].filter((each) => each !== undefined);
    return { image: made.image, materials, sbom, attestations, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** What is left over of a build changes nothing about the image. */
async function removed(remove: (() => Promise<void>) | undefined, runtime: Runtime): Promise<void> {
  try {
    await remove?.();
  } catch (error) {
    const what = `what the build left could not be removed (${causesOf(error)})`;
    runtime.warn(reportWarning('LEFT_OVER', what, 'Nothing, where each job gets a new runner; else remove it.'));
  }
}

const temporaryFolder = ({ env }: Runtime): string => env['RUNNER_TEMP'] ?? tmpdir();

interface InWorkspace extends Surroundings {
  readonly workspace: string;
  readonly plan: SbomPlan;
}

async function builderFor(inputs: ImageInputs, around: Parameters<typeof chooseBuilder>[1]): Promise<Builder> {
  if (inputs.digests !== undefined) {
    throw new InputError(
      'INPUT_INVALID',
      'input "digests" is set, but nothing is merged',
      'Set `with: mode: merge` to make one index of these images, or leave the digests out to build.',
    );
  }
  if ((inputs.context === undefined) === (inputs.layout === undefined)) {
    throw new InputError(
      'INPUT_INVALID',
      'of inputs "context" and "layout" exactly one must be set',
      'Give `context:` to build from a directory, or `layout:` to push an image that another tool built.',
    );
  }
  refuseCacheSecrets(inputs);
  return chooseBuilder(inputs, around);
}

async function madeBy(maker: ImageMaker, inputs: ImageInputs, around: InWorkspace): Promise<Built> {
  const { workspace, runtime, plan } = around;
  if (maker.kind === 'merge') {
    const { sbom: listing, ...merged } = await mergeImages(inputs, around);
    return { ...merged, listing };
  }
  const temporary = temporaryFolder(runtime);
  if (maker.kind === 'layout') {
    const image = await readOciLayout(resolve(workspace, inputs.layout ?? ''), { temporary });
    return { image, materials: [], remove: async () => image[Symbol.asyncDispose]() };
  }
  const createdAt = await sourceDateEpoch(inputs['source-date-epoch'], runtime.env);
  if (maker.kind === 'append') return appended(inputs, createdAt, around);
  const build = await dockerfileBuild(inputs, workspace, createdAt, runtime);
  const scanned = plan.kind === 'buildkit' ? { ...build, sbom: plan.scan } : build;
  return runtime.cancellable((cancelled) =>
    buildDockerfile(maker.tool, scanned, {
      directory: workspace,
      temporary,
      env: runtime.env,
      onLine: (line) => runtime.info(line),
      cancelled,
    }),
  );
}

async function appended(inputs: ImageInputs, createdAt: number, { workspace, registry }: InWorkspace): Promise<Built> {
  const { base = 'scratch', platforms = ['linux/amd64'] } = inputs;
  const appendTo = base === 'scratch' ? base : { repository: await registry.open(base.image), digest: base.digest };
  const images = await Promise.all(
    platforms.map((platform) =>
      appendLayer({
        base: appendTo,
        context: resolve(workspace, inputs.context ?? ''),
        prefix: inputs.prefix ?? '/app',
        platform,
        config: runConfig(inputs),
        createdAt,
      }),
    ),
  );
  const [first, ...others] = images;
  if (first === undefined) throw new TypeError('an image was asked for without a platform');
  return {
    image: others.length === 0 ? first : combinePlatforms(images),
    contents: first.contents,
    materials:
      base === 'scratch'
        ? []
        : [{ uri: `oci://${base.image}`, digest: { sha256: base.digest.slice('sha256:'.length) } }],
  };
}

function runConfig(inputs: ImageInputs): RunConfig {
  const { entrypoint, cmd, env, workdir, user, expose, labels } = inputs;
  return {
    ...(entrypoint && { entrypoint }),
    ...(cmd && { cmd }),
    ...(env && { env: Object.fromEntries(env) }),
    ...(workdir && { workdir }),
    ...(user && { user }),
    ...(expose && { exposedPorts: expose }),
    ...(labels && { labels: Object.fromEntries(labels) }),
  };
}
