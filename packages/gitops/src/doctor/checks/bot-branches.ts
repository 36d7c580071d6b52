import type { AppFacts, BypassActor } from '@bitvault/promotion';
import type { Finding } from '../finding.ts';
import { branchRef, listed, slugOf, type Patient } from '../patient.ts';
import { promotionRefs } from '../promotion-refs.ts';
import { actorName, guardsOf, keepingOf, sourceName, sourceSetting, type Keeping } from '../rule-keeping.ts';
import { withoutBypass, type WrittenActor } from '../ruleset-fixes.ts';
import { unreadBypass } from './base-branch.ts';
import { lacksRulesets } from './plan.ts';
import { unreadFinding } from './unread.ts';

/** Who may write the branches from which the promoter proposes. */
export function* botBranchFindings(patient: Patient): Iterable<Finding> {
  const { gitops, policy } = patient;
  if (lacksRulesets(gitops)) return;
  const bot = botOf(patient);
  const open: string[] = [];
  const reported = new Set<string>();
  for (const ref of promotionRefs(policy)) {
    const refs = gitops.refs.get(ref);
    if (refs === undefined) continue;
    const unread = [
      ...unreadFinding('unread-rules', gitops.repository, 'which rules bind the bot’s branches', refs.rulesets),
    ];
    if (unread.length > 0) {
      yield* unread;
      return;
    }
    for (const kind of ['creation', 'update'] as const) {
      const keeping = keepingOf(guardsOf(refs, kind), (bypass) => bypass.filter((actor) => !isBot(actor, bot)));
      if (keeping.kind === 'absent') open.push(ref);
      for (const finding of bypassFindings(patient, keeping, bot)) {
        if (reported.has(finding.says)) continue;
        reported.add(finding.says);
        yield finding;
      }
    }
  }
  if (open.length > 0) yield openFinding(patient, open, bot);
}

const botOf = ({ policy, apps }: Patient): AppFacts | undefined =>
  apps.kind === 'read' ? apps.value.find(({ slug }) => slug === slugOf(policy.bot)) : undefined;

const isBot = ({ kind, id }: BypassActor, bot: AppFacts | undefined): boolean =>
  kind === 'app' && bot !== undefined && bot.id === id;

function* bypassFindings(patient: Patient, keeping: Keeping, bot: AppFacts | undefined): Iterable<Finding> {
  const { gitops, apps, policy } = patient;
  const { repository } = gitops;
  switch (keeping.kind) {
    case 'absent':
    case 'kept':
      return;
    case 'unread':
      yield* unreadBypass(patient, keeping.guards, 'keeps the bot’s branches');
      return;
    case 'bypassed': {
      const [actor, ...more] = keeping.by;
      // One App, of which nobody can say that it is another one than the promoter's.
      if (bot === undefined && actor?.kind === 'app' && more.length === 0 && apps.kind === 'unread') {
        const subject = `whether the App ${actor.id ?? ''}, which may write the bot’s branches, is ${slugOf(policy.bot)}`;
        yield* unreadFinding('unread-apps', repository, subject, apps);
        return;
      }
      const who = listed(keeping.by.map((each) => actorName(each, apps)));
      yield {
        code: 'bot-branches-bypass',
        repository,
        subject: sourceName(keeping.guard.source),
        says: `${sourceName(keeping.guard.source)} keeps the bot's branches, and ${who} may bypass it`,
        setting: sourceSetting(keeping.guard.source),
        fix: withoutBypass(repository, gitops.branch, keeping.guard, keeping.by, writer(patient, bot)),
      };
      return;
    }
    default:
      keeping satisfies never;
  }
}

const writer = ({ policy }: Patient, bot: AppFacts | undefined): WrittenActor => ({
  actor_type: 'Integration',
  actor_id: bot?.id ?? `<number of the App ${slugOf(policy.bot)}>`,
  bypass_mode: 'always',
});

function openFinding(patient: Patient, open: readonly string[], bot: AppFacts | undefined): Finding {
  const { gitops } = patient;
  const names = [...new Set(open.map((ref) => `${ref.split('/')[2] ?? ''}/**`))];
  const body = {
    name: "The bot's branches",
    target: 'branch',
    enforcement: 'active',
    conditions: { ref_name: { include: names.map((name) => `${branchRef(name)}/*`), exclude: [] } },
    rules: [{ type: 'creation' }, { type: 'update' }],
    bypass_actors: [writer(patient, bot)],
  };
  return {
    code: 'bot-branches-open',
    repository: gitops.repository,
    subject: `branches ${listed(names)}`,
    says: `creations and updates of ${listed(names)} are not restricted`,
    setting: 'Settings → Rules → Rulesets',
    fix: { changes: [{ method: 'POST', path: `/repos/${gitops.repository}/rulesets`, body }], safe: bot !== undefined },
  };
}
