import type { RepositorySafeguards, SettingChange } from '@bitvault/promotion';
import type { CheckCode } from '../check-table.ts';
import type { Finding } from '../finding.ts';
import type { Patient } from '../patient.ts';
import { unreadFinding } from './unread.ts';

const general = 'Settings → Actions → General';

/** What workflows may do that nobody reviewed. */
export function* actionsFindings({ gitops, applications }: Patient): Iterable<Finding> {
  yield* approvalFindings(gitops);
  for (const safeguards of [gitops, ...applications]) {
    yield* tokenFindings(safeguards);
    yield* forkFindings(safeguards);
  }
  yield* allowedFindings(gitops);
}

const found = (
  { repository }: RepositorySafeguards,
  code: CheckCode,
  says: string,
  change: Omit<SettingChange, 'method'>,
  safe = true,
): Finding => ({
  code,
  repository,
  subject: 'settings of Actions',
  says,
  setting: general,
  fix: {
    changes: [{ method: 'PUT', ...change, path: `/repos/${repository}/actions/permissions${change.path}` }],
    safe,
  },
});

function* approvalFindings(safeguards: RepositorySafeguards): Iterable<Finding> {
  const { token } = safeguards;
  if (token.kind !== 'read' || !token.value.mayApprove) return;
  const body = {
    default_workflow_permissions: token.value.defaultPermissions,
    can_approve_pull_request_reviews: false,
  };
  const says = 'GitHub Actions may create and approve pull requests';
  yield found(safeguards, 'actions-approve', says, { path: '/workflow', body });
}

function* tokenFindings(safeguards: RepositorySafeguards): Iterable<Finding> {
  const { token, repository } = safeguards;
  yield* unreadFinding('unread-settings', repository, `what tokens of workflows may do in ${repository}`, token);
  if (token.kind !== 'read' || token.value.defaultPermissions === 'read') return;
  const body = {
    default_workflow_permissions: 'read',
    can_approve_pull_request_reviews: token.value.mayApprove,
  };
  yield found(
    safeguards,
    'token-writes',
    'a token may write where its workflow sets no permissions',
    { path: '/workflow', body },
    false,
  );
}

function* forkFindings(safeguards: RepositorySafeguards): Iterable<Finding> {
  const { forks, repository } = safeguards;
  yield* unreadFinding('unread-settings', repository, `who approves runs from forks of ${repository}`, forks);
  if (forks.kind !== 'read') return;
  const { value } = forks;
  switch (value.kind) {
    case 'public': {
      if (value.approval === 'all_external_contributors') return;
      const body = { approval_policy: 'all_external_contributors' };
      yield found(
        safeguards,
        'fork-runs-unasked',
        `runs from forks ask for approval of ${value.approval.replaceAll('_', ' ')} only`,
        { path: '/fork-pr-contributor-approval', body },
      );
      return;
    }
    case 'private': {
      const given = [...(value.secrets ? ['secrets'] : []), ...(value.writeTokens ? ['tokens that write'] : [])];
      if (given.length === 0) return;
      const body = {
        run_workflows_from_fork_pull_requests: true,
        send_write_tokens_to_workflows: false,
        send_secrets_and_variables: false,
        require_approval_for_fork_pr_workflows: true,
      };
      yield found(
        safeguards,
        'fork-runs-with-secrets',
        `workflows of pull requests from forks get ${given.join(' and ')}`,
        { path: '/fork-pr-workflows-private-repos', body },
      );
      return;
    }
    default:
      value satisfies never;
  }
}

function* allowedFindings(safeguards: RepositorySafeguards): Iterable<Finding> {
  const { actions, repository } = safeguards;
  yield* unreadFinding('unread-settings', repository, `which actions may run in ${repository}`, actions);
  if (actions.kind !== 'read') return;
  const { allowed, shaPinning } = actions.value;
  const change = (body: Readonly<Record<string, unknown>>) => ({ path: '', body: { enabled: true, ...body } });
  if (allowed === 'all')
    yield found(
      safeguards,
      'actions-any',
      'all actions and reusable workflows are allowed',
      change({ allowed_actions: 'selected', ...(shaPinning !== undefined && { sha_pinning_required: shaPinning }) }),
      false,
    );
  if (shaPinning === false)
    yield found(
      safeguards,
      'pinning-not-required',
      'actions need not be pinned to a full-length commit SHA',
      change({ allowed_actions: allowed, sha_pinning_required: true }),
      false,
    );
}
