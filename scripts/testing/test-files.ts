import { globSync } from 'node:fs';
import { root } from '../project.ts';

const patterns = ['packages/*/src/**/*.test.ts', 'actions/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'];

/** Need programs beyond Node and git, which `npm run peers` brings. */
const peers = 'test/peers/';

/** The folder of test/peers that a test file is in. */
export const suiteOf = (file: string): string | undefined =>
  file.startsWith(peers) ? file.slice(peers.length).split('/')[0] : undefined;

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
