import { isCodedError, type CodedError, type Runtime } from '@bitvault/action-kit';
import { openHead, reportCheck, type GitHubConnection } from '@bitvault/github';
import {
  isNonEmpty,
  mergedCheck,
  pullCheck,
  type PullCheck,
  type PullRequest,
  type StepResult,
} from '@bitvault/promotion';
import type { MergeOutcome } from './merging/merge-if-allowed.ts';

/** Says on each pull request how it stands. Whatever goes wrong with that is a warning: it changes no outcome. */
export type PullReporter = (pull: Pick<PullRequest, 'number' | 'head'>, check: PullCheck) => Promise<void>;

export const pullReporter =
  (connection: GitHubConnection, runtime: Runtime): PullReporter =>
  (pull, check) =>
    trying(runtime, pull.number, () => reportCheck(connection, pull, check));

/**
 * Merges the one pull request that an action was given, and says on it what came of that. A coded error is said there too,
 * as long as the pull request is open, and thrown on.
 */
export async function mergeAndTell(
  connection: GitHubConnection,
  runtime: Runtime,
  { 'pull-request': number, 'dry-run': dryRun }: { readonly 'pull-request': number; readonly 'dry-run': boolean },
  merge: () => Promise<MergeOutcome>,
): Promise<MergeOutcome> {
  try {
    const outcome = await merge();
    runtime.info(`#${outcome.pull.number}: ${outcome.kind}`);
    const check = dryRun ? null : checkOfOutcome(outcome);
    if (check !== null) await pullReporter(connection, runtime)(outcome.pull, check);
    return outcome;
  } catch (error) {
    if (isCodedError(error) && !dryRun) await tellFailure(connection, runtime, number, error);
    throw error;
  }
}

function tellFailure(
  connection: GitHubConnection,
  runtime: Runtime,
  number: number,
  { code: failure, message, next: advice }: CodedError,
): Promise<void> {
  const check = pullCheck([{ code: 'STEP_FAILED', failure, message, advice }]);
  return trying(runtime, number, async () => {
    const head = await openHead(connection, number);
    if (head !== null) await reportCheck(connection, { number, head }, check);
  });
}

async function trying(runtime: Runtime, number: number, tell: () => Promise<void>): Promise<void> {
  try {
    await tell();
  } catch (error) {
    const why = isCodedError(error) ? `${error.code}: ${error.message}. Next: ${error.next}` : 'an unexpected failure';
    // Whoever may not even read checks would otherwise be told of the right to write them only after that.
    const denied = isCodedError(error) && error.code === 'GITHUB_DENIED';
    const needed = denied ? ', for which Checks: write is needed' : '';
    runtime.warn(`#${number} does not say how it stands${needed}: ${why}`);
  }
}

/** What a merging action says of the one pull request that it was given. */
function checkOfOutcome(outcome: MergeOutcome): PullCheck | null {
  switch (outcome.kind) {
    case 'merged':
      return mergedCheck(outcome.commit, outcome.agreed);
    case 'slipped':
      return pullCheck([outcome.reason]);
    case 'allowed':
      return null;
    case 'waiting':
    case 'refused':
      return outcome.pull.state === 'OPEN' && isNonEmpty(outcome.reasons)
        ? pullCheck(outcome.reasons, null, outcome.met)
        : null;
  }
}

/** What promote says of a pull request that it looked at. */
export function checkOfResult({ step, result, commit, reasons, waitsAt }: StepResult): PullCheck | null {
  if (step.kind === 'merge' && result === 'merged' && commit !== null && reasons.length === 0)
    return mergedCheck(commit, step.verdict.agreed);
  // What a merge that was stopped had before may be what it lost.
  const met = (step.kind !== 'merge' && 'met' in step ? step.met : undefined) ?? [];
  return isNonEmpty(reasons) ? pullCheck(reasons, waitsAt, met) : null;
}
