import { mayPush } from '../identity/access.ts';
import { addComment } from '../pulls/comments.ts';
import { enableAutoMerge, mergeWhatWaits } from '../pulls/auto-merge.ts';
import { mergePull } from '../pulls/merge-pull.ts';
import { changePull, openPull, type PullChange } from '../pulls/open-pull.ts';
import { reviewPull, type ReviewVerdict } from '../pulls/review-pull.ts';
import { notForIntegration } from '../refusal.ts';
import type { MergeMethod } from '../model/pulls.ts';
import { nodeOfId, pullOfId, repositoryOfId } from './nodes.ts';
import type { Fields, GraphQLScope } from './scope.ts';
import { accountSource, type CommentSource, type ReviewSource } from './sources.ts';

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

const defined = <T extends object>(values: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value != null)) as {
    [K in keyof T]?: NonNullable<T[K]>;
  };

function writablePull(scope: GraphQLScope, id: string) {
  const pull = pullOfId(scope, id);
  scope.authorize(pull.repository, 'pull_requests:write');
  return pull;
}

function mergeablePull(scope: GraphQLScope, id: string) {
  const pull = pullOfId(scope, id);
  if (!mayPush(scope.context.store, scope.identity, pull.repository)) throw notForIntegration('contents=write');
  return pull;
}

interface CreateInput {
  readonly repositoryId: string;
  readonly baseRefName: string;
  readonly headRefName: string;
  readonly title: string;
  readonly body?: string | null;
  readonly draft?: boolean | null;
  readonly headRepositoryId?: string | null;
}

interface MergeInput {
  readonly pullRequestId: string;
  readonly expectedHeadOid?: string | null;
  readonly mergeMethod?: string | null;
  readonly commitHeadline?: string | null;
  readonly commitBody?: string | null;
}

const methodOf = (input: MergeInput): MergeMethod => (input.mergeMethod ?? 'MERGE').toLowerCase() as MergeMethod;

export const pullMutations: Fields<unknown> = {
  createPullRequest: async (_, { input }: Input<CreateInput>, scope) => {
    const repository = repositoryOfId(scope, input.repositoryId);
    scope.authorize(repository, 'pull_requests:write');
    const from = input.headRepositoryId == null ? repository : repositoryOfId(scope, input.headRepositoryId);
    const draft = {
      title: input.title,
      body: input.body ?? '',
      head: from === repository ? input.headRefName : `${from.owner.login}:${input.headRefName}`,
      base: input.baseRefName.replace(/^refs\/heads\//, ''),
      draft: input.draft ?? false,
    };
    const pullRequest = await openPull(scope.context, repository, draft, scope.by);
    return { clientMutationId: input.clientMutationId, pullRequest };
  },
  updatePullRequest: async (
    _,
    {
      input,
    }: Input<{
      pullRequestId: string;
      title?: string | null;
      body?: string | null;
      baseRefName?: string | null;
      state?: 'OPEN' | 'CLOSED' | null;
    }>,
    scope,
  ) => {
    const pullRequest = writablePull(scope, input.pullRequestId);
    const state = input.state == null ? null : (input.state.toLowerCase() as 'open' | 'closed');
    const change: PullChange = defined({ title: input.title, body: input.body, base: input.baseRefName, state });
    await changePull(scope.context, pullRequest, change, scope.by);
    return { clientMutationId: input.clientMutationId, pullRequest, actor: accountSource(scope.by.account) };
  },
  closePullRequest: async (_, { input }: Input<{ pullRequestId: string }>, scope) => {
    const pullRequest = writablePull(scope, input.pullRequestId);
    await changePull(scope.context, pullRequest, { state: 'closed' }, scope.by);
    return { clientMutationId: input.clientMutationId, pullRequest };
  },
  reopenPullRequest: async (_, { input }: Input<{ pullRequestId: string }>, scope) => {
    const pullRequest = writablePull(scope, input.pullRequestId);
    await changePull(scope.context, pullRequest, { state: 'open' }, scope.by);
    return { clientMutationId: input.clientMutationId, pullRequest };
  },
  convertPullRequestToDraft: (_, { input }: Input<{ pullRequestId: string }>, scope) => {
    const pullRequest = writablePull(scope, input.pullRequestId);
    pullRequest.draft = true;
    pullRequest.updatedAt = scope.context.clock.now();
    return { clientMutationId: input.clientMutationId, pullRequest };
  },
  addPullRequestReview: async (
    _,
    { input }: Input<{ pullRequestId: string; event?: string | null; body?: string | null; commitOID?: string | null }>,
    scope,
  ) => {
    const pull = writablePull(scope, input.pullRequestId);
    const draft = {
      verdict: (input.event ?? null) as ReviewVerdict | null,
      body: input.body ?? '',
      ...(input.commitOID == null ? {} : { commit: input.commitOID }),
    };
    const review = await reviewPull(scope.context, pull, draft, scope.by);
    await mergeWhatWaits(scope.context, [pull], scope.by);
    const source: ReviewSource = { type: 'PullRequestReview', pull, review };
    return { clientMutationId: input.clientMutationId, pullRequestReview: source };
  },
  addComment: async (_, { input }: Input<{ subjectId: string; body: string }>, scope) => {
    const pull = pullOfId(scope, input.subjectId);
    scope.authorize(pull.repository, 'issues|pull_requests:write');
    const comment = addComment(scope.context, pull, input.body, scope.by);
    const source: CommentSource = { type: 'IssueComment', pull, comment };
    const subject = nodeOfId(scope, input.subjectId);
    return { clientMutationId: input.clientMutationId, subject, commentEdge: { node: source, cursor: '' } };
  },
  mergePullRequest: async (_, { input }: Input<MergeInput>, scope) => {
    const pullRequest = mergeablePull(scope, input.pullRequestId);
    const request = {
      method: methodOf(input),
      ...defined({ sha: input.expectedHeadOid, title: input.commitHeadline, message: input.commitBody }),
    };
    await mergePull(scope.context, pullRequest, request, scope.by);
    return { clientMutationId: input.clientMutationId, pullRequest, actor: accountSource(scope.by.account) };
  },
  enablePullRequestAutoMerge: async (_, { input }: Input<MergeInput>, scope) => {
    const pullRequest = mergeablePull(scope, input.pullRequestId);
    await enableAutoMerge(scope.context, pullRequest, {
      enabledBy: scope.by.account,
      method: methodOf(input),
      title: input.commitHeadline ?? null,
      message: input.commitBody ?? null,
    });
    return { clientMutationId: input.clientMutationId, pullRequest, actor: accountSource(scope.by.account) };
  },
};
