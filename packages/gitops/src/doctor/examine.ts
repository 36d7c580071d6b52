import {
  parsePolicy,
  parseRepositoryName,
  type LookedAtRepository,
  type Policy,
  type RefGuards,
  type RepositoryName,
  type RepositorySafeguards,
  type SafeguardReader,
} from '@bitvault/promotion';
import { DoctorError } from './doctor-error.ts';
import { branchRef, isSame, slugOf, sourceRefs, sourcesOf, type Patient } from './patient.ts';
import { promotionRefs } from './promotion-refs.ts';

export interface Examination {
  /** The GitOps repository. */
  readonly repository: RepositoryName;
  /** Its default branch, if not said. */
  readonly branch: string | undefined;
  /** Where its images come from; those that the policy names, if not said. */
  readonly applications: readonly RepositoryName[] | undefined;
}

/**
 * Reads all that doctor looks at.
 * @throws DoctorError, PolicyError, or what the reader throws where GitHub gives no answer
 */
export async function examine(reader: SafeguardReader, wanted: Examination): Promise<Patient> {
  const looked = await reader.look(wanted.repository, wanted.branch);
  if (looked === null) throw unseen(wanted.repository);
  const policy = policyOf(looked);
  const gitops = await reader.safeguards(looked, [branchRef(looked.branch), ...promotionRefs(policy)]);
  const named = wanted.applications ?? sourcesOf(policy).filter((name) => !isSame(name, wanted.repository));
  const applications: RepositorySafeguards[] = [];
  const missing: RepositoryName[] = [];
  for (const name of named) {
    const application = await reader.look(name, undefined);
    if (application === null) missing.push(name);
    else {
      const refs = [branchRef(application.branch), ...sourceRefs(policy, name)];
      applications.push(await reader.safeguards(application, refs));
    }
  }
  const slugs = [policy.bot, policy.argocd ?? policy.bot].map(slugOf);
  return {
    gitops,
    policy,
    applications,
    unseen: missing,
    signers: await signersOf(reader, policy),
    apps: await reader.apps(
      looked.owner,
      [...new Set(slugs)].filter((slug) => slug !== 'github-actions'),
    ),
  };
}

const unseen = (name: RepositoryName): DoctorError =>
  new DoctorError(
    'DOCTOR_REPOSITORY_UNSEEN',
    `there is no repository ${name} that the token may see`,
    'Check the name, and that the App of the token is installed there: GitHub hides what a token may not see.',
  );

function policyOf({ repository, branch, files }: LookedAtRepository): Policy {
  const text = files.kind === 'read' ? files.value.policy?.text : undefined;
  if (text !== undefined && text !== null) return parsePolicy(text);
  const why = files.kind === 'read' ? 'has no promotion.yaml that can be read' : 'could not be read';
  throw new DoctorError(
    'DOCTOR_POLICY_MISSING',
    `branch ${branch} of ${repository} ${why}`,
    files.kind === 'read'
      ? 'Name the GitOps repository and its base branch; docs/promotion.schema.json describes the file.'
      : 'Give the token `contents: read` there.',
  );
}

/** Repositories of shared workflows that are believed at a ref; a commit nobody can move. */
async function signersOf(
  reader: SafeguardReader,
  { services }: Policy,
): Promise<ReadonlyMap<RepositoryName, ReadonlyMap<string, RefGuards>>> {
  const refs = new Map<RepositoryName, Set<string>>();
  for (const { signer } of services.values()) {
    const found = /^(?<repository>[^/]+\/[^/]+)\/.+@(?<ref>refs\/.+)$/.exec(signer ?? '')?.groups;
    if (found === undefined) continue;
    const repository = parseRepositoryName(found['repository'] ?? '');
    refs.set(repository, (refs.get(repository) ?? new Set()).add(found['ref'] ?? ''));
  }
  const guarded = new Map<RepositoryName, ReadonlyMap<string, RefGuards>>();
  for (const [repository, wanted] of refs) guarded.set(repository, await reader.guards(repository, [...wanted]));
  return guarded;
}
