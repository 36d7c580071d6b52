import { noPeople, type People } from './agreement.ts';
import { isNonEmpty, recogniseChange, type Change } from './change.ts';
import { deployedDigest } from './deployed.ts';
import { unprovenReason } from './health.ts';
import { brokenReason, heldReasons, holdsAt } from './holds.ts';
import { evidenceKey, type Evidence } from './evidence.ts';
import { judge, type Verdict } from './judge.ts';
import type { CommitOid, Digest, EnvironmentName, ServiceName } from './names.ts';
import { digestFile, type Environment, type Policy } from './policy.ts';
import { promotionBranch, standingBumps } from './proposal.ts';
import type { Reason } from './reason.ts';
import type { Met } from './met.ts';
import { reasonLine } from './reason-line.ts';
import { refuses } from './reasons.ts';
import { distinctReasons } from './standing-reasons.ts';
import type { Bump, NonEmpty, PullRequest, State } from './state.ts';
import { isCommitOf } from './trust.ts';

/** What has to be done, or why nothing is. */
export type Step =
  | {
      readonly kind: 'open';
      readonly environment: EnvironmentName;
      readonly bumps: NonEmpty<Bump>;
      readonly pull: null;
    }
  | {
      readonly kind: 'update';
      readonly environment: EnvironmentName;
      readonly bumps: NonEmpty<Bump>;
      readonly pull: PullRequest;
    }
  | {
      readonly kind: 'merge';
      readonly pull: PullRequest;
      readonly head: CommitOid;
      readonly change: Change;
      readonly verdict: Extract<Verdict, { kind: 'merge' }>;
    }
  /** Everything but the environment's manual approval is there: the gate's workflow is due. */
  | {
      readonly kind: 'gate';
      readonly pull: PullRequest;
      readonly head: CommitOid;
      readonly environment: EnvironmentName;
      readonly met: readonly Met[];
    }
  | { readonly kind: 'close'; readonly pull: PullRequest; readonly because: Reason }
  | {
      readonly kind: 'wait' | 'refuse';
      readonly environment: EnvironmentName;
      readonly service: ServiceName | null;
      readonly pull: PullRequest | null;
      readonly because: NonEmpty<Reason>;
      /** Of a pull request that was judged. */
      readonly met?: readonly Met[];
    };

/** An image that `plan` will want verified. */
export interface Candidate {
  readonly service: ServiceName;
  readonly digest: Digest;
}

/** The images that a plan on this state would promote or merge. */
export function candidates(state: State, policy: Policy): readonly Candidate[] {
  const found = new Map<string, Candidate>();
  const add = (service: ServiceName, digest: Digest) => found.set(evidenceKey(service, digest), { service, digest });
  for (const environment of policy.environments) {
    for (const bump of wantedBumps(state, policy, environment)) add(bump.service, bump.to);
  }
  for (const pull of state.pulls) {
    const recognition = recogniseChange(pull, state.base, policy);
    if (recognition.kind === 'recognised' && recognition.change.kind !== 'resume') {
      for (const bump of recognition.change.bumps) add(bump.service, bump.to);
    }
  }
  return [...found.values()];
}

/** What a plan is made on. */
interface Planning {
  readonly state: State;
  readonly policy: Policy;
  readonly evidence: Evidence;
  readonly people: People;
}

/**
 * What to do so that every environment follows the one before it as far as the policy lets it. Level-triggered: whatever
 * ran before, crashed, or was done by hand, running the plan of the new state converges.
 */
export function plan(state: State, policy: Policy, evidence: Evidence, people: People = noPeople): readonly Step[] {
  const at: Planning = { state, policy, evidence, people: { ...people, gate: null } };
  const own = new Set(policy.environments.map((environment) => promotionBranch(environment.name)));
  const others = state.pulls.filter((pull) => !own.has(pull.headBranch));
  return [
    ...policy.environments.flatMap((environment) => {
      const steps = stepsOf(at, environment);
      return [...unreadable(state, policy, environment), ...brokenHolds(state, policy, environment, steps), ...steps];
    }),
    ...others.map((pull) => judged(at, pull)),
  ];
}

