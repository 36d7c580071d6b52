import { isCodedError } from '@bitvault/action-kit';
import { settleProposal } from '@bitvault/github';
import {
  assertNever,
  branchHindrance,
  composePromotion,
  environmentOf,
  explain,
  reasonsOfStep,
  promotionBranch,
  type CommitOid,
  type PromotionStateReader,
  type ProposalDecision,
  type ProposalState,
  type PullRequest,
  type PullRequestWriter,
  type Reason,
  type Step,
  type StepResult,
  type WorkflowDispatcher,
} from '@bitvault/promotion';
import type { Planned } from '../planning.ts';
import type { PullReporter } from '../pull-report.ts';
import { policyOf } from '../connections.ts';
import {
  auditLateMerge,
  mergeAsJudged,
  type Allowed,
  type MergeAttempt,
  type MergePorts,
} from '../merging/merge-as-judged.ts';

export interface ApplyPorts {
  readonly reader: PromotionStateReader;
  readonly writer: PullRequestWriter;
  /** For the identity that merges. */
  readonly merging: MergePorts;
  readonly dispatcher: WorkflowDispatcher;
  readonly gateWorkflow: string;
  /** Where people start it by hand. */
  readonly gatePage: string;
  readonly run: string | null;
  readonly report: PullReporter;
}

/** A merge of which nothing was heard. */
export interface Sent {
  readonly step: MergeStep;
  readonly judged: Allowed;
}

export interface Applied {
  readonly results: readonly StepResult[];
  /** Null where no merge may yet land. */
  readonly sent: Sent | null;
  /** Whether something moved the base, so that a new plan is due. */
  readonly again: boolean;
}

/** Carries a plan out. It stops after the first merge, because what it was planned on is no longer so. */
export async function applySteps(planned: Planned, ports: ApplyPorts, dryRun: boolean): Promise<Applied> {
  const results: StepResult[] = [];
  for (const step of planned.steps) {
    const applied: AppliedStep = dryRun
      ? { result: dryResult(step), again: false }
      : await tryStep(step, planned, ports);
    results.push(applied.result);
    if (applied.again) return { results, again: true, sent: applied.sent ?? null };
  }
  return { results, again: false, sent: null };
}

interface AppliedStep {
  readonly result: StepResult;
  readonly again: boolean;
  readonly sent?: Sent;
}

/** What goes wrong with one step is that step's refusal: other environments, and rollbacks, do not wait for it. */
async function tryStep(step: Step, planned: Planned, ports: ApplyPorts): Promise<AppliedStep> {
  try {
    return await applyStep(step, planned, ports);
  } catch (error) {
    if (!isCodedError(error)) throw error;
    const { code: failure, message, next: advice } = error;
    return {
      result: { ...resultOf(step, 'refused', step.pull), reasons: [{ code: 'STEP_FAILED', failure, message, advice }] },
      again: false,
    };
  }
}

async function applyStep(step: Step, planned: Planned, ports: ApplyPorts): Promise<AppliedStep> {
  switch (step.kind) {
    case 'open':
    case 'update':
      return propose(step, planned.state.base.oid, ports);
    case 'merge':
      return merge(step, planned, ports);
    case 'gate':
      return dispatchGate(step, planned, ports);
    case 'close':
      await ports.writer.close(step.pull, `Closed by promote: ${explain(step.because).sentence}.`);
      return { result: resultOf(step, 'closed', step.pull), again: false };
    case 'wait':
      return { result: waiting(step, ports.gatePage), again: false };
    case 'refuse':
      return { result: { ...resultOf(step, 'refused', step.pull), reasons: step.because }, again: false };
    default:
      return assertNever(step);
  }
}

function waiting(step: Extract<Step, { kind: 'wait' | 'refuse' }>, gatePage: string): StepResult {
  const byHand = step.because.some(({ code }) => code === 'DISPATCH_AHEAD');
  return { ...resultOf(step, 'waiting', step.pull), waitsAt: byHand ? gatePage : null, reasons: step.because };
}

function dryResult(step: Step): StepResult {
  const reasons = reasonsOfStep(step);
  return {
    ...resultOf(step, step.kind === 'refuse' ? 'refused' : step.kind === 'wait' ? 'waiting' : 'planned', step.pull),
    reasons,
  };
}

function resultOf(step: Step, result: StepResult['result'], pull: PullRequest | null): StepResult {
  return {
    step,
    result,
    number: pull?.number ?? null,
    url: pull?.url ?? null,
    commit: null,
    waitsAt: null,
    reasons: [],
  };
}

type ProposalStep = Extract<Step, { kind: 'open' | 'update' }>;

