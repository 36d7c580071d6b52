import { json, type Answer } from '../../http/part-server.ts';
import { isActor } from '../identity/identity.ts';
import { sameLogin, type Account, type App, type Installation, type PermissionSet } from '../model/accounts.ts';
import { planOf } from '../model/plans.ts';
import { notForIntegration, notFound, Refusal, unprocessable } from '../refusal.ts';
import {
  appShape,
  fullOrganizationShape,
  fullTeamShape,
  installationShape,
  installationTokenShape,
  userShape,
} from '../shapes/account-shapes.ts';
import { repositoryShape } from '../shapes/repository-shapes.ts';
import { refuseSuspended } from '../identity/tokens.ts';
import { actorOf, listAnswer, noContent, type RestCall, type Route } from './route.ts';

/** The App that asks. @throws {Refusal} 401 where it is none */
function appOf({ identity }: RestCall): App {
  if (identity.kind !== 'app') throw new Refusal(401, 'FORBIDDEN', 'A JSON web token could not be decoded');
  return identity.app;
}

function installationOn(call: RestCall, account: Account | undefined): Answer {
  const app = appOf(call);
  const owns = call.context.store.repositories.some((repository) => repository.owner === account);
  if (!account || !owns) throw notFound();
  return json(200, installationShape(call.context, call.context.store.installation(app, account)));
}

function repositoryInstallation(call: RestCall): Answer {
  const repository = call.context.store.repository(call.params['owner'] ?? '', call.params['repo'] ?? '');
  return installationOn(call, repository?.owner);
}

function installationOf(call: RestCall): Installation {
  const app = appOf(call);
  const found = call.context.store.installations.find(
    (each) => each.app === app && String(each.id) === call.params['installation_id'],
  );
  if (!found) throw notFound();
  return found;
}

/** `repositories` are short names; what is left out is all of the account's, with all that the App may do. */
function createToken(call: RestCall): Answer {
  const { context, body } = call;
  const installation = installationOf(call);
  refuseSuspended(installation);
  const named = body.strings('repositories');
  const ids = body.array('repository_ids');
  const owned = context.store.repositories.filter((repository) => repository.owner === installation.account);
  const chosen = owned.filter(
    (repository) => named?.some((name) => sameLogin(name, repository.name)) || ids?.includes(repository.id),
  );
  if (chosen.length !== (named?.length ?? 0) + (ids?.length ?? 0))
    throw unprocessable(
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    );
  const selected = named !== undefined || ids !== undefined;
  const permissions = grantedPermissions(installation.app, body.record('permissions'));
  const issued = context.tokens.issue({
    kind: 'installation',
    account: installation.app.bot,
    installation,
    permissions,
    repositories: selected ? new Set(chosen.map((repository) => repository.id)) : null,
  });
  const shape = installationTokenShape({ ...issued, permissions }, selected ? 'selected' : 'all');
  const repositories = chosen.map((repository) => repositoryShape(context, repository));
  return json(201, selected ? { ...shape, repositories } : shape);
}

function grantedPermissions(app: App, wanted: Readonly<Record<string, unknown>> | undefined): PermissionSet {
  if (!wanted) return app.permissions;
  const granted = Object.entries(wanted).map(([name, level]) => {
    const most = app.permissions[name];
    const fits = most !== undefined && (level === 'read' || level === most);
    if (!fits) throw unprocessable('The permissions requested are not granted to this installation.');
    return [name, level] as const;
  });
  return { ...(Object.fromEntries(granted) as PermissionSet), metadata: 'read' };
}

function revokeToken(call: RestCall): Answer {
  if (call.identity.kind !== 'installation' && call.identity.kind !== 'job')
    throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by personal access token');
  call.context.tokens.revoke(call.token);
  return noContent;
}

function listInstalledRepositories(call: RestCall): Promise<Answer> {
  const { identity, context } = call;
  if (identity.kind !== 'installation')
    throw new Refusal(
      403,
      'FORBIDDEN',
      'You must authenticate with an installation access token in order to list repositories for an installation.',
    );
  const { installation, repositories } = identity;
  const found = context.store.repositories.filter(
    (each) => each.owner === installation.account && (repositories?.has(each.id) ?? true),
  );
  return listAnswer(
    call,
    found,
    (repository) => repositoryShape(context, repository),
    (items) => ({ total_count: found.length, repositories: items, repository_selection: 'all' }),
  );
}

function currentUser(call: RestCall): Answer {
  const by = actorOf(call);
  if (by.kind !== 'user') throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by integration');
  return json(200, userShape(call.context, by.account));
}

function getUser({ context, params }: RestCall): Answer {
  const account = context.store.account(params['username'] ?? '');
  if (!account) throw notFound();
  return json(200, userShape(context, account));
}

