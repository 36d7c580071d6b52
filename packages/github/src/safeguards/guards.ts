import type { BypassActor, Guard, Reading, RefGuards, Rule, RulesetFacts, RuleSource } from '@bitvault/promotion';
import * as v from 'valibot';
import type { GitHubConnection } from '../connection.ts';
import { ask, askForAll, mapped } from './asking.ts';
import { branchProtection } from './branch-protection.ts';
import { coversRef } from './ref-patterns.ts';

const rawRule = v.looseObject({ type: v.string(), parameters: v.optional(v.record(v.string(), v.unknown()), {}) });
type RawRule = v.InferOutput<typeof rawRule>;

const appliedRule = v.looseObject({ ...rawRule.entries, ruleset_id: v.optional(v.number()) });

const level = v.optional(v.picklist(['Repository', 'Organization', 'Enterprise']), 'Repository');

const actor = v.object({
  actor_id: v.optional(v.nullable(v.number()), null),
  actor_type: v.string(),
  bypass_mode: v.optional(v.string(), 'always'),
});

const ruleset = v.object({
  id: v.number(),
  name: v.string(),
  target: v.optional(v.string(), 'branch'),
  source_type: level,
  enforcement: v.string(),
  /** Told only to those who may change the ruleset. */
  bypass_actors: v.optional(v.array(actor)),
  conditions: v.optional(
    v.nullable(
      v.object({
        ref_name: v.optional(
          v.object({ include: v.optional(v.array(v.string()), []), exclude: v.optional(v.array(v.string()), []) }),
        ),
      }),
    ),
    null,
  ),
  rules: v.optional(v.array(rawRule), []),
});
type RawRuleset = v.InferOutput<typeof ruleset>;

const metadata = 'metadata: read';

/** Every ruleset that reaches the repository, of whatever level, with its rules. */
export class Rulesets {
  readonly #connection: GitHubConnection;
  readonly #defaultBranch: string;
  readonly #all: Promise<Reading<readonly RawRuleset[]>>;
  #teams: Promise<TeamNames> | null = null;

  constructor(connection: GitHubConnection, defaultBranch: string) {
    this.#connection = connection;
    this.#defaultBranch = defaultBranch;
    this.#all = readAll(connection);
  }

