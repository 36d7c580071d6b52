import { mkdtemp, open, rm, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { expandTo } from './archive-expansion.ts';
import { BuildError } from './build-error.ts';
import { piecesOf, tooLarge, type LayoutFiles } from './layout-files.ts';

const mostEntries = 10_000;
const layoutFile = /^(?:oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/;

/** The files of an archive, which stays open until disposal. */
export interface OpenArchive extends AsyncDisposable {
  readonly files: LayoutFiles;
}

export interface ArchiveOptions {
  /** The most bytes of all files together. */
  readonly limit: number;
  /** The directory in which a gzipped archive lies expanded until disposal. */
  readonly temporary: string;
}

/**
 * Reads a layout from a tar archive on disk, gzipped or not: what is where is noted, the content is read when it is asked
 * for. Throws `LAYOUT_UNSAFE` for anything but plain files and directories with plain names, for a name that comes twice
 * and for what expands too far, `LAYOUT_TOO_LARGE` above the limit, `LAYOUT_INVALID` where it is not an archive.
 */
export async function openArchive(path: string, { limit, temporary }: ArchiveOptions): Promise<OpenArchive> {
  await using opened = new AsyncDisposableStack();
  let tar = opened.use(await open(path));
  try {
    if (await isGzipped(tar)) {
      const folder = await mkdtemp(join(temporary, 'bitvault-layout-'));
      opened.defer(() => rm(folder, { recursive: true, force: true }));
      const expanded = join(folder, 'layout.tar');
      await expandTo(expanded, path, limit);
      tar = opened.use(await open(expanded));
    }
    const places = await placesIn(tar, path, limit);
    const kept = opened.move();
    return { files: filesAt(tar, places), [Symbol.asyncDispose]: () => kept.disposeAsync() };
  } catch (error) {
    if (error instanceof BuildError) throw error;
    throw new BuildError('LAYOUT_INVALID', `${JSON.stringify(path)} is not a readable tar archive`, { cause: error });
  }
}

async function isGzipped(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
}

/** Where a file's content lies in an archive, in bytes. */
interface Place {
  readonly start: number;
  readonly size: number;
}

const filesAt = (tar: FileHandle, places: ReadonlyMap<string, Place>): LayoutFiles => ({
  async find(path) {
    const place = places.get(path);
    if (!place) return undefined;
    const { size, start } = place;
    return { size, read: (from, to) => piecesOf(tar, start + from, start + Math.min(to, size)) };
  },
});

async function placesIn(tar: FileHandle, path: string, limit: number): Promise<ReadonlyMap<string, Place>> {
  const places = new Map<string, Place>();
  let left = limit;
  let entries = 0;
  let next = 0;
  for await (const entry of tarEntries(tar)) {
    entries += 1;
    if (entries > mostEntries) throw new BuildError('LAYOUT_TOO_LARGE', `${path} has more than ${mostEntries} entries`);
    const name = plainName(entry);
    const { size, type } = entry.header;
    if (size > left) throw tooLarge(path, limit);
    left -= size;
    await entry.body.cancel();
    const start = await contentAfter(tar, next);
    next = start + inBlocks(size);
    if (type === 'directory' || !layoutFile.test(name)) continue;
    if (places.has(name)) throw new BuildError('LAYOUT_UNSAFE', `${name} is in the archive twice`);
    places.set(name, { start, size });
  }
  return places;
}

/** Strict, so that two readers cannot see two archives in the same bytes. */
function tarEntries(tar: FileHandle): ReadableStream<ParsedTarEntry> {
  return ReadableStream.from(piecesOf(tar, 0, Number.POSITIVE_INFINITY)).pipeThrough(
    createTarDecoder({ strict: true }),
  );
}

const block = 512;
const inBlocks = (size: number): number => Math.ceil(size / block) * block;

/**
 * Where the content of an entry starts whose headers start at `at`: the decoder gives no places. Before its own header
 * there may be some with long names (pax `x` and `g`, GNU `K` and `L`). Were this to find another place than the decoder,
 * the content there would not have its digest.
 */
async function contentAfter(tar: FileHandle, at: number): Promise<number> {
  const { buffer } = await tar.read(Buffer.alloc(block), 0, block, at);
  const type = buffer.toString('latin1', 156, 157);
  // The decoder takes what it does not know, such as a sparse file, for a file as it lies there; other readers do not.
  if (['0', '\0', '5'].includes(type)) return at + block;
  if (!['x', 'g', 'K', 'L'].includes(type))
    throw new BuildError('LAYOUT_UNSAFE', `the archive has an entry of the kind ${JSON.stringify(type)}`);
  const size = Number.parseInt(buffer.toString('latin1', 124, 135), 8);
  if (!Number.isSafeInteger(size)) throw new BuildError('LAYOUT_INVALID', 'an entry of the archive has no size');
  return contentAfter(tar, at + block + inBlocks(size));
}

function plainName({ header: { name, type } }: ParsedTarEntry): string {
  if (type !== 'file' && type !== 'directory')
    throw new BuildError(
      'LAYOUT_UNSAFE',
      `${JSON.stringify(name)} in the archive is a ${type ?? 'thing'}, not a file or directory`,
    );
  const plain = name.replace(/^\.\//, '').replace(/\/$/, '');
  const isRoot = type === 'directory' && (plain === '' || plain === '.');
  if (!isRoot && plain.split('/').some((part) => /^\.{0,2}$|[\\\0:]/.test(part)))
    throw new BuildError('LAYOUT_UNSAFE', `the archive has an entry named ${JSON.stringify(name.slice(0, 200))}`);
  return plain;
}
