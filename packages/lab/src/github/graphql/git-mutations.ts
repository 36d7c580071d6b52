import { isAncestor } from '../git/history.ts';
import { zeroOid } from '../git/objects.ts';
import { RefConflict, type RefUpdate } from '../git/refs.ts';
import { editTree, type TreeEdit } from '../git/tree-edit.ts';
import type { Repository } from '../model/repository.ts';
import { parseNodeId } from '../node-ids.ts';
import { personOf, webFlow } from '../pulls/web-flow.ts';
import { moveRefs } from '../push.ts';
import { Refusal, unprocessable } from '../refusal.ts';
import { nodeOfId, repositoryOfId } from './nodes.ts';
import type { Fields, GraphQLScope } from './scope.ts';
import { commitSource, refSource, type RefSource } from './sources.ts';

interface RefUpdateInput {
  readonly name: string;
  readonly afterOid: string;
  readonly beforeOid?: string | null;
  readonly force: boolean;
}

interface CommitInput {
  readonly branch: {
    readonly id?: string | null;
    readonly repositoryNameWithOwner?: string | null;
    readonly branchName?: string | null;
  };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string; readonly body?: string | null };
  readonly fileChanges?: {
    readonly additions: readonly { readonly path: string; readonly contents: string }[];
    readonly deletions: readonly { readonly path: string }[];
  } | null;
}

interface Input<T> {
  readonly input: T & { readonly clientMutationId?: string | null };
}

export const gitMutations: Fields<unknown> = {
  updateRefs: async (_, { input }: Input<{ repositoryId: string; refUpdates: readonly RefUpdateInput[] }>, scope) => {
    const repository = repositoryOfId(scope, input.repositoryId);
    scope.authorize(repository, 'contents:write');
    const updates: RefUpdate[] = [];
    for (const update of input.refUpdates) updates.push(await checkedUpdate(repository, update));
    await moveRefs(scope.context, repository, updates, scope.by).catch((cause: unknown) => {
      throw cause instanceof RefConflict ? unprocessable(`Reference update failed: ${cause.message}`) : cause;
    });
    return { clientMutationId: input.clientMutationId };
  },
  createCommitOnBranch: async (_, { input }: Input<CommitInput>, scope) => {
    const { repository, name } = branchOf(scope, input.branch);
    scope.authorize(repository, 'contents:write');
    const oid = await commitOnBranch(scope, repository, name, input);
    return {
      clientMutationId: input.clientMutationId,
      commit: await commitSource(repository, oid),
      ref: refSource(repository, name),
    };
  },
  deleteRef: async (_, { input }: Input<{ refId: string }>, scope) => {
    const ref = nodeOfId(scope, input.refId) as RefSource | null;
    if (ref === null)
      throw new Refusal(404, 'NOT_FOUND', `Could not resolve to a node with the global id of '${input.refId}'`);
    scope.authorize(ref.repository, 'contents:write');
    await moveRefs(scope.context, ref.repository, [{ name: ref.name, before: undefined, after: null }], scope.by);
    return { clientMutationId: input.clientMutationId };
  },
};

/** Zero OIDs stand for "not there"; without `force` a branch only moves forward. */
async function checkedUpdate({ git }: Repository, update: RefUpdateInput): Promise<RefUpdate> {
  const { name, afterOid, beforeOid, force } = update;
  const after = afterOid === zeroOid ? null : afterOid;
  if (after !== null && !(await git.object(after))) throw unprocessable(`Could not find object ${after} for ${name}`);
  const current = git.refs.get(name);
  const known = current !== null && (beforeOid == null || beforeOid === current);
  if (!force && after !== null && known && !(await isAncestor(git, current, after)))
    throw unprocessable(`Update to ${name} is not a fast-forward`);
  if (beforeOid == null) return { name, before: undefined, after };
  return { name, before: beforeOid === zeroOid ? null : beforeOid, after };
}

function branchOf(scope: GraphQLScope, branch: CommitInput['branch']): { repository: Repository; name: string } {
  const { store } = scope.context;
  const node = branch.id == null ? undefined : parseNodeId(branch.id);
  if (node?.kind === 'Ref') {
    const colon = node.key.indexOf(':');
    const found = store.repositories.find((each) => each.id === Number(node.key.slice(0, colon)));
    if (found) return { repository: found, name: node.key.slice(colon + 1) };
  }
  const [owner = '', short = ''] = (branch.repositoryNameWithOwner ?? '').split('/');
  const repository = store.repository(owner, short);
  if (!repository || branch.branchName == null)
    throw new Refusal(404, 'NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${short}'.`);
  return { repository, name: `refs/heads/${branch.branchName.replace(/^refs\/heads\//, '')}` };
}

/** Appends one commit, signed by GitHub, whoever asks. Files are always written with mode 100644. */
async function commitOnBranch(
  scope: GraphQLScope,
  repository: Repository,
  name: string,
  { expectedHeadOid, message, fileChanges }: CommitInput,
): Promise<string> {
  const { git } = repository;
  const head = git.refs.get(name);
  const short = name.replace(/^refs\/heads\//, '');
  if (head === null) throw new Refusal(404, 'NOT_FOUND', `The branch ${short} was not found.`);
  const stale = (): Refusal =>
    new Refusal(
      409,
      'STALE_DATA',
      `Expected branch to point to "${expectedHeadOid}" but it did not.  Pull and try again.`,
    );
  if (head !== expectedHeadOid) throw stale();
  const { tree: base } = await git.mustCommit(head);
  const edits = new Map<string, TreeEdit>();
  for (const { path } of fileChanges?.deletions ?? []) {
    if (!(await git.entryAt(base, path)))
      throw unprocessable(`A path was requested for deletion which does not exist as of commit oid ${head}`);
    edits.set(path, null);
  }
  for (const { path, contents } of fileChanges?.additions ?? []) {
    if (edits.has(path)) throw unprocessable(`The file path ${path} is given more than once`);
    const oid = await git.writeBlob(Buffer.from(contents, 'base64'));
    edits.set(path, { mode: '100644', type: 'blob', oid });
  }
  const now = scope.context.clock.now();
  const text = message.body ? `${message.headline}\n\n${message.body}` : message.headline;
  const oid = await git.writeCommit(
    {
      tree: await editTree(git, base, edits),
      parents: [head],
      author: personOf(scope.by.account, now),
      committer: webFlow(now),
      message: text,
    },
    scope.context.signer,
  );
  await moveRefs(scope.context, repository, [{ name, before: head, after: oid }], scope.by).catch((cause: unknown) => {
    throw cause instanceof RefConflict ? stale() : cause;
  });
  return oid;
}
