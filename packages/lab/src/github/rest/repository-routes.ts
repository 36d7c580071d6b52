import { json, type Answer } from '../../http/part-server.ts';
import { roleOf } from '../identity/access.ts';
import { notFound } from '../refusal.ts';
import type { Role } from '../model/accounts.ts';
import { accountShape, teamShape } from '../shapes/account-shapes.ts';
import { fullRepositoryShape } from '../shapes/repository-shapes.ts';
import { listAnswer, repoRoute, type RepoCall, type Route } from './route.ts';

const getRepository = ({ context, repository }: RepoCall): Answer =>
  json(200, fullRepositoryShape(context, repository));

function rightsOf(role: Role | null) {
  return {
    admin: role === 'admin',
    maintain: role === 'admin' || role === 'maintain',
    push: role === 'admin' || role === 'maintain' || role === 'write',
    triage: role !== null && role !== 'read',
    pull: role !== null,
  };
}

/** The older words for two of the five roles. */
const olderWord: Readonly<Partial<Record<Role, string>>> = { read: 'pull', write: 'push' };

function teamsOf(call: RepoCall): Promise<Answer> {
  return listAnswer(call, [...call.repository.teams], ([team, role]) => ({
    ...teamShape(call.context, team),
    permission: olderWord[role] ?? role,
    permissions: rightsOf(role),
  }));
}

/** The five roles, and the four words that came before them. */
function collaboratorPermission({ context, repository, params }: RepoCall): Answer {
  const account = context.store.account(params['username'] ?? '');
  if (!account) throw notFound();
  const role = roleOf(context.store, account, repository) ?? (repository.private ? null : 'read');
  const permission = role === null ? 'none' : ({ triage: 'read', maintain: 'write' } as Record<string, string>)[role];
  const user = {
    ...accountShape(context, account),
    permissions: rightsOf(role),
    role_name: role ?? 'none',
  };
  return json(200, { permission: permission ?? role, role_name: role ?? 'none', user });
}

export const repositoryRoutes: readonly Route[] = [
  repoRoute('GET', '', 'metadata:read', getRepository),
  repoRoute('GET', '/teams', 'administration:read', teamsOf),
  repoRoute('GET', '/collaborators/{username}/permission', 'metadata:read', collaboratorPermission),
];
