import {
  activeFreeze,
  contextsOf,
  deployedDigest,
  deployedHistory,
  digestFile,
  digestPath,
  EditError,
  holdsAt,
  sameLogin,
  unprovenReason,
  type ActiveFreeze,
  type CommitOid,
  type Digest,
  type Environment,
  type EnvironmentName,
  type Hold,
  type Policy,
  type PromotionHistory,
  type Reason,
  type ServiceName,
  type Slot,
  type SourceCommit,
  type State,
  type StatusReport,
  type Step,
} from '@bitvault/promotion';
import { deliveryFigures, type DeliveryFigures } from './delivery-figures.ts';
import { promotedBy, type Promoted } from './promoted.ts';

/** What holds a service where it is. */
interface BoardHolds {
  readonly hold: Hold | null;
  /** Paths of what may hold it, and is broken. */
  readonly broken: readonly string[];
}

/** One service in one environment. */
export type BoardCell =
  /** The environment does not have the service. */
  | { readonly kind: 'absent' }
  | { readonly kind: 'unreadable'; readonly path: string }
  | ({ readonly kind: 'empty' } & BoardHolds)
  | ({
      readonly kind: 'deployed';
      readonly digest: Digest;
      /** When Git came to want it, and by which commit; null where that lies further back than was read. */
      readonly since: Date | null;
      readonly commit: CommitOid | null;
      readonly source: SourceCommit | null;
      /** By the contexts that the next environments wait for; null where none does. */
      readonly health: 'healthy' | 'pending' | 'failed' | null;
    } & BoardHolds);

export interface BoardEnvironment {
  readonly name: EnvironmentName;
  readonly from: EnvironmentName | 'build';
  readonly merge: Environment['merge'];
  readonly freeze: ActiveFreeze | null;
}

export interface BoardRow {
  readonly service: ServiceName;
  readonly cells: ReadonlyMap<EnvironmentName, BoardCell>;
}

/** The newest report of a context of Argo CD's that no environment waits for. */
export type OtherReport = Pick<StatusReport, 'context' | 'state' | 'createdAt'> & { readonly commit: CommitOid };

/** What runs where, how it got there and what is next, of one moment. */
export interface Board {
  readonly base: CommitOid;
  readonly branch: string;
  readonly environments: readonly BoardEnvironment[];
  readonly rows: readonly BoardRow[];
  readonly steps: readonly Step[];
  readonly otherReports: readonly OtherReport[];
  /** Newest first. */
  readonly promoted: readonly Promoted[];
  readonly figures: readonly DeliveryFigures[];
  /** How far back `promoted` and `figures` go. */
  readonly since: Date;
}

/** What a board is made from: a state, the plan on it, and what the branch's commits since `since` say. */
export interface BoardFacts {
  readonly state: State;
  readonly policy: Policy;
  readonly steps: readonly Step[];
  readonly history: PromotionHistory;
  readonly since: Date;
}

export function boardOf({ state, policy, steps, history, since }: BoardFacts): Board {
  const promoted = promotedBy(history.commits);
  const oldest = history.commits.at(-1)?.committedAt;
  return {
    base: state.base.oid,
    branch: state.base.branch,
    environments: policy.environments.map(({ name, from, merge, freeze }) => ({
      name,
      from,
      merge,
      freeze: activeFreeze(freeze, state.base.now),
    })),
    rows: [...policy.services.keys()].map((service) => ({
      service,
      cells: new Map(policy.environments.map(({ name }) => [name, cellOf(state, policy, promoted, service, name)])),
    })),
    steps,
    otherReports: otherReports(state, policy),
    promoted,
    figures: deliveryFigures(policy, promoted),
    since: history.complete || oldest === undefined ? since : oldest,
  };
}

function cellOf(
  state: State,
  policy: Policy,
  promoted: readonly Promoted[],
  service: ServiceName,
  environment: EnvironmentName,
): BoardCell {
  const slot = { service, environment };
  const path = digestFile(policy, environment, service);
  const digest = readable(() => deployedDigest(state.base.files, policy, slot));
  if (digest === 'unreadable' || state.base.files.get(path)?.text === null) return { kind: 'unreadable', path };
  if (digest === undefined) return { kind: 'absent' };
  const holds = holdsAt(state.base, policy);
  const held = { hold: holds.on(slot), broken: holds.brokenFor(slot).map((hold) => hold.path) };
  if (digest === null) return { kind: 'empty', ...held };
  const versions = state.versions.get(path) ?? [];
  const run = deployedHistory(versions, digestPath(policy, environment, service))[0];
  // The oldest version that was read need not be the one that brought it.
  const arrived = run?.digest === digest && run.commit !== versions.at(-1)?.commit ? run : null;
  const known = promoted.find((each) => each.service === service && each.to === digest && each.source !== null);
  return {
    kind: 'deployed',
    digest,
    since: arrived?.since ?? null,
    commit: arrived?.commit ?? null,
    source: known?.source ?? null,
    health: healthIn(state, policy, slot),
    ...held,
  };
}

function readable<T>(read: () => T): T | 'unreadable' {
  try {
    return read();
  } catch (error) {
    if (error instanceof EditError) return 'unreadable';
    throw error;
  }
}

/** Why services are not healthy by all that was read, where there is anything to tell it by. */
export const healthReasons = (state: State, policy: Policy): readonly Reason[] =>
  policy.environments.flatMap(({ name: environment }) =>
    [...policy.services.keys()]
      .map((service) => ({ environment, service }))
      .filter((slot) => typeof readable(() => deployedDigest(state.base.files, policy, slot)) === 'string')
      .flatMap((slot) => healthReason(state, policy, slot) ?? []),
  );

/** Undefined where nobody waits for a report. */
function healthReason(state: State, policy: Policy, slot: Slot): Reason | null | undefined {
  const contexts = contextsOf(policy, slot.environment);
  return contexts.length === 0 ? undefined : unprovenReason(state, policy, slot, { contexts, soak: 0 });
}

function healthIn(state: State, policy: Policy, slot: Slot): 'healthy' | 'pending' | 'failed' | null {
  const unproven = healthReason(state, policy, slot);
  if (unproven === undefined) return null;
  if (unproven === null) return 'healthy';
  return unproven.code === 'HEALTH_FAILED' ? 'failed' : 'pending';
}

/** What Argo CD says beside what environments wait for, such as of the last one. */
function otherReports({ commits }: State, { environments, argocd }: Policy): readonly OtherReport[] {
  const awaited = new Set(environments.flatMap(({ healthy }) => healthy));
  const newest = new Map<string, OtherReport>();
  for (const { oid: commit, statuses } of commits) {
    for (const { context, state, createdAt, creator } of statuses) {
      if (argocd === null || creator === null || !sameLogin(creator.login, argocd) || awaited.has(context)) continue;
      const known = newest.get(context);
      if (known === undefined || known.createdAt < createdAt)
        newest.set(context, { context, state, createdAt, commit });
    }
  }
  return [...newest.values()].toSorted((left, right) => left.context.localeCompare(right.context));
}
