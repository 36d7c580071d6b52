import type { Issue } from '../model/issues.ts';
import { fullName, type Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { connection, type PageArguments } from './connection.ts';
import { instant, type Fields, type GraphQLScope } from './scope.ts';
import { accountSource, type LabelSource } from './sources.ts';

export interface IssuesArguments extends PageArguments {
  readonly states?: readonly Issue['state'][] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: {
    readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS';
    readonly direction: 'ASC' | 'DESC';
  } | null;
}

/** The issues of a repository that the arguments choose; oldest first unless they say otherwise. */
export function issuesConnection(scope: GraphQLScope, repository: Repository, args: IssuesArguments) {
  scope.authorize(repository, 'issues:read');
  const { states, labels, orderBy } = args;
  const wanted = labels?.map((name) => name.toLowerCase());
  const found = repository.issues.filter(
    (issue) =>
      (states == null || states.includes(issue.state)) &&
      (wanted === undefined || issue.labels.some(({ name }) => wanted.includes(name.toLowerCase()))),
  );
  const key = (issue: Issue): number =>
    orderBy?.field === 'UPDATED_AT' ? issue.updatedAt.getTime() : orderBy?.field === 'COMMENTS' ? 0 : issue.number;
  const sorted = found.toSorted((left, right) => key(left) - key(right) || left.number - right.number);
  return connection('issues', args, orderBy?.direction === 'DESC' ? sorted.toReversed() : sorted, (issue) => issue);
}

export const issueFields: Fields<Issue> = {
  id: ({ id }) => nodeId('Issue', id),
  databaseId: ({ id }) => id,
  number: ({ number }) => number,
  title: ({ title }) => title,
  body: ({ body }) => body,
  url: ({ repository, number }, _, { context }) => context.links.repoPage(repository, `issues/${number}`),
  resourcePath: ({ repository, number }) => `/${fullName(repository)}/issues/${number}`,
  repository: ({ repository }) => repository,
  state: ({ state }) => state,
  closed: ({ state }) => state === 'CLOSED',
  createdAt: ({ createdAt }) => instant(createdAt),
  updatedAt: ({ updatedAt }) => instant(updatedAt),
  closedAt: ({ closedAt }) => closedAt && instant(closedAt),
  author: ({ author }) => accountSource(author),
  viewerDidAuthor: ({ author }, _, { by }) => author.id === by.account.id,
  labels: ({ labels }, args: PageArguments) =>
    connection('labels', args, labels, (label): LabelSource => ({ type: 'Label', label })),
};
