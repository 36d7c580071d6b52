import type { RefGuards, RepositoryName } from '@bitvault/promotion';
import type { Finding, Fix } from '../finding.ts';
import { sourceRefs, type Patient } from '../patient.ts';
import { guardsOf } from '../rule-keeping.ts';
import { newRuleset, reviewedRules } from '../ruleset-fixes.ts';
import { unreadFinding } from './unread.ts';

/** Who may change what builds and signs the images. */
export function* sourceFindings(patient: Patient): Iterable<Finding> {
  const { gitops, applications, unseen, signers, policy } = patient;
  for (const name of unseen) {
    const says = `images come from ${name}, which the token may not see. With an installation there it could`;
    yield { code: 'unread-source', repository: gitops.repository, subject: name, says };
  }
  for (const { repository, refs } of applications)
    for (const ref of sourceRefs(policy, repository)) yield* sourceRefFindings(repository, ref, refs.get(ref));
  for (const [repository, refs] of signers)
    for (const [ref, guards] of refs) yield* signerFindings(patient, repository, ref, guards);
}

/** Whether somebody alone can have a commit of theirs built at this ref. */
function* sourceRefFindings(repository: RepositoryName, ref: string, guards: RefGuards | undefined): Iterable<Finding> {
  if (guards === undefined) return;
  yield* unreadFinding('unread-source', repository, `which rules bind ${ref} of ${repository}`, guards.rulesets);
  if (guards.rulesets.kind === 'unread') return;
  const isTag = ref.startsWith('refs/tags/');
  const reviews = guardsOf(guards, 'review').filter(({ rule }) => rule.kind === 'review' && rule.approvals > 0);
  const keeping = isTag ? guardsOf(guards, 'creation') : [...reviews, ...guardsOf(guards, 'update')];
  if (keeping.length > 0) return;
  if (!isTag && guards.protection.kind === 'unread') {
    yield* unreadFinding('unread-source', repository, `the branch protection of ${ref}`, guards.protection);
    return;
  }
  const says = isTag
    ? `whoever may write to ${repository} can make the tag ${ref}, at which images are built`
    : `the branch ${ref} of ${repository}, at which images are built, takes changes without a review`;
  const setting = 'Settings → Rules → Rulesets';
  yield { code: 'source-ref-open', repository, subject: ref, says, setting, fix: keptBy(repository, ref) };
}

const stillTag = [{ type: 'update' }, { type: 'deletion' }];

/** Never safe: it takes from everybody who writes there what they could do alone. */
function keptBy(repository: RepositoryName, ref: string): Fix {
  if (!ref.startsWith('refs/tags/')) return reviewedRef(repository, ref);
  const releasers = {
    actor_type: 'Team',
    actor_id: '<number of the team that releases>',
    bypass_mode: 'always',
  } as const;
  const rules = [{ type: 'creation' }, ...stillTag];
  return { changes: [newRuleset(repository, 'Released', ref, rules, [releasers])], safe: false };
}

const reviewedRef = (repository: RepositoryName, ref: string): Fix => ({
  changes: [newRuleset(repository, 'Reviewed', ref, reviewedRules({ codeOwners: false }))],
  safe: false,
});

/** Whether somebody can move a ref at which a shared workflow is believed. */
function* signerFindings(
  { gitops }: Patient,
  repository: RepositoryName,
  ref: string,
  guards: RefGuards,
): Iterable<Finding> {
  yield* unreadFinding('unread-source', repository, `which rules bind ${ref} of ${repository}`, guards.rulesets);
  if (guards.rulesets.kind === 'unread') return;
  const isTag = ref.startsWith('refs/tags/');
  const reviews = guardsOf(guards, 'review').filter(({ rule }) => rule.kind === 'review' && rule.approvals > 0);
  const still = isTag ? guardsOf(guards, 'update') : [...guardsOf(guards, 'update'), ...reviews];
  const there = isTag ? guardsOf(guards, 'deletion') : still;
  if (still.length > 0 && there.length > 0) return;
  if (!isTag && guards.protection.kind === 'unread') {
    yield* unreadFinding(
      'unread-source',
      repository,
      `the branch protection of ${ref} of ${repository}`,
      guards.protection,
    );
    return;
  }
  yield {
    code: 'signer-ref-moves',
    repository: gitops.repository,
    subject: `${repository} ${ref}`,
    says: `the policy believes a workflow of ${repository} at ${ref}, which whoever may write there can move`,
    setting: `Settings → Rules → Rulesets of ${repository}`,
    fix: isTag
      ? { changes: [newRuleset(repository, 'Believed workflows', ref, stillTag)], safe: false }
      : reviewedRef(repository, ref),
  };
}
