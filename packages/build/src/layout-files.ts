import { createHash } from 'node:crypto';
import { constants } from 'node:fs';
import { lstat, open, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from './build-error.ts';

/** One file of an OCI layout, on disk: by itself, or as a part of an archive. */
export interface LayoutFile {
  /** Bytes. */
  readonly size: number;
  /** The bytes from `start` to before `end`, in pieces; fewer where the file has become shorter. */
  readonly read: (start: number, end: number) => AsyncIterable<Uint8Array>;
}

/** The files of an OCI layout, by paths such as `blobs/sha256/…`. */
export interface LayoutFiles {
  readonly find: (path: string) => Promise<LayoutFile | undefined>;
}

export const tooLarge = (path: string, limit: number): BuildError =>
  new BuildError('LAYOUT_TOO_LARGE', `${path} has more than ${limit} bytes`);

/** All of a file; `undefined` where there is none. Throws `LAYOUT_TOO_LARGE` above `limit` bytes. */
export async function readFileOf(files: LayoutFiles, path: string, limit: number): Promise<Uint8Array | undefined> {
  const file = await files.find(path);
  if (!file) return undefined;
  if (file.size > limit) throw tooLarge(path, limit);
  const pieces: Uint8Array[] = [];
  for await (const piece of file.read(0, file.size)) pieces.push(piece);
  return new Uint8Array(Buffer.concat(pieces));
}

/** SHA-256 in hexadecimal, without holding the file in memory. */
export async function hashOf(file: LayoutFile): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of file.read(0, file.size)) hash.update(piece);
  return hash.digest('hex');
}

/** A layout on disk. No link is followed below `root`, so that no file outside can end up in an image. */
export const filesInDirectory = (root: string): LayoutFiles => ({
  async find(path) {
    await using file = await openOwn(root, path);
    if (!file) return undefined;
    const { size } = await file.stat();
    return { size, read: (start, end) => readAgain(root, path, start, end) };
  },
});

async function* readAgain(root: string, path: string, start: number, end: number): AsyncGenerator<Uint8Array, void> {
  await using file = await openOwn(root, path);
  if (!file) throw new BuildError('LAYOUT_CORRUPT', `the layout has lost ${path} while it was read`);
  yield* piecesOf(file, start, end);
}

const pieceBytes = 128 * 1024;

/** The bytes of an open file from `start` to before `end`. */
export async function* piecesOf(file: FileHandle, start: number, end: number): AsyncGenerator<Uint8Array, void> {
  for (let at = start; at < end;) {
    const wanted = Math.min(pieceBytes, end - at);
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(wanted), 0, wanted, at);
    if (bytesRead === 0) return;
    yield buffer.subarray(0, bytesRead);
    at += bytesRead;
  }
}

async function openOwn(root: string, path: string): Promise<FileHandle | null> {
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
