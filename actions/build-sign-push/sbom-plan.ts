import { resolve } from 'node:path';
import { InputError } from '@bitvault/action-kit';
import { checkLockfile, checkSyft, type DockerfileBuild } from '@bitvault/build';
import { checkSbom, checkSbomSize, type Attestation } from '@bitvault/signing';
import type { Builder } from './builder.ts';
import { readGiven } from './given-file.ts';
import type { BuildInputs } from './inputs.ts';

/** Where the SBOM of this build comes from, decided before anything is built. */
export type SbomPlan =
  | { readonly kind: 'given'; readonly path: string; readonly attestation: Attestation }
  | { readonly kind: 'syft' }
  | { readonly kind: 'buildkit'; readonly scan: NonNullable<DockerfileBuild['sbom']> }
  /** What an earlier build left in the layout; only if there is any, where it was not asked for. */
  | { readonly kind: 'layout'; readonly isOptional: boolean }
  | { readonly kind: 'npm'; readonly directory: string }
  | { readonly kind: 'contents' }
  /** What `mode: merge` knows of the images of its index. */
  | { readonly kind: 'listing' }
  | { readonly kind: 'none'; readonly why: string };

export const merging = { kind: 'merge' } as const;
export type ImageMaker = Builder | typeof merging;

export interface PlanSurroundings {
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Refuses a source that this build does not have, or whose tool is not there, while nothing is built yet. */
export async function planSbom(inputs: BuildInputs, maker: ImageMaker, around: PlanSurroundings): Promise<SbomPlan> {
  const { sbom: source, 'sbom-path': path, 'sbom-generator': generator } = inputs;
  if (generator !== undefined && (source !== 'buildkit' || maker.kind === 'layout'))
    throw conflict(
      'sbom-generator',
      'only has a meaning where BuildKit scans what it builds',
      'Set `sbom: buildkit` too',
    );
  if (path !== undefined) {
    if (source !== 'auto') throw conflict('sbom-path', `does not go with \`sbom: ${source}\``, 'Leave one of them out');
    const { bytes } = await readGiven('sbom-path', path, around.workspace, checkSbomSize);
    return { kind: 'given', path, attestation: checkSbom(bytes) };
  }
  if (maker.kind === 'merge' && source !== 'auto' && source !== 'none')
    throw conflict('sbom', `is ${source}, but nothing is built`, 'Set it on the steps that build the images');
  switch (source) {
    case 'auto':
      return suited(maker);
    case 'syft':
      await checkSyft(around.env);
      return { kind: 'syft' };
    case 'buildkit':
      return ofBuildKit(maker, generator);
    case 'npm':
      return ofLockfile(inputs.context, around.workspace);
    case 'contents':
      if (maker.kind === 'append') return { kind: 'contents' };
      throw conflict(
        'sbom',
        'is contents, which only what `append` adds has',
        'Set `sbom: syft`, or `builder: append`',
      );
    case 'none':
      return { kind: 'none', why: 'the input says so' };
  }
}

function suited(maker: ImageMaker): SbomPlan {
  switch (maker.kind) {
    case 'merge':
      return { kind: 'listing' };
    case 'append':
      return { kind: 'contents' };
    case 'layout':
      return { kind: 'layout', isOptional: true };
    case 'dockerfile':
      // Whether a tool happens to be on the runner must not decide what is attested.
      return { kind: 'none', why: 'a Dockerfile build has none unless `sbom` or `sbom-path` is set' };
  }
}

function ofBuildKit(maker: ImageMaker, generator: string | undefined): SbomPlan {
  if (maker.kind === 'layout') return { kind: 'layout', isOptional: false };
  if (maker.kind === 'dockerfile' && maker.tool.name === 'buildx')
    return { kind: 'buildkit', scan: generator === undefined ? 'scanner' : { generator } };
  const name = maker.kind === 'dockerfile' ? maker.tool.name : maker.kind;
  throw conflict('sbom', `is buildkit, which ${name} does not use`, 'Set `builder: buildx`, or `sbom: syft`');
}

async function ofLockfile(context: string | undefined, workspace: string): Promise<SbomPlan> {
  if (context === undefined) throw conflict('sbom', 'is npm, but there is no context', 'Set `sbom: syft`');
  const directory = resolve(workspace, context);
  await checkLockfile(directory);
  return { kind: 'npm', directory };
}

const conflict = (input: string, what: string, next: string): InputError =>
  new InputError('INPUT_INVALID', `input "${input}" ${what}`, `${next}.`);
