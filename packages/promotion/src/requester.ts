import { recogniseChange } from './change.ts';
import { canonicalHold, holdPath, type Hold } from './hold.ts';
import { environmentOf, type Policy } from './policy.ts';
import type { WorkflowRunFacts } from './ports.ts';
import type { BaseSnapshot, PullRequest } from './state.ts';
import { sameLogin } from './trust.ts';

/** A run, with the branch of its name that has its commit in its history; null where there is none. */
export type BranchRun = Omit<WorkflowRunFacts, 'headBranch' | 'headCommit'> & { readonly branch: string | null };

/** What GitHub says of the workflow run that a hold names; `detail` follows "… is not known: ". */
export type RequestRun =
  | { readonly kind: 'known'; readonly run: BranchRun }
  | { readonly kind: 'unknown'; readonly detail: string; readonly advice: string };

/** Address of a run, as a hold names it → what GitHub says of it. */
export type RequestRuns = ReadonlyMap<string, RequestRun>;

/** Who asked for a rollback: everybody who started its run. */
export type Requester =
  | { readonly kind: 'known'; readonly logins: readonly string[] }
  | Extract<RequestRun, { kind: 'unknown' }>;

/** The holds that a pull request writes, by path; none where one of them is not canonical. */
function writtenHold(pull: PullRequest, path: string): Hold | null {
  const text = pull.headFiles.get(path)?.text;
  return typeof text === 'string' ? canonicalHold(text) : null;
}

const askAgain =
  'Close its pull request, and start the rollback again on the base branch, so that a run is named that can be read.';

/** Any workflow of any branch acts as this App with its own token: behind it may be anybody who may write. */
const ofWorkflows = 'github-actions[bot]';

/**
 * Who asked for the rollback that writes the hold at `path`. The hold says so in bytes that were reviewed, and the run
 * that it names must say the same.
 */
export function requesterOf(pull: PullRequest, path: string, runs: RequestRuns): Requester {
  const hold = writtenHold(pull, path);
  const unknown = (detail: string): Requester => ({ kind: 'unknown', detail, advice: askAgain });
  if (hold?.run === undefined) return unknown('it names no workflow run');
  const found = runs.get(hold.run);
  if (found === undefined) return unknown('its run was not looked at');
  if (found.kind === 'unknown') return found;
  const { actor, triggeringActor, branch, attempt } = found.run;
  if (actor === null) return unknown('the account that started its run is gone');
  if (!sameLogin(actor, hold.by)) return unknown(`it says ${hold.by}, but ${actor} started its run`);
  const starters = triggeringActor === null ? [actor] : [actor, triggeringActor];
  if (starters.some((login) => sameLogin(login, ofWorkflows)))
    return unknown(`a workflow started its run as ${ofWorkflows}, and nobody knows for whom`);
  if (attempt > 2) return unknown('its run was repeated more than once, and GitHub names only who did so last');
  if (branch !== pull.baseBranch) return unknown(`its run is of ${branch ?? 'no branch'}`);
  return { kind: 'known', logins: starters };
}

/** The runs that a judgement of `pull` asks about: at a gate those of every rollback, else where a requester is set apart. */
export function requestRunsOf(
  pull: PullRequest,
  base: BaseSnapshot,
  policy: Policy,
  atGate: boolean,
): readonly string[] {
  const recognition = recogniseChange(pull, base, policy);
  if (recognition.kind === 'unrecognised' || recognition.change.kind !== 'rollback') return [];
  const { change } = recognition;
  const { merge, separate } = environmentOf(policy, change.environment);
  if (merge === 'auto' || !(atGate || separate.rollback.some((roles) => roles.includes('requester')))) return [];
  const runs = change.bumps.flatMap((bump) => writtenHold(pull, holdPath(bump.environment, bump.service))?.run ?? []);
  return [...new Set(runs)];
}
