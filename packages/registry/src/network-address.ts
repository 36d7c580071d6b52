import { BlockList, isIP } from 'node:net';

const loopback = new BlockList();
loopback.addSubnet('127.0.0.0', 8);
loopback.addAddress('::1', 'ipv6');

/** Address blocks that are not the internet's: RFC 6890 and its IPv6 counterparts. */
const special = new BlockList();
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const)
  special.addSubnet(network, prefix);
for (const [network, prefix] of [
  ['::', 128],
  ['::1', 128],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const)
  special.addSubnet(network, prefix, 'ipv6');

const listed = (list: BlockList, hostname: string): boolean => {
  const address = hostname.replace(/^\[|\]$/g, '');
  const version = isIP(address);
  return version !== 0 && list.check(address, version === 6 ? 'ipv6' : 'ipv4');
};

const isLocalName = (hostname: string): boolean => /(?:^|\.)localhost\.?$/.test(hostname);

/** Takes a hostname as `URL` gives it: lower case, IPv4 in dotted form, IPv6 in brackets. */
export const isLoopback = (hostname: string): boolean => isLocalName(hostname) || listed(loopback, hostname);

/** Whether the hostname says by itself that it is not on the internet: loopback, private, link-local, or one label. */
export const isInternal = (hostname: string): boolean =>
  isLocalName(hostname) || listed(special, hostname) || (isIP(hostname) === 0 && !/[.:]/.test(hostname));

/**
 * Whether a client that was at `from` may follow to `to`. Plain http only stays on loopback, https never becomes http,
 * the internet never leads inside (a redirect to 169.254.169.254 asks the runner for its own secrets), and no address
 * carries a user name.
 */
export function mayFollow(from: URL, to: URL): boolean {
  if (to.username !== '' || to.password !== '') return false;
  if (isInternal(to.hostname) && !isInternal(from.hostname)) return false;
  if (to.protocol === 'https:') return true;
  return to.protocol === 'http:' && from.protocol === 'http:' && isLoopback(to.hostname);
}
