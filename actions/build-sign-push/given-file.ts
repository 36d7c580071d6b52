import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@bitvault/action-kit';

export interface GivenFile {
  readonly bytes: Uint8Array;
  readonly writtenAt: Date;
}

/**
 * Reads the file that an input names, from the root of the workspace, once `checkSize` has found it small enough. Throws
 * InputError `INPUT_INVALID`, and what `checkSize` throws.
 */
export async function readGiven(
  input: string,
  path: string,
  workspace: string,
  checkSize: (bytes: number) => void,
): Promise<GivenFile> {
  const absolute = resolve(workspace, path);
  try {
    const stats = await stat(absolute);
    // Of a pipe or a device nobody knows when it ends.
    if (!stats.isFile()) throw unreadable(input, path);
    checkSize(stats.size);
    return { bytes: await readFile(absolute), writtenAt: stats.mtime };
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw unreadable(input, path, cause);
  }
}

const unreadable = (input: string, path: string, cause?: unknown): InputError =>
  new InputError(
    'INPUT_INVALID',
    `input "${input}" is ${JSON.stringify(path)}, which is no file that can be read`,
    'Name the file that the tool wrote, and run that tool before this step.',
    { cause },
  );