/** An App that is private is known to itself and to those who manage it. */
function getApp({ context, params, identity }: RestCall): Answer {
  const { store } = context;
  const app = store.app(params['app_slug'] ?? '');
  if (!app) throw notFound();
  const itself =
    (identity.kind === 'installation' && identity.installation.app === app) ||
    (identity.kind === 'app' && identity.app === app);
  const manages = identity.kind === 'user' && store.owners.get(app.owner.id)?.has(identity.account.id);
  if (app.private && !itself && !manages) throw notFound();
  return json(200, appShape(context, app));
}

function organizationOf({ context, params }: RestCall): Account {
  const found = context.store.account(params['org'] ?? '');
  if (found?.kind !== 'Organization') throw notFound();
  return found;
}

/** Whether somebody owns the organization, or is an App of it with this permission. */
function administers({ context, identity }: RestCall, { id }: Account, permission: string): boolean {
  if (identity.kind === 'user') return context.store.owners.get(id)?.has(identity.account.id) ?? false;
  return (
    identity.kind === 'installation' &&
    identity.installation.account.id === id &&
    identity.permissions[permission] !== undefined
  );
}

/** The plan is told to owners, and to Apps that may see it. */
function getOrganization(call: RestCall): Answer {
  const organization = organizationOf(call);
  const plan = administers(call, organization, 'organization_plan')
    ? planOf(call.context.store.plans, organization)
    : null;
  return json(200, fullOrganizationShape(call.context, organization, plan));
}

function listInstallations(call: RestCall): Promise<Answer> {
  const { context, identity } = call;
  const organization = organizationOf(call);
  if (!administers(call, organization, 'organization_administration')) {
    if (identity.kind === 'user') throw new Refusal(403, 'FORBIDDEN', 'You must be an organization owner');
    throw notForIntegration('organization_administration=read');
  }
  const found = context.store.apps.map((app) => context.store.installation(app, organization));
  return listAnswer(
    call,
    found,
    (installation) => installationShape(context, installation),
    (installations) => ({ total_count: found.length, installations }),
  );
}

/** Teams are seen by those of the organization, and by Apps with `members: read`. */
function teamOf(call: RestCall) {
  const { context, identity, params } = call;
  const team = context.store.team(params['org'] ?? '', params['team_slug'] ?? '');
  if (!isActor(identity) || !team) throw notFound();
  if (identity.kind !== 'user' && identity.permissions['members'] === undefined)
    throw new Refusal(403, 'FORBIDDEN', 'Resource not accessible by integration', {
      headers: { 'x-accepted-github-permissions': 'members=read' },
    });
  return team;
}

const getTeam = (call: RestCall): Answer => json(200, fullTeamShape(call.context, teamOf(call)));

function teamMembership(call: RestCall): Answer {
  const { context, params } = call;
  const team = teamOf(call);
  const account = context.store.account(params['username'] ?? '');
  const role = account && team.members.get(account.id);
  if (!account || role === undefined) throw notFound();
  const url = context.links.rest(`organizations/${team.organization.id}/team/${team.id}/memberships/${account.login}`);
  return json(200, { state: 'active', role, url });
}

function rateLimit({ context }: RestCall): Answer {
  const reset = Math.floor(context.clock.now().getTime() / 1000) + 3600;
  const rate = { limit: 5000, used: 1, remaining: 4999, reset };
  return json(200, { resources: { core: rate, search: rate, graphql: rate }, rate });
}

export const appRoutes: readonly Route[] = [
  { method: 'GET', path: '/meta', handle: () => json(200, { verifiable_password_authentication: false }) },
  { method: 'GET', path: '/rate_limit', handle: rateLimit },
  { method: 'GET', path: '/user', handle: currentUser },
  { method: 'GET', path: '/users/{username}', handle: getUser },
  { method: 'GET', path: '/app', handle: (call) => json(200, appShape(call.context, appOf(call))) },
  { method: 'GET', path: '/apps/{app_slug}', handle: getApp },
  { method: 'GET', path: '/repos/{owner}/{repo}/installation', handle: repositoryInstallation },
  {
    method: 'GET',
    path: '/orgs/{org}/installation',
    handle: (call) => installationOn(call, call.context.store.account(call.params['org'] ?? '')),
  },
  {
    method: 'GET',
    path: '/users/{username}/installation',
    handle: (call) => installationOn(call, call.context.store.account(call.params['username'] ?? '')),
  },
  { method: 'POST', path: '/app/installations/{installation_id}/access_tokens', handle: createToken },
  { method: 'GET', path: '/installation/repositories', handle: listInstalledRepositories },
  { method: 'DELETE', path: '/installation/token', handle: revokeToken },
  { method: 'GET', path: '/orgs/{org}', handle: getOrganization },
  { method: 'GET', path: '/orgs/{org}/installations', handle: listInstallations },
  { method: 'GET', path: '/orgs/{org}/teams/{team_slug}', handle: getTeam },
  { method: 'GET', path: '/orgs/{org}/teams/{team_slug}/memberships/{username}', handle: teamMembership },
];
