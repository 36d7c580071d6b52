import type { RepositorySafeguards } from '@bitvault/promotion';
import type { Finding } from '../finding.ts';
import { secretsOf, suiteActionsOf, workflowsOf } from '../jobs.ts';
import { isSame, type Patient } from '../patient.ts';
import { lacks } from './plan.ts';
import { unreadFinding } from './unread.ts';

/** Where the keys lie of those who open and merge promotions. */
export function* keyFindings({ gitops, applications }: Patient): Iterable<Finding> {
  for (const safeguards of [gitops, ...applications]) {
    yield* secretFindings(safeguards);
    const { repository, deployKeys } = safeguards;
    yield* unreadFinding('unread-deploy-keys', repository, `which deploy keys ${repository} has`, deployKeys);
    for (const { id, title, mayWrite } of deployKeys.kind === 'read' ? deployKeys.value : []) {
      if (!mayWrite) continue;
      yield {
        code: 'deploy-key-writes',
        repository,
        subject: `deploy key ${title}`,
        says: `the deploy key ${title} may write`,
        setting: 'Settings → Deploy keys',
        fix: { changes: [{ method: 'DELETE', path: `/repos/${repository}/keys/${id}` }], safe: false },
      };
    }
  }
}

/** Actions that work with an App's key, or with a token made of one. */
const keyed: ReadonlySet<string> = new Set([
  'promote',
  'rollback',
  'open-gitops-pr',
  'auto-merge-dev',
  'prod-manual-gate',
]);

function* secretFindings(safeguards: RepositorySafeguards): Iterable<Finding> {
  const { repository, secrets, organizationSecrets, environments } = safeguards;
  const keys = keysOf(safeguards);
  if (keys.length === 0 || lacks(safeguards, 'environments')) return;
  yield* unreadFinding('unread-secrets', repository, `which secrets ${repository} has`, secrets);
  if (secrets.kind === 'read')
    yield* unreadFinding(
      'unread-secrets',
      repository,
      `which secrets of the organization ${repository} gets`,
      organizationSecrets,
    );
  const kept = (environments.kind === 'read' ? environments.value : []).filter(({ secrets: held }) =>
    held.kind === 'read' ? held.value.length > 0 : true,
  );
  for (const key of keys) {
    const places = [
      ...(secrets.kind === 'read' && secrets.value.some((name) => isSame(name, key)) ? ['the repository'] : []),
      ...(organizationSecrets.kind === 'read' && organizationSecrets.value.some((name) => isSame(name, key))
        ? ['the organization']
        : []),
    ];
    for (const place of places) {
      const shared = place === 'the organization';
      const path = shared
        ? `/orgs/${safeguards.owner.login}/actions/secrets/${key}`
        : `/repos/${repository}/actions/secrets/${key}`;
      const where = kept.length === 0 ? 'an environment' : `environment ${kept[0]?.name ?? ''}`;
      yield {
        code: 'key-outside-environment',
        repository,
        subject: `secret ${key}`,
        says: `the key ${key} is a secret of ${place}, which workflows on every branch get, and not only of ${where}`,
        setting: shared
          ? 'the organization’s Settings → Secrets and variables → Actions'
          : 'Settings → Secrets and variables → Actions',
        fix: { changes: [{ method: 'DELETE', path }], safe: false },
      };
    }
  }
}

/** The secrets of jobs that use a key. */
function keysOf(safeguards: RepositorySafeguards): readonly string[] {
  const jobs = workflowsOf(safeguards).workflows.flatMap(({ workflow }) => workflow.jobs);
  const holding = jobs.filter((job) => suiteActionsOf(job).some((name) => keyed.has(name)));
  return [...new Set(holding.flatMap((job) => [...secretsOf(job)]))];
}
