import { roleOf } from '../identity/access.ts';
import { fullName, type Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { Refusal } from '../refusal.ts';
import { connection, type PageArguments } from './connection.ts';
import { issuesConnection, type IssuesArguments } from './issue-types.ts';
import { pullsConnection, type PullsArguments } from './pull-list.ts';
import { instant, type Fields } from './scope.ts';
import { accountSource, expressionSource, objectSource, refSource, type AccountSource } from './sources.ts';

export const repositoryFields: Fields<Repository> = {
  id: ({ id }) => nodeId('Repository', id),
  databaseId: ({ id }) => id,
  name: ({ name }) => name,
  nameWithOwner: fullName,
  owner: ({ owner }) => accountSource(owner),
  url: (repository, _, { context }) => context.links.repoPage(repository),
  isPrivate: (repository) => repository.private,
  visibility: (repository) => (repository.private ? 'PRIVATE' : 'PUBLIC'),
  isFork: ({ parent }) => parent !== null,
  isArchived: ({ settings }) => settings.archived,
  createdAt: ({ createdAt }) => instant(createdAt),
  pushedAt: ({ pushedAt }) => instant(pushedAt),
  squashMergeAllowed: ({ settings }) => settings.allowSquashMerge,
  mergeCommitAllowed: ({ settings }) => settings.allowMergeCommit,
  rebaseMergeAllowed: ({ settings }) => settings.allowRebaseMerge,
  autoMergeAllowed: ({ settings }) => settings.allowAutoMerge,
  deleteBranchOnMerge: ({ settings }) => settings.deleteBranchOnMerge,
  viewerPermission: (repository, _, { context, by }) =>
    by.kind === 'user' ? (roleOf(context.store, by.account, repository)?.toUpperCase() ?? null) : null,
  defaultBranchRef: (repository, _, scope) => {
    scope.authorize(repository, 'contents:read');
    return refSource(repository, `refs/heads/${repository.defaultBranch}`);
  },
  ref: (repository, { qualifiedName }: { qualifiedName: string }, scope) => {
    scope.authorize(repository, 'contents:read');
    const places = [qualifiedName, `refs/heads/${qualifiedName}`, `refs/tags/${qualifiedName}`];
    return places.map((name) => refSource(repository, name)).find((ref) => ref !== null) ?? null;
  },
  refs: (repository, args: PageArguments & { refPrefix: string; query?: string | null }, scope) => {
    scope.authorize(repository, 'contents:read');
    const found = repository.git.refs.list(args.refPrefix).filter(([name]) => name.includes(args.query ?? ''));
    return connection('refs', args, found, ([name]) => refSource(repository, name));
  },
  object: (repository, { expression, oid }: { expression?: string | null; oid?: string | null }, scope) => {
    scope.authorize(repository, 'contents:read');
    if (oid != null) return objectSource(repository, oid);
    return expression == null ? null : expressionSource(repository, expression);
  },
  pullRequest: (repository, { number }: { number: number }, scope) => {
    scope.authorize(repository, 'pull_requests:read');
    const pull = scope.context.store.pull(repository, number);
    if (pull) return pull;
    throw new Refusal(404, 'NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
  },
  pullRequests: (repository, args: PullsArguments, scope) => pullsConnection(scope, repository, args),
  issues: (repository, args: IssuesArguments, scope) => issuesConnection(scope, repository, args),
};

/** GraphQL spells Apps without `[bot]`. */
export const graphqlLogin = (login: string): string => login.replace(/\[bot\]$/, '');

export const accountFields: Fields<AccountSource> = {
  id: ({ account }) => nodeId('Account', account.id),
  databaseId: ({ account }) => account.id,
  // A bot that asks for itself is told its whole login, as if it were a user.
  login: ({ type, account }) => (type === 'User' ? account.login : graphqlLogin(account.login)),
  name: ({ account }) => account.login,
  email: () => '',
  createdAt: ({ account }) => instant(account.createdAt),
  avatarUrl: ({ account }, _, { context }) => context.links.html(`avatars/u/${account.id}`),
  url: ({ account }, _, { context }) => context.links.html(pathOf(account.kind, account.login)),
  resourcePath: ({ account }) => `/${pathOf(account.kind, account.login)}`,
};

const pathOf = (kind: string, login: string): string => (kind === 'Bot' ? `apps/${graphqlLogin(login)}` : login);
