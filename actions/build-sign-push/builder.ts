import { access } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@bitvault/action-kit';
import { BuildError, findBuilder, layoutObstacle, type BuilderTool, type ToolName } from '@bitvault/build';
import type { BuildInputs } from './inputs.ts';

export const builders = ['buildx', 'buildah', 'append', 'layout'] as const;
export type BuilderName = (typeof builders)[number];

export type Builder =
  | { readonly kind: 'dockerfile'; readonly tool: BuilderTool }
  | { readonly kind: 'append' }
  | { readonly kind: 'layout' };

type Takers = readonly BuilderName[];

const dockerfile: Takers = ['buildx', 'buildah'];
const append: Takers = ['append'];
const directory: Takers = [...dockerfile, ...append];

/** Which builders can do what an input asks for; inputs that are not listed concern no builder. */
const takers: { readonly [K in keyof BuildInputs]?: Takers } = {
  context: directory,
  layout: ['layout'],
  base: append,
  prefix: append,
  entrypoint: append,
  cmd: append,
  env: append,
  workdir: append,
  user: append,
  expose: append,
  labels: directory,
  platforms: directory,
  'source-date-epoch': directory,
  file: dockerfile,
  target: dockerfile,
  'build-args': dockerfile,
  annotations: dockerfile,
  'build-contexts': dockerfile,
  secrets: dockerfile,
  'secret-envs': dockerfile,
  'secret-files': dockerfile,
  ssh: dockerfile,
  'no-cache': dockerfile,
  pull: dockerfile,
  'add-hosts': dockerfile,
  network: dockerfile,
  'shm-size': dockerfile,
  'cgroup-parent': dockerfile,
  ulimit: dockerfile,
  'cache-from': ['buildx'],
  'cache-to': ['buildx'],
  'no-cache-filters': ['buildx'],
  allow: ['buildx'],
  'builder-name': ['buildx'],
  'sbom-generator': ['buildx'],
};

/** The inputs of the build that are set, each with the builders that can honour it. */
const demands = (inputs: BuildInputs): readonly (readonly [string, Takers])[] =>
  Object.entries(takers).filter(([name]) => {
    const value = inputs[name as keyof BuildInputs];
    return value !== undefined && value !== false;
  });

/** Names of the inputs of the build that are set. */
export const setInputs = (inputs: BuildInputs): readonly string[] => [
  ...(inputs.builder === 'auto' ? [] : ['builder']),
  ...demands(inputs).map(([name]) => name),
];

export interface Surroundings {
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  info(line: string): void;
}

/** The builder that was named, or the one that suits what is there; says which, and refuses what it cannot honour. */
export async function chooseBuilder(inputs: BuildInputs, around: Surroundings): Promise<Builder> {
  const { name, why, tool } =
    inputs.builder === 'auto' ? await suited(inputs, around) : await named(inputs.builder, inputs, around);
  for (const [input, able] of demands(inputs)) {
    if (able.includes(name)) continue;
    throw new InputError(
      'INPUT_INVALID',
      `input "${input}" is nothing that the builder ${name} can do (chosen because ${why})`,
      `Leave it out, or choose another builder: \`with: builder: ${able.join('` or `')}\`.`,
    );
  }
  around.info(`Builder: ${tool === undefined ? name : [tool.command, ...tool.leading].join(' ')}, because ${why}`);
  if (tool !== undefined) return { kind: 'dockerfile', tool };
  return { kind: name === 'layout' ? 'layout' : 'append' };
}

interface Choice {
  readonly name: BuilderName;
  readonly why: string;
  readonly tool?: BuilderTool;
}

const isTool = (name: BuilderName): name is ToolName => name === 'buildx' || name === 'buildah';

async function named(name: BuilderName, inputs: BuildInputs, { env }: Surroundings): Promise<Choice> {
  const why = 'it was named';
  if (!isTool(name)) return { name, why };
  const found = await usableTool(name, inputs, env);
  if (found.tool !== undefined) return { name, why, tool: found.tool };
  if (found.obstacle !== undefined) throw unsuitable(found.obstacle);
  throw new BuildError('BUILDER_MISSING', `${name} does not answer on this machine`);
}

type Found =
  | { readonly tool: BuilderTool; readonly obstacle?: undefined }
  | { readonly tool?: undefined; readonly obstacle: string | undefined };

/** A tool that is there and can make what is wanted of it; else why it cannot, if it is there. */
async function usableTool(name: ToolName, inputs: BuildInputs, env: NodeJS.ProcessEnv): Promise<Found> {
  const tool = await findBuilder(name, env);
  if (tool === undefined) return { obstacle: undefined };
  const obstacle = name === 'buildx' ? await layoutObstacle(tool, inputs['builder-name'], env) : undefined;
  return obstacle === undefined ? { tool } : { obstacle };
}

const unsuitable = (obstacle: string): BuildError =>
  new BuildError('BUILDER_UNSUITABLE', `buildx cannot build here: ${obstacle}`);

async function suited(inputs: BuildInputs, around: Surroundings): Promise<Choice> {
  if (inputs.layout !== undefined) return { name: 'layout', why: 'a layout is given' };
  const asked = demands(inputs);
  const appending = asked.find(([, able]) => able === append);
  if (appending) return { name: 'append', why: `only it takes the input "${appending[0]}"` };
  const forTools = asked.filter(([, able]) => !able.includes('append'));
  const wanting = forTools[0]?.[0];
  const hasDockerfile = await exists(resolve(around.workspace, inputs.context ?? '.', 'Dockerfile'));
  if (wanting === undefined && !hasDockerfile) return { name: 'append', why: 'the context has no Dockerfile' };
  const why = wanting === undefined ? 'the context has a Dockerfile' : `the input "${wanting}" is set`;
  let inTheWay: string | undefined;
  for (const name of ['buildx', 'buildah'] as const) {
    if (!forTools.every(([, able]) => able.includes(name))) continue;
    const { tool, obstacle } = await usableTool(name, inputs, around.env);
    if (tool) return { name, why: inTheWay === undefined ? why : `${why} and buildx cannot: ${inTheWay}`, tool };
    inTheWay ??= obstacle;
  }
  if (inTheWay !== undefined) throw unsuitable(inTheWay);
  // Appending instead would publish another image than the Dockerfile describes, on some runners and not on others.
  throw new BuildError('BUILDER_MISSING', `${why}, but no builder that takes it answers on this machine`);
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}
