import type { BypassActor, Guard, Reading, Rule } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';
import { ask } from './asking.ts';

const people = v.object({
  users: v.optional(v.array(v.object({ id: v.number(), login: v.string() })), []),
  teams: v.optional(v.array(v.object({ id: v.number(), slug: v.string() })), []),
  apps: v.optional(v.array(v.object({ id: v.number(), slug: v.optional(v.string()) })), []),
});

const enabled = v.optional(v.object({ enabled: v.optional(v.boolean(), false) }));

const protection = v.object({
  enforce_admins: enabled,
  allow_force_pushes: enabled,
  allow_deletions: enabled,
  block_creations: enabled,
  lock_branch: enabled,
  restrictions: v.optional(v.nullable(people), null),
  required_pull_request_reviews: v.optional(
    v.object({
      dismiss_stale_reviews: v.optional(v.boolean(), false),
      require_code_owner_reviews: v.optional(v.boolean(), false),
      required_approving_review_count: v.optional(v.number(), 0),
      require_last_push_approval: v.optional(v.boolean(), false),
      bypass_pull_request_allowances: v.optional(people),
    }),
  ),
  required_status_checks: v.optional(
    v.nullable(
      v.object({
        checks: v.optional(
          v.array(v.object({ context: v.string(), app_id: v.optional(v.nullable(v.number()), null) })),
          [],
        ),
      }),
    ),
    null,
  ),
});

/** Branch protection of the kind that was there before rulesets, as the guards that it amounts to. */
export async function branchProtection(
  connection: GitHubConnection,
  branch: string,
): Promise<Reading<readonly Guard[]>> {
  const route = 'GET /repos/{owner}/{repo}/branches/{branch}/protection';
  const answer = await ask(connection, {
    route,
    parameters: { branch },
    schema: protection,
    needs: 'administration: read',
  });
  if (answer.kind === 'read') return { kind: 'read', value: guardsOf(answer.value) };
  const none = answer.kind === 'unread' && /Branch not (?:protected|found)/.test(answer.because);
  return none ? { kind: 'read', value: [] } : answer;
}

function guardsOf(found: v.InferOutput<typeof protection>): readonly Guard[] {
  const admins: readonly BypassActor[] =
    found.enforce_admins?.enabled === true ? [] : [{ kind: 'role', id: administrator, name: 'admin', mode: 'always' }];
  const guard = (rule: Rule, bypass: readonly BypassActor[]): Guard => ({
    source: { kind: 'protection' },
    rule,
    bypass: { kind: 'read', value: [...bypass, ...admins] },
  });
  const { restrictions, required_pull_request_reviews: reviews, required_status_checks: statuses } = found;
  const guards: Guard[] = [];
  if (restrictions !== null) guards.push(guard({ kind: 'update' }, actorsOf(restrictions)));
  if (restrictions !== null && found.block_creations?.enabled === true)
    guards.push(guard({ kind: 'creation' }, actorsOf(restrictions)));
  if (found.lock_branch?.enabled === true) guards.push(guard({ kind: 'update' }, []));
  if (found.allow_force_pushes?.enabled !== true) guards.push(guard({ kind: 'force-push' }, []));
  if (found.allow_deletions?.enabled !== true) guards.push(guard({ kind: 'deletion' }, []));
  if (reviews !== undefined) {
    const rule: Rule = {
      kind: 'review',
      approvals: reviews.required_approving_review_count,
      codeOwners: reviews.require_code_owner_reviews,
      dismissesStale: reviews.dismiss_stale_reviews,
      lastPush: reviews.require_last_push_approval,
    };
    const { bypass_pull_request_allowances: allowed } = reviews;
    guards.push(guard(rule, allowed === undefined ? [] : actorsOf(allowed)));
  }
  if (statuses !== null) {
    const checks = statuses.checks.map(({ context, app_id: app }) => ({ context, app: app === -1 ? null : app }));
    guards.push(guard({ kind: 'checks', checks }, []));
  }
  return guards;
}

/** The number of GitHub's own role "Repository admin", as rulesets name it. */
const administrator = 5;

const actorsOf = ({ users, teams, apps }: v.InferOutput<typeof people>): readonly BypassActor[] => [
  ...users.map(({ id, login }) => ({ kind: 'user', id, name: login, mode: 'always' }) as const),
  ...teams.map(({ id, slug }) => ({ kind: 'team', id, name: slug, mode: 'always' }) as const),
  ...apps.map(({ id, slug }) => ({ kind: 'app', id, name: slug ?? null, mode: 'always' }) as const),
];
