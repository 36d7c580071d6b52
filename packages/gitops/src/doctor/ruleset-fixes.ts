import type { BypassActor, Guard, RepositoryName, RulesetFacts, RuleSource, SettingChange } from '@bitvault/promotion';
import type { Fix } from './finding.ts';

type Fields = Readonly<Record<string, unknown>>;

/** One who is let through, as the API writes it. */
export interface WrittenActor {
  readonly actor_type: string;
  /** A text in angle brackets where nobody but the reader knows it. */
  readonly actor_id: number | string | null;
  readonly bypass_mode: 'always' | 'pull_request';
}

const actorTypes: Readonly<Record<BypassActor['kind'], string>> = {
  app: 'Integration',
  team: 'Team',
  user: 'User',
  role: 'RepositoryRole',
  'organization-owner': 'OrganizationAdmin',
  'deploy-key': 'DeployKey',
};

const written = ({ kind, id, mode }: BypassActor): WrittenActor => ({
  actor_type: actorTypes[kind],
  actor_id: id,
  bypass_mode: mode === 'pull-request' ? 'pull_request' : 'always',
});

/** Where a ruleset is changed: with whoever's settings have it. */
function rulesetPath(repository: RepositoryName, { id, level }: Extract<RuleSource, { kind: 'ruleset' }>): string {
  switch (level) {
    case 'repository':
      return `/repos/${repository}/rulesets/${id}`;
    case 'organization':
      return `/orgs/${repository.split('/')[0] ?? ''}/rulesets/${id}`;
    case 'enterprise':
      return `/enterprises/<slug of the enterprise>/rulesets/${id}`;
    default:
      return level satisfies never;
  }
}

/**
 * Lets those through a guard whom it should, and nobody else. Never safe: somebody loses what they had.
 * @param stray those of its bypass who should not be in it
 * @param needed who has to be let through, if nobody who stays is an App
 */
export function withoutBypass(
  repository: RepositoryName,
  branch: string,
  { source, rule, bypass }: Guard,
  stray: readonly BypassActor[],
  needed: WrittenActor | null,
): Fix {
  const all = bypass.kind === 'read' ? bypass.value : [];
  const stay = all.filter((actor) => !stray.includes(actor));
  if (source.kind === 'protection')
    return { changes: protectionChanges(repository, branch, rule.kind === 'review', stay, stray), safe: false };
  const withApp = needed === null || stay.some(({ kind }) => kind === 'app') ? [] : [needed];
  const body = { bypass_actors: [...withApp, ...stay.map(written)] };
  return { changes: [{ method: 'PUT', path: rulesetPath(repository, source), body }], safe: false };
}

/** Branch protection binds administrators by a setting of its own, and others by lists. */
function protectionChanges(
  repository: RepositoryName,
  branch: string,
  ofReviews: boolean,
  stay: readonly BypassActor[],
  stray: readonly BypassActor[],
): readonly SettingChange[] {
  const path = protectionPath(repository, branch);
  const body = { users: namesOf(stay, 'user'), teams: namesOf(stay, 'team'), apps: namesOf(stay, 'app') };
  const lists: SettingChange = ofReviews
    ? { method: 'PATCH', path: `${path}/required_pull_request_reviews`, body: { bypass_pull_request_allowances: body } }
    : { method: 'PUT', path: `${path}/restrictions`, body };
  const admins: SettingChange = { method: 'POST', path: `${path}/enforce_admins` };
  return [
    ...(stray.some(({ kind }) => kind === 'role') ? [admins] : []),
    ...(stray.some(({ kind }) => kind !== 'role') ? [lists] : []),
  ];
}

const protectionPath = (repository: RepositoryName, branch: string): string =>
  `/repos/${repository}/branches/${encodeURIComponent(branch)}/protection`;

const namesOf = (actors: readonly BypassActor[], wanted: BypassActor['kind']): readonly string[] =>
  actors.flatMap(({ kind, name }) => (kind === wanted && name !== null ? [name] : []));

/** Takes each required check of one App only. Which one it is, only the reader knows. */
export function checksOfApps(
  repository: RepositoryName,
  branch: string,
  { source, rule }: Guard,
  rulesets: readonly RulesetFacts[],
): Fix | null {
  const appOf = (context: unknown): string => `<number of the App that reports ${String(context)}>`;
  if (source.kind === 'protection') {
    const checks = (rule.kind === 'checks' ? rule.checks : []).map(({ context, app }) => ({
      context,
      app_id: app ?? appOf(context),
    }));
    const path = `${protectionPath(repository, branch)}/required_status_checks`;
    return { changes: [{ method: 'PATCH', path, body: { checks } }], safe: false };
  }
  const found = rulesets.find((each) => each.source.id === source.id);
  if (found === undefined) return null;
  const rules = found.rules.map((each) => {
    const parameters = each['parameters'] as Fields | undefined;
    const checks = parameters?.['required_status_checks'];
    if (each['type'] !== 'required_status_checks' || !Array.isArray(checks)) return each;
    const ofApps = checks.map((check: Fields) => ({
      ...check,
      integration_id: check['integration_id'] ?? appOf(check['context']),
    }));
    return { ...each, parameters: { ...parameters, required_status_checks: ofApps } };
  });
  return { changes: [{ method: 'PUT', path: rulesetPath(repository, source), body: { rules } }], safe: false };
}

/** One more ruleset. Rules of several add up, so that it closes the hole whatever others say. */
export function newRuleset(
  repository: RepositoryName,
  name: string,
  ref: string,
  rules: readonly Fields[],
  bypass: readonly WrittenActor[] = [],
): SettingChange {
  const body = {
    name,
    target: ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: [ref], exclude: [] } },
    rules,
    bypass_actors: bypass,
  };
  return { method: 'POST', path: `/repos/${repository}/rulesets`, body };
}

/** Rules by which a branch takes nothing that one other person did not review, and keeps what it took. */
export const reviewedRules = (of: { readonly codeOwners: boolean }): readonly Fields[] => [
  { type: 'deletion' },
  { type: 'non_fast_forward' },
  {
    type: 'pull_request',
    parameters: {
      required_approving_review_count: 1,
      require_code_owner_review: of.codeOwners,
      dismiss_stale_reviews_on_push: true,
      require_last_push_approval: true,
      required_review_thread_resolution: false,
    },
  },
];
