import type { GitHubEvent, Permissions } from '../github/workflow-host.ts';
import { RunnerError } from './runner-error.ts';
import type { Template } from './template.ts';

/** Every scope that a job's token can have, `id-token` among them. */
const scopes = [
  'actions',
  'artifact-metadata',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'id-token',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'security-events',
  'statuses',
] as const;

type Access = Permissions[string];

/**
 * What a job's GITHUB_TOKEN may do. The job's `permissions` replace the workflow's as a whole, and what they do not list
 * is none. Without any, the restricted default of new repositories applies. A pull request from a fork gets no writes.
 */
export function jobPermissions(
  workflow: Template | undefined,
  job: Template | undefined,
  event: GitHubEvent,
): Permissions {
  const declared = declaredPermissions(job ?? workflow);
  if (!isForkPullRequest(event)) return declared;
  return mapAccess((scope) => {
    const access = declared[scope] ?? 'none';
    return access === 'write' ? (scope === 'id-token' ? 'none' : 'read') : access;
  });
}

/** Whether the event is a `pull_request` of another repository's branch, which is not trusted with secrets. */
export function isForkPullRequest(event: GitHubEvent): boolean {
  if (event.name !== 'pull_request' && event.name !== 'pull_request_review') return false;
  const pull = event.payload['pull_request'] as
    | { readonly head?: { readonly repo?: { readonly full_name?: string } | null } }
    | undefined;
  return pull?.head !== undefined && pull.head.repo?.full_name !== event.repository;
}

/** `permissions` of `runAction`: as a workflow file would list them. */
export const listedPermissions = (listed: Permissions): Permissions => mapAccess((scope) => listed[scope] ?? 'none');

function declaredPermissions(template: Template | undefined): Permissions {
  if (template === undefined) {
    return mapAccess((scope) => (scope === 'contents' || scope === 'packages' ? 'read' : 'none'));
  }
  if (template.kind === 'literal' && template.value === 'read-all') {
    return mapAccess((scope) => (scope === 'id-token' ? 'none' : 'read'));
  }
  if (template.kind === 'literal' && template.value === 'write-all') return mapAccess(() => 'write');
  if (template.kind === 'literal' && template.value === null) return mapAccess(() => 'none');
  if (template.kind !== 'mapping') throw unreadable(JSON.stringify(template));
  const listed = new Map<string, Access>();
  for (const [scope, value] of template.entries) {
    const access = value.kind === 'literal' ? value.value : undefined;
    if (access !== 'read' && access !== 'write' && access !== 'none') throw unreadable(`${scope}: ${String(access)}`);
    listed.set(scope, access);
  }
  const unknown = [...listed.keys()].find((scope) => !(scopes as readonly string[]).includes(scope));
  if (unknown !== undefined) throw unreadable(unknown);
  return mapAccess((scope) => listed.get(scope) ?? 'none');
}

const mapAccess = (choose: (scope: string) => Access): Permissions =>
  Object.fromEntries([...scopes.map((scope) => [scope, choose(scope)] as const), ['metadata', 'read'] as const]);

const unreadable = (what: string) =>
  new RunnerError(
    'WORKFLOW_UNSUPPORTED',
    `permissions "${what}" are not available in the lab`,
    'List scopes with read, write or none.',
  );
