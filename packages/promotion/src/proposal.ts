import { isNonEmpty } from './change.ts';
import { deployedDigest } from './deployed.ts';
import { setDigests } from './digest-edit.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import { heldReasons, holdsAt } from './holds.ts';
import type { EnvironmentName } from './names.ts';
import { digestFile, digestPath, environmentOf, serviceOf, type Policy } from './policy.ts';
import type { Proposal, ProposalState } from './ports.ts';
import type { Reason } from './reason.ts';
import type { BaseSnapshot, Bump, CommitFacts, NonEmpty, Slot } from './state.ts';
import { commitMessage, pullBody, pullTitle, type Described } from './texts/pull-request.ts';
import { parseBumpTrailers } from './trailers.ts';
import { isCommitOf, sameLogin } from './trust.ts';

export const proposalErrorCodes = {
  DIGEST_FILE_MISSING: 'The file that promotion.yaml names for a digest is not on the base branch, or is not text.',
} as const;

export class ProposalError extends Error {
  override readonly name = 'ProposalError';
  readonly code = 'DIGEST_FILE_MISSING';
  readonly next: string;

  constructor(path: string, next: string) {
    super(`${path} is not a readable file of the base branch`);
    this.next = next;
  }
}

export const promotionBranch = (environment: EnvironmentName): string => `promote/${environment}`;
export const rollbackBranch = (slot: Slot): string => `rollback/${slot.environment}/${slot.service}`;
export const resumeBranch = (slot: Slot): string => `resume/${slot.environment}/${slot.service}`;

/**
 * The bumps that an environment's branch of the bot carries and that still mean something on `base`, told from its head's
 * trailers. The head may have been put there from the branch of another environment.
 */
export function standingBumps(
  head: CommitFacts | undefined,
  base: BaseSnapshot,
  policy: Policy,
  environment: EnvironmentName,
): readonly Bump[] {
  if (head === undefined || !isCommitOf(policy.bot, head, base.host)) return [];
  return parseBumpTrailers(head.message).filter((bump) => {
    if (bump.environment !== environment || !policy.services.has(bump.service)) return false;
    return deployedDigest(base.files, policy, bump) === bump.from && holdsAt(base, policy).on(bump) === null;
  });
}

export type ProposalDecision =
  | { readonly kind: 'propose'; readonly proposal: Proposal }
  /** The base already deploys what was asked for, or the open pull request already carries it; `because` says more. */
  | { readonly kind: 'unchanged'; readonly because?: string }
  /** Another run has made the branch and is about to open its pull request: read again. */
  | { readonly kind: 'unsettled' }
  | { readonly kind: 'refused'; readonly reasons: NonEmpty<Reason> };

export interface WantedBump extends Slot {
  readonly to: Bump['to'];
  readonly source: Bump['source'];
}

/**
 * Decides how the wanted bumps of one environment join what its pull request already carries.
 *
 * @throws PolicyError for an environment or a service that the policy does not have.
 */
export function decidePromotion(
  state: ProposalState,
  policy: Policy,
  environment: EnvironmentName,
  wanted: NonEmpty<WantedBump>,
  run: string | null,
): ProposalDecision {
  environmentOf(policy, environment);
  for (const bump of wanted) serviceOf(policy, bump.service);
  const hindrance = branchHindrance(state, policy);
  if (hindrance !== null) return hindrance;
  const refusals = wanted.flatMap((bump) => heldReasons(state.base, policy, bump));
  if (isNonEmpty(refusals)) return { kind: 'refused', reasons: refusals };
  const head = state.pull === null ? undefined : (state.head ?? undefined);
  const standing = standingBumps(head, state.base, policy, environment);
  const target = joinBumps(state.base, policy, standing, wanted);
  if (!isNonEmpty(target)) return { kind: 'unchanged' };
  const proposal = composePromotion(state.base, policy, environment, target, run);
  const carried = head === undefined ? [] : parseBumpTrailers(head.message);
  // Who lost a race may have put an outdated title on what the winner wrote.
  const described = state.pull?.title === proposal.title;
  return described && sameBumps(target, carried) ? { kind: 'unchanged' } : { kind: 'propose', proposal };
}

/**
 * Milliseconds in which a branch that the bot has made gets its pull request: both are asked for in one request, which
 * GitHub gives ten seconds.
 */
const openingTime = 20_000;