/** An environment may lack a service, but what cannot be read must not pass for a lack of it. */
function unreadable({ base }: State, policy: Policy, environment: Environment): readonly Step[] {
  const services = [...policy.services.keys()];
  const paths = [...new Set(services.map((service) => digestFile(policy, environment.name, service)))];
  const missing = paths.every((path) => !base.files.has(path));
  const because = paths
    .filter((path) => missing || base.files.get(path)?.text === null)
    .map((path): Reason => ({ code: 'FILE_UNREADABLE', path }));
  return isNonEmpty(because)
    ? [{ kind: 'refuse', environment: environment.name, service: null, pull: null, because }]
    : [];
}

/** What may hold something here, and is broken, is an error even where nothing was to be promoted. */
function brokenHolds(
  { base }: State,
  policy: Policy,
  environment: Environment,
  steps: readonly Step[],
): readonly Step[] {
  const told = new Set(steps.flatMap((step) => ('because' in step ? [step.because].flat() : [])).map(reasonLine));
  const services = [...policy.services.keys()];
  const because = holdsAt(base, policy)
    .broken.filter(({ mayConcern }) =>
      services.some((service) => mayConcern({ service, environment: environment.name })),
    )
    .map(brokenReason)
    .filter((reason) => !told.has(reasonLine(reason)));
  return isNonEmpty(because)
    ? [{ kind: 'refuse', environment: environment.name, service: null, pull: null, because }]
    : [];
}

function stepsOf(at: Planning, environment: Environment): readonly Step[] {
  const { state, policy } = at;
  const pull = state.pulls.find((candidate) => candidate.headBranch === promotionBranch(environment.name));
  if (environment.from === 'build') {
    return pull === undefined
      ? []
      : [followUp(at, environment, pull, standingBumps(headOf(pull), state.base, policy, environment.name))];
  }
  const { ready, blocked } = sortOut(at, environment);
  if (pull === undefined)
    return isNonEmpty(ready)
      ? [...blocked, { kind: 'open', environment: environment.name, bumps: ready, pull: null }]
      : blocked;
  // What the pull request carries may only be late, or a registry silent; a hold is what says that it is not wanted.
  if (ready.length === 0 && blocked.some(({ because: [reason] }) => reason.code !== 'HELD')) return blocked;
  return [...blocked, followUp(at, environment, pull, ready)];
}

/** Brings the one pull request of an environment in line with the bumps that it should carry. */
function followUp(at: Planning, environment: Environment, pull: PullRequest, bumps: readonly Bump[]): Step {
  const { state, policy } = at;
  const foreign = pull.commits.items.find((commit) => !isCommitOf(policy.bot, commit, state.base.host));
  if (foreign !== undefined || pull.rewrites.length > 0) return judged(at, pull);
  const { total, items } = pull.commits;
  if (items.length < total) {
    // No gate can pass it any more. What a build proposed would be proposed by nobody again.
    return environment.from === 'build'
      ? judged(at, pull)
      : { kind: 'close', pull, because: { code: 'COMMITS_UNREAD', total, read: items.length } };
  }
  if (!isNonEmpty(bumps)) return { kind: 'close', pull, because: { code: 'NOT_A_BUMP' } };
  const recognition = recogniseChange(pull, state.base, policy);
  const current = recognition.kind === 'recognised' && carries(recognition.change, bumps);
  if (!current || pull.mergeable === 'CONFLICTING')
    return { kind: 'update', environment: environment.name, bumps, pull };
  return judged(at, pull);
}

const headOf = (pull: PullRequest) => pull.commits.items.find((commit) => commit.oid === pull.head);

