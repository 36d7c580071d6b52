import { parseImageName } from '@bitvault/promotion';
import type { SuiteRelease } from '../command/suite.ts';
import {
  inCluster,
  operatorNames,
  type Cluster,
  type Migration,
  type OperatorName,
  type Owner,
  type SecretStore,
  type Service,
} from './answers.ts';

/*
 * Every parser here throws a TypeError whose message completes "must be …".
 */

function matching(raw: string, pattern: RegExp, expected: string): string {
  if (pattern.test(raw)) return raw;
  throw new TypeError(expected);
}

/** YAML 1.1, which Helm and Argo CD read, takes these for something else than text. */
const yamlWords = new Set(['y', 'n', 'yes', 'no', 'on', 'off', 'true', 'false', 'null']);
/** And some readers of it this for a number. */
const yamlNumber = /^e-?[0-9]+$/;
/** No folder on Windows can be called so, and a clone there would fail. */
const deviceName = /^(?:con|prn|aux|nul|com[0-9]|lpt[0-9])$/;

/** A DNS label that begins with a letter (RFC 1035, as a Service's name must be), and that YAML and folders can hold. */
function label(raw: string, what: string, longest: number): string {
  const form = /^[a-z](?:[a-z0-9-]*[a-z0-9])?$/;
  const expected = `${what}: lower-case letters, digits and inner hyphens, a letter first, at most ${longest}`;
  if (raw.length > longest) throw new TypeError(expected);
  matching(raw, form, expected);
  if (yamlWords.has(raw) || yamlNumber.test(raw))
    throw new TypeError(`${what} that YAML does not take for a truth value, a number or null`);
  if (deviceName.test(raw)) throw new TypeError(`${what} that every system can have as a folder`);
  return raw;
}

/** GitHub App names have at most 34 characters, and the longest that is made from it ends in `-promoter`. */
export const parseName = (raw: string): string => label(raw, 'a name', 25);

/** A pod's name ends in two hashes, and its host name has at most 63 characters. */
export const parseServiceLabel = (raw: string): string => label(raw, 'a service name', 45);

export function parseEnvironmentLabel(raw: string): string {
  label(raw, 'an environment name', 30);
  if (raw === 'build')
    throw new TypeError('an environment name other than build, which promotion.yaml calls the build');
  if (raw.startsWith('preview')) throw new TypeError('an environment name that previews of pull requests do not use');
  return raw;
}

/** A promotion needs somewhere to come from, and `promotion.yaml` holds so many. */
export const chainLength = '2 to 20: the first takes what was just built, the last is behind the gate';
export const isChain = (names: readonly string[]): boolean => names.length >= 2 && names.length <= 20;

/** The names that come more than once. */
export const repeated = (names: readonly string[]): ReadonlySet<string> =>
  new Set(names.filter((each, index) => names.indexOf(each) !== index));

/** What `parseName` takes that is nearest to the name of a repository. */
export const nameFrom = (repository: string): string =>
  repository
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 25)
    .replace(/-+$/, '') || 'app';

export const parseOwner = (raw: string): string =>
  matching(raw, /^(?=.{1,39}$)[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/, 'the login of a user or an organisation on GitHub');

export const parseRepository = (raw: string): string =>
  matching(
    raw,
    /^(?!\.{1,2}$)(?!.*\.git$)[A-Za-z0-9._-]{1,100}$/,
    'the name of a repository: letters, digits, dots, hyphens and underscores, at most 100',
  );

export function parseSource(raw: string): { readonly owner: string; readonly name: string } {
  const [owner = '', name = '', ...more] = raw.split('/');
  try {
    if (more.length === 0) return { owner: parseOwner(owner), name: parseRepository(name) };
  } catch (cause) {
    throw new TypeError('a repository such as owner/name', { cause });
  }
  throw new TypeError('a repository such as owner/name');
}

/** `@acme/releasers` or `@alice` */
export function parseCodeOwner(raw: string): Owner {
  const expected = 'a team or a user as CODEOWNERS names it, such as @acme/releasers or @alice';
  const [name = '', slug, ...more] = raw.replace(/^@/, '').split('/');
  try {
    const login = parseOwner(name);
    if (!raw.startsWith('@')) throw new TypeError(expected);
    if (slug === undefined) return { kind: 'user', login };
    if (more.length === 0 && /^[a-z0-9](?:[a-z0-9_-]{0,98}[a-z0-9])?$/.test(slug))
      return { kind: 'team', organisation: login, slug };
  } catch (cause) {
    throw new TypeError(expected, { cause });
  }
  throw new TypeError(expected);
}

export function parseRegistry(raw: string): string {
  const expected =
    'where images are pushed, such as ghcr.io/owner: host and path in lower case, without a slash at the end';
  if (raw !== raw.toLowerCase()) throw new TypeError(expected);
  try {
    parseImageName(`${raw}/image`);
  } catch (cause) {
    throw new TypeError(expected, { cause });
  }
  return raw;
}

/** Ends in letters, as the top of every domain does, so that no part of YAML is a number. */
const hostName =
  /^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,58}[a-z0-9])$/;

