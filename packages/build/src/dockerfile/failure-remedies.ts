const remedies: readonly (readonly [RegExp, string])[] = [
  [
    /multi-node builds/,
    'Build one platform a step and join them with `mode: merge`, since the nodes of the instance cannot join them in a layout',
  ],
  [
    /exec format error/,
    'If the platform is not that of the runner, run docker/setup-qemu-action before this step, or build each platform on a runner of its own and join them with `mode: merge`',
  ],
  [
    /granting entitlement \S+ is not allowed/,
    'Allow it in the daemon too: `buildkitd-flags: --allow-insecure-entitlement …` of docker/setup-buildx-action',
  ],
  [
    /^Error: .*(?:\b(?:layer|image) not known\b|\bidentifier is not an? (?:layer|image)\b)/,
    'If other jobs of this runner build or clean up at the same time, they took away what this build was using: run it again, and give each its own storage (`CONTAINERS_STORAGE_CONF`), or set `builder: buildx`',
  ],
];

/** What helps against a failure that a builder, or a step that it ran, names in this line; of many it is plain from it. */
export const remedyFor = (line: string): string | undefined => remedies.find(([pattern]) => pattern.test(line))?.[1];
