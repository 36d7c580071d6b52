import { json, type Answer } from '../../http/part-server.ts';
import type { TreeEntry } from '../git/objects.ts';
import { resolveRevision } from '../git/revision.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Shape } from '../shapes/account-shapes.ts';
import { repoRoute, type RepoCall, type Route } from './route.ts';

const base64Limit = 1_048_576;
const rawLimit = 100 * base64Limit;
const folderLimit = 1000;

async function getContents(call: RepoCall): Promise<Answer> {
  const { repository, params, query } = call;
  const { git } = repository;
  const ref = query.get('ref') ?? repository.defaultBranch;
  const oid = resolveRevision(git, ref, repository.defaultBranch);
  const commit = oid === null ? null : await git.commit(oid);
  if (!commit) throw new Refusal(404, 'NOT_FOUND', `No commit found for the ref ${ref}`);
  const path = (params['path'] ?? '').replace(/\/$/, '');
  const entry = await git.entryAt(commit.tree, path);
  if (!entry) throw notFound();
  switch (entry.type) {
    case 'tree':
      return folder(call, ref, path, entry.oid);
    case 'blob':
      return file(call, ref, path, entry);
    case 'commit':
      return json(200, { ...entryShape(call, ref, path, entry, 0), type: 'submodule', submodule_git_url: '' });
  }
}

async function folder(call: RepoCall, ref: string, path: string, oid: string): Promise<Answer> {
  const { git } = call.repository;
  const entries = ((await git.tree(oid)) ?? []).slice(0, folderLimit);
  const shapes = entries.map(async (entry) => {
    const size = entry.type === 'blob' ? ((await git.blob(entry.oid))?.length ?? 0) : 0;
    return entryShape(call, ref, path === '' ? entry.name : `${path}/${entry.name}`, entry, size);
  });
  return json(200, await Promise.all(shapes));
}

async function file(call: RepoCall, ref: string, path: string, entry: TreeEntry): Promise<Answer> {
  const content = (await call.repository.git.blob(entry.oid)) ?? Buffer.alloc(0);
  if (content.length > rawLimit)
    throw new Refusal(
      403,
      'FORBIDDEN',
      'This API returns blobs up to 100 MB in size. The requested blob is too large.',
    );
  if (call.accept.includes('raw'))
    return {
      status: 200,
      headers: { 'content-type': 'application/vnd.github.raw+json; charset=utf-8' },
      body: content,
    };
  const shape = entryShape(call, ref, path, entry, content.length);
  if (entry.mode === '120000') return json(200, { ...shape, target: content.toString('utf8') });
  const small = content.length <= base64Limit;
  return json(200, {
    ...shape,
    content: small ? content.toString('base64').replace(/.{60}/g, '$&\n') : '',
    encoding: small ? 'base64' : 'none',
  });
}

const kinds: Readonly<Record<string, string>> = { '120000': 'symlink', '160000': 'submodule', '040000': 'dir' };

function entryShape(call: RepoCall, ref: string, path: string, entry: TreeEntry, size: number): Shape {
  const { repository } = call;
  const { links } = call.context;
  const encoded = path.split('/').map(encodeURIComponent).join('/');
  const self = links.repo(repository, `contents/${encoded}?ref=${encodeURIComponent(ref)}`);
  const git = links.repo(repository, `git/${entry.type}s/${entry.oid}`);
  const html = links.repoPage(repository, `${entry.type}/${ref}/${encoded}`);
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    path,
    sha: entry.oid,
    size,
    url: self,
    html_url: html,
    git_url: git,
    download_url: entry.type === 'blob' ? links.repoPage(repository, `raw/${ref}/${encoded}`) : null,
    type: kinds[entry.mode] ?? 'file',
    _links: { self, git, html },
  };
}

export const contentRoutes: readonly Route[] = [repoRoute('GET', '/contents/{path}', 'contents:read', getContents)];