export const parseDomain = (raw: string): string => matching(raw, hostName, 'a domain such as example.com, lower case');

export function parseDatabaseHost(raw: string): string {
  const expected = 'a host name with {env} in it, such as postgres.{env}.internal.example.com';
  if (!raw.includes('{env}')) throw new TypeError(expected);
  matching(raw.replaceAll('{env}', 'e'), hostName, expected);
  return raw;
}

/** Characters that may stand in plain YAML, and mean nothing to the templates of Argo CD and Helm. */
const plainUrl = /^https:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~-]+)*$/;

function url(raw: string, expected: string): string {
  if (!URL.canParse(raw)) throw new TypeError(expected);
  return matching(raw, plainUrl, expected);
}

export const parseUrl = (raw: string): string =>
  url(raw, 'an https address without a slash at the end, such as https://argocd.example.com');

export function parseServerUrl(raw: string): string {
  const expected = 'the https origin of a GitHub server, such as https://github.com';
  if (new URL(url(raw, expected)).origin !== raw) throw new TypeError(expected);
  return raw;
}

export function parseCluster(raw: string): Cluster {
  if (raw === 'in-cluster') return inCluster;
  const expected = 'the https address of an API server, or the name that Argo CD knows a cluster by';
  if (/:\/\//.test(raw)) return { kind: 'server', url: url(raw, expected) };
  return { kind: 'name', name: matching(raw, /^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,61}[A-Za-z0-9])?$/, expected) };
}

const hostLabel = /^(?:@|[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)$/;

/** `api`, or with what it needs: `api,host=api,database` or `worker,keda`. */
export function parseService(raw: string): Service {
  const [name = '', ...options] = raw.split(',').map((part) => part.trim());
  let host: string | null = null;
  let database = false;
  let keda = false;
  for (const option of options) {
    const [key, value, ...more] = option.split('=');
    if (option === 'database') database = true;
    else if (option === 'keda') keda = true;
    else if (key === 'host' && value !== undefined && more.length === 0)
      host = matching(
        value,
        hostLabel,
        'a service whose host is one label below the domain, or @ for the domain itself',
      );
    else
      throw new TypeError('a service with no options but host=LABEL, database and keda, such as api,host=api,database');
  }
  if (keda && host !== null) throw new TypeError('a service with either keda or a host');
  return { name: parseServiceLabel(name), host, database, keda };
}

export const parseSigningKey = (raw: string): string =>
  matching(raw, /^(?:[0-9A-F]{16}|[0-9A-F]{40})$/, 'the id of a GPG key: 16 or 40 hexadecimal digits, upper case');

export function parseOperators(raw: string): readonly OperatorName[] {
  const names = raw.split(',').filter((part) => part.trim() !== '');
  const unknown = names.find((name) => !operatorNames.some((known) => known === name.trim()));
  if (unknown !== undefined) throw new TypeError(`some of ${operatorNames.join(', ')}`);
  return operatorNames.filter((known) => names.some((name) => name.trim() === known));
}

/** `vault` or `SecretStore/vault` */
export function parseSecretStore(raw: string): SecretStore {
  const expected = 'a ClusterSecretStore such as vault, or a SecretStore such as SecretStore/vault';
  const [, kind = 'ClusterSecretStore', name = ''] = /^(?:(ClusterSecretStore|SecretStore)\/)?([^/]*)$/.exec(raw) ?? [];
  matching(name, /^(?=.{1,63}$)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/, expected);
  return { kind: kind === 'SecretStore' ? 'SecretStore' : 'ClusterSecretStore', name };
}

/** `api node migrate.js`: the service whose image it runs in, and the arguments. */
export function parseMigration(raw: string): Migration {
  const [service = '', ...args] = raw.split(/\s+/).filter((part) => part !== '');
  const expected = 'a service and the arguments of its migration, such as "api node migrate.js"';
  if (args.length === 0) throw new TypeError(expected);
  if (args.some((arg) => !/^[\x21-\x7e]+$/.test(arg) || /\{\{|\}\}/.test(arg)))
    throw new TypeError(`${expected}, in printable ASCII and without {{ or }}`);
  return { service: parseServiceLabel(service), args };
}

export function parseSuiteRelease(raw: string): SuiteRelease {
  const [, version, commit] = /^(v\d+\.\d+\.\d+)@([0-9a-f]{40})$/.exec(raw) ?? [];
  if (version === undefined || commit === undefined)
    throw new TypeError(
      'a version and the whole commit of bitvault/actions, as in v1.4.0@3d3c42e5aac5ba805825da76410c181273ba90b1',
    );
  return { version, commit };
}
