import { digestFile, holdPath, type EnvironmentName, type Policy } from '@bitvault/promotion';

/** Paths of the files that decide what an environment runs. */
export interface EnvironmentPaths {
  readonly digests: readonly string[];
  readonly holds: readonly string[];
}

export function environmentPaths(policy: Policy, environment: EnvironmentName): EnvironmentPaths {
  const services = [...policy.services.keys()];
  return {
    digests: [...new Set(services.map((service) => digestFile(policy, environment, service)))],
    holds: services.map((service) => holdPath(environment, service)),
  };
}

/** Each of `paths` that is among `files`. */
export function pick<T>(files: ReadonlyMap<string, T>, paths: readonly string[]): Map<string, T> {
  return new Map(
    paths.flatMap((path) => {
      const file = files.get(path);
      return file === undefined ? [] : [[path, file] as const];
    }),
  );
}
