import type { GitHubContext } from '../context.ts';
import {
  noreplyEmail,
  type Account,
  type App,
  type Installation,
  type PermissionSet,
  type Team,
} from '../model/accounts.ts';
import type { Plan } from '../model/plans.ts';
import { nodeId } from '../node-ids.ts';

export type Shape = Readonly<Record<string, unknown>>;

/** REST's simple user. */
export function accountShape({ links }: GitHubContext, account: Account): Shape {
  const url = links.rest(`users/${encodeURIComponent(account.login)}`);
  const page = account.kind === 'Bot' ? `apps/${account.login.replace(/\[bot\]$/, '')}` : account.login;
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('Account', account.id),
    avatar_url: links.html(`avatars/u/${account.id}`),
    gravatar_id: '',
    url,
    html_url: links.html(page),
    followers_url: `${url}/followers`,
    following_url: `${url}/following{/other_user}`,
    gists_url: `${url}/gists{/gist_id}`,
    starred_url: `${url}/starred{/owner}{/repo}`,
    subscriptions_url: `${url}/subscriptions`,
    organizations_url: `${url}/orgs`,
    repos_url: `${url}/repos`,
    events_url: `${url}/events{/privacy}`,
    received_events_url: `${url}/received_events`,
    type: account.kind,
    user_view_type: 'public',
    site_admin: false,
  };
}

/** REST's public user, as `GET /user` and `GET /users/{username}` give it. */
export function userShape(context: GitHubContext, account: Account): Shape {
  const instant = account.createdAt.toISOString();
  return {
    ...accountShape(context, account),
    name: account.login,
    company: null,
    blog: '',
    location: null,
    email: account.kind === 'User' ? noreplyEmail(account) : null,
    hireable: null,
    bio: null,
    twitter_username: null,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: instant,
    updated_at: instant,
  };
}

export function appShape(context: GitHubContext, app: App): Shape {
  return {
    id: app.id,
    client_id: app.clientId,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    owner: accountShape(context, app.owner),
    name: app.slug,
    description: null,
    external_url: context.links.html(`apps/${app.slug}`),
    html_url: context.links.html(`apps/${app.slug}`),
    created_at: app.createdAt.toISOString(),
    updated_at: app.createdAt.toISOString(),
    permissions: app.permissions,
    events: app.events,
  };
}

export function installationShape(context: GitHubContext, installation: Installation): Shape {
  const { id, app, account, createdAt } = installation;
  return {
    id,
    client_id: app.clientId,
    account: accountShape(context, account),
    repository_selection: 'all',
    access_tokens_url: context.links.rest(`app/installations/${id}/access_tokens`),
    repositories_url: context.links.rest('installation/repositories'),
    html_url: context.links.html(`settings/installations/${id}`),
    app_id: app.id,
    app_slug: app.slug,
    target_id: account.id,
    target_type: account.kind,
    permissions: app.permissions,
    events: app.events,
    created_at: createdAt.toISOString(),
    updated_at: createdAt.toISOString(),
    single_file_name: null,
    suspended_by: null,
    suspended_at: installation.suspendedAt?.toISOString() ?? null,
  };
}

/** REST's simple organization, as webhooks have it. */
export function organizationShape({ links }: GitHubContext, account: Account): Shape {
  const url = links.rest(`orgs/${account.login}`);
  return {
    login: account.login,
    id: account.id,
    node_id: nodeId('Account', account.id),
    url,
    repos_url: `${url}/repos`,
    events_url: `${url}/events`,
    hooks_url: `${url}/hooks`,
    issues_url: `${url}/issues`,
    members_url: `${url}/members{/member}`,
    public_members_url: `${url}/public_members{/member}`,
    avatar_url: links.html(`avatars/u/${account.id}`),
    description: null,
  };
}

/** REST's whole organization; `plan` for those who may see it. */
export function fullOrganizationShape(context: GitHubContext, account: Account, plan: Plan | null): Shape {
  const since = account.createdAt.toISOString();
  return {
    ...organizationShape(context, account),
    html_url: context.links.html(account.login),
    type: account.kind,
    has_organization_projects: false,
    has_repository_projects: false,
    public_repos: 0,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: since,
    updated_at: since,
    archived_at: null,
    ...(plan !== null && { plan: { name: plan, space: 976_562_499, private_repos: 999_999 } }),
  };
}

/** REST's whole team. */
export function fullTeamShape(context: GitHubContext, team: Team): Shape {
  const { organization } = team;
  const since = organization.createdAt.toISOString();
  return {
    ...teamShape(context, team),
    members_count: team.members.size,
    repos_count: 0,
    created_at: since,
    updated_at: since,
    organization: fullOrganizationShape(context, organization, null),
  };
}

export interface IssuedToken {
  readonly token: string;
  readonly expiresAt: Date;
  readonly permissions: PermissionSet;
}

export const installationTokenShape = ({ token, expiresAt, permissions }: IssuedToken, selection: string): Shape => ({
  token,
  expires_at: expiresAt.toISOString().replace(/\.\d+Z$/, 'Z'),
  permissions,
  repository_selection: selection,
});

export function teamShape({ links }: GitHubContext, team: Team): Shape {
  const url = links.rest(`organizations/${team.organization.id}/team/${team.id}`);
  return {
    id: team.id,
    node_id: nodeId('Team', team.id),
    name: team.name,
    slug: team.slug,
    description: null,
    privacy: 'closed',
    notification_setting: 'notifications_enabled',
    permission: 'pull',
    url,
    html_url: links.html(`orgs/${team.organization.login}/teams/${team.slug}`),
    members_url: `${url}/members{/member}`,
    repositories_url: `${url}/repos`,
    type: 'organization',
    organization_id: team.organization.id,
    parent: null,
  };
}