function carries(change: Change, bumps: readonly Bump[]): boolean {
  if (change.kind !== 'promotion' || change.bumps.length !== bumps.length) return false;
  return bumps.every((bump) => change.bumps.some((found) => found.service === bump.service && found.to === bump.to));
}

function judged({ state, policy, evidence, people }: Planning, pull: PullRequest): Step {
  const verdict = judge(state, pull, policy, evidence, people);
  const { met } = verdict;
  const environment = verdict.change?.environment ?? environmentNamed(policy, pull.headBranch);
  switch (verdict.kind) {
    case 'merge':
      return { kind: 'merge', pull, head: verdict.head, change: verdict.change, verdict };
    case 'wait':
      return verdict.reasons.every((reason) => reason.code === 'GATE_AHEAD')
        ? { kind: 'gate', pull, head: pull.head, environment, met }
        : { kind: 'wait', environment, service: null, pull, because: verdict.reasons, met };
    case 'refuse':
      return { kind: 'refuse', environment, service: null, pull, because: verdict.reasons, met };
  }
}

/** Only to say where a refused pull request was heading; nothing is decided by a branch's name. */
function environmentNamed(policy: Policy, branch: string): EnvironmentName {
  const [, name] = branch.split('/');
  return (policy.environments.find((environment) => environment.name === name) ?? policy.environments[0]).name;
}

/** Services whose environment lags behind the one before it. */
function wantedBumps(state: State, policy: Policy, environment: Environment): readonly Bump[] {
  const { from } = environment;
  if (from === 'build') return [];
  return [...policy.services.keys()].flatMap((service) => {
    const to = deployedDigest(state.base.files, policy, { service, environment: from });
    const own = deployedDigest(state.base.files, policy, { service, environment: environment.name });
    return to === undefined || to === null || own === undefined || to === own
      ? []
      : [{ service, environment: environment.name, from: own, to, source: null }];
  });
}

interface Sorted {
  readonly ready: readonly Bump[];
  readonly blocked: readonly Extract<Step, { kind: 'wait' | 'refuse' }>[];
}

function sortOut({ state, policy, evidence }: Planning, environment: Environment): Sorted {
  const ready: Bump[] = [];
  const blocked: Extract<Step, { kind: 'wait' | 'refuse' }>[] = [];
  for (const bump of wantedBumps(state, policy, environment)) {
    const reasons = proposalReasons(state, policy, environment, bump.service);
    const verification = evidence.get(evidenceKey(bump.service, bump.to));
    const step = { environment: environment.name, service: bump.service, pull: null };
    if (isNonEmpty(reasons))
      blocked.push({ kind: reasons.some(refuses) ? 'refuse' : 'wait', ...step, because: reasons });
    else if (verification?.kind === 'verified') ready.push({ ...bump, source: verification.source });
    else {
      const detail = verification?.detail ?? 'its signature and provenance were not checked';
      const advice = verification?.advice ?? 'Run promote again.';
      blocked.push({
        kind: 'refuse',
        ...step,
        because: [{ code: 'IMAGE_UNVERIFIED', service: bump.service, digest: bump.to, detail, advice }],
      });
    }
  }
  return { ready, blocked };
}

/** What keeps a bump from being proposed at all; soak and freeze only keep it from being merged. */
function proposalReasons(
  state: State,
  policy: Policy,
  environment: Environment,
  service: ServiceName,
): readonly Reason[] {
  const { from } = environment;
  const slot = { service, environment: environment.name };
  if (from === 'build') return heldReasons(state.base, policy, slot);
  const held = [
    ...heldReasons(state.base, policy, slot),
    ...heldReasons(state.base, policy, { service, environment: from }),
  ];
  if (held.length > 0) return distinctReasons(held);
  const proof = { contexts: environment.healthy, soak: 0 };
  const unproven = unprovenReason(state, policy, { service, environment: from }, proof);
  return unproven === null ? [] : [unproven];
}
