import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from './build-error.ts';

/** The files of an OCI layout, by paths such as `blobs/sha256/…`. */
export interface LayoutFiles {
  /** `undefined` where there is none. Throws `LAYOUT_TOO_LARGE` above `limit` bytes. */
  read(path: string, limit: number): Promise<Uint8Array | undefined>;
  /** Size and SHA-256 in hexadecimal, without holding the file in memory. */
  measure(path: string): Promise<{ readonly size: number; readonly sha256: string } | undefined>;
}

export const tooLarge = (path: string, limit: number): BuildError =>
  new BuildError('LAYOUT_TOO_LARGE', `${path} has more than ${limit} bytes`);

/** A layout that was read into memory. */
export const filesInMemory = (files: ReadonlyMap<string, Uint8Array>): LayoutFiles => ({
  async read(path, limit) {
    const bytes = files.get(path);
    if (bytes && bytes.length > limit) throw tooLarge(path, limit);
    return bytes;
  },
  async measure(path) {
    const bytes = files.get(path);
    return bytes && { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
  },
});

/** A layout on disk. No link is followed below `root`, so that no file outside can end up in an image. */
export function filesInDirectory(root: string): LayoutFiles {
  return {
    async read(path, limit) {
      await using file = await openOwn(root, path);
      if (!file) return undefined;
      if ((await file.stat()).size > limit) throw tooLarge(path, limit);
      return new Uint8Array(await file.readFile());
    },
    async measure(path) {
      await using file = await openOwn(root, path);
      if (!file) return undefined;
      const hash = createHash('sha256');
      let size = 0;
      for await (const chunk of file.createReadStream({ autoClose: false }) as AsyncIterable<Buffer>) {
        hash.update(chunk);
        size += chunk.length;
      }
      return { size, sha256: hash.digest('hex') };
    },
  };
}

async function openOwn(root: string, path: string) {
  const parts = path.split('/');
  for (const depth of parts.keys()) {
    const kind = await kindOf(join(root, ...parts.slice(0, depth + 1)));
    if (kind === undefined) return null;
    if (kind !== (depth === parts.length - 1 ? 'file' : 'directory'))
      throw new BuildError('LAYOUT_UNSAFE', `${path} leads over something that is not an ordinary file or directory`);
  }
  return open(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW);
}

async function kindOf(path: string): Promise<'file' | 'directory' | 'other' | undefined> {
  try {
    const stats = await lstat(path);
    return stats.isFile() ? 'file' : stats.isDirectory() ? 'directory' : 'other';
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw new BuildError('LAYOUT_MISSING', `${path} cannot be read`, { cause: error });
  }
}
