import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { BuildError } from './build-error.ts';
import { tooLarge } from './layout-files.ts';

/** Layers are compressed already, so an honest layout hardly shrinks; a bomb shrinks a thousandfold. */
const mostExpansion = 100;
const expansionAllowance = 16 * 1024 * 1024;

/** Writes what is in a gzipped archive. Throws `LAYOUT_UNSAFE` where it is out of proportion, before more is written. */
export async function expandTo(target: string, path: string, limit: number): Promise<void> {
  const source = createReadStream(path);
  await pipeline(source, createGunzip(), counted, createWriteStream(target, { flags: 'wx', mode: 0o600 }));

  async function* counted(expanded: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    let length = 0;
    for await (const piece of expanded) {
      length += piece.length;
      if (length > expansionAllowance + source.bytesRead * mostExpansion)
        throw new BuildError('LAYOUT_UNSAFE', `the archive expands to more than ${mostExpansion} times its size`);
      // Headers and padding come on top of the content.
      if (length > limit * 2 + expansionAllowance) throw tooLarge('the archive', limit);
      yield piece;
    }
  }
}
