import type { GitHubStore } from '../store.ts';
import { notForIntegration, notFound, Refusal } from '../refusal.ts';
import { hasRole, type Account, type PermissionLevel, type PermissionSet, type Role } from '../model/accounts.ts';
import type { Repository } from '../model/repository.ts';
import type { Identity } from './identity.ts';

/** A permission with the level of it that a request needs. */
export interface Need {
  /** One name, or several with `|` between them, of which one is enough. */
  readonly permission: string;
  readonly level: PermissionLevel;
}

const levels: readonly PermissionLevel[] = ['read', 'write', 'admin'];
const namesOf = (need: Need): readonly string[] => need.permission.split('|');
const grants = (permissions: PermissionSet, need: Need): boolean => {
  if (need.permission === 'metadata' && need.level === 'read') return true;
  return namesOf(need).some((name) => {
    const given = permissions[name];
    return given !== undefined && levels.indexOf(given) >= levels.indexOf(need.level);
  });
};

/** The role that a person has in a repository, by whatever way; null is none beyond what the public has. */
export function roleOf(store: GitHubStore, account: Account, repository: Repository): Role | null {
  if (account.id === repository.owner.id || store.owners.get(repository.owner.id)?.has(account.id)) return 'admin';
  const given = [
    repository.collaborators.get(account.id),
    ...[...repository.teams].filter(([team]) => team.members.has(account.id)).map(([, role]) => role),
  ].filter((role) => role !== undefined);
  return given.reduce<Role | null>((best, role) => (hasRole(best, role) ? best : role), null);
}

/** Who may see that there is a secret or a variable: "collaborator access", which is the right to write. */
const forCollaborators: ReadonlySet<string> = new Set(['secrets', 'variables', 'environments']);

/** What a person's role must be for a request that needs this of an App. */
function roleFor(need: Need): Role {
  if (need.permission === 'administration') return 'admin';
  if (need.level === 'read') return forCollaborators.has(need.permission) ? 'write' : 'read';
  if (namesOf(need).includes('pull_requests')) return 'read';
  return need.permission === 'environments' ? 'admin' : 'write';
}

/** Whether the identity's token is for this repository at all. */
function covers(identity: Identity, repository: Repository): boolean {
  switch (identity.kind) {
    case 'installation':
      return (
        identity.installation.account.id === repository.owner.id &&
        (identity.repositories === null || identity.repositories.has(repository.id))
      );
    case 'job':
      return identity.repository.id === repository.id;
    case 'anonymous':
    case 'app':
    case 'user':
      return false;
  }
}

export function mayRead(store: GitHubStore, identity: Identity, repository: Repository): boolean {
  if (!repository.private) return true;
  return identity.kind === 'user' ? roleOf(store, identity.account, repository) !== null : covers(identity, repository);
}

/** Whether the identity could push here, as the rules about reviewers ask. */
export function mayPush(store: GitHubStore, identity: Identity, repository: Repository): boolean {
  if (identity.kind === 'user') return hasRole(roleOf(store, identity.account, repository), 'write');
  if (identity.kind !== 'installation' && identity.kind !== 'job') return false;
  return covers(identity, repository) && grants(identity.permissions, { permission: 'contents', level: 'write' });
}

/**
 * Lets the request pass or says no as GitHub does.
 * @throws {Refusal} 404 for what the identity may not know of, 403 for what it may only look at, 401 for nobody.
 */
export function authorize(store: GitHubStore, identity: Identity, repository: Repository, need: Need): void {
  if (!mayRead(store, identity, repository)) throw notFound();
  authorizeIdentity(store, identity, repository, need);
  if (need.level !== 'read' && repository.settings.archived)
    throw new Refusal(403, 'FORBIDDEN', 'Repository was archived so is read-only.');
}

function authorizeIdentity(store: GitHubStore, identity: Identity, repository: Repository, need: Need): void {
  switch (identity.kind) {
    case 'anonymous':
    case 'app':
      if (need.level === 'read' && !repository.private && isPublicReading(need)) return;
      throw new Refusal(401, 'FORBIDDEN', 'Requires authentication');
    case 'user':
      if (hasRole(roleOf(store, identity.account, repository) ?? publicRole(repository), roleFor(need))) return;
      throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by personal access token', {
        headers: { 'x-accepted-github-permissions': acceptedOf(need) },
      });
    case 'installation':
    case 'job':
      // Stricter than GitHub, which lets any token read what is public: workflows are to ask for what they use.
      if (covers(identity, repository) && grants(identity.permissions, need)) return;
      if (!covers(identity, repository) && need.level === 'read' && isPublicReading(need)) return;
      throw notForIntegration(acceptedOf(need));
  }
}

/** Whether `authorize` would let it pass. */
export function isAllowed(store: GitHubStore, identity: Identity, repository: Repository, need: Need): boolean {
  try {
    authorize(store, identity, repository, need);
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

const publicRole = (repository: Repository): Role | null => (repository.private ? null : 'read');

/** As the header spells it: `issues=write; pull_requests=write`. */
const acceptedOf = (need: Need): string =>
  namesOf(need)
    .map((name) => `${name}=${need.level}`)
    .join('; ');

/** What any token may read of a public repository that it is not for. */
const isPublicReading = (need: Need): boolean =>
  namesOf(need).every((name) => name !== 'administration' && !forCollaborators.has(name));
