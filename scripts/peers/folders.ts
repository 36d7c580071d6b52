import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { root } from '../project.ts';
import { sources, type Program } from './programs.ts';

/** Where every checkout finds what one of them built, one folder for each version of each program. */
export const store = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'bitvault-actions', 'peers');

/** The programs of this checkout. */
export const peersBin = join(root, 'node_modules', '.cache', 'peers', 'bin');

/** A search path with the peers before everything else, and with what Debian keeps for root. */
export const peersPath = [peersBin, process.env['PATH'] ?? '', '/usr/sbin'].join(delimiter);

/** Those of the programs that `npm run peers` has not brought yet. */
export const missingPeers = (programs: readonly Program[]): readonly Program[] =>
  programs.filter((program) => !isThere(program));

function isThere(program: Program): boolean {
  const folders = sources[program].kind === 'installed' ? peersPath.split(delimiter) : [peersBin];
  return folders.some((folder) => existsSync(join(folder, program)));
}
