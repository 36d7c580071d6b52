import type { PullRequest } from '../model/pulls.ts';
import type { Repository } from '../model/repository.ts';
import { connection, type PageArguments } from './connection.ts';
import type { GraphQLScope } from './scope.ts';

export interface PullsArguments extends PageArguments {
  readonly headRefName?: string | null;
  readonly baseRefName?: string | null;
  readonly states?: readonly PullRequest['state'][] | null;
  readonly labels?: readonly string[] | null;
  readonly orderBy?: {
    readonly field: 'CREATED_AT' | 'UPDATED_AT' | 'COMMENTS';
    readonly direction: 'ASC' | 'DESC';
  } | null;
}

/** The pull requests of a repository that the arguments choose; oldest first unless they say otherwise. */
export function pullsConnection(
  scope: GraphQLScope,
  repository: Repository,
  args: PullsArguments,
  name = 'pullRequests',
) {
  scope.authorize(repository, 'pull_requests:read');
  const { headRefName, baseRefName, states, labels, orderBy } = args;
  const found = repository.pulls.filter(
    (pull) =>
      (headRefName == null || pull.headBranch === headRefName) &&
      (baseRefName == null || pull.baseBranch === baseRefName) &&
      (states == null || states.includes(pull.state)) &&
      (labels == null || pull.labels.some((label) => labels.includes(label.name))),
  );
  const key = (pull: PullRequest): number => {
    if (orderBy?.field === 'UPDATED_AT') return pull.updatedAt.getTime();
    return orderBy?.field === 'COMMENTS' ? pull.comments.length : pull.number;
  };
  const sorted = found.toSorted((left, right) => key(left) - key(right) || left.number - right.number);
  return connection(name, args, orderBy?.direction === 'DESC' ? sorted.toReversed() : sorted, (pull) => pull);
}
