import { readdir, readFile } from 'node:fs/promises';

/** Command lines of the processes of this machine that name a path beneath the folder, or the folder itself. */
export async function processesWith(folder: string): Promise<readonly string[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    // One may end between the listing and the reading.
    numbers.map((number) => readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.split(/[\0=]/).some((part) => part === folder || part.startsWith(`${folder}/`)));
}
