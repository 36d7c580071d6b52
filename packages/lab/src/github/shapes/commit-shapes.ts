import type { GitHubContext } from '../context.ts';
import type { FileChange } from '../git/diff.ts';
import type { Commit, Person } from '../git/objects.ts';
import type { Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { accountShape, type Shape } from './account-shapes.ts';

const instant = (date: Date): string => date.toISOString().replace('.000Z', 'Z');
const personShape = (person: Person): Shape => ({ name: person.name, email: person.email, date: instant(person.date) });

export function verificationShape({ signer }: GitHubContext, commit: Commit): Shape {
  const verified = signer.made(commit);
  const told = commit.signature === null ? 'unsigned' : 'unknown_key';
  return {
    verified,
    reason: verified ? 'valid' : told,
    signature: commit.signature,
    payload: commit.signature === null ? null : commit.payload,
    verified_at: verified ? instant(commit.committer.date) : null,
  };
}

/** REST's git commit, of the `git/commits` routes. */
export function gitCommitShape(context: GitHubContext, repository: Repository, commit: Commit): Shape {
  const { links } = context;
  return {
    sha: commit.oid,
    node_id: nodeId('Commit', `${repository.id}:${commit.oid}`),
    url: links.repo(repository, `git/commits/${commit.oid}`),
    html_url: links.repoPage(repository, `commit/${commit.oid}`),
    author: personShape(commit.author),
    committer: personShape(commit.committer),
    tree: { url: links.repo(repository, `git/trees/${commit.tree}`), sha: commit.tree },
    message: commit.message.trimEnd(),
    parents: commit.parents.map((sha) => ({
      url: links.repo(repository, `git/commits/${sha}`),
      sha,
      html_url: links.repoPage(repository, `commit/${sha}`),
    })),
    verification: verificationShape(context, commit),
  };
}

/** REST's commit, of the `commits` routes; with files and counts where they are given. */
export function commitShape(
  context: GitHubContext,
  repository: Repository,
  commit: Commit,
  files?: readonly FileChange[],
): Shape {
  const { links, store } = context;
  const account = (person: Person): Shape | null => {
    const found = store.accountOfEmail(person.email);
    return found ? accountShape(context, found) : null;
  };
  const url = links.repo(repository, `commits/${commit.oid}`);
  const parts = {
    sha: commit.oid,
    node_id: nodeId('Commit', `${repository.id}:${commit.oid}`),
    commit: {
      author: personShape(commit.author),
      committer: personShape(commit.committer),
      message: commit.message.trimEnd(),
      tree: { sha: commit.tree, url: links.repo(repository, `git/trees/${commit.tree}`) },
      url: links.repo(repository, `git/commits/${commit.oid}`),
      comment_count: 0,
      verification: verificationShape(context, commit),
    },
    url,
    html_url: links.repoPage(repository, `commit/${commit.oid}`),
    comments_url: `${url}/comments`,
    author: account(commit.author),
    committer: account(commit.committer),
    parents: commit.parents.map((sha) => ({
      sha,
      url: links.repo(repository, `commits/${sha}`),
      html_url: links.repoPage(repository, `commit/${sha}`),
    })),
  };
  if (!files) return parts;
  const additions = files.reduce((sum, file) => sum + file.additions, 0);
  const deletions = files.reduce((sum, file) => sum + file.deletions, 0);
  return {
    ...parts,
    stats: { total: additions + deletions, additions, deletions },
    files: files.map((file) => fileChangeShape(context, repository, commit.oid, file)),
  };
}

/** REST's diff entry. */
export function fileChangeShape(
  { links }: GitHubContext,
  repository: Repository,
  commit: string,
  file: FileChange,
): Shape {
  const path = file.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: file.oid,
    filename: file.path,
    status: file.status,
    additions: file.additions,
    deletions: file.deletions,
    changes: file.additions + file.deletions,
    blob_url: links.repoPage(repository, `blob/${commit}/${path}`),
    raw_url: links.repoPage(repository, `raw/${commit}/${path}`),
    contents_url: links.repo(repository, `contents/${path}?ref=${commit}`),
    ...(file.patch === null ? {} : { patch: file.patch }),
    ...(file.previousPath === null ? {} : { previous_filename: file.previousPath }),
  };
}
