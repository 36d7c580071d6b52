import { describeFailure, type Outcome, type Runtime } from '@bitvault/action-kit';
import {
  promotionStateReader,
  pullRequestWriter,
  workflowDispatcher,
  workflowPage,
  type GitHubConnection,
} from '@bitvault/github';
import {
  environmentOfStep,
  judge,
  planSummary,
  reasonLine,
  refuses,
  stepJson,
  type Step,
  type StepResult,
} from '@bitvault/promotion';
import { connectToGitOps, runUrl, serverAddresses } from '../connections.ts';
import { mergePorts } from '../merging/merge-ports.ts';
import { planOn } from '../planning.ts';
import { checkOfResult, pullReporter, type PullReporter } from '../pull-report.ts';
import { applySteps, lateResult, type ApplyPorts, type Sent } from './apply.ts';
import type { PromoteInputs, PromoteOutput } from './inputs.ts';
import { resultJson } from './result-json.ts';

/** Where others keep moving the base, this many rounds in a row may come to nothing. */
const vainRounds = 10;

/** In the GitOps repository: reads the state once, plans, applies; again after each merge, until nothing moves. */
export async function promoteEnvironments(inputs: PromoteInputs, runtime: Runtime): Promise<Outcome<PromoteOutput>> {
  const ports = applyPorts(inputs, runtime);
  const progress: Progress = { planned: [], done: [] };
  let failure: string | null = null;
  try {
    await takeFurther(progress, ports, inputs['dry-run']);
  } catch (error) {
    // What earlier rounds did is done, and has to be told of.
    if (progress.done.length === 0) throw error;
    failure = describeFailure(error);
  }
  for (const result of progress.done) runtime.info(describe(result));
  if (!inputs['dry-run']) await reportPulls(progress.done, ports.report);
  return outcomeOf(progress, failure, inputs['dry-run']);
}

interface Progress {
  readonly planned: Step[];
  readonly done: StepResult[];
}

/** Plans and applies until nothing moves any more; what it comes to on the way is added to `progress`. */
async function takeFurther({ planned, done }: Progress, ports: ApplyPorts, dryRun: boolean): Promise<void> {
  const unheard = new Map<number, Sent>();
  for (let vain = 1; ; vain += 1) {
    const state = await ports.reader.state();
    done.push(...(await landed(unheard, ports)));
    const current = await planOn(state, ports.merging);
    planned.push(...current.steps);
    const { results, again, sent } = await applySteps(current, ports, dryRun);
    if (sent !== null) unheard.set(sent.step.pull.number, sent);
    if (!again || vain === vainRounds) {
      done.push(...results.map(unsettled));
      return;
    }
    // The rest is decided again: merging moves the base too.
    done.push(...results.filter(({ result }) => !['waiting', 'refused', 'superseded'].includes(result)));
    if (results.some(({ result }) => result === 'merged')) vain = 0;
  }
}

/** What became of those merges of which nothing was heard, as far as they have landed. */
async function landed(unheard: Map<number, Sent>, ports: ApplyPorts): Promise<readonly StepResult[]> {
  const results: StepResult[] = [];
  for (const [number, sent] of unheard) {
    const result = await lateResult(sent, ports);
    if (result === null) continue;
    unheard.delete(number);
    results.push(result);
  }
  return results;
}

/** Each pull request says on itself how it stands; a neighbour's trouble is not told twice. */
async function reportPulls(done: readonly StepResult[], report: PullReporter): Promise<void> {
  for (const result of done) {
    const { pull } = result.step;
    const check = pull === null ? null : checkOfResult(result);
    if (pull !== null && check !== null) await report(pull, check);
  }
}

function applyPorts(inputs: PromoteInputs, runtime: Runtime): ApplyPorts {
  const connection = connectToGitOps(inputs, runtime);
  const merging = mergingConnection(inputs, runtime, connection);
  const base = inputs.branch === undefined ? {} : { branch: inputs.branch };
  const reader = promotionStateReader(connection, base);
  return {
    reader,
    writer: pullRequestWriter(connection),
    merging: {
      ...mergePorts(merging, inputs, runtime, false),
      reader,
      decider: async () => (state, policy, evidence, requests) =>
        judge(state, state.pull, policy, evidence, { gate: null, requests }),
    },
    dispatcher: workflowDispatcher(merging, base),
    gateWorkflow: inputs['gate-workflow'],
    gatePage: workflowPage(serverAddresses(runtime.env).server, merging.repository, inputs['gate-workflow']),
    run: runUrl(runtime.env),
    report: pullReporter(merging, runtime),
  };
}

/** With the identity that approves, merges and starts the gate. */
function mergingConnection(inputs: PromoteInputs, runtime: Runtime, opening: GitHubConnection): GitHubConnection {
  const { 'merge-token': token, repository } = inputs;
  if (token !== undefined) {
    return connectToGitOps({ token, repository }, runtime, { credential: { input: 'merge-token' } });
  }
  const credential = { input: 'token', insteadOf: 'merge-token' };
  return connectToGitOps(inputs, runtime, { credential, recollection: opening.recollection });
}

/** What came too late to the very end was not done. */
const unsettled = (result: StepResult): StepResult =>
  result.result === 'superseded'
    ? { ...result, result: 'refused', reasons: [{ code: 'UNSETTLED', rounds: vainRounds }] }
    : result;

function describe({ step, result, number, url }: StepResult): string {
  const about = environmentOfStep(step) ?? 'pull request';
  return `${about}: ${result}${number === null ? '' : ` #${number}`}${url === null ? '' : ` ${url}`}`;
}

function outcomeOf({ planned, done }: Progress, broken: string | null, dryRun: boolean): Outcome<PromoteOutput> {
  const reasons = done.flatMap((result) => result.reasons);
  const failures = done
    .filter(({ result }) => result === 'refused' || result === 'merged')
    .flatMap((result) => result.reasons.filter(refuses).map(reasonLine))
    .concat(broken ?? []);
  const waiting = done.some((result) => result.result === 'waiting');
  const outputs = {
    number: '',
    url: '',
    'head-sha': '',
    reason: [...reasons.map(reasonLine), ...(broken === null ? [] : [broken])].join('\n'),
    plan: JSON.stringify(planned.map(stepJson)),
    results: JSON.stringify(done.map(resultJson)),
  };
  const summary = () => planSummary(done, dryRun);
  if (failures.length > 0) {
    return {
      kind: 'refused',
      outputs: { ...outputs, result: 'refused' },
      summary,
      failure: failures.join('\n'),
    };
  }
  const result = dryRun ? 'planned' : waiting ? 'waiting' : 'done';
  return { kind: 'done', outputs: { ...outputs, result }, summary };
}