async function propose(step: ProposalStep, base: CommitOid, ports: ApplyPorts): Promise<AppliedStep> {
  const settled = await settleProposal({
    read: () => ports.reader.proposal(step.environment, promotionBranch(step.environment)),
    decide: (state) => redecide(state, step, base, ports.run),
    write: (state, proposal) => ports.writer.propose(state, proposal),
  });
  if (settled.decision.kind === 'refused') {
    return { result: { ...resultOf(step, 'refused', step.pull), reasons: settled.decision.reasons }, again: false };
  }
  const result = 'result' in settled ? settled.result : null;
  if (result === null) return { result: resultOf(step, 'superseded', step.pull), again: true };
  return {
    result: {
      ...resultOf(step, result.kind, null),
      number: result.number,
      url: result.url,
      commit: result.head,
    },
    again: false,
  };
}

/** Writes only on what was planned on: a base or a branch that has moved since calls for a new plan. */
function redecide(state: ProposalState, step: ProposalStep, base: CommitOid, run: string | null): ProposalDecision {
  const hindrance = branchHindrance(state, policyOf(state.base));
  if (hindrance !== null) return hindrance;
  const head = state.pull === null ? null : (state.head?.oid ?? null);
  if (state.base.oid !== base || head !== (step.pull?.head ?? null)) return { kind: 'unchanged' };
  return {
    kind: 'propose',
    proposal: composePromotion(state.base, policyOf(state.base), step.environment, step.bumps, run),
  };
}

type MergeStep = Extract<Step, { kind: 'merge' }>;

/** What became of a merge of which nothing was heard; null where it has not landed. */
export async function lateResult({ step, judged }: Sent, { reader, merging }: ApplyPorts): Promise<StepResult | null> {
  const { pull } = await reader.stateOfPull(step.pull.number);
  const outcome = await auditLateMerge(merging, judged, pull);
  return outcome === null ? null : attempted(step, judged, outcome).result;
}

async function merge(
  step: MergeStep,
  { state, policy, evidence, requests }: Planned,
  ports: ApplyPorts,
): Promise<AppliedStep> {
  const { pull } = step;
  const environment = environmentOf(policy, step.change.environment);
  const approve =
    environment.merge === 'auto' && (environment.approvals > 0 || pull.reviewDecision === 'REVIEW_REQUIRED');
  const judged = { state: { ...state, pull }, policy, evidence, requests, verdict: step.verdict };
  return attempted(step, judged, await mergeAsJudged(ports.merging, judged, approve));
}

function attempted(step: MergeStep, judged: Allowed, outcome: MergeAttempt): AppliedStep {
  const { pull } = step;
  switch (outcome.kind) {
    case 'merged':
      return { result: { ...resultOf(step, 'merged', pull), commit: outcome.commit }, again: true };
    case 'slipped': {
      const { commit, reason } = outcome;
      return { result: { ...resultOf(step, 'merged', pull), commit, reasons: [reason] }, again: true };
    }
    case 'again': {
      const result = { ...resultOf(step, 'superseded', pull), reasons: [outcome.reason] };
      return { result, again: true, ...(outcome.sent && { sent: { step, judged } }) };
    }
    case 'stopped':
      return { result: { ...resultOf(step, 'superseded', pull), reasons: outcome.verdict.reasons }, again: true };
    case 'refused':
      return { result: { ...resultOf(step, 'refused', pull), reasons: [outcome.reason] }, again: false };
  }
}

/** One gate run a head: people are asked once, when everything else is there, and not again when they have said no. */
async function dispatchGate(
  step: Extract<Step, { kind: 'gate' }>,
  { policy, state }: Planned,
  ports: ApplyPorts,
): Promise<AppliedStep> {
  const { pull, head } = step;
  const environment = environmentOf(policy, step.environment).environment ?? step.environment;
  const outcome = (result: StepResult['result'], reason: Reason, waitsAt: string | null = null): AppliedStep => ({
    result: { ...resultOf(step, result, pull), waitsAt, reasons: [reason] },
    again: false,
  });
  const title = `Gate #${pull.number} at ${head}`;
  const { branch } = state.base;
  const standing = await ports.dispatcher.standing(ports.gateWorkflow, title, branch);
  switch (standing.kind) {
    case 'rejected':
      return outcome('waiting', { code: 'GATE_REJECTED', environment, by: standing.by ?? 'a deleted user', head });
    case 'under-way':
      return outcome('waiting', { code: 'GATE_AHEAD', environment }, standing.url);
    case 'none':
    case 'ended':
      return outcome('dispatched', { code: 'GATE_AHEAD', environment }, await startGate(pull, title, branch, ports));
  }
}

/** Returns where people find the run: its address or, where GitHub does not tell that yet, the page of the workflow. */
async function startGate(
  { number, head }: PullRequest,
  title: string,
  branch: string,
  { dispatcher, gateWorkflow, gatePage }: ApplyPorts,
): Promise<string> {
  const run = await dispatcher.dispatch(gateWorkflow, { 'pull-request': String(number), head });
  if (run !== null) return run;
  try {
    const standing = await dispatcher.standing(gateWorkflow, title, branch);
    return standing.kind === 'under-way' ? standing.url : gatePage;
  } catch (error) {
    // It has been started: that it cannot be looked up is no failure.
    if (!isCodedError(error)) throw error;
    return gatePage;
  }
}
