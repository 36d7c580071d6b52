import { isCodedError } from '@bitvault/action-kit';
import {
  holdPath,
  type Bump,
  type Change,
  type CommitOid,
  type Digest,
  type NonEmpty,
  type Reason,
  type WorkflowDispatcher,
} from '@bitvault/promotion';

/** Sees to it that a change which should not have been merged is taken back; returns what people have to do. */
export type Undo = (change: Change, commit: CommitOid, reasons: NonEmpty<Reason>) => Promise<string>;

type Dispatcher = Pick<WorkflowDispatcher, 'dispatch'>;

/** A digest that was put where another one ran. */
type Replacement = Bump & { readonly from: Digest };

/**
 * Starts the rollback workflow for each digest that was merged, by a promotion or by a rollback, to leave that one and no
 * other: its pull request comes from the App that opens all of them, and goes through the gates like any other. What ran
 * the moment before goes there again whatever speaks against it as the target of a rollback; its hold records that. Where
 * nothing ran, or only a hold was lifted, no rollback leads back: people are told what does.
 */
export function rollbackByWorkflow(dispatcher: Dispatcher, workflow: string): Undo {
  return async (change, commit, reasons) => {
    if (reasons.some(({ code }) => code === 'PULL_BASE_UNEXPECTED')) return elsewhere(commit);
    if (change.kind === 'resume') return liftedByHand(change, commit);
    const codes = [...new Set(reasons.map(({ code }) => code))];
    const reason = `merged as ${commit.slice(0, 7)} although ${codes.join(', ')}`;
    const replacements = change.bumps.filter(isReplacement);
    const advice: string[] = [];
    const started: string[] = [];
    for (const replacement of replacements) {
      const failure = await startRollback(dispatcher, workflow, replacement, reason);
      if (failure === null) started.push(replacement.service);
      else advice.push(startByHand(workflow, replacement, reason, failure));
    }
    if (started.length > 0) {
      const services = started.join(', ');
      advice.unshift(`${workflow} was started for ${services} in ${change.environment}: see its pull request through`);
    }
    const first = change.bumps.filter((bump) => !isReplacement(bump)).map(({ service }) => service);
    if (first.length > 0) {
      const nothing = `Nothing ran for ${first.join(', ')} in ${change.environment} before`;
      // A revert takes back all of the commit, which no rollback of its other services may cross.
      advice.push(`${nothing}, so no rollback leads back: ${started.length > 0 ? emptied : reverted(commit)}`);
    }
    return advice.join('; ');
  };
}

const isReplacement = (bump: Bump): bump is Replacement => bump.from !== null;

const reverted = (commit: CommitOid): string =>
  `run \`git revert ${commit}\` on a branch, and have its pull request reviewed and merged by those who may change rules`;

const emptied =
  'set its digest to null again in a pull request that is reviewed and merged by those who may change rules';

const liftedByHand = ({ environment, services }: Extract<Change, { kind: 'resume' }>, commit: CommitOid): string =>
  `Promotion goes on where it was held: ${reverted(commit)}, which puts ${services
    .map((service) => holdPath(environment, service))
    .join(' and ')} back as it was`;

/** Pointed at another branch in the last moment, it changed nothing that is deployed. */
const elsewhere = (commit: CommitOid): string =>
  `Take ${commit.slice(0, 7)} out of the branch that the pull request was pointed at; the base branch is as it was`;

const startByHand = (
  workflow: string,
  { service, environment, from, to }: Replacement,
  reason: string,
  failure: string,
): string =>
  `${workflow} could not be started for ${service} (${failure}): roll it back by hand, with environment ${environment}, from ${to}, to ${from}, and "${reason}" as reason and force`;

/** Null where the workflow was started, else why not. */
async function startRollback(
  dispatcher: Dispatcher,
  workflow: string,
  { service, environment, from, to }: Replacement,
  reason: string,
): Promise<string | null> {
  const force = `it ran before what was ${reason}`;
  try {
    const inputs = { command: 'rollback', service, environment, from: to, to: from, reason, force };
    await dispatcher.dispatch(workflow, inputs);
    return null;
  } catch (error) {
    if (!isCodedError(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
