import { isIP } from 'node:net';
import { mayFollow } from './network-address.ts';

/** Token services that stand beside their registry, on a name that no rule about names could tell from a stranger's. */
const knownRealms: Readonly<Record<string, string>> = {
  'registry-1.docker.io': 'auth.docker.io',
  'registry.digitalocean.com': 'api.digitalocean.com',
};

/**
 * Whether a bearer realm may see the credentials of the registry at `registry`: its own origin; over https the same
 * host, a host above it in its own domain (registry.gitlab.com → gitlab.com) or below it; the known service of a known
 * registry; or a host that the user named. Never where `mayFollow` says no. Anyone who can make a registry answer 401
 * chooses the realm, so a name that merely looks related does not count.
 */
export function mayHoldCredentials(realm: URL, registry: URL, trustedHosts: readonly string[] = []): boolean {
  if (!mayFollow(registry, realm)) return false;
  if (realm.origin === registry.origin) return true;
  if (trustedHosts.includes(realm.host)) return true;
  if (realm.protocol !== 'https:' || isIP(realm.hostname.replace(/^\[|\]$/g, '')) !== 0) return false;
  return (
    realm.hostname === registry.hostname ||
    knownRealms[registry.hostname] === realm.hostname ||
    isAbove(realm.hostname, registry.hostname) ||
    isAbove(registry.hostname, realm.hostname)
  );
}

/** Two labels at least, so that no top-level domain is above anything. */
const isAbove = (parent: string, child: string): boolean => parent.includes('.') && child.endsWith(`.${parent}`);
