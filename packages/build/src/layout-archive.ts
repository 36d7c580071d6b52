import { createReadStream, type ReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';
import { createTarDecoder, type ParsedTarEntry } from 'modern-tar';
import { BuildError } from './build-error.ts';
import { filesInMemory, tooLarge, type LayoutFiles } from './layout-files.ts';

const mostEntries = 10_000;
/** Layers are compressed already, so an honest layout hardly shrinks; a bomb shrinks a thousandfold. */
const mostExpansion = 100;
const expansionAllowance = 16 * 1024 * 1024;

const layoutFile = /^(?:oci-layout|index\.json|blobs\/sha256\/[0-9a-f]{64})$/;

/**
 * Reads a layout from a tar archive, gzipped or not, into memory; nothing is ever written to disk. Throws
 * `LAYOUT_UNSAFE` for anything but plain files and directories with plain names, for a name that comes twice and for
 * what expands too far, `LAYOUT_TOO_LARGE` above `limit` bytes, `LAYOUT_INVALID` where it is not an archive.
 */
export async function readArchive(path: string, limit: number): Promise<LayoutFiles> {
  const files = new Map<string, Uint8Array>();
  let left = limit;
  let entries = 0;
  try {
    for await (const entry of tarEntries(await archiveBytes(path, limit))) {
      entries += 1;
      if (entries > mostEntries)
        throw new BuildError('LAYOUT_TOO_LARGE', `${path} has more than ${mostEntries} entries`);
      const name = plainName(entry);
      if (entry.header.size > left) throw tooLarge(path, limit);
      left -= entry.header.size;
      if (entry.header.type === 'directory' || !layoutFile.test(name)) {
        await entry.body.cancel();
        continue;
      }
      if (files.has(name)) throw new BuildError('LAYOUT_UNSAFE', `${name} is in the archive twice`);
      files.set(name, await readBody(entry));
    }
  } catch (error) {
    if (error instanceof BuildError) throw error;
    throw new BuildError('LAYOUT_INVALID', `${JSON.stringify(path)} is not a readable tar archive`, { cause: error });
  }
  return filesInMemory(files);
}

/** Strict, so that two readers cannot see two archives in the same bytes. */
function tarEntries(bytes: AsyncIterable<Uint8Array>): ReadableStream<ParsedTarEntry> {
  return ReadableStream.from(bytes).pipeThrough(createTarDecoder({ strict: true }));
}

async function archiveBytes(path: string, limit: number): Promise<AsyncIterable<Uint8Array>> {
  await using file = await open(path);
  const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  const gzipped = bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  const source = createReadStream(path);
  return gzipped ? expand(source, limit) : source;
}

async function* expand(source: ReadStream, limit: number): AsyncGenerator<Uint8Array> {
  const gunzip = createGunzip();
  source.once('error', (error) => gunzip.destroy(error));
  let expanded = 0;
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      expanded += chunk.length;
      if (expanded > expansionAllowance + source.bytesRead * mostExpansion)
        throw new BuildError('LAYOUT_UNSAFE', `the archive expands to more than ${mostExpansion} times its size`);
      if (expanded > limit * 2) throw tooLarge('the archive', limit);
      yield chunk;
    }
  } finally {
    source.destroy();
  }
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

async function readBody(entry: ParsedTarEntry): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry.body) chunks.push(chunk);
  return Buffer.concat(chunks);
}
