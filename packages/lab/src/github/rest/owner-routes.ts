import { json, type Answer } from '../../http/part-server.ts';
import { roleOf } from '../identity/access.ts';
import { hasRole } from '../model/accounts.ts';
import { notFound } from '../refusal.ts';
import { resolveRevision } from '../git/revision.ts';
import { repoRoute, type RepoCall, type Route } from './route.ts';

/** Where GitHub looks for it, the first one found counts. */
const places = ['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS'];

/** Owners who are not there or may not write: GitHub passes over them, and lists them here. */
async function codeownersErrors(call: RepoCall): Promise<Answer> {
  const { path, text } = await codeownersOf(call);
  const errors = text.split('\n').flatMap((line, index) =>
    [...line.replace(/#.*/, '').matchAll(/\s(@\S+)/g)]
      .filter(([, owner = '']) => !mayOwn(call, owner.slice(1)))
      .map((match) => ({
        line: index + 1,
        column: match.index + 2,
        kind: 'Unknown owner',
        source: `${line}\n`,
        suggestion: 'make sure the owner exists and has write access to the repository',
        message: `Unknown owner on line ${index + 1}: ${match[1]}`,
        path,
      })),
  );
  return json(200, { errors });
}

async function codeownersOf({
  repository,
  query,
}: RepoCall): Promise<{ readonly path: string; readonly text: string }> {
  const { git, defaultBranch } = repository;
  const oid = resolveRevision(git, query.get('ref') ?? defaultBranch, defaultBranch);
  const commit = oid === null ? null : await git.commit(oid);
  for (const path of commit === null ? [] : places) {
    const entry = await git.entryAt(commit?.tree ?? '', path);
    if (entry?.type === 'blob') return { path, text: (await git.blob(entry.oid))?.toString('utf8') ?? '' };
  }
  throw notFound();
}

function mayOwn({ context: { store }, repository }: RepoCall, name: string): boolean {
  const [login = '', slug] = name.split('/');
  if (slug === undefined) {
    const account = store.account(login);
    return account !== undefined && hasRole(roleOf(store, account, repository), 'write');
  }
  const team = store.team(login, slug);
  return team !== undefined && hasRole(repository.teams.get(team) ?? null, 'write');
}

export const ownerRoutes: readonly Route[] = [
  repoRoute('GET', '/codeowners/errors', 'contents:read', codeownersErrors),
];
