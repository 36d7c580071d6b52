import { json, type Answer } from '../../http/part-server.ts';
import { writeCommitFor } from '../commits.ts';
import { isAncestor } from '../git/history.ts';
import { entryType, isOid, type Person, type TreeEntry } from '../git/objects.ts';
import { RefConflict } from '../git/refs.ts';
import { editTree, type TreeEdit } from '../git/tree-edit.ts';
import type { Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { moveRefs } from '../push.ts';
import { missingField, notFound, Refusal, unprocessable } from '../refusal.ts';
import type { GitHubContext } from '../context.ts';
import type { Shape } from '../shapes/account-shapes.ts';
import { gitCommitShape } from '../shapes/commit-shapes.ts';
import { isRecord, type Json } from './body-reader.ts';
import { actorOf, listAnswer, noContent, repoRoute, type RepoCall, type Route } from './route.ts';

async function refShape({ links }: GitHubContext, repository: Repository, name: string, oid: string): Promise<Shape> {
  const kind = (await repository.git.object(oid))?.kind ?? 'commit';
  return {
    ref: name,
    node_id: nodeId('Ref', `${repository.id}:${name}`),
    url: links.repo(repository, `git/${name}`),
    object: { sha: oid, type: kind, url: links.repo(repository, `git/${kind}s/${oid}`) },
  };
}

async function getRef({ context, repository, params }: RepoCall): Promise<Answer> {
  const name = `refs/${params['ref']}`;
  const oid = repository.git.refs.get(name);
  if (oid === null) throw notFound();
  return json(200, await refShape(context, repository, name, oid));
}

function matchingRefs(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const found = repository.git.refs.list(`refs/${params['ref']}`);
  return listAnswer(call, found, ([name, oid]) => refShape(context, repository, name, oid));
}

async function createRef(call: RepoCall): Promise<Answer> {
  const { context, repository, body } = call;
  const name = body.mustString('ref');
  const after = body.mustString('sha');
  if (!/^refs\/[^/]+\/[^/]/.test(name))
    throw unprocessable('Reference name must start with "refs/" and contain at least two slashes.');
  if (!isOid(after) || !(await repository.git.object(after))) throw unprocessable('Object does not exist');
  if (repository.git.refs.get(name) !== null) throw unprocessable('Reference already exists');
  await moveRefs(context, repository, [{ name, before: null, after }], actorOf(call)).catch(
    conflictsAs('Reference already exists'),
  );
  return json(201, await refShape(context, repository, name, after), {
    location: encodeURI(context.links.repo(repository, `git/${name}`)),
  });
}

/** Has no compare-and-swap: it only refuses what is not a fast-forward, unless forced. */
async function updateRef(call: RepoCall): Promise<Answer> {
  const { context, repository, params, body } = call;
  const name = `refs/${params['ref']}`;
  const after = body.mustString('sha');
  const before = repository.git.refs.get(name);
  if (before === null) throw unprocessable('Reference does not exist');
  if (!isOid(after) || !(await repository.git.object(after))) throw unprocessable('Object does not exist');
  if (body.boolean('force') !== true && !(await isAncestor(repository.git, before, after)))
    throw unprocessable('Update is not a fast forward');
  await moveRefs(context, repository, [{ name, before, after }], actorOf(call)).catch(
    conflictsAs('Reference cannot be updated'),
  );
  return json(200, await refShape(context, repository, name, after));
}

async function deleteRef(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const name = `refs/${params['ref']}`;
  if (repository.git.refs.get(name) === null) throw unprocessable('Reference does not exist');
  await moveRefs(context, repository, [{ name, before: undefined, after: null }], actorOf(call));
  return noContent;
}

const conflictsAs = (message: string) => (cause: unknown) => {
  throw cause instanceof RefConflict ? unprocessable(message) : cause;
};

async function getTree(call: RepoCall): Promise<Answer> {
  const { context, repository, params, query } = call;
  const { git } = repository;
  const name = params['tree_sha'] ?? '';
  const oid = isOid(name) ? name : (git.branch(name) ?? git.refs.get(`refs/tags/${name}`) ?? '');
  const tree = (await git.commit(oid))?.tree ?? oid;
  const own = isOid(tree) ? await git.tree(tree) : null;
  if (!own) throw notFound();
  const recursive = query.has('recursive');
  const found = recursive ? await git.walk(tree) : own.map((entry) => ({ entry, path: entry.name }));
  return json(200, await treeShape(context, repository, tree, found));
}

async function treeShape(
  { links }: GitHubContext,
  repository: Repository,
  sha: string,
  found: readonly { readonly entry: TreeEntry; readonly path: string }[],
): Promise<Shape> {
  const tree = found.map(async ({ entry, path }) => ({
    path,
    mode: entry.mode,
    type: entry.type,
    sha: entry.oid,
    ...(entry.type === 'blob' ? { size: (await repository.git.blob(entry.oid))?.length ?? 0 } : {}),
    ...(entry.type === 'commit' ? {} : { url: links.repo(repository, `git/${entry.type}s/${entry.oid}`) }),
  }));
  return { sha, url: links.repo(repository, `git/trees/${sha}`), tree: await Promise.all(tree), truncated: false };
}

async function createTree({ context, repository, body }: RepoCall): Promise<Answer> {
  const { git } = repository;
  const entries = body.array('tree');
  if (!entries) throw unprocessable('Invalid tree info');
  const baseName = body.string('base_tree');
  const base = baseName === undefined ? null : ((await git.commit(baseName))?.tree ?? baseName);
  if (base !== null && !(isOid(base) && (await git.tree(base))))
    throw unprocessable('base_tree is not a valid tree oid');
  const edits = new Map<string, TreeEdit>();
  for (const entry of entries) {
    if (!isRecord(entry)) throw unprocessable('Invalid tree info');
    const [path, edit] = await readEntry(repository, entry);
    edits.set(path, edit);
  }
  const tree = await editTree(git, base, edits);
  const own = ((await git.tree(tree)) ?? []).map((entry) => ({ entry, path: entry.name }));
  return json(201, await treeShape(context, repository, tree, own));
}

async function readEntry(repository: Repository, entry: Json): Promise<[path: string, edit: TreeEdit]> {
  const { path, mode, sha, content } = entry;
  if (typeof path !== 'string' || !/^[^/]/.test(path)) throw unprocessable('tree.path cannot start with a slash');
  if (path.split('/').some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase())))
    throw unprocessable(`tree.path contains a malformed path component`);
  if (sha === null) return [path, null];
  if (typeof mode !== 'string' || !/^(100644|100755|120000|040000|160000)$/.test(mode))
    throw unprocessable('Must supply a valid tree.mode');
  if (typeof content === 'string') {
    if (sha !== undefined) throw unprocessable('Must supply either tree.sha or tree.content, not both');
    return [path, { mode, type: entryType(mode), oid: await repository.git.writeBlob(Buffer.from(content)) }];
  }
  if (typeof sha !== 'string' || !isOid(sha)) throw unprocessable('Must supply tree.sha or tree.content');
  if (mode !== '160000' && (await repository.git.object(sha))?.kind !== entryType(mode))
    throw unprocessable(`tree.sha ${sha} is not a valid ${entryType(mode)}`);
  return [path, { mode, type: entryType(mode), oid: sha }];
}

