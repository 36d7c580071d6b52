import { isLoopback } from './network-address.ts';
import { RegistryError } from './registry-error.ts';

/** Where a repository is. */
export interface RepositoryAddress {
  /** As the user wrote it: `host[:port]/path`. */
  readonly name: string;
  /** The host as it stands in the name and in credential files. */
  readonly host: string;
  /** Where requests go: http for loopback unless it is asked for as secure, https otherwise. */
  readonly origin: URL;
  /** The repository's path in the registry. */
  readonly path: string;
}

const longestName = 512;
const hostPattern = /^(?:[a-z0-9.-]{1,253}|\[[0-9a-f:.]{2,45}\])(?::[0-9]{1,5})?$/;
const componentPattern = /^[a-z0-9]+(?:(?:\.|__?|-+)[a-z0-9]+)*$/;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;

/**
 * Reads `host[:port]/path` (distribution-spec, "Pulling manifests", the grammar of <name>). The host must be written
 * out: a name without one is never taken for Docker Hub's. `secure` means https on loopback too.
 * Throws `REFERENCE_INVALID`.
 */
export function parseRepositoryName(name: string, secure = false): RepositoryAddress {
  const slash = name.indexOf('/');
  const host = name.slice(0, slash);
  const path = name.slice(slash + 1);
  const wellFormed =
    slash > 0 &&
    name.length <= longestName &&
    hostPattern.test(host) &&
    /[.:]|^localhost$/.test(host) &&
    path.split('/').every((component) => componentPattern.test(component));
  const origin = wellFormed ? originOf(host, secure) : undefined;
  if (!origin)
    throw new RegistryError(
      'REFERENCE_INVALID',
      `not a repository name of the form host/path: ${JSON.stringify(name.slice(0, 100))}`,
    );
  return { name, host, origin, path: apiPath(host, path) };
}

const hub = { host: 'docker.io', aliases: ['index.docker.io', 'registry-1.docker.io'], api: 'registry-1.docker.io' };

const isHub = (host: string): boolean => host === hub.host || hub.aliases.includes(host);

/** Docker Hub's API is not at the host that its image names carry. */
const apiHost = (host: string): string => (isHub(host) ? hub.api : host);

/** Docker Hub's own images may be named without their folder. */
const apiPath = (host: string, path: string): string => (isHub(host) && !path.includes('/') ? `library/${path}` : path);

/** Whether both name one repository: the same, but for the several names that Docker Hub's have. */
export const isSameRepository = (left: string, right: string): boolean => canonicalName(left) === canonicalName(right);

function canonicalName(name: string): string {
  const slash = name.indexOf('/');
  const host = name.slice(0, slash);
  return isHub(host) ? `${hub.host}/${apiPath(host, name.slice(slash + 1))}` : name;
}

function originOf(host: string, secure: boolean): URL | undefined {
  const origin = URL.parse(`https://${apiHost(host)}`);
  if (!origin || /^[.-]|[.-](?::|$)|\.\./.test(host)) return undefined;
  return isLoopback(origin.hostname) && !secure ? new URL(`http://${host}`) : origin;
}

/** Whether this can stand after the colon of an image reference (distribution-spec, the grammar of <reference>). */
export const isTag = (text: string): boolean => tagPattern.test(text);
