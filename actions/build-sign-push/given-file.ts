import { readFile, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { InputError } from '@bitvault/action-kit';

export interface GivenFile {
  readonly bytes: Uint8Array;
  readonly writtenAt: Date;
}

/** Reads the file that an input names, from the root of the workspace. Throws InputError `INPUT_INVALID`. */
export async function readGiven(input: string, path: string, workspace: string): Promise<GivenFile> {
  const absolute = resolve(workspace, path);
  try {
    return { bytes: await readFile(absolute), writtenAt: (await stat(absolute)).mtime };
  } catch (cause) {
    if (!(cause instanceof Error) || !('syscall' in cause)) throw cause;
    throw new InputError(
      'INPUT_INVALID',
      `input "${input}" is ${JSON.stringify(path)}, which cannot be read`,
      'Name the file that the tool wrote, and run that tool before this step.',
      { cause },
    );
  }
}
