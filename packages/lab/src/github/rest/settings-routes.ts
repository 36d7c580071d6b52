import { json, type Answer } from '../../http/part-server.ts';
import { Refusal } from '../refusal.ts';
import { noContent, repoRoute, type RepoCall, type Route } from './route.ts';

const read =
  (shape: (settings: RepoCall['repository']['settings'], call: RepoCall) => unknown) =>
  (call: RepoCall): Answer =>
    json(200, shape(call.repository.settings, call));

const change =
  (apply: (settings: RepoCall['repository']['settings'], call: RepoCall) => void) =>
  (call: RepoCall): Answer => {
    apply(call.repository.settings, call);
    return noContent;
  };

const permissions = read((settings, { context, repository }) => ({
  enabled: true,
  allowed_actions: settings.allowedActions,
  ...(settings.allowedActions === 'selected' && {
    selected_actions_url: context.links.repo(repository, 'actions/permissions/selected-actions'),
  }),
  sha_pinning_required: settings.shaPinningRequired,
}));

const setPermissions = change((settings, { body }) => {
  settings.allowedActions = body.word('allowed_actions', ['all', 'local_only', 'selected']) ?? settings.allowedActions;
  settings.shaPinningRequired = body.boolean('sha_pinning_required') ?? settings.shaPinningRequired;
});

const workflow = read(({ defaultToken, actionsMayApprove }) => ({
  default_workflow_permissions: defaultToken,
  can_approve_pull_request_reviews: actionsMayApprove,
}));

const setWorkflow = change((settings, { body }) => {
  settings.defaultToken = body.word('default_workflow_permissions', ['read', 'write']) ?? settings.defaultToken;
  settings.actionsMayApprove = body.boolean('can_approve_pull_request_reviews') ?? settings.actionsMayApprove;
});

function selected(call: RepoCall): Answer {
  const { allowedActions, selectedActions } = call.repository.settings;
  if (allowedActions !== 'selected')
    throw new Refusal(409, 'UNPROCESSABLE', 'The repository does not allow selected actions only');
  return json(200, {
    github_owned_allowed: selectedActions.githubOwned,
    verified_allowed: selectedActions.verified,
    patterns_allowed: selectedActions.patterns,
  });
}

const setSelected = change((settings, { body }) => {
  settings.selectedActions = {
    githubOwned: body.boolean('github_owned_allowed') ?? false,
    verified: body.boolean('verified_allowed') ?? false,
    patterns: body.strings('patterns_allowed') ?? [],
  };
});

const approval = read(({ forkApproval }) => ({ approval_policy: forkApproval }));

const setApproval = change((settings, { body }) => {
  settings.forkApproval =
    body.word('approval_policy', [
      'first_time_contributors_new_to_github',
      'first_time_contributors',
      'all_external_contributors',
    ]) ?? settings.forkApproval;
});

/** Public repositories have the other setting. */
function ofPrivate(call: RepoCall): RepoCall {
  if (!call.repository.private)
    throw new Refusal(403, 'FORBIDDEN', 'Fork PR workflow settings are only available for private repositories.');
  return call;
}

const privateForks = read(({ privateForks: { run, writeTokens, secrets, approval: asked } }, call) => {
  ofPrivate(call);
  return {
    run_workflows_from_fork_pull_requests: run,
    send_write_tokens_to_workflows: writeTokens,
    send_secrets_and_variables: secrets,
    require_approval_for_fork_pr_workflows: asked,
  };
});

const setPrivateForks = change((settings, call) => {
  const { body } = ofPrivate(call);
  const { run, writeTokens, secrets, approval: asked } = settings.privateForks;
  settings.privateForks = {
    run: body.boolean('run_workflows_from_fork_pull_requests') ?? run,
    writeTokens: body.boolean('send_write_tokens_to_workflows') ?? writeTokens,
    secrets: body.boolean('send_secrets_and_variables') ?? secrets,
    approval: body.boolean('require_approval_for_fork_pr_workflows') ?? asked,
  };
});

const at = '/actions/permissions';

/** *Settings → Actions → General*. */
export const settingsRoutes: readonly Route[] = [
  repoRoute('GET', at, 'administration:read', permissions),
  repoRoute('PUT', at, 'administration:write', setPermissions),
  repoRoute('GET', `${at}/workflow`, 'administration:read', workflow),
  repoRoute('PUT', `${at}/workflow`, 'administration:write', setWorkflow),
  repoRoute('GET', `${at}/selected-actions`, 'administration:read', selected),
  repoRoute('PUT', `${at}/selected-actions`, 'administration:write', setSelected),
  repoRoute('GET', `${at}/fork-pr-contributor-approval`, 'administration:read', approval),
  repoRoute('PUT', `${at}/fork-pr-contributor-approval`, 'administration:write', setApproval),
  repoRoute('GET', `${at}/fork-pr-workflows-private-repos`, 'administration:read', privateForks),
  repoRoute('PUT', `${at}/fork-pr-workflows-private-repos`, 'administration:write', setPrivateForks),
];
