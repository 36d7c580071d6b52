import * as v from 'valibot';
import { BuildError } from './build-error.ts';
import type { Layer } from './layer.ts';
import type { Platform } from './platform.ts';

/** How the image is to be run (image-spec, config.md). What is left out is the base's. */
export interface RunConfig {
  /** Setting it drops the base's `cmd`, as Docker does. */
  readonly entrypoint?: readonly string[];
  readonly cmd?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly workdir?: string;
  /** `8080`, `8080/tcp` or `53/udp`. */
  readonly exposedPorts?: readonly string[];
  readonly user?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const strings = v.array(v.string());
const runSchema = v.looseObject({
  User: v.optional(v.string()),
  ExposedPorts: v.nullish(v.record(v.string(), v.unknown())),
  Env: v.nullish(strings),
  Entrypoint: v.nullish(strings),
  Cmd: v.nullish(strings),
  WorkingDir: v.optional(v.string()),
  Labels: v.nullish(v.record(v.string(), v.string())),
});
const configSchema = v.looseObject({
  os: v.string(),
  architecture: v.string(),
  variant: v.optional(v.string()),
  config: v.nullish(runSchema),
  rootfs: v.object({ type: v.literal('layers'), diff_ids: strings }),
  history: v.nullish(v.array(v.looseObject({}))),
});

export type ImageConfig = v.InferOutput<typeof configSchema>;

/** The configuration of an image without layers. */
export const scratchConfig = ({ os, architecture, variant }: Platform): ImageConfig => ({
  architecture,
  os,
  ...(variant !== undefined && { variant }),
  rootfs: { type: 'layers', diff_ids: [] },
});

/** Throws `BASE_INVALID`. */
export function parseImageConfig(bytes: Uint8Array): ImageConfig {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), configSchema), Buffer.from(bytes).toString('utf8'));
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw new BuildError(
    'BASE_INVALID',
    `the base image's configuration is malformed at ${v.getDotPath(issue) ?? 'its top'}`,
  );
}

/** The base's configuration with one more layer and this way to run it. `createdAt` in seconds. */
export function extendConfig(base: ImageConfig, layer: Layer, run: RunConfig, createdAt: number): ImageConfig {
  const created = timestamp(createdAt);
  return {
    ...base,
    created,
    config: extendRun(base.config ?? {}, run),
    rootfs: { type: 'layers', diff_ids: [...base.rootfs.diff_ids, layer.diffId] },
    history: [...(base.history ?? []), { created, created_by: 'append context', comment: 'bitvault/actions' }],
  };
}

/** RFC 3339 in UTC, to the second. */
export const timestamp = (seconds: number): string => new Date(seconds * 1000).toISOString().replace('.000Z', 'Z');

function extendRun(base: v.InferOutput<typeof runSchema>, run: RunConfig): v.InferOutput<typeof runSchema> {
  const merged = { ...base };
  if (run.entrypoint) {
    merged.Entrypoint = [...run.entrypoint];
    delete merged.Cmd;
  }
  if (run.cmd) merged.Cmd = [...run.cmd];
  if (run.env) merged.Env = mergeEnv(base.Env ?? [], run.env);
  if (run.workdir !== undefined) merged.WorkingDir = directory(run.workdir);
  if (run.user !== undefined) merged.User = user(run.user);
  if (run.exposedPorts)
    merged.ExposedPorts = {
      ...base.ExposedPorts,
      ...Object.fromEntries(run.exposedPorts.map((port) => [portKey(port), {}])),
    };
  if (run.labels) merged.Labels = sorted({ ...base.Labels, ...run.labels });
  return merged;
}

function mergeEnv(base: readonly string[], added: Readonly<Record<string, string>>): string[] {
  for (const name of Object.keys(added))
    if (!/^[^=\0]+$/.test(name)) throw new BuildError('OPTION_INVALID', `not a variable name: ${JSON.stringify(name)}`);
  const kept = base.filter((line) => !Object.hasOwn(added, line.split('=', 1)[0] ?? ''));
  return [...kept, ...Object.entries(added).map(([name, value]) => `${name}=${value}`)];
}

/** Relative ones are taken by no runtime: runtime-spec, config.md, `cwd`. Longer ones by no kernel. */
function directory(path: string): string {
  if (/^\/[^\p{Cc}]{0,4094}$/u.test(path)) return path;
  throw new BuildError('OPTION_INVALID', `not an absolute path in an image: ${JSON.stringify(path)}`);
}

function user(text: string): string {
  if (/^[\w.-]{1,256}(?::[\w.-]{1,256})?$/.test(text)) return text;
  throw new BuildError('OPTION_INVALID', `not a user, or user:group: ${JSON.stringify(text)}`);
}

function portKey(port: string): string {
  const [, number = '', protocol = 'tcp'] = /^(\d{1,5})(?:\/(tcp|udp|sctp))?$/.exec(port) ?? [];
  if (number === '' || Number(number) < 1 || Number(number) > 65_535)
    throw new BuildError('OPTION_INVALID', `not a port: ${JSON.stringify(port)}`);
  return `${Number(number)}/${protocol}`;
}

const sorted = <T>(record: Readonly<Record<string, T>>): Record<string, T> =>
  Object.fromEntries(Object.entries(record).toSorted(([a], [b]) => (a < b ? -1 : 1)));
