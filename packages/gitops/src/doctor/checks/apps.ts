import type { AppFacts } from '@bitvault/promotion';
import type { Finding } from '../finding.ts';
import { branchRef, listed, slugOf, type Patient } from '../patient.ts';
import { guardsOf } from '../rule-keeping.ts';
import { unreadFinding } from './unread.ts';

/** With these, an App changes the rules that bind it. */
const powers = ['administration', 'environments', 'secrets', 'organization_administration', 'organization_secrets'];

/** What the suite's Apps may do, and who reports the health that promotions wait for. */
export function* appFindings(patient: Patient): Iterable<Finding> {
  const { gitops, policy, apps } = patient;
  const { repository } = gitops;
  const health = slugOf(policy.argocd ?? '');
  const named = { repository, subject: `the App ${health}` };
  if (health === 'github-actions')
    yield { code: 'health-from-workflows', ...named, says: 'the policy has github-actions[bot] as `argocd`' };
  yield* unreadFinding('unread-apps', repository, 'what the Apps of the policy may do', apps);
  for (const app of apps.kind === 'read' ? apps.value : []) {
    if (!isOwn(patient, app)) continue;
    yield* powerFindings(patient, app);
    if (app.slug === health) yield* healthFindings(patient, app);
  }
}

/** The policy's Apps, and those that may update the base branch. */
function isOwn({ policy, gitops }: Patient, { id, slug }: AppFacts): boolean {
  if ([policy.bot, policy.argocd ?? ''].some((login) => slugOf(login) === slug)) return true;
  const updates = guardsOf(gitops.refs.get(branchRef(gitops.branch)), 'update');
  return updates.some(
    ({ bypass }) => bypass.kind === 'read' && bypass.value.some((actor) => actor.kind === 'app' && actor.id === id),
  );
}

function* powerFindings({ gitops: { repository } }: Patient, { slug, permissions }: AppFacts): Iterable<Finding> {
  const held = powers.filter((name) => writes(permissions[name]));
  if (held.length === 0) return;
  yield {
    code: 'app-administers',
    repository,
    subject: `the App ${slug}`,
    says: `the App ${slug} has the permission to write ${listed(held)}`,
    setting: `settings of the App ${slug} → Permissions & events`,
  };
}

function* healthFindings({ gitops: { repository } }: Patient, { slug, permissions }: AppFacts): Iterable<Finding> {
  const more = Object.entries(permissions)
    .filter(([name, level]) => name !== 'statuses' && !powers.includes(name) && writes(level))
    .map(([name]) => name);
  if (more.length === 0) return;
  yield {
    code: 'health-app-writes',
    repository,
    subject: `the App ${slug}`,
    says: `the App ${slug}, which reports health, has the permission to write ${listed(more)}`,
    setting: `settings of the App ${slug} → Permissions & events`,
  };
}

const writes = (level: string | undefined): boolean => level === 'write' || level === 'admin';
