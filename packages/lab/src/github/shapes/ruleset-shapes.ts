import type { GitHubContext } from '../context.ts';
import { fullName, type Repository } from '../model/repository.ts';
import type { BranchProtection, Ruleset } from '../model/rulesets.ts';
import { nodeId } from '../node-ids.ts';
import { appShape, type Shape } from './account-shapes.ts';

/** What a list of rulesets has of each. */
export function rulesetHead({ links }: GitHubContext, repository: Repository, ruleset: Ruleset): Shape {
  const { id, name, target, enforcement } = ruleset;
  return {
    id,
    name,
    target,
    source_type: 'Repository',
    source: fullName(repository),
    enforcement,
    node_id: nodeId('Ruleset', id),
    _links: {
      self: { href: links.repo(repository, `rulesets/${id}`) },
      html: { href: links.repoPage(repository, `rules/${id}`) },
    },
    created_at: ruleset.createdAt.toISOString(),
    updated_at: ruleset.updatedAt.toISOString(),
  };
}

/** A whole ruleset; who may bypass it is told to those who may change it. */
export function rulesetShape(
  context: GitHubContext,
  repository: Repository,
  ruleset: Ruleset,
  reader: { readonly mayChange: boolean; readonly bypass: string },
): Shape {
  const { include, exclude, rules, bypassActors } = ruleset;
  const actors = bypassActors.map(({ type, id, mode }) => ({ actor_id: id, actor_type: type, bypass_mode: mode }));
  return {
    ...rulesetHead(context, repository, ruleset),
    conditions: { ref_name: { include, exclude } },
    rules,
    ...(reader.mayChange && { bypass_actors: actors }),
    current_user_can_bypass: reader.bypass,
  };
}

/** The rules of a ruleset as they apply to one branch. */
export const ruleShapes = (repository: Repository, { id, rules }: Ruleset): readonly Shape[] =>
  rules.map((rule) => ({
    ...rule,
    ruleset_source_type: 'Repository',
    ruleset_source: fullName(repository),
    ruleset_id: id,
  }));

/** Classic branch protection. */
export function protectionShape(
  context: GitHubContext,
  repository: Repository,
  branch: string,
  protection: BranchProtection,
): Shape {
  const url = context.links.repo(repository, `branches/${encodeURIComponent(branch)}/protection`);
  const apps = (slugs: readonly string[]): readonly Shape[] =>
    slugs.flatMap((slug) => context.store.app(slug) ?? []).map((app) => appShape(context, app));
  const { requiredContexts, requiredApprovals, updatesBy } = protection;
  const off = { enabled: false };
  return {
    url,
    ...(requiredContexts.length > 0 && {
      required_status_checks: {
        url: `${url}/required_status_checks`,
        strict: false,
        contexts: requiredContexts,
        contexts_url: `${url}/required_status_checks/contexts`,
        checks: requiredContexts.map((required) => ({ context: required, app_id: null })),
      },
    }),
    ...(requiredApprovals > 0 && {
      required_pull_request_reviews: {
        url: `${url}/required_pull_request_reviews`,
        dismiss_stale_reviews: protection.dismissStaleReviews,
        require_code_owner_reviews: false,
        required_approving_review_count: requiredApprovals,
        require_last_push_approval: protection.requireLastPushApproval,
        bypass_pull_request_allowances: { users: [], teams: [], apps: apps(protection.bypassApps) },
      },
    }),
    ...(updatesBy !== null && {
      restrictions: {
        url: `${url}/restrictions`,
        users_url: `${url}/restrictions/users`,
        teams_url: `${url}/restrictions/teams`,
        apps_url: `${url}/restrictions/apps`,
        users: [],
        teams: [],
        // Described as a text here, and as perhaps null everywhere else.
        apps: apps(updatesBy).map((app) => ({ ...app, description: '' })),
      },
    }),
    enforce_admins: { url: `${url}/enforce_admins`, enabled: protection.enforceAdmins },
    required_linear_history: off,
    allow_force_pushes: off,
    allow_deletions: off,
    block_creations: { enabled: updatesBy !== null },
    required_conversation_resolution: off,
    lock_branch: off,
    allow_fork_syncing: off,
  };
}
