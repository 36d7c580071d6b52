import { isCodedError, type Runtime } from '@bitvault/action-kit';
import { reportCheck, type GitHubConnection } from '@bitvault/github';
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

export function pullReporter(connection: GitHubConnection, runtime: Runtime): PullReporter {
  return async (pull, check) => {
    try {
      await reportCheck(connection, pull, check);
    } catch (error) {
      const why = isCodedError(error)
        ? `${error.code}: ${error.message}. Next: ${error.next}`
        : 'an unexpected failure';
      // Whoever may not even read checks would otherwise be told of the right to write them only after that.
      const denied = isCodedError(error) && error.code === 'GITHUB_DENIED';
      const needed = denied ? ', for which Checks: write is needed' : '';
      runtime.warn(`#${pull.number} does not say how it stands${needed}: ${why}`);
    }
  };
}

/** What a merging action says of the one pull request that it was given. */
export function checkOfOutcome(outcome: MergeOutcome): PullCheck | null {
  switch (outcome.kind) {
    case 'merged':
      return mergedCheck(outcome.commit, outcome.agreed);
    case 'slipped':
      return pullCheck([outcome.reason]);
    case 'allowed':
      return null;
    case 'waiting':
    case 'refused':
      return outcome.pull.state === 'OPEN' && isNonEmpty(outcome.reasons) ? pullCheck(outcome.reasons) : null;
  }
}

/** What promote says of a pull request that it looked at. */
export function checkOfResult({ step, result, commit, reasons, waitsAt }: StepResult): PullCheck | null {
  if (step.kind === 'merge' && result === 'merged' && commit !== null && reasons.length === 0)
    return mergedCheck(commit, step.verdict.agreed);
  return isNonEmpty(reasons) ? pullCheck(reasons, waitsAt) : null;
}
