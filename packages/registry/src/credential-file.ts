import { readFile } from 'node:fs/promises';
import * as v from 'valibot';
import type { Credentials } from './credentials.ts';
import { RegistryError } from './registry-error.ts';

const entrySchema = v.object({
  auth: v.optional(v.string()),
  username: v.optional(v.string()),
  password: v.optional(v.string()),
  identitytoken: v.optional(v.string()),
});

const fileSchema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({
    auths: v.optional(v.record(v.string(), v.nullable(entrySchema))),
    credHelpers: v.optional(v.record(v.string(), v.string())),
    credsStore: v.optional(v.string()),
  }),
);

export type CredentialFile = v.InferOutput<typeof fileSchema>;
type Entry = v.InferOutput<typeof entrySchema>;

/** Docker's `config.json` or containers' `auth.json`; `undefined` where there is none. Throws `CREDENTIALS_INVALID`. */
export async function readCredentialFile(path: string): Promise<CredentialFile | undefined> {
  const text = await readIfThere(path);
  if (text === undefined) return undefined;
  const parsed = v.safeParse(fileSchema, text);
  // Not the parser's own words: they quote what they could not parse.
  if (!parsed.success)
    throw new RegistryError('CREDENTIALS_INVALID', `${path} does not have the form of a file of registry credentials`);
  return parsed.output;
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return undefined;
    throw new RegistryError('CREDENTIALS_INVALID', `${path} cannot be read`, { cause });
  }
}

/** Docker's keys are hosts, or addresses from the time before that: `https://index.docker.io/v1/`. */
export function hostOf(key: string): string {
  const host = key.replace(/^https?:\/\//, '').split('/', 1)[0] ?? '';
  return host === 'index.docker.io' || host === 'registry-1.docker.io' ? 'docker.io' : host;
}

/** The value whose key is for this host, an exact one before an address of it. */
export function byHost<T>(entries: Readonly<Record<string, T>> | undefined, host: string): T | undefined {
  const matching = Object.entries(entries ?? {}).filter(([key]) => hostOf(key) === hostOf(host));
  return (matching.find(([key]) => key === host) ?? matching[0])?.[1];
}

/** The value whose key names the host or the longest part of `host/path` (containers-auth.json(5)). */
export function byNamespace<T>(entries: Readonly<Record<string, T>> | undefined, name: string): T | undefined {
  const [host = '', ...path] = name.split('/');
  for (let length = path.length; length > 0; length -= 1) {
    const key = [hostOf(host), ...path.slice(0, length)].join('/');
    if (entries && Object.hasOwn(entries, key)) return entries[key];
  }
  // A namespace of the host is for that namespace only.
  const hosts = Object.entries(entries ?? {}).filter(([key]) => !/^[^/]+\/./.test(key));
  return byHost(Object.fromEntries(hosts), host);
}

/** `undefined` where the entry is empty, as `docker login` leaves it beside a credential store. */
export function credentialsOf(entry: Entry | null, path: string, host: string): Credentials | undefined {
  if (entry?.identitytoken) return { identityToken: entry.identitytoken };
  const { auth, username: name, password: secret } = entry ?? {};
  if (!auth && !name && !secret) return undefined;
  const decoded = auth ? Buffer.from(auth, 'base64').toString('utf8') : '';
  const colon = decoded.indexOf(':');
  const username = colon > 0 ? decoded.slice(0, colon) : name;
  const password = colon > 0 ? decoded.slice(colon + 1).replace(/\0+$/, '') : secret;
  if (!username || !password)
    throw new RegistryError('CREDENTIALS_INVALID', `${path} has an entry for ${host} without a username and password`);
  return { username, password };
}
