import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { RegistryError } from './registry-error.ts';

/** The variables that say where Docker's configuration is. */
export interface DockerEnvironment {
  readonly DOCKER_CONFIG?: string | undefined;
  readonly HOME?: string | undefined;
}

const entrySchema = v.object({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
});
const configSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ auths: v.optional(v.record(v.string(), entrySchema)) }),
);

/**
 * What `docker login` stored for this host in `config.json` under `auths`, in `$DOCKER_CONFIG` or `~/.docker`.
 * `undefined` where there is nothing; credential helpers are not asked. Throws `CREDENTIALS_INVALID` where an entry for
 * the host is there and cannot be used, rather than going on as nobody.
 */
export async function readDockerCredentials(
  environment: DockerEnvironment,
  registryHost: string,
): Promise<Credentials | undefined> {
  const directory = environment.DOCKER_CONFIG || (environment.HOME && join(environment.HOME, '.docker'));
  if (!directory) return undefined;
  const path = join(directory, 'config.json');
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const parsed = v.safeParse(configSchema, text);
  // Not the parser's own words: they quote what they could not parse.
  if (!parsed.success) throw new RegistryError('CREDENTIALS_INVALID', `${path} is not a Docker configuration`);
  const entries = Object.entries(parsed.output.auths ?? {}).filter(([key]) => hostOf(key) === hostOf(registryHost));
  const entry = entries.find(([key]) => key === registryHost) ?? entries[0];
  return entry && credentialsOf(entry[1], path, registryHost);
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RegistryError('CREDENTIALS_INVALID', `${path} cannot be read`, { cause });
  }
}

/** Keys are hosts, or addresses from the time before that: `https://index.docker.io/v1/`. */
function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}

function credentialsOf(entry: v.InferOutput<typeof entrySchema>, path: string, host: string): Credentials {
  const decoded = entry.auth ? Buffer.from(entry.auth, 'base64').toString('utf8') : '';
  const colon = decoded.indexOf(':');
  const username = colon > 0 ? decoded.slice(0, colon) : entry.username;
  const password = colon > 0 ? decoded.slice(colon + 1) : entry.password;
  if (!username || !password)
    throw new RegistryError('CREDENTIALS_INVALID', `${path} has an entry for ${host} without a username and password`);
  return { username, password };
}