/**
 * Why nothing may be written on the branch now. Somebody else's commits or pull request are never built upon. A branch
 * without a pull request is left over and is created again; but not while another run may be opening its pull request, which
 * would close with it.
 */
export function branchHindrance(
  { base, head, pull }: ProposalState,
  policy: Policy,
): Extract<ProposalDecision, { kind: 'refused' | 'unsettled' }> | null {
  if (head === null) return null;
  const isOurs = isCommitOf(policy.bot, head, base.host);
  if (pull === null) {
    const age = base.now.getTime() - head.committedAt.getTime();
    return isOurs && age < openingTime ? { kind: 'unsettled' } : null;
  }
  const refused = (reason: Reason) => ({ kind: 'refused', reasons: [reason] }) as const;
  const { author } = pull;
  if (author === null || !sameLogin(author, policy.bot))
    return refused({ code: 'AUTHOR_UNEXPECTED', found: author, expected: policy.bot });
  if (isOurs) return null;
  return refused({ code: 'COMMIT_UNVERIFIED', commit: head.oid, author: head.authorName, expected: policy.bot });
}

function joinBumps(
  base: BaseSnapshot,
  policy: Policy,
  standing: readonly Bump[],
  wanted: readonly WantedBump[],
): readonly Bump[] {
  const asked = new Set(wanted.map((bump) => bump.service));
  const fresh = wanted.flatMap((bump) => {
    const from = deployedDigest(base.files, policy, bump) ?? null;
    return from === bump.to ? [] : [{ ...bump, from }];
  });
  return [...standing.filter((bump) => !asked.has(bump.service)), ...fresh].toSorted((left, right) =>
    left.service < right.service ? -1 : 1,
  );
}

function sameBumps(left: readonly Bump[], right: readonly Bump[]): boolean {
  const key = (bump: Bump) => `${bump.environment}/${bump.service} ${bump.from ?? ''} ${bump.to}`;
  const keys = new Set(right.map(key));
  return left.length === right.length && left.every((bump) => keys.has(key(bump)));
}

export function composePromotion(
  base: BaseSnapshot,
  policy: Policy,
  environment: EnvironmentName,
  bumps: NonEmpty<Bump>,
  run: string | null,
): Proposal {
  return compose(
    promotionBranch(environment),
    { kind: 'promotion', environment, upstream: environmentOf(policy, environment).from, bumps, run },
    editedFiles(base, policy, bumps),
  );
}

export function composeRollback(
  base: BaseSnapshot,
  policy: Policy,
  bump: Bump,
  hold: Hold,
  against: readonly Reason[],
  run: string | null,
): Proposal {
  const files = new Map<string, { text: string; mode: string } | null>(editedFiles(base, policy, [bump]));
  files.set(holdPath(bump.environment, bump.service), { text: renderHold(hold), mode: '100644' });
  return compose(
    rollbackBranch(bump),
    { kind: 'rollback', environment: bump.environment, bumps: [bump], hold, against, run },
    files,
  );
}

/** @param hold what the file says; null where it cannot be read */
export function composeResume(slot: Slot, hold: Hold | null, run: string | null): Proposal {
  const files = new Map([[holdPath(slot.environment, slot.service), null]]);
  return compose(resumeBranch(slot), { kind: 'resume', ...slot, hold, run }, files);
}

function compose(branch: string, described: Described, files: Proposal['files']): Proposal {
  const title = pullTitle(described);
  return { branch, title, body: pullBody(described), message: commitMessage(described), files };
}

function editedFiles(
  base: BaseSnapshot,
  policy: Policy,
  bumps: NonEmpty<Bump>,
): ReadonlyMap<string, { text: string; mode: string }> {
  const byFile = Map.groupBy(bumps, (bump) => digestFile(policy, bump.environment, bump.service));
  const files = new Map<string, { text: string; mode: string }>();
  for (const [path, group] of byFile) {
    const file = base.files.get(path);
    if (typeof file?.text !== 'string') {
      const keys = group.map((bump) => digestPath(policy, bump.environment, bump.service).join('.')).join(', ');
      throw new ProposalError(
        path,
        `Add ${path} with ${keys} (an empty digest will do), or correct \`digests\` in promotion.yaml.`,
      );
    }
    const edits = group.map((bump) => ({ path: digestPath(policy, bump.environment, bump.service), digest: bump.to }));
    files.set(path, { text: setDigests(file.text, edits).text, mode: file.mode });
  }
  return files;
}
