import type { Answer } from '../http/part-server.ts';
import type { GitHubContext } from './context.ts';
import { mayRead } from './identity/access.ts';
import type { Identity } from './identity/identity.ts';
import type { PullRequest } from './model/pulls.ts';
import { fullName, type Repository } from './model/repository.ts';
import { contextStates, mergeState, reviewDecision, unmetRules } from './pulls/protection.ts';
import { isMergeable, pullCommits, pullFiles } from './pulls/pull-facts.ts';

const path = /^\/(?<owner>[^/]+)\/(?<name>[^/]+)(?:\/pull\/(?<number>\d+))?\/?$/;

const page = (status: number, lines: readonly string[]): Answer => ({
  status,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body: `${lines.join('\n')}\n`,
});

/** What a person looks at in a browser, as plain text: a repository with its pull requests, or one pull request. */
export async function servePage(context: GitHubContext, identity: Identity, pathname: string): Promise<Answer> {
  const { owner = '', name = '', number } = path.exec(pathname)?.groups ?? {};
  const repository = context.store.repository(owner, name);
  if (!repository || !mayRead(context.store, identity, repository)) return page(404, ['Not Found']);
  if (number === undefined) return page(200, repositoryPage(context, repository));
  const pull = context.store.pull(repository, Number(number));
  return pull ? page(200, await pullPage(context, pull)) : page(404, ['Not Found']);
}

function repositoryPage({ links }: GitHubContext, repository: Repository): readonly string[] {
  const pulls = repository.pulls.toReversed().map((pull) => {
    const line = `#${pull.number} ${pull.state.toLowerCase()}: ${pull.title}  (${pull.headBranch} → ${pull.baseBranch})`;
    return `${line}\n  ${links.repoPage(repository, `pull/${pull.number}`)}`;
  });
  return [
    fullName(repository),
    `git clone ${links.repoPage(repository)}.git`,
    '',
    'Branches',
    ...repository.git.refs
      .list('refs/heads/')
      .map(([ref, oid]) => `  ${oid.slice(0, 7)} ${ref.replace('refs/heads/', '')}`),
    '',
    'Pull requests',
    ...(pulls.length > 0 ? pulls : ['  none']),
  ];
}

const stamp = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');

async function pullPage(context: GitHubContext, pull: PullRequest): Promise<readonly string[]> {
  const commits = await pullCommits(pull);
  const files = await pullFiles(pull);
  const checks = [...contextStates(pull.repository, pull.headOid)];
  return [
    `${pull.title}  #${pull.number}`,
    `${pull.state.toLowerCase()} · ${pull.author.login} wants to merge ${pull.headOwner.login}:${pull.headBranch} into ${pull.baseBranch} · ${stamp(pull.createdAt)}`,
    '',
    pull.body,
    '',
    'Commits',
    ...commits.map((commit) => {
      const mark = context.signer.made(commit) ? 'verified' : 'unverified';
      return `  ${commit.oid.slice(0, 7)} ${commit.message.split('\n')[0] ?? ''}  (${commit.author.name}, ${mark})`;
    }),
    '',
    'Files',
    ...files.map((file) => `  ${file.status} ${file.path}  +${file.additions} -${file.deletions}`),
    '',
    'Reviews',
    ...listed(pull.reviews.map((review) => `${review.author.login} ${review.state} on ${review.commit.slice(0, 7)}`)),
    '',
    'Checks',
    ...listed(checks.map(([name, state]) => `${state} ${name}`)),
    '',
    'Comments',
    ...listed(
      pull.comments.map((comment) => `${comment.author.login} at ${stamp(comment.createdAt)}: ${comment.body}`),
    ),
    '',
    ...(await mergeLines(context, pull)),
  ];
}

const listed = (lines: readonly string[]): readonly string[] =>
  lines.length > 0 ? lines.map((line) => `  ${line}`) : ['  none'];

async function mergeLines(context: GitHubContext, pull: PullRequest): Promise<readonly string[]> {
  if (pull.state === 'MERGED')
    return [
      `Merged by ${pull.mergedBy?.login ?? 'nobody'} as ${pull.mergeCommit ?? ''} at ${stamp(pull.mergedAt ?? pull.updatedAt)}`,
    ];
  if (pull.state === 'CLOSED') return [`Closed without merging at ${stamp(pull.closedAt ?? pull.updatedAt)}`];
  const state = mergeState(context, pull, await isMergeable(pull));
  const decision = reviewDecision(context, pull);
  return [
    `Merge state: ${state.toLowerCase()}${decision === null ? '' : ` (reviews: ${decision.toLowerCase()})`}`,
    ...unmetRules(context, pull).map((rule) => `  ${rule}`),
  ];
}
