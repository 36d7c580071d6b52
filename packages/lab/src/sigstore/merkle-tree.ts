import { createHash } from 'node:crypto';

const hash = (...parts: readonly Uint8Array[]): Buffer => {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(part);
  return digest.digest();
};

// The prefixes keep a leaf from passing for a node (RFC 6962, 2.1).
const leafPrefix = Buffer.of(0);
const nodePrefix = Buffer.of(1);

export const leafHash = (entry: Uint8Array): Buffer => hash(leafPrefix, entry);

/** Root of the tree over leaf hashes (RFC 6962, 2.1 "Merkle Tree Hash"). */
export function rootHash(leaves: readonly Buffer[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return hash();
  if (leaves.length === 1) return only;
  const split = splitOf(leaves.length);
  return hash(nodePrefix, rootHash(leaves.slice(0, split)), rootHash(leaves.slice(split)));
}

/** Hashes that lead from leaf `index` to the root, lowest first (RFC 6962, 2.1.1 "Merkle Audit Paths"). */
export function inclusionPath(index: number, leaves: readonly Buffer[]): readonly Buffer[] {
  if (index < 0 || index >= leaves.length) throw new RangeError(`no leaf ${index} in a tree of ${leaves.length}`);
  if (leaves.length === 1) return [];
  const split = splitOf(leaves.length);
  const left = leaves.slice(0, split);
  const right = leaves.slice(split);
  return index < split
    ? [...inclusionPath(index, left), rootHash(right)]
    : [...inclusionPath(index - split, right), rootHash(left)];
}

/** The largest power of two that is smaller than `size`, a number above 1. */
const splitOf = (size: number): number => 2 ** Math.ceil(Math.log2(size) - 1);
