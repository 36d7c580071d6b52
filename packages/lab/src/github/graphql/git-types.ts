import { commitsBetween, commitsFrom, committedWithin, commitsTouching, comparedAs } from '../git/history.ts';
import { diffTrees } from '../git/diff.ts';
import type { Commit, Person } from '../git/objects.ts';
import { resolveRevision } from '../git/revision.ts';
import type { Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { connection, lazyConnection, type PageArguments } from './connection.ts';
import { pullsConnection, type PullsArguments } from './pull-list.ts';
import { instant, type Fields, type GraphQLScope } from './scope.ts';
import {
  accountSource,
  commitSource,
  objectSource,
  type BlobSource,
  type CommitSource,
  type ComparisonSource,
  type RefSource,
  type TreeEntrySource,
  type TreeSource,
} from './sources.ts';

/** How much of a blob `text` gives. */
const textLimit = 512_000;

const gitObject = {
  id: ({ repository, ...rest }: TreeSource | BlobSource) => nodeId(rest.type, `${repository.id}:${rest.oid}`),
  oid: ({ oid }: TreeSource | BlobSource) => oid,
  abbreviatedOid: ({ oid }: TreeSource | BlobSource) => oid.slice(0, 7),
  repository: ({ repository }: TreeSource | BlobSource) => repository,
};

export const treeFields: Fields<TreeSource> = {
  ...gitObject,
  entries: async ({ repository, oid, path }) =>
    ((await repository.git.tree(oid)) ?? []).map((entry): TreeEntrySource => {
      const at = path === '' ? entry.name : `${path}/${entry.name}`;
      return { type: 'TreeEntry', repository, entry, path: at };
    }),
};

const isBinary = (content: Buffer): boolean => content.subarray(0, 8000).includes(0);

export const blobFields: Fields<BlobSource> = {
  ...gitObject,
  byteSize: ({ content }) => content.length,
  isBinary: ({ content }) => isBinary(content),
  isTruncated: ({ content }) => content.length > textLimit,
  text: ({ content }) =>
    isBinary(content)
      ? null
      : new TextDecoder('utf-8', { ignoreBOM: true }).decode(content.subarray(0, textLimit), {
          stream: content.length > textLimit,
        }),
};

export const treeEntryFields: Fields<TreeEntrySource> = {
  name: ({ entry }) => entry.name,
  path: ({ path }) => path,
  mode: ({ entry }) => Number.parseInt(entry.mode, 8),
  type: ({ entry }) => entry.type,
  oid: ({ entry }) => entry.oid,
  size: async ({ repository, entry }) => (entry.type === 'blob' ? (await repository.git.blob(entry.oid))?.length : 0),
  object: ({ repository, entry, path }) => (entry.type === 'commit' ? null : objectSource(repository, entry.oid, path)),
  repository: ({ repository }) => repository,
};

export const refFields: Fields<RefSource> = {
  id: ({ repository, name }) => nodeId('Ref', `${repository.id}:${name}`),
  name: ({ name }) => name.replace(/^refs\/[^/]+\//, ''),
  prefix: ({ name }) => /^refs\/[^/]+\//.exec(name)?.[0] ?? 'refs/',
  target: ({ repository, oid }) => objectSource(repository, oid),
  repository: ({ repository }) => repository,
  compare: ({ repository, oid }, { headRef }: { headRef: string }) => comparison(repository, oid, headRef),
  associatedPullRequests: ({ repository, name }, args: PullsArguments, scope) =>
    pullsConnection(
      scope,
      repository,
      { ...args, headRefName: name.replace(/^refs\/heads\//, '') },
      'associatedPullRequests',
    ),
};

/** Whatever can be told by a name, or an OID; null for what cannot. */
async function comparison(repository: Repository, from: string, to: string): Promise<ComparisonSource | null> {
  const { git } = repository;
  const [base, head] = await Promise.all(
    [from, resolveRevision(git, to, repository.defaultBranch) ?? ''].map((oid) => git.commit(oid)),
  );
  return base && head ? { type: 'Comparison', repository, base, head } : null;
}

const aheadBy = async ({ repository, base, head }: ComparisonSource): Promise<number> =>
  (await commitsBetween(repository.git, base.oid, head.oid)).length;

const behindBy = ({ repository, base, head }: ComparisonSource): Promise<number> =>
  aheadBy({ type: 'Comparison', repository, base: head, head: base });

export const comparisonFields: Fields<ComparisonSource> = {
  id: ({ repository, base, head }) => nodeId('Comparison', `${repository.id}:${base.oid}...${head.oid}`),
  aheadBy,
  behindBy,
  baseTarget: ({ repository, base }) => commitSource(repository, base.oid),
  headTarget: ({ repository, head }) => commitSource(repository, head.oid),
  status: async (source) => comparedAs(await aheadBy(source), await behindBy(source)).toUpperCase(),
};

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

const dateOf = (time: string | null | undefined): Date | null => (time == null ? null : new Date(time));

export const commitFields: Fields<CommitSource> = {
  id: ({ repository, commit }) => nodeId('Commit', `${repository.id}:${commit.oid}`),
  oid: ({ commit }) => commit.oid,
  abbreviatedOid: ({ commit }) => commit.oid.slice(0, 7),
  repository: ({ repository }) => repository,
  url: ({ repository, commit }, _, { context }) => context.links.repoPage(repository, `commit/${commit.oid}`),
  commitUrl: ({ repository, commit }, _, { context }) => context.links.repoPage(repository, `commit/${commit.oid}`),
  message: ({ commit }) => commit.message.trimEnd(),
  messageHeadline: ({ commit }) => commit.message.split('\n')[0],
  messageBody: ({ commit }) => commit.message.trimEnd().split('\n').slice(1).join('\n').trim(),
  tree: ({ repository, commit }) => ({ type: 'Tree', repository, oid: commit.tree, path: '' }) satisfies TreeSource,
  file: async ({ repository, commit }, { path }: { path: string }) => {
    const entry = await repository.git.entryAt(commit.tree, path);
    // GitHub describes the field as that of a file; whoever wants a folder asks for an object.
    if (entry?.type !== 'blob') return null;
    return { type: 'TreeEntry', repository, entry, path } satisfies TreeEntrySource;
  },
  parents: ({ repository, commit }, args: PageArguments) =>
    connection('parents', args, commit.parents, (oid) => commitSource(repository, oid)),
  history: ({ repository, commit }, args: HistoryArguments) =>
    lazyConnection(
      'history',
      args,
      () => {
        const all = args.path
          ? commitsTouching(repository.git, commit.oid, args.path)
          : commitsFrom(repository.git, commit.oid);
        return committedWithin(all, { since: dateOf(args.since), until: dateOf(args.until) });
      },
      (each: Commit): CommitSource => ({ type: 'Commit', repository, commit: each }),
    ),
  author: ({ commit }, _, scope) => gitActor(commit.author, scope),
  committer: ({ commit }, _, scope) => gitActor(commit.committer, scope),
  authoredDate: ({ commit }) => instant(commit.author.date),
  committedDate: ({ commit }) => instant(commit.committer.date),
  signature: (source, _, { context }) => signature(source, context.signer.made(source.commit)),
  changedFilesIfAvailable: async (source) => (await ownChanges(source)).length,
  additions: async (source) => (await ownChanges(source)).reduce((sum, file) => sum + file.additions, 0),
  deletions: async (source) => (await ownChanges(source)).reduce((sum, file) => sum + file.deletions, 0),
  status: ({ repository, commit }, _, scope) => {
    scope.authorize(repository, 'statuses:read');
    return repository.statuses.has(commit.oid) ? { type: 'Status', repository, oid: commit.oid } : null;
  },
  statusCheckRollup: ({ repository, commit }, _, scope) => {
    scope.authorize(repository, 'statuses:read');
    const reported =
      repository.statuses.has(commit.oid) || repository.checkRuns.some((check) => check.headSha === commit.oid);
    return reported ? { type: 'StatusCheckRollup', repository, oid: commit.oid } : null;
  },
  associatedPullRequests: ({ repository, commit }, args: PageArguments, scope) => {
    scope.authorize(repository, 'pull_requests:read');
    const found = repository.pulls.filter((pull) => pull.mergeCommit === commit.oid || pull.headOid === commit.oid);
    return connection('associatedPullRequests', args, found, (pull) => pull);
  },
};

async function ownChanges({ repository, commit }: CommitSource) {
  const [parent] = commit.parents;
  return parent === undefined ? [] : diffTrees(repository.git, parent, commit.oid);
}

function gitActor(person: Person, { context }: GraphQLScope) {
  const account = context.store.accountOfEmail(person.email);
  return {
    name: person.name,
    email: person.email,
    date: instant(person.date),
    // Bots are no users: GitHub gives null for them.
    user: account?.kind === 'User' ? accountSource(account) : null,
  };
}

function signature({ commit }: CommitSource, valid: boolean) {
  if (commit.signature === null) return null;
  return {
    type: 'GpgSignature',
    isValid: valid,
    wasSignedByGitHub: valid,
    state: valid ? 'VALID' : 'UNKNOWN_KEY',
    signature: commit.signature,
    payload: commit.payload,
    email: commit.committer.email,
    keyId: valid ? 'B5690EEEBB952194' : null,
    signer: null,
    verifiedAt: valid ? instant(commit.committer.date) : null,
  };
}
