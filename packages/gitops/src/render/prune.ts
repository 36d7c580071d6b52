import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

const day = 24 * 60 * 60 * 1000;
/** Older renderings are of charts that nobody has any more, or come again at the cost of one call. */
const oldest = 30 * day;
const stamp = 'pruned';

/** Removes what a cache has kept for long; looks once a day, and leaves a folder alone that it may not change. */
export async function pruneCache(folder: string, now: number): Promise<void> {
  const mark = join(folder, stamp);
  try {
    if (now - (await writtenAt(mark)) < day) return;
    await writeFile(mark, '');
    await utimes(mark, now / 1000, now / 1000);
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    for (const entry of entries.filter((each) => each.isFile() && each.name !== stamp)) {
      const file = join(entry.parentPath, entry.name);
      if (now - (await writtenAt(file)) > oldest) await rm(file, { force: true });
    }
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}

/** When it was written; long ago, where it is not there. */
async function writtenAt(file: string): Promise<number> {
  try {
    return (await stat(file)).mtimeMs;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 0;
    throw error;
  }
}
