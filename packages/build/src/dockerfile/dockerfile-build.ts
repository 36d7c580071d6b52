export type Pair = readonly [name: string, value: string];

/** A secret that steps of the build may mount; it never becomes part of an image, an argument or a log. */
export type BuildSecret =
  | { readonly id: string; readonly value: string }
  /** An absolute path, without the commas and quotes that mean something to the tools. */
  | { readonly id: string; readonly path: string };

/** What to build from a Dockerfile, in the terms that buildx and buildah share. */
export interface DockerfileBuild {
  /** An absolute path, as is `file`. */
  readonly context: string;
  /** Default: `Dockerfile` in the context. */
  readonly file?: string;
  /** Such as `linux/arm64`; where there is none, the tool decides. */
  readonly platforms: readonly string[];
  readonly target?: string;
  readonly buildArgs: readonly Pair[];
  readonly labels: readonly Pair[];
  readonly annotations: readonly Pair[];
  readonly buildContexts: readonly Pair[];
  readonly secrets: readonly BuildSecret[];
  readonly ssh: readonly string[];
  readonly addHosts: readonly string[];
  readonly ulimits: readonly string[];
  readonly network?: string;
  readonly shmSize?: string;
  readonly cgroupParent?: string;
  readonly noCache: boolean;
  readonly pull: boolean;
  /** The rest is for buildx alone. */
  readonly cacheFrom: readonly string[];
  readonly cacheTo: readonly string[];
  /** Stages to build again. */
  readonly noCacheFilters: readonly string[];
  readonly allow: readonly string[];
  /** Whether BuildKit is to scan what it builds, and with which generator image if not its own. */
  readonly sbom?: 'scanner' | { readonly generator: string };
  /** Name of the buildx instance, whatever its driver. */
  readonly instance?: string;
  /** Seconds since 1970: the time of the image and of everything in it. */
  readonly createdAt: number;
}

const pairs = (flag: string, values: readonly Pair[]): string[] =>
  values.map(([name, value]) => `--${flag}=${name}=${value}`);

export const each = (flag: string, values: readonly string[]): string[] => values.map((value) => `--${flag}=${value}`);

export const given = (flag: string, value: string | undefined): string[] =>
  value === undefined ? [] : [`--${flag}=${value}`];

/**
 * The flags that are spelled alike by both tools. Each is one argument, flag and value together, so that no value can be
 * taken for another flag.
 */
export function sharedArguments(build: DockerfileBuild): string[] {
  return [
    ...given('file', build.file),
    ...given('platform', build.platforms.length === 0 ? undefined : build.platforms.join(',')),
    ...given('target', build.target),
    ...pairs('build-arg', build.buildArgs),
    ...pairs('label', build.labels),
    ...pairs('annotation', build.annotations),
    ...pairs('build-context', build.buildContexts),
    ...each('secret', build.secrets.map(secretArgument)),
    ...each('ssh', build.ssh),
    ...each('add-host', build.addHosts),
    ...each('ulimit', build.ulimits),
    ...given('network', build.network),
    ...given('shm-size', build.shmSize),
    ...given('cgroup-parent', build.cgroupParent),
    ...(build.noCache ? ['--no-cache'] : []),
  ];
}

const secretVariable = (index: number): string => `BITVAULT_BUILD_SECRET_${index}`;

const secretArgument = (secret: BuildSecret, index: number): string =>
  'path' in secret ? `id=${secret.id},src=${secret.path}` : `id=${secret.id},env=${secretVariable(index)}`;

/** The variables that the secrets' arguments refer to. */
export const secretVariables = ({ secrets }: DockerfileBuild): Readonly<Record<string, string>> =>
  Object.fromEntries(
    secrets.flatMap((secret, index) => ('path' in secret ? [] : [[secretVariable(index), secret.value]])),
  );
