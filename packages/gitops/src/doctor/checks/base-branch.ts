import type { BypassActor, Guard, RefGuards, Rule, SettingChange } from '@bitvault/promotion';
import type { CheckCode } from '../check-table.ts';
import type { Finding, Fix } from '../finding.ts';
import { rulesChange, rulesetWith } from '../fixes.ts';
import { branchRef, listed, type Patient, slugOf } from '../patient.ts';
import { actorName, guardsOf, keepingOf, roleName, sourceName, sourceSetting } from '../rule-keeping.ts';
import { checksOfApps, newRuleset, reviewedRules, withoutBypass, type WrittenActor } from '../ruleset-fixes.ts';
import { lacksRulesets } from './plan.ts';
import { unreadFinding } from './unread.ts';

/** Who may change the base branch, and how. */
export function* baseBranchFindings(patient: Patient): Iterable<Finding> {
  const { gitops } = patient;
  if (lacksRulesets(gitops)) return;
  const refs = gitops.refs.get(branchRef(gitops.branch));
  if (refs === undefined) return;
  const { repository, branch } = gitops;
  yield* unreadFinding('unread-rules', repository, `which rules bind ${branch}`, refs.rulesets);
  if (refs.rulesets.kind !== 'read') return;
  const found = [...updateFindings(patient, refs), ...reviewFindings(patient, refs), ...historyFindings(patient, refs)];
  const holes = found.filter(({ code }) => code.startsWith('base-'));
  // Rulesets leave something open that branch protection may close.
  if (holes.length > 0 && refs.protection.kind === 'unread') {
    yield* unreadFinding('unread-rules', repository, `the branch protection of ${branch}`, refs.protection);
    yield* found.filter((each) => !holes.includes(each));
  } else yield* found;
  yield* checkFindings(patient, refs);
}

function* updateFindings(patient: Patient, refs: RefGuards): Iterable<Finding> {
  const { gitops, apps } = patient;
  const { repository, branch } = gitops;
  const keeping = keepingOf(guardsOf(refs, 'update'), (bypass) => strayUpdaters(patient, bypass));
  switch (keeping.kind) {
    case 'kept':
      return;
    case 'absent':
      yield {
        code: 'base-updates-open',
        repository,
        subject: `branch ${branch}`,
        says: `no ruleset restricts updates of ${branch}${notInForce(patient, 'update')}`,
        setting: 'Settings → Rules → Rulesets',
        fix: { changes: [creating(patient)], safe: false },
      };
      return;
    case 'unread':
      yield* unreadBypass(patient, keeping.guards, `restricts updates of ${branch}`);
      return;
    case 'bypassed':
      yield {
        code: 'base-updates-bypass',
        repository,
        subject: `branch ${branch}`,
        says: `${sourceName(keeping.guard.source)} restricts updates of ${branch}, and ${listed(keeping.by.map((actor) => actorName(actor, apps)))} may bypass it`,
        setting: sourceSetting(keeping.guard.source),
        fix: withoutBypass(repository, branch, keeping.guard, keeping.by, merger),
      };
      return;
    default:
      keeping satisfies never;
  }
}

/** One App, which is neither the promoter's nor Argo CD's, may update; people may on pull requests, unless all who write. */
function strayUpdaters({ policy, apps }: Patient, bypass: readonly BypassActor[]): readonly BypassActor[] {
  const known = apps.kind === 'read' ? apps.value : [];
  const own = [policy.bot, policy.argocd ?? ''].map(slugOf);
  const ids = known.filter(({ slug }) => own.includes(slug)).map(({ id }) => id);
  const mergers = bypass.filter((actor) => actor.kind === 'app' && !ids.includes(actor.id ?? 0));
  return bypass.filter((actor) => {
    if (actor.kind === 'app') return mergers.length > 1 || !mergers.includes(actor);
    return actor.mode === 'always' || actor.kind === 'deploy-key' || isEverybody(actor);
  });
}

const isEverybody = ({ kind, id }: BypassActor): boolean =>
  kind === 'role' && roleName(id) !== 'admin' && roleName(id) !== 'maintain';

type Review = Extract<Rule, { readonly kind: 'review' }>;

function* reviewFindings(patient: Patient, refs: RefGuards): Iterable<Finding> {
  const { repository, branch } = patient.gitops;
  const guards = guardsOf(refs, 'review').filter(({ rule }) => rule.kind === 'review' && rule.approvals > 0);
  const keeping = keepingOf(guards, strayReviewless);
  if (keeping.kind === 'absent') {
    const says = `the branch ${branch} takes changes without a review${notInForce(patient, 'pull_request')}`;
    yield finding(patient, 'base-unreviewed', says, guards, null);
    return;
  }
  if (keeping.kind === 'unread') yield* unreadBypass(patient, keeping.guards, `asks for reviews of ${branch}`);
  if (keeping.kind === 'bypassed') {
    const who = listed(keeping.by.map((actor) => actorName(actor, patient.apps)));
    yield {
      code: 'base-review-bypass',
      repository,
      subject: `branch ${branch}`,
      says: `${sourceName(keeping.guard.source)} asks for reviews of ${branch}, and ${who} may bypass it`,
      setting: sourceSetting(keeping.guard.source),
      fix: withoutBypass(repository, branch, keeping.guard, keeping.by, null),
    };
  }
  const counted = keeping.kind === 'kept' ? keeping.by : guards;
  const asks = (has: (rule: Review) => boolean): boolean =>
    counted.some(({ rule }) => rule.kind === 'review' && has(rule));
  const parameters: readonly (readonly [CheckCode, boolean, string, string])[] = [
    ['base-code-owners-optional', asks((rule) => rule.codeOwners), 'asks no code owner', 'require_code_owner_review'],
    [
      'base-stale-approvals',
      asks((rule) => rule.dismissesStale),
      'keeps approvals when something is pushed after them',
      'dismiss_stale_reviews_on_push',
    ],
    [
      'base-last-push',
      asks((rule) => rule.lastPush),
      'takes the approval of whoever pushed last',
      'require_last_push_approval',
    ],
  ];
  for (const [code, asked, says, parameter] of parameters)
    if (!asked) yield finding(patient, code, `the review of ${branch} ${says}`, guards, parameter);
}

