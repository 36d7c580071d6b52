import { access, constants } from 'node:fs/promises';
import { join } from 'node:path';

/** Whether one of the folders has a program of this name. */
export async function isOnPath(program: string, folders: readonly string[]): Promise<boolean> {
  const places = folders.map((folder) => access(join(folder, program), constants.X_OK));
  return (await Promise.allSettled(places)).some(({ status }) => status === 'fulfilled');
}
