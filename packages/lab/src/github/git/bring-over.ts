import { runGit } from './git-process.ts';
import type { GitRepository } from './git-repository.ts';

/** Copies a commit, with all that it stands on, from one repository to another. */
export async function bringOver(from: GitRepository, to: GitRepository, oid: string): Promise<void> {
  const { code, stderr } = await runGit(to.directory, ['fetch', '--quiet', '--no-tags', from.directory, oid]);
  if (code !== 0) throw new Error(`git fetch ${oid} from ${from.directory}: ${stderr}`);
}
