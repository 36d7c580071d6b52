import { globSync } from 'node:fs';
import { root } from '../project.ts';

const patterns = ['packages/*/src/**/*.test.ts', 'actions/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'];

/** Needs programs beyond Node and git; see the documentation of the peers. */
const peers = 'test/peers/';

/**
 * The test files to run, as paths from the root with forward slashes: either those of the peers or all others, and of
 * these the ones whose path contains one of `filters`, if there are any.
 */
export function testFiles(filters: readonly string[], ofPeers: boolean): string[] {
  return globSync(patterns, { cwd: root, exclude: (name) => name === 'node_modules' || name === 'out' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => path.startsWith(peers) === ofPeers)
    .filter((path) => filters.length === 0 || filters.some((filter) => path.includes(filter.replace(/^\.\//, ''))))
    .toSorted();
}
