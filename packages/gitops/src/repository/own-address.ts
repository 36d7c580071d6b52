/** An address of a repository without what may be written one way or the other: `github.com/owner/name`. */
export function normalizedAddress(address: string): string {
  const scp = /^(?:[\w.-]+@)?([\w.-]+):(?!\/\/)(.+)$/.exec(address);
  const plain = scp === null ? address.replace(/^[a-z+]+:\/\/(?:[^/@]*@)?/i, '') : `${scp[1]}/${scp[2]}`;
  return plain
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .toLowerCase();
}

/** One use of an address: whether what it is asked for could be of the tree that is looked at. */
export interface AddressUse {
  readonly address: string;
  readonly fits: boolean;
}

/**
 * Which of the addresses that a repository's Applications use is that of the repository itself: those that are known
 * to be, if any of them is used; else the one that is used most among those of which something is there.
 */
export function ownAddresses(known: readonly string[], uses: readonly AddressUse[]): ReadonlySet<string> {
  const given = new Set(known.map(normalizedAddress));
  const used = uses.map(({ address, fits }) => ({ address: normalizedAddress(address), fits }));
  if (used.some(({ address }) => given.has(address))) return given;
  const tally = new Map<string, number>();
  for (const { address } of used.filter(({ fits }) => fits)) tally.set(address, (tally.get(address) ?? 0) + 1);
  const [most] = [...tally].toSorted(([, left], [, right]) => right - left);
  return new Set([...given, ...(most === undefined ? [] : [most[0]])]);
}
