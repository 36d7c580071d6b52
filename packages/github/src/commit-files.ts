import type { BaseSnapshot, CommitOid, Proposal } from '@bitvault/promotion';
import * as v from 'valibot';
import { commitOid } from './answers.ts';
import type { GitHubConnection } from './connection.ts';
import { GitHubError } from './github-error.ts';

/** Trees with more new entries than this can time out. */
const entriesPerTree = 100;

const tree = v.object({ sha: v.string() });
const commit = v.object({ sha: commitOid, verification: v.object({ verified: v.boolean(), reason: v.string() }) });

/**
 * Makes the commit that holds `files` over the base, with `parents`, and lets GitHub sign it: it does so for Apps when
 * neither author nor committer is given. Nothing points at the commit yet, so making it twice does no harm.
 *
 * @throws GitHubError `GITHUB_COMMIT_UNSIGNED` for a token that GitHub signs nothing for.
 */
export async function commitFiles(
  connection: GitHubConnection,
  base: BaseSnapshot,
  { files, message }: Pick<Proposal, 'files' | 'message'>,
  parents: readonly CommitOid[],
): Promise<CommitOid> {
  const entries = [...files].map(([path, file]) =>
    file === null
      ? { path, mode: '100644', type: 'blob', sha: null }
      : { path, mode: file.mode, type: 'blob', content: file.text },
  );
  let sha = base.tree;
  for (let start = 0; start < entries.length; start += entriesPerTree) {
    const parameters = { base_tree: sha, tree: entries.slice(start, start + entriesPerTree) };
    ({ sha } = await connection.rest('repeatable', 'POST /repos/{owner}/{repo}/git/trees', parameters, tree));
  }
  const route = 'POST /repos/{owner}/{repo}/git/commits';
  const made = await connection.rest('repeatable', route, { message, tree: sha, parents }, commit);
  if (made.verification.verified) return made.sha;
  throw new GitHubError('GITHUB_COMMIT_UNSIGNED', `GitHub left the commit unsigned (${made.verification.reason})`, {
    next: 'Use the installation token of the GitHub App that promotion.yaml names as bot.',
  });
}
