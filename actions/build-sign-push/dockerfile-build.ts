import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { InputError, type Runtime } from '@bitvault/action-kit';
import { BuildError, type BuildSecret, type DockerfileBuild } from '@bitvault/build';
import type { BuildInputs } from './inputs.ts';

/** What the inputs ask a Dockerfile builder for. Every secret is masked before it goes anywhere. */
export async function dockerfileBuild(
  inputs: BuildInputs,
  workspace: string,
  createdAt: number,
  runtime: Runtime,
): Promise<DockerfileBuild> {
  const context = resolve(workspace, inputs.context ?? '.');
  const file = inputs.file === undefined ? join(context, 'Dockerfile') : resolve(workspace, inputs.file);
  await checkThere(context, 'directory');
  await checkThere(file, 'file');
  const { target, network, 'shm-size': shmSize, 'cgroup-parent': cgroupParent, 'builder-name': instance } = inputs;
  return {
    context,
    file,
    platforms: inputs.platforms ?? [],
    ...(target !== undefined && { target }),
    buildArgs: inputs['build-args'] ?? [],
    labels: inputs.labels ?? [],
    annotations: inputs.annotations ?? [],
    buildContexts: inputs['build-contexts'] ?? [],
    secrets: await buildSecrets(inputs, workspace, runtime),
    ssh: inputs.ssh ?? [],
    addHosts: inputs['add-hosts'] ?? [],
    ulimits: inputs.ulimit ?? [],
    ...(network !== undefined && { network }),
    ...(shmSize !== undefined && { shmSize }),
    ...(cgroupParent !== undefined && { cgroupParent }),
    noCache: inputs['no-cache'],
    noCacheFilters: inputs['no-cache-filters'] ?? [],
    pull: inputs.pull,
    cacheFrom: inputs['cache-from'] ?? [],
    cacheTo: inputs['cache-to'] ?? [],
    allow: inputs.allow ?? [],
    ...(instance !== undefined && { instance }),
    createdAt,
  };
}

/** What a tool is given as an argument, every process of the machine can read. Says nothing of the value it refuses. */
export function refuseCacheSecrets(inputs: BuildInputs): void {
  for (const input of ['cache-from', 'cache-to'] as const) {
    for (const line of inputs[input] ?? []) {
      if (!/(^|[,"])\s*(secret_access_key|session_token|token|ghtoken|password)\s*=/i.test(line)) continue;
      throw new InputError(
        'INPUT_INVALID',
        `input "${input}" has a secret in it, which every process of the machine could read`,
        'Give it as a variable of the environment instead, such as AWS_SECRET_ACCESS_KEY.',
      );
    }
  }
}

async function checkThere(path: string, kind: 'file' | 'directory'): Promise<void> {
  const found = await stat(path).catch(() => undefined);
  if (kind === 'file' ? found?.isFile() : found?.isDirectory()) return;
  throw new BuildError(
    'CONTEXT_MISSING',
    `there is no ${kind === 'file' ? 'Dockerfile' : kind} ${JSON.stringify(path)}`,
  );
}

async function buildSecrets(inputs: BuildInputs, workspace: string, runtime: Runtime): Promise<readonly BuildSecret[]> {
  const given = inputs.secrets ?? [];
  const fromVariables = (inputs['secret-envs'] ?? []).map(([id, name]) => {
    const value = runtime.env[name];
    if (value === undefined || value === '') throw absent('secret-envs', `the variable ${name} is not set`);
    return { id, value };
  });
  const fromFiles = (inputs['secret-files'] ?? []).map(([id, path]) => ({ id, path: resolve(workspace, path) }));
  for (const { value } of [...given, ...fromVariables]) runtime.mask(value);
  for (const { path } of fromFiles) runtime.mask(await secretText(path));
  const secrets = [...given, ...fromVariables, ...fromFiles];
  const ids = secrets.map(({ id }) => id);
  if (new Set(ids).size < ids.length)
    throw new InputError(
      'INPUT_INVALID',
      'two secrets of the build have the same id',
      'Give each secret an id of its own, over "secrets", "secret-envs" and "secret-files" together.',
    );
  return secrets;
}

async function secretText(path: string): Promise<string> {
  // A comma in the workspace's own path would end the field as one in the input would.
  if (/[",]/.test(path)) throw absent('secret-files', 'a path has a comma or a double quote in it');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    throw absent('secret-files', `${JSON.stringify(path)} cannot be read`);
  }
}

const absent = (input: string, what: string): InputError =>
  new InputError('INPUT_INVALID', `input "${input}": ${what}`, `Correct \`with: ${input}:\` on this step.`);
