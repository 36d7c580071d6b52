import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { resolve } from 'node:path';
import { InputError, type Runtime } from '@bitvault/action-kit';
import {
  appendLayer,
  buildDockerfile,
  combinePlatforms,
  readOciLayout,
  type AppendedImage,
  type PushableImage,
  type RunConfig,
} from '@bitvault/build';
import {
  checkSbom,
  spdxDocument,
  spdxPredicateType,
  type Attestation,
  type Material,
  type Trust,
  type WorkflowToken,
} from '@bitvault/signing';
import type { RegistryAccess } from '../registry-access.ts';
import { chooseBuilder, type Builder } from './builder.ts';
import { dockerfileBuild, refuseCacheSecrets } from './dockerfile-build.ts';
import type { ImageInputs } from './inputs.ts';
import { mergeImages } from './merge-images.ts';
import { sourceDateEpoch } from './source-date.ts';

export interface BuiltImage extends AsyncDisposable {
  readonly image: PushableImage;
  readonly sbom: Attestation | undefined;
  /** What it was made of besides the source commit. */
  readonly materials: readonly Material[];
}

type Built = Omit<BuiltImage, typeof Symbol.asyncDispose> & { readonly remove?: () => Promise<void> };

/** What an image is built or merged with. */
export interface Surroundings {
  readonly registry: RegistryAccess;
  readonly runtime: Runtime;
  readonly trust: Trust;
  readonly identity: () => Promise<WorkflowToken>;
}

/**
 * Builds or merges the image that the inputs describe; nothing leaves this machine yet. Its blobs are there until
 * disposal.
 */
export async function buildImage(inputs: ImageInputs, around: Surroundings): Promise<BuiltImage> {
  const workspace = around.runtime.env['GITHUB_WORKSPACE'] ?? '.';
  const given = await givenSbom(inputs, workspace);
  const { remove, ...built } = await makers[inputs.mode](inputs, { ...around, workspace });
  return { ...built, sbom: given ?? built.sbom, [Symbol.asyncDispose]: async () => remove?.() };
}

interface InWorkspace extends Surroundings {
  readonly workspace: string;
}

type Maker = (inputs: ImageInputs, around: InWorkspace) => Promise<Built>;

const makers: Readonly<Record<ImageInputs['mode'], Maker>> = { build: builtHere, merge: mergeImages };

async function builtHere(inputs: ImageInputs, around: InWorkspace): Promise<Built> {
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
  return builtBy(await chooseBuilder(inputs, { ...around.runtime, workspace: around.workspace }), inputs, around);
}

async function builtBy(builder: Builder, inputs: ImageInputs, around: InWorkspace): Promise<Built> {
  const { workspace, runtime } = around;
  if (builder.kind === 'layout')
    return { image: await readOciLayout(resolve(workspace, inputs.layout ?? '')), sbom: undefined, materials: [] };
  const createdAt = await sourceDateEpoch(inputs['source-date-epoch'], runtime.env);
  if (builder.kind === 'append') return appended(inputs, createdAt, around);
  const build = await dockerfileBuild(inputs, workspace, createdAt, runtime);
  const made = await buildDockerfile(builder.tool, build, {
    directory: workspace,
    temporary: runtime.env['RUNNER_TEMP'] ?? tmpdir(),
    env: runtime.env,
    onLine: (line) => runtime.info(line),
  });
  return { ...made, sbom: undefined };
}

async function appended(inputs: ImageInputs, createdAt: number, { workspace, registry }: InWorkspace): Promise<Built> {
  const { base = 'scratch', platforms = ['linux/amd64'] } = inputs;
  const appendTo =
    base === 'scratch' ? base : { repository: await registry.open(base.image, [inputs.image]), digest: base.digest };
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
    sbom: contentsSbom(inputs.image, first, createdAt),
    materials:
      base === 'scratch'
        ? []
        : [{ uri: `oci://${base.image}`, digest: { sha256: base.digest.slice('sha256:'.length) } }],
  };
}

async function givenSbom(inputs: ImageInputs, directory: string): Promise<Attestation | undefined> {
  const path = inputs['sbom-path'];
  if (path === undefined) return undefined;
  try {
    return checkSbom(await readFile(resolve(directory, path)));
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new InputError(
      'INPUT_INVALID',
      `input "sbom-path" is ${JSON.stringify(path)}, which cannot be read`,
      'Name the file that the SBOM tool wrote.',
      {
        cause,
      },
    );
  }
}

function contentsSbom(name: string, image: AppendedImage, createdAt: number): Attestation {
  const files = image.contents.flatMap((entry) =>
    entry.kind === 'file' ? [{ path: entry.path, bytes: entry.bytes }] : [],
  );
  const document = spdxDocument({ name, createdAt: new Date(createdAt * 1000), files });
  return { predicateType: spdxPredicateType, predicate: document };
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
