import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { inclusionPath, leafHash, rootHash } from './merkle-tree.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');

// The vectors of the Certificate Transparency reference implementation.
const entries = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f'];
const leaves = entries.map((entry) => leafHash(Buffer.from(entry, 'hex')));

test('roots are those of the reference implementation', () => {
  assert.equal(hex(rootHash([])), hex(createHash('sha256').digest()));
  const roots: Readonly<Record<number, string>> = {
    1: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
    2: 'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
    3: 'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
    8: '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
  };
  for (const [size, root] of Object.entries(roots)) assert.equal(hex(rootHash(leaves.slice(0, Number(size)))), root);
});

test('every path leads from its leaf to the root, in trees of every size', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 70 }), fc.nat(), (size, seed) => {
      const tree = Array.from({ length: size }, (_, index) => leafHash(Buffer.from(String(index))));
      const index = seed % size;
      const leaf = tree[index] ?? Buffer.alloc(0);
      assert.equal(hex(climb(leaf, index, size, inclusionPath(index, tree))), hex(rootHash(tree)));
    }),
  );
});

/** RFC 9162, 2.1.3.2 */
function climb(leaf: Buffer, index: number, size: number, path: readonly Buffer[]): Buffer {
  let [node, position, last] = [leaf, index, size - 1];
  const join = (left: Buffer, right: Buffer): Buffer =>
    createHash('sha256').update(Buffer.of(1)).update(left).update(right).digest();
  for (const sibling of path) {
    assert.notEqual(last, 0, 'the path is too long');
    if (position % 2 === 1 || position === last) {
      node = join(sibling, node);
      while (position % 2 === 0 && position !== 0) [position, last] = [position / 2, Math.floor(last / 2)];
    } else {
      node = join(node, sibling);
    }
    [position, last] = [Math.floor(position / 2), Math.floor(last / 2)];
  }
  assert.equal(last, 0, 'the path is too short');
  return node;
}
