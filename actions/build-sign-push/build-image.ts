import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError, type InputValues, type Runtime } from '@bitvault/action-kit';
import { appendLayer, readOciLayout, type AppendedImage, type PushableImage, type RunConfig } from '@bitvault/build';
import { checkSbom, spdxDocument, spdxPredicateType, type Attestation, type Material } from '@bitvault/signing';
import type { RegistryAccess } from '../registry-access.ts';
import type { definition } from './inputs.ts';
import { sourceDateEpoch } from './source-date.ts';

export type BuildInputs = InputValues<typeof definition.inputs>;

export interface BuiltImage {
  readonly image: PushableImage;
  readonly sbom: Attestation | undefined;
  /** What it was made of besides the source commit. */
  readonly materials: readonly Material[];
}

/** Builds the image that the inputs describe; nothing leaves this machine yet. */
export async function buildImage(inputs: BuildInputs, registry: RegistryAccess, runtime: Runtime): Promise<BuiltImage> {
  const { context, layout } = inputs;
  if ((context === undefined) === (layout === undefined)) {
    throw new InputError(
      'INPUT_INVALID',
      'of inputs "context" and "layout" exactly one must be set',
      'Give `context:` to build from a directory, or `layout:` to push an image that another tool built.',
    );
  }
  const directory = runtime.env['GITHUB_WORKSPACE'] ?? '.';
  if (context === undefined) {
    const image = await readOciLayout(resolve(directory, layout ?? ''));
    return { image, sbom: await givenSbom(inputs, directory), materials: [] };
  }
  return appended(inputs, resolve(directory, context), directory, registry, runtime);
}

async function appended(
  inputs: BuildInputs,
  context: string,
  directory: string,
  registry: RegistryAccess,
  runtime: Runtime,
): Promise<BuiltImage> {
  const createdAt = await sourceDateEpoch(inputs['source-date-epoch'], runtime.env);
  const { base } = inputs;
  const image = await appendLayer({
    base:
      base === 'scratch' ? base : { repository: await registry.open(base.image, [inputs.image]), digest: base.digest },
    context,
    prefix: inputs.prefix,
    platform: inputs.platform,
    config: runConfig(inputs),
    createdAt,
  });
  return {
    image,
    sbom: (await givenSbom(inputs, directory)) ?? contentsSbom(inputs.image, image, createdAt),
    materials:
      base === 'scratch'
        ? []
        : [{ uri: `oci://${base.image}`, digest: { sha256: base.digest.slice('sha256:'.length) } }],
  };
}

async function givenSbom(inputs: BuildInputs, directory: string): Promise<Attestation | undefined> {
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

function runConfig(inputs: BuildInputs): RunConfig {
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
