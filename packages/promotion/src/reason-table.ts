import type { ReasonCode, ReasonData } from './reason.ts';
import type { Slot } from './state.ts';
import { minute } from './texts/moment.ts';

/** `wait`: time or a person will change it, running again is enough. `refuse`: it stays wrong until someone fixes it. */
export type Disposition = 'wait' | 'refuse';

export interface Entry<C extends ReasonCode> {
  readonly disposition: Disposition;
  readonly say: (data: Readonly<ReasonData[C]>) => string;
  readonly next: string;
}

const at = (slot: Slot) => `${slot.service} in ${slot.environment}`;
const short = (digest: string) => `${digest.slice(0, 19)}…`;

const reopen = 'Close this pull request; promote opens a fresh one.';
const protect =
  'Give the environment required reviewers in the repository settings, then dispatch the gate again. Below GitHub Enterprise a private repository has none: there, `gate: {dispatch: TEAM}` in promotion.yaml takes their place.';

/** Every reason there is: what it does, its sentence and the next step. The reference page is made from this table. */
export const reasonTable: { readonly [C in ReasonCode]: Entry<C> } = {
  PULL_NOT_OPEN: {
    disposition: 'refuse',
    say: (r) =>
      `the pull request is ${r.state.toLowerCase()}${r.state === 'MERGED' ? ', and not by this App at this head' : ''}`,
    next: 'Nothing is left to merge. Where it was merged, see by whom: this action has not judged it.',
  },
  PULL_IS_DRAFT: { disposition: 'wait', say: () => 'the pull request is a draft', next: 'Mark it ready for review.' },
  PULL_FROM_FORK: {
    disposition: 'refuse',
    say: (r) => `the head is in ${r.repository ?? 'a deleted repository'}, not in this one`,
    next: 'Only branches of the GitOps repository are promoted. Close the pull request.',
  },
  PULL_BASE_UNEXPECTED: {
    disposition: 'refuse',
    say: (r) => `the pull request goes to ${r.found}, not to ${r.expected}`,
    next: reopen,
  },
  PULL_REWRITTEN: {
    disposition: 'refuse',
    say: (r) =>
      r.how === 'force-pushed'
        ? 'its branch was moved to a commit that the bot did not append'
        : 'it was pointed at another base branch since it was opened',
    next: `${reopen} Let a ruleset keep everybody but the bot from updating its branches.`,
  },
  AUTHOR_UNEXPECTED: {
    disposition: 'refuse',
    say: (r) => `the author is ${r.found ?? 'nobody'}, but promotion.yaml names ${r.expected} as bot`,
    next: 'Let promote or rollback propose a digest that is wanted; anything else is reviewed and merged by those whom the rulesets let. Where the App was replaced, name the new one as `bot` in promotion.yaml by a reviewed pull request.',
  },
  COMMIT_UNVERIFIED: {
    disposition: 'refuse',
    say: (r) =>
      `commit ${r.commit.slice(0, 7)} by ${r.author ?? 'nobody'} is not a commit of ${r.expected} that GitHub signed`,
    next: reopen,
  },
  COMMITS_UNREAD: {
    disposition: 'refuse',
    say: (r) => `only ${r.read} of ${r.total} commits could be read`,
    next: reopen,
  },
  FILES_UNREAD: {
    disposition: 'refuse',
    say: (r) => `only ${r.read} of ${r.total} changed files could be read`,
    next: reopen,
  },
  FILE_UNEXPECTED: {
    disposition: 'refuse',
    say: (r) =>
      `${r.path} (${r.change.toLowerCase()}) is neither a digest file nor a hold that a promotion may touch so`,
    next: reopen,
  },
  FILE_UNREADABLE: {
    disposition: 'refuse',
    say: (r) => `${r.path} is absent, binary, not in UTF-8, or over GitHub's 512,000 bytes`,
    next: 'Save the file in UTF-8, split it, or correct `digests` in promotion.yaml.',
  },
  FILE_MODE_CHANGED: {
    disposition: 'refuse',
    say: (r) => `${r.path} has mode ${r.found}, but the base has ${r.expected}`,
    next: reopen,
  },
  ENVIRONMENT_MIXED: {
    disposition: 'refuse',
    say: (r) => `the change touches ${r.environments.join(' and ')} at once`,
    next: reopen,
  },
  NOT_A_BUMP: { disposition: 'refuse', say: () => 'the change moves no digest and lifts no hold', next: reopen },
  NOT_EXACT: {
    disposition: 'refuse',
    say: (r) => `${r.path} differs from the base in more than digests, first in line ${r.line}`,
    next: reopen,
  },
  HOLD_INVALID: {
    disposition: 'refuse',
    say: (r) => `${r.path} is no hold as rollback writes it: ${r.detail}`,
    next: reopen,
  },
  HOLD_DISAGREES: {
    disposition: 'refuse',
    say: (r) => `${r.path} does not fit the digests of this change: ${r.detail}`,
    next: reopen,
  },
  CONFLICTING: {
    disposition: 'wait',
    say: () => 'the branch conflicts with its base',
    next: 'promote brings it up to date on its next run.',
  },
  HELD: {
    disposition: 'wait',
    say: (r) => `${at(r.slot)} is held since a rollback by ${r.by}: ${r.why}`,
    next: 'Run rollback with `command: resume` when it may go forward again.',
  },
  HOLD_BROKEN: {
    disposition: 'refuse',
    say: (r) => `${r.place} ${r.detail}, so nobody can be sure what it holds`,
    next: 'See the advice with it: what lies below `holds/` is deleted or restored by a reviewed pull request.',
  },
  NOT_UPSTREAM: {
    disposition: 'refuse',
    say: (r) =>
      `${at(r.slot)} would get ${short(r.digest)}, but ${r.upstream} runs ${r.found === null ? 'nothing' : short(r.found)}`,
    next: 'promote brings the pull request up to date, or closes it, on its next run.',
  },
  NEVER_DEPLOYED: {
    disposition: 'refuse',
    say: (r) => `${short(r.digest)} was never deployed for ${at(r.slot)}`,
    next: 'Give a digest from the history of the environment as `to` of rollback.',
  },
  NOTHING_BEFORE: {
    disposition: 'refuse',
    say: (r) => `nothing else was deployed for ${at(r.slot)} before`,
    next: 'Give the digest to go back to as `to`, or release a fixed image.',
  },
  TARGET_NEWER: {
    disposition: 'refuse',
    say: (r) => `${short(r.digest)} did not run for ${at(r.slot)} before what runs now: it would go forward, not back`,
    next: 'Let promote carry it forward, give another digest as `to` of rollback, or give `force` with the reason.',
  },
  TARGET_REPLACED: {
    disposition: 'refuse',
    say: (r) => `${short(r.digest)} is what a rollback by ${r.by} took out for ${at(r.slot)}: ${r.why}`,
    next: 'Run rollback with `command: resume` and let promote carry it forward, or give `force` with the reason.',
  },
  TARGET_UNHEALTHY: {
    disposition: 'refuse',
    say: (r) => `no report of ${r.context} as successful was found while ${short(r.digest)} ran for ${at(r.slot)}`,
    next: 'Give another digest as `to` of rollback, or this one with `force` and the reason.',
  },
  DEPLOYED_ALREADY: {
    disposition: 'refuse',
    say: (r) => `${at(r.slot)} runs ${short(r.digest)} already`,
    next: 'Give another digest as `to`, or leave `to` out for the one before.',
  },
  IMAGE_UNVERIFIED: {
    disposition: 'refuse',
    say: (r) => `${r.service}@${short(r.digest)}: ${r.detail}`,
    next: 'See the advice of the verification.',
  },
  HEALTH_PENDING: {
    disposition: 'wait',
    say: (r) => `${r.environment} has not reported ${r.context} as successful since ${r.since.slice(0, 7)}`,
    next: 'Wait for Argo CD; if it stays silent, look at the application and at argocd-notifications.',
  },
  HEALTH_FAILED: {
    disposition: 'wait',
    say: (r) => `${r.environment} reported ${r.context} as failed on ${r.commit.slice(0, 7)}`,
    next: 'Fix the environment or roll it back; a later success lifts this.',
  },
  EVIDENCE_UNREAD: {
    disposition: 'wait',
    say: (r) => `what ran for ${at(r.slot)}, and was reported of it, has not been read far enough back`,
    next: 'It is read once nothing else is missing. Where nothing is, too many commits lie between: sync the application in Argo CD, so that it reports on a newer one.',
  },
  SOAKING: {
    disposition: 'wait',
    say: (r) => `${r.environment} proves it until ${minute(r.until)}`,
    next: 'Wait; the scheduled run goes on by itself.',
  },
  FROZEN: {
    disposition: 'wait',
    say: (r) => `${r.environment} is frozen until ${minute(r.until)}: ${r.why}`,
    next: 'Wait, or change the freeze in promotion.yaml by a reviewed pull request.',
  },
  MERGE_MODE: {
    disposition: 'refuse',
    say: (r) => `${r.environment} merges by ${r.mode}, and this action merges by ${r.expected} only`,
    next: 'Use the action that fits the environment, or change `merge` in promotion.yaml.',
  },
  REVIEWS_MISSING: {
    disposition: 'wait',
    say: (r) => `${r.have} of ${r.need} approvals on ${r.head.slice(0, 7)}`,
    next: 'Have someone with write access approve the pull request as it is now.',
  },
  REVIEWS_UNREAD: {
    disposition: 'refuse',
    say: (r) => `only ${r.read} of ${r.total} reviews could be read`,
    next: reopen,
  },
  CHANGES_REQUESTED: {
    disposition: 'wait',
    say: (r) => `${r.by} requested changes`,
    next: 'Settle it with the reviewer, who then approves or is dismissed.',
  },
  REVIEWER_INELIGIBLE: {
    disposition: 'wait',
    say: (r) => `the review by ${r.reviewer} does not count: ${r.why}`,
    next: 'Have somebody else with write access approve the pull request, or change `separate` in promotion.yaml.',
  },
  NOT_SEPARATE: {
    disposition: 'refuse',
    say: (r) =>
      `${r.who} reviewed the pull request and let it through the gate of ${r.environment}, which takes two people`,
    next: 'Have somebody else review the pull request, or let it through the gate in a new run.',
  },
  REQUESTER_UNKNOWN: {
    disposition: 'refuse',
    say: (r) => `who asked for ${r.path} is not known: ${r.detail}`,
    next: 'Run the rollback again, so that its pull request is composed by a run that can be read.',
  },
  AUTHORS_UNKNOWN: {
    disposition: 'refuse',
    say: (r) => `who wrote ${r.service}@${short(r.digest)} is not known: ${r.detail}`,
    next: 'See the advice of what could not be read.',
  },
  DISPATCH_AHEAD: {
    disposition: 'wait',
    say: (r) => `a member of team ${r.team} starts the gate of ${r.environment} next, for ${r.number} at ${r.head}`,
    next: 'Run the gate workflow on the default branch, with this number as `pull-request` and this commit as `head`.',
  },
  GATE_AHEAD: {
    disposition: 'wait',
    say: (r) => `the manual approval of environment ${r.environment} is next`,
    next: 'Approve the waiting run of the gate workflow.',
  },
  GATE_REJECTED: {
    disposition: 'wait',
    say: (r) => `${r.by} rejected ${r.head.slice(0, 7)} for environment ${r.environment}`,
    next: 'Settle it with the reviewer, then dispatch the gate workflow by hand; promote asks again for a new head only.',
  },
  ENVIRONMENT_ABSENT: {
    disposition: 'refuse',
    say: (r) => `environment ${r.environment} does not exist`,
    next: protect,
  },
  ENVIRONMENT_UNPROTECTED: {
    disposition: 'refuse',
    say: (r) => `environment ${r.environment} has no required reviewers`,
    next: protect,
  },
  ENVIRONMENT_BYPASSABLE: {
    disposition: 'refuse',
    say: (r) => `administrators may bypass environment ${r.environment}, or GitHub does not say that they may not`,
    next: 'Clear "Allow administrators to bypass configured protection rules" in the environment settings.',
  },
  ENVIRONMENT_ANY_BRANCH: {
    disposition: 'refuse',
    say: (r) => `environment ${r.environment} lets jobs of any branch in`,
    next: 'Restrict the environment to the default branch.',
  },
  ENVIRONMENT_SELF_REVIEW: {
    disposition: 'refuse',
    say: (r) => `environment ${r.environment} lets people approve runs that they started`,
    next: 'Tick "Prevent self-review" in the environment settings.',
  },
  JOB_NOT_BOUND: {
    disposition: 'refuse',
    say: (r) => `the job's identity token says ${r.claim} is ${r.found || 'absent'}, but it must be ${r.expected}`,
    next: 'Start the workflow on the default branch, by hand where promotion.yaml has `gate: {dispatch: TEAM}`; elsewhere, its job needs the `environment:` of promotion.yaml.',
  },
  RUN_REPEATED: {
    disposition: 'refuse',
    say: (r) => `this is attempt ${r.attempt} of the run, and approvals of earlier attempts cannot be told apart`,
    next: 'Dispatch a new run of the gate instead of running this one again.',
  },
  APPROVAL_MISSING: {
    disposition: 'refuse',
    say: (r) => `no approval of environment ${r.environment} is on record for this run`,
    next: 'Dispatch the gate again and have a required reviewer approve it.',
  },
  APPROVAL_REJECTED: {
    disposition: 'refuse',
    say: (r) => `${r.by} rejected the deployment to ${r.environment}`,
    next: 'Settle it with the reviewer, then dispatch the gate again.',
  },
  APPROVER_INELIGIBLE: {
    disposition: 'refuse',
    say: (r) => `the approval by ${r.approver} does not count: ${r.why}`,
    next: 'Have another required reviewer approve a new run of the gate.',
  },
  DISPATCHER_INELIGIBLE: {
    disposition: 'refuse',
    say: (r) => `that ${r.starter} started the run does not count: ${r.why}`,
    next: 'Have somebody else of the team that promotion.yaml names start the gate.',
  },
  HEAD_MOVED: {
    disposition: 'refuse',
    say: (r) => `the head of the pull request is not ${r.expected.slice(0, 7)}, or no longer`,
    next: 'Run again: everything is judged again on the new head. A gate needs a new run, for that head.',
  },
  FACTS_MOVED: {
    disposition: 'wait',
    say: (r) => `the base branch moved to ${r.base.slice(0, 7)} while it was being judged`,
    next: 'Run again: everything is judged again on the new base. A gate needs a new run.',
  },
  MERGE_FORBIDDEN: {
    disposition: 'refuse',
    say: (r) => `GitHub refused the merge: ${r.message}`,
    next: 'Satisfy the rule that GitHub names, then run again. Where it wants branches up to date or a merge queue, take it out of the rules of the base branch: the gates work with neither.',
  },
  MERGED_AGAINST_POLICY: {
    disposition: 'refuse',
    say: (r) =>
      `it was merged as ${r.commit.slice(0, 7)}, but something moved in that moment, so that the policy forbids it: ${r.why}`,
    next: 'Roll back what was merged.',
  },
  MERGED_UNCONFIRMED: {
    disposition: 'refuse',
    say: (r) =>
      `it was merged as ${r.commit.slice(0, 7)} before this run, which does not find that the policy allowed it then: ${r.why}`,
    next: 'See what the run that merged it says; if it says nothing, roll back what should not run.',
  },
  UNSETTLED: {
    disposition: 'refuse',
    say: (r) => `the base branch was moved by others in each of ${r.rounds} attempts`,
    next: 'Run promote again; if it persists, look for what keeps writing to the base branch.',
  },
  STEP_FAILED: {
    disposition: 'refuse',
    say: (r) => `${r.failure}: ${r.message}`,
    next: 'See the advice of what failed; every other step was taken.',
  },
};
