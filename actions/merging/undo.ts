import { isCodedError } from '@bitvault/action-kit';
import type { Bump, Change, CommitOid, NonEmpty, Reason, WorkflowDispatcher } from '@bitvault/promotion';

/** Sees to it that a change which should not have been merged is taken back; returns what people have to do. */
export type Undo = (change: Change, commit: CommitOid, reasons: NonEmpty<Reason>) => Promise<string>;

/**
 * Starts the rollback workflow for each digest that was merged, to leave that one and no other: its pull request comes from the App that opens all of
 * them, and goes through the gates like any other. A rollback or a resume is not taken back by itself, since nobody can
 * tell which of the two states is the safer one.
 */
export function rollbackByWorkflow(dispatcher: Pick<WorkflowDispatcher, 'dispatch'>, workflow: string): Undo {
  return async (change, commit, reasons) => {
    if (reasons.some(({ code }) => code === 'PULL_BASE_UNEXPECTED')) return elsewhere(commit);
    if (change.kind !== 'promotion') return byHand(commit);
    const reason = `merged as ${commit.slice(0, 7)} although ${reasons.map(({ code }) => code).join(', ')}`;
    const failures: string[] = [];
    for (const bump of change.bumps) {
      const failure = await startRollback(dispatcher, workflow, bump, reason);
      if (failure !== null) failures.push(`${bump.service}: ${failure}`);
    }
    const services = change.bumps.map(({ service }) => service).join(', ');
    return failures.length === 0
      ? `${workflow} was started for ${services} in ${change.environment}: see its pull request through`
      : `${byHand(commit)} (${workflow} could not be started: ${failures.join('; ')})`;
  };
}

const byHand = (commit: CommitOid): string =>
  `Look at ${commit.slice(0, 7)} on the base branch at once, and roll back by hand what should not run`;

/** Pointed at another branch in the last moment, it changed nothing that is deployed. */
const elsewhere = (commit: CommitOid): string =>
  `Take ${commit.slice(0, 7)} out of the branch that the pull request was pointed at; the base branch is as it was`;

/** Null where the workflow was started, else why not. */
async function startRollback(
  dispatcher: Pick<WorkflowDispatcher, 'dispatch'>,
  workflow: string,
  { service, environment, from, to }: Bump,
  reason: string,
): Promise<string | null> {
  if (from === null) return 'nothing was deployed before';
  try {
    await dispatcher.dispatch(workflow, { command: 'rollback', service, environment, from: to, to: from, reason });
    return null;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