  async facts(): Promise<Reading<readonly RulesetFacts[]>> {
    return mapped(await this.#all, (all) => all.map(factsOf));
  }

  /** What guards one full ref. Of branches, GitHub itself says which rules apply; of tags, the conditions are read. */
  async guards(ref: string): Promise<RefGuards> {
    const branch = /^refs\/heads\/(?<branch>.+)$/.exec(ref)?.groups?.['branch'];
    if (branch === undefined) return { rulesets: await this.#tagGuards(ref), protection: { kind: 'read', value: [] } };
    const [rulesets, protection] = await Promise.all([
      this.#branchGuards(branch),
      branchProtection(this.#connection, branch),
    ]);
    return { rulesets, protection };
  }

  #teamsIn(rulesets: readonly RawRuleset[]): Promise<TeamNames> {
    this.#teams ??= teamNames(this.#connection, rulesets);
    return this.#teams;
  }

  async #branchGuards(branch: string): Promise<Reading<readonly Guard[]>> {
    const route = 'GET /repos/{owner}/{repo}/rules/branches/{branch}';
    const question = { route, parameters: { branch }, schema: v.array(appliedRule), needs: metadata };
    const applied = await askForAll(this.#connection, question, (rules) => rules);
    if (applied.kind !== 'read') return applied;
    const all = await this.#all;
    if (all.kind !== 'read') return all;
    const teams = await this.#teamsIn(all.value);
    return {
      kind: 'read',
      value: applied.value.flatMap((rule) => {
        const from = all.value.find(({ id }) => id === rule.ruleset_id);
        return guardsOf(rule, from, rule.ruleset_id ?? 0, teams);
      }),
    };
  }

  async #tagGuards(ref: string): Promise<Reading<readonly Guard[]>> {
    const all = await this.#all;
    if (all.kind !== 'read') return all;
    const teams = await this.#teamsIn(all.value);
    const value = all.value
      .filter(({ enforcement, target }) => enforcement === 'active' && target === 'tag')
      .filter(({ conditions }) => coversRef(conditions?.ref_name, ref, this.#defaultBranch))
      .flatMap((from) => from.rules.flatMap((rule) => guardsOf(rule, from, from.id, teams)));
    return { kind: 'read', value };
  }
}

/** Number of a team → its slug. */
type TeamNames = ReadonlyMap<number, string>;

const team = v.object({ id: v.number(), slug: v.string() });

/** Rulesets give the numbers of teams alone. Those that may not be seen keep theirs: nothing is decided by a name. */
async function teamNames(connection: GitHubConnection, rulesets: readonly RawRuleset[]): Promise<TeamNames> {
  const actors = rulesets.flatMap(({ bypass_actors: some = [] }) => some);
  if (!actors.some(({ actor_type: type }) => type === 'Team')) return new Map();
  const route = 'GET /repos/{owner}/{repo}/teams';
  const question = { route, schema: v.array(team), needs: 'administration: read' };
  const found = await askForAll(connection, question, (teams) => teams);
  return new Map(found.kind === 'read' ? found.value.map(({ id, slug }) => [id, slug]) : []);
}

async function readAll(connection: GitHubConnection): Promise<Reading<readonly RawRuleset[]>> {
  const route = 'GET /repos/{owner}/{repo}/rulesets';
  const list = { route, schema: v.array(v.object({ id: v.number() })), needs: metadata };
  const heads = await askForAll(connection, list, (found) => found);
  if (heads.kind !== 'read') return heads;
  const all: RawRuleset[] = [];
  for (const { id } of heads.value) {
    const one = { route: `${route}/{ruleset_id}`, parameters: { ruleset_id: id }, schema: ruleset, needs: metadata };
    const answer = await ask(connection, one);
    if (answer.kind !== 'read') return answer;
    all.push(answer.value);
  }
  return { kind: 'read', value: all };
}

const levels = { Repository: 'repository', Organization: 'organization', Enterprise: 'enterprise' } as const;

const sourceOf = ({ id, name, source_type: from }: RawRuleset): Extract<RuleSource, { readonly kind: 'ruleset' }> => ({
  kind: 'ruleset',
  id,
  name,
  level: levels[from],
});

function factsOf(raw: RawRuleset): RulesetFacts {
  const { include = [], exclude = [] } = raw.conditions?.ref_name ?? {};
  const { target, enforcement, rules } = raw;
  return { source: sourceOf(raw), target, enforcement, include, exclude, rules };
}

function guardsOf(rule: RawRule, from: RawRuleset | undefined, id: number, teams: TeamNames): readonly Guard[] {
  const known = ruleOf(rule);
  if (known === null) return [];
  const source = from === undefined ? unknownSource(id) : sourceOf(from);
  return [{ source, rule: known, bypass: bypassOf(from, teams) }];
}

/** A rule that applies, of a ruleset that is not in the list. */
const unknownSource = (id: number): RuleSource => ({ kind: 'ruleset', id, name: String(id), level: 'organization' });

function bypassOf(from: RawRuleset | undefined, teams: TeamNames): Reading<readonly BypassActor[]> {
  if (from?.bypass_actors !== undefined)
    return { kind: 'read', value: from.bypass_actors.map((each) => actorOf(each, teams)) };
  const owner = from?.source_type ?? 'Organization';
  return {
    kind: 'unread',
    because: 'GitHub tells it only to those who may change the ruleset',
    needs: owner === 'Repository' ? 'administration: write' : 'organization_administration: write',
  };
}

const actorKinds: Readonly<Record<string, BypassActor['kind']>> = {
  Integration: 'app',
  Team: 'team',
  User: 'user',
  RepositoryRole: 'role',
  OrganizationAdmin: 'organization-owner',
  DeployKey: 'deploy-key',
};

/** A kind that came later than this is a role of which nothing is known. */
const actorOf = (
  { actor_id: id, actor_type: type, bypass_mode: mode }: v.InferOutput<typeof actor>,
  teams: TeamNames,
): BypassActor => ({
  kind: actorKinds[type] ?? 'role',
  id,
  name: (type === 'Team' && id !== null ? teams.get(id) : undefined) ?? null,
  mode: mode === 'pull_request' ? 'pull-request' : 'always',
});

const review = v.object({
  required_approving_review_count: v.optional(v.number(), 0),
  require_code_owner_review: v.optional(v.boolean(), false),
  dismiss_stale_reviews_on_push: v.optional(v.boolean(), false),
  require_last_push_approval: v.optional(v.boolean(), false),
});

const checks = v.object({
  required_status_checks: v.optional(
    v.array(v.object({ context: v.string(), integration_id: v.optional(v.nullable(v.number()), null) })),
    [],
  ),
});

/** Null for what no gate stands on. */
function ruleOf({ type, parameters }: RawRule): Rule | null {
  switch (type) {
    case 'creation':
    case 'update':
    case 'deletion':
      return { kind: type };
    case 'non_fast_forward':
      return { kind: 'force-push' };
    case 'pull_request': {
      const found = v.parse(review, parameters);
      return {
        kind: 'review',
        approvals: found.required_approving_review_count,
        codeOwners: found.require_code_owner_review,
        dismissesStale: found.dismiss_stale_reviews_on_push,
        lastPush: found.require_last_push_approval,
      };
    }
    case 'required_status_checks':
      return {
        kind: 'checks',
        checks: v.parse(checks, parameters).required_status_checks.map(({ context, integration_id: app }) => ({
          context,
          app,
        })),
      };
    default:
      return null;
  }
}
