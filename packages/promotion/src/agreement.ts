import type { Change } from './change.ts';
import { evidenceKey, type Authors, type Evidence } from './evidence.ts';
import { holdPath } from './hold.ts';
import { areApart, type Environment, type Separation } from './policy.ts';
import type { Role } from './policy-schema.ts';
import type { Reason } from './reason.ts';
import type { Bump, PullRequest } from './state.ts';
import { requesterOf, type RequestRuns } from './requester.ts';
import { approversOf, objectionReasons, sameLogin } from './trust.ts';

/** Logins whose approval at the gate does not count → why, as "it …". */
export type Barred = ReadonlyMap<string, string>;

/** What stands for the manual approval of one environment. */
export interface GateAgreement {
  readonly reasons: readonly Reason[];
  /** Logins of those who let the change through. */
  readonly approvers: readonly string[];
}

/** Judges the gate of an environment; null where this is not the job that it guards. */
export type GateJudge = ((environment: Environment, barred: Barred) => GateAgreement) | null;

/** What is known of people beside the pull request. */
export interface People {
  readonly gate: GateJudge;
  readonly requests: RequestRuns;
}

/** Nothing is known of anybody: where a policy sets a requester apart, that is refused. */
export const noPeople: People = { gate: null, requests: new Map() };

/** Who agreed to a change, and what is missing of it. */
export interface Agreement {
  readonly reasons: readonly Reason[];
  /** Logins of the reviewers that count. */
  readonly reviewers: readonly string[];
  /** Logins of those who let it through the gate. */
  readonly approvers: readonly string[];
}

/**
 * Who agreed to a change and what is missing of it, where the policy says which roles one person may not have at once.
 * A person who may not count in a role is left out of it, so that others can make up for them.
 */
export function agreementOf(
  pull: PullRequest,
  environment: Environment,
  change: Change,
  evidence: Evidence,
  people: People,
): Agreement {
  if (environment.merge === 'auto') return { reasons: [], reviewers: approversOf(pull), approvers: [] };
  const separate = environment.separate[change.kind === 'rollback' ? 'rollback' : 'promotion'];
  const others = othersOf(pull, change, separate, evidence, people);
  const reviews = reviewsOf(pull, environment, others.barred('reviewer'));
  const gate = people.gate === null ? null : gateOf(environment, people.gate, others.barred('approver'));
  const reasons = [...reviews.reasons, ...others.reasons, ...(gate?.reasons ?? [])];
  const agreement = { reviewers: reviews.counted, approvers: gate?.approvers ?? [] };
  if (reasons.length > 0 || gate === null || !areApart(separate, 'reviewer', 'approver'))
    return { reasons, ...agreement };
  return apart(agreement, environment);
}

const gateOf = (environment: Environment, gate: NonNullable<GateJudge>, barred: Barred): GateAgreement | null =>
  environment.merge === 'gate' ? gate(environment, barred) : null;

interface Others {
  readonly reasons: readonly Reason[];
  /** Those who may not have a role as well. */
  readonly barred: (role: Role) => Barred;
}

/**
 * Requesters and authors, as far as others must differ from them. A gate always wants to know who asked for a rollback;
 * authors are asked for where it is judged what they may not be.
 */
function othersOf(pull: PullRequest, change: Change, separate: Separation, evidence: Evidence, people: People): Others {
  const atGate = people.gate !== null;
  const asksRequester = change.kind === 'rollback' && (atGate || separate.some((roles) => roles.includes('requester')));
  const asksAuthors = asksForAuthors(separate, atGate);
  const reasons: Reason[] = [];
  const requesters = new Set<string>();
  const authors = new Set<string>();
  for (const bump of change.kind === 'resume' ? [] : change.bumps) {
    const path = holdPath(bump.environment, bump.service);
    const requester = asksRequester ? requesterOf(pull, path, people.requests) : null;
    if (requester?.kind === 'unknown') {
      const { detail, advice } = requester;
      reasons.push({ code: 'REQUESTER_UNKNOWN', path, detail, advice });
    } else {
      for (const login of requester?.logins ?? []) requesters.add(login.toLowerCase());
    }
    const wrote = asksAuthors ? authorsOf(evidence, bump) : null;
    if (wrote?.kind === 'unknown') {
      const { detail, advice } = wrote;
      reasons.push({ code: 'AUTHORS_UNKNOWN', service: bump.service, digest: bump.to, detail, advice });
    } else {
      for (const login of wrote?.logins ?? []) authors.add(login.toLowerCase());
    }
  }
  const barred = (role: Role): Barred =>
    new Map([
      ...named(areApart(separate, 'requester', role) ? requesters : [], 'they asked for the rollback'),
      ...named(areApart(separate, 'author', role) ? authors : [], 'they wrote what is promoted'),
    ]);
  return { reasons, barred };
}

const named = (logins: Iterable<string>, why: string) => [...logins].map((login) => [login, why] as const);

/** Whether a judgement turns on who wrote what is promoted: at the gate, where there is one, or before. */
export const asksForAuthors = (separate: Separation, atGate: boolean): boolean =>
  areApart(separate, 'author', 'reviewer') || (atGate && areApart(separate, 'author', 'approver'));

function authorsOf(evidence: Evidence, { service, to }: Bump): Authors {
  const verification = evidence.get(evidenceKey(service, to));
  const authors = verification?.kind === 'verified' ? verification.authors : undefined;
  const advice = 'See the advice of the verification.';
  return authors ?? { kind: 'unknown', detail: 'its source commit was not read', advice };
}

interface Reviews {
  readonly reasons: readonly Reason[];
  readonly counted: readonly string[];
}

function reviewsOf(pull: PullRequest, { approvals: need }: Environment, barred: Barred): Reviews {
  const approved = approversOf(pull);
  const counted = approved.filter((login) => !barred.has(login));
  const objections = objectionReasons(pull);
  if (objections.some(({ code }) => code === 'REVIEWS_UNREAD')) return { reasons: objections, counted: [] };
  if (counted.length >= need) return { reasons: objections, counted };
  const left = approved.flatMap((login): Reason[] => {
    const why = barred.get(login);
    return why === undefined ? [] : [{ code: 'REVIEWER_INELIGIBLE', reviewer: login, why }];
  });
  const missing: Reason = { code: 'REVIEWS_MISSING', have: counted.length, need, head: pull.head };
  return { reasons: [...objections, ...left, missing], counted };
}

/** Takes one approver of the gate out of the reviewers; somebody must be left for both. */
function apart(
  { reviewers, approvers }: Pick<Agreement, 'reviewers' | 'approvers'>,
  environment: Environment,
): Agreement {
  for (const approver of approvers) {
    const left = reviewers.filter((login) => !sameLogin(login, approver));
    if (left.length >= environment.approvals) return { reasons: [], reviewers: left, approvers: [approver] };
  }
  const reasons = approvers.map((who): Reason => ({ code: 'NOT_SEPARATE', who, environment: environment.name }));
  return { reasons, reviewers, approvers };
}