async function getBlob({ context, repository, params, accept }: RepoCall): Promise<Answer> {
  const sha = params['file_sha'] ?? '';
  const content = isOid(sha) ? await repository.git.blob(sha) : null;
  if (!content) throw notFound();
  if (accept.includes('raw'))
    return { status: 200, headers: { 'content-type': 'application/vnd.github.raw+json' }, body: content };
  return json(200, {
    sha,
    node_id: nodeId('Blob', `${repository.id}:${sha}`),
    size: content.length,
    url: context.links.repo(repository, `git/blobs/${sha}`),
    content: content.toString('base64').replace(/.{60}/g, '$&\n'),
    encoding: 'base64',
  });
}

async function createBlob({ context, repository, body }: RepoCall): Promise<Answer> {
  const encoding = body.word('encoding', ['utf-8', 'base64']) ?? 'utf-8';
  const content = Buffer.from(body.mustString('content'), encoding);
  const sha = await repository.git.writeBlob(content);
  return json(201, { sha, url: context.links.repo(repository, `git/blobs/${sha}`) });
}

async function getGitCommit({ context, repository, params }: RepoCall): Promise<Answer> {
  const sha = params['commit_sha'] ?? '';
  const commit = isOid(sha) ? await repository.git.commit(sha) : null;
  if (!commit) throw notFound();
  return json(200, gitCommitShape(context, repository, commit));
}

async function createGitCommit(call: RepoCall): Promise<Answer> {
  const { context, repository, body } = call;
  const { git } = repository;
  const message = body.mustString('message');
  const tree = body.mustString('tree');
  const parents = body.strings('parents') ?? [];
  if (!isOid(tree) || !(await git.tree(tree))) throw unprocessable('Tree SHA does not exist');
  for (const parent of parents)
    if (!isOid(parent) || !(await git.commit(parent)))
      throw unprocessable('Parent SHA does not exist or is not a commit object');
  const author = readPerson(context, body.record('author'));
  const committer = readPerson(context, body.record('committer'));
  const wish = { tree, parents, message, ...(author ? { author } : {}), ...(committer ? { committer } : {}) };
  const oid = await writeCommitFor(context, repository, wish, actorOf(call));
  const location = context.links.repo(repository, `git/commits/${oid}`);
  return json(201, gitCommitShape(context, repository, await git.mustCommit(oid)), { location });
}

function readPerson({ clock }: GitHubContext, given: Json | undefined): Person | undefined {
  if (!given) return undefined;
  const { name, email, date } = given;
  if (typeof name !== 'string' || typeof email !== 'string') throw missingField('Commit', 'author');
  const at = typeof date === 'string' ? new Date(date) : clock.now();
  if (Number.isNaN(at.getTime())) throw new Refusal(422, 'UNPROCESSABLE', 'Invalid date');
  return { name, email, date: at };
}

export const gitRoutes: readonly Route[] = [
  repoRoute('GET', '/git/ref/{ref}', 'contents:read', getRef),
  repoRoute('GET', '/git/matching-refs/{ref}', 'contents:read', matchingRefs),
  repoRoute('POST', '/git/refs', 'contents:write', createRef),
  repoRoute('PATCH', '/git/refs/{ref}', 'contents:write', updateRef),
  repoRoute('DELETE', '/git/refs/{ref}', 'contents:write', deleteRef),
  repoRoute('GET', '/git/trees/{tree_sha}', 'contents:read', getTree),
  repoRoute('POST', '/git/trees', 'contents:write', createTree),
  repoRoute('GET', '/git/blobs/{file_sha}', 'contents:read', getBlob),
  repoRoute('POST', '/git/blobs', 'contents:write', createBlob),
  repoRoute('GET', '/git/commits/{commit_sha}', 'contents:read', getGitCommit),
  repoRoute('POST', '/git/commits', 'contents:write', createGitCommit),
];
