import picomatch from 'picomatch';
import { inCluster } from '../sets/clusters.ts';
import { isMapping, textAt, type Mapping } from '../yaml/fields.ts';
import type { Application } from './application.ts';
import { normalizedAddress } from './own-address.ts';
import type { Resource } from './resource.ts';

/** `unknown` where it depends on what only Argo CD knows, such as the name that a cluster's address has. */
export type Permission = 'yes' | 'no' | 'unknown';

interface GroupKind {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

/** An AppProject, asked as Argo CD asks it: `*` stands for anything, and `!` in front denies. */
export class Project {
  readonly resource: Resource;
  readonly #matchers = new Map<string, (value: string) => boolean>();

  constructor(resource: Resource) {
    this.resource = resource;
  }

  permitsSource(repoURL: string): boolean {
    const address = normalizedAddress(repoURL);
    let any = false;
    for (const pattern of this.resource.list('spec', 'sourceRepos').map(String)) {
      const matched = this.#matches(denied(pattern, normalizedAddress), address, 'segments');
      if (matched) any = true;
      else if (isDenial(pattern)) return false;
    }
    return any;
  }

  permitsDestination({ server, name }: Cluster, namespace: string): Permission {
    let result: Permission = 'no';
    for (const item of this.resource.list('spec', 'destinations').filter(isMapping)) {
      const [serverPattern, namePattern, namespacePattern] = ['server', 'name', 'namespace'].map(
        (field) => textAt(item, [field]) ?? '',
      ) as [string, string, string];
      const ofServer = this.#matchesKnown(serverPattern, server);
      const ofName = this.#matchesKnown(namePattern, name);
      const ofNamespace = this.#matches(namespacePattern, namespace);
      if (ofNamespace && (ofServer === true || ofName === true)) result = 'yes';
      else if (ofNamespace && (ofServer === undefined || ofName === undefined))
        result = result === 'yes' ? 'yes' : 'unknown';
      else if (ofNamespace && (isDenial(namePattern) || isDenial(serverPattern))) return 'no';
      else if (!ofNamespace && isDenial(namespacePattern) && ofServer !== false)
        return ofServer === true ? 'no' : 'unknown';
    }
    return result;
  }

  permitsInNamespaces(resource: GroupKind): boolean {
    const allowed = this.resource.field('spec', 'namespaceResourceWhitelist');
    const lists = allowed === undefined || allowed === null || this.#lists('namespaceResourceWhitelist', resource);
    return lists && !this.#lists('namespaceResourceBlacklist', resource);
  }

  permitsInCluster(resource: GroupKind): boolean {
    return this.#lists('clusterResourceWhitelist', resource) && !this.#lists('clusterResourceBlacklist', resource);
  }

  #lists(field: string, { group, kind, name }: GroupKind): boolean {
    return this.resource
      .list('spec', field)
      .filter(isMapping)
      .some(
        (item) =>
          this.#matches(textAt(item, ['group']) ?? '', group) &&
          this.#matches(textAt(item, ['kind']) ?? '', kind) &&
          isNamed(item, name, (pattern) => this.#matches(pattern, name)),
      );
  }

  /** Undefined where the value is not known and the pattern does not take any. */
  #matchesKnown(pattern: string, value: string | undefined): boolean | undefined {
    if (pattern === '') return false;
    if (value === undefined) return pattern === '*' ? true : undefined;
    return this.#matches(pattern, value);
  }

  #matches(pattern: string, value: string, star: 'anything' | 'segments' = 'anything'): boolean {
    if (isDenial(pattern)) return !this.#matches(pattern.slice(1), value, star);
    if (pattern === '*' || pattern === value) return true;
    if (!/[*?[{]/.test(pattern)) return false;
    const key = `${star} ${pattern}`;
    const matcher = this.#matchers.get(key) ?? picomatch(pattern, { dot: true, bash: star === 'anything' });
    this.#matchers.set(key, matcher);
    return matcher(value);
  }
}

/** What is known of a cluster. */
export interface Cluster {
  readonly server: string | undefined;
  readonly name: string | undefined;
}

export function clusterOf({ resource }: Application): Cluster {
  const server = resource.text('spec', 'destination', 'server')?.replace(/\/$/, '');
  const name = resource.text('spec', 'destination', 'name');
  return server === inCluster.server || name === inCluster.name ? inCluster : { server, name };
}

const isDenial = (pattern: string): boolean => pattern.startsWith('!');

const denied = (pattern: string, normalize: (address: string) => string): string =>
  isDenial(pattern) ? `!${normalize(pattern.slice(1))}` : normalize(pattern);

function isNamed(item: Mapping, name: string, matches: (pattern: string) => boolean): boolean {
  const pattern = textAt(item, ['name']) ?? '';
  return pattern === '' || pattern === name || matches(pattern);
}