/** The merger may merge what its own approval does not count for; nobody else goes without a review. */
const strayReviewless = (bypass: readonly BypassActor[]): readonly BypassActor[] => {
  const apps = bypass.filter(({ kind }) => kind === 'app');
  return bypass.filter((actor) => actor.kind !== 'app' || actor.mode === 'always' || apps.length > 1);
};

function* historyFindings(patient: Patient, refs: RefGuards): Iterable<Finding> {
  const { branch } = patient.gitops;
  const reviews = guardsOf(refs, 'review');
  if (guardsOf(refs, 'force-push').length === 0)
    yield finding(
      patient,
      'base-force-push',
      `the branch ${branch} can be moved to any other commit`,
      reviews,
      'non_fast_forward',
    );
  if (guardsOf(refs, 'deletion').length === 0)
    yield finding(patient, 'base-deletion', `the branch ${branch} can be deleted`, reviews, 'deletion');
}

function* checkFindings({ gitops }: Patient, refs: RefGuards): Iterable<Finding> {
  const { repository, branch, rulesets } = gitops;
  for (const guard of guardsOf(refs, 'checks')) {
    const { rule, source } = guard;
    const open = rule.kind === 'checks' ? rule.checks.filter(({ app }) => app === null) : [];
    if (open.length === 0) continue;
    const fix = checksOfApps(repository, branch, guard, rulesets.kind === 'read' ? rulesets.value : []);
    yield {
      code: 'check-of-anybody',
      repository,
      subject: `branch ${branch}`,
      says: `${sourceName(source)} requires ${listed(open.map(({ context }) => context))} of whoever reports it`,
      setting: sourceSetting(source),
      ...(fix !== null && { fix }),
    };
  }
}

/** Who bypasses a rule is not told to everybody who may read. */
export function* unreadBypass({ gitops }: Patient, guards: readonly Guard[], what: string): Iterable<Finding> {
  for (const { source, bypass } of guards)
    yield* unreadFinding(
      'unread-bypass',
      gitops.repository,
      `who may bypass ${sourceName(source)}, which ${what},`,
      bypass,
    );
}

/** A rule of the ruleset that asks for reviews is set there, or added to it; where there is none, one is made. */
function finding(
  patient: Patient,
  code: CheckCode,
  says: string,
  guards: readonly Guard[],
  wanted: string | null,
): Finding {
  const { repository, branch, rulesets } = patient.gitops;
  const ids = new Set(guards.flatMap(({ source }) => (source.kind === 'ruleset' ? [source.id] : [])));
  const ruleset = rulesetWith(rulesets.kind === 'read' ? rulesets.value : [], 'pull_request', ids);
  const [first] = guards;
  return {
    code,
    repository,
    subject: `branch ${branch}`,
    says,
    setting: first === undefined ? 'Settings → Rules → Rulesets' : sourceSetting(first.source),
    fix: ruleset === undefined || wanted === null ? reviewing(patient) : amended(patient, ruleset, wanted),
  };
}

const reviewing = ({ gitops: { repository, branch } }: Patient): Fix => ({
  changes: [newRuleset(repository, 'Reviewed', branchRef(branch), reviewedRules({ codeOwners: true }))],
  safe: false,
});

function amended({ gitops }: Patient, ruleset: Parameters<typeof rulesChange>[1], wanted: string): Fix {
  const isType = wanted === 'non_fast_forward' || wanted === 'deletion';
  const rules = isType
    ? [...ruleset.rules, { type: wanted }]
    : ruleset.rules.map((rule) =>
        rule['type'] === 'pull_request'
          ? { ...rule, parameters: { ...(rule['parameters'] as object), [wanted]: true } }
          : rule,
      );
  return { changes: [rulesChange(gitops.repository, ruleset, rules)], safe: true };
}

/** What a ruleset would ask for if it were in force. */
function notInForce({ gitops: { rulesets } }: Patient, type: string): string {
  const idle = (rulesets.kind === 'read' ? rulesets.value : []).filter(
    ({ enforcement, rules }) => enforcement !== 'active' && rules.some((rule) => rule['type'] === type),
  );
  const [first] = idle;
  return first === undefined ? '' : `; "${first.source.name}" would, but its enforcement is ${first.enforcement}`;
}

const merger: WrittenActor = {
  actor_type: 'Integration',
  actor_id: '<number of the merger App>',
  bypass_mode: 'always',
};

function creating({ gitops: { repository, branch } }: Patient): SettingChange {
  const keepers = {
    actor_type: 'Team',
    actor_id: '<number of the team that may change rules>',
    bypass_mode: 'pull_request',
  } as const;
  const name = 'Merged by the gates';
  return newRuleset(repository, name, branchRef(branch), [{ type: 'update' }], [merger, keepers]);
}
