import assert from 'node:assert/strict';
import { repository, type Rig } from './github.test-host.ts';
import type { OpenApiDescription } from './openapi.test-host.ts';
import type { Json } from './rest/body-reader.ts';

interface Checked {
  readonly rig: Rig;
  readonly description: OpenApiDescription;
  /** Asks, expects the status, and gives the body. */
  readonly ok: (method: string, path: string, options?: Parameters<Rig['rest']>[2], status?: number) => Promise<Json>;
}

const reviewed = {
  required_approving_review_count: 1,
  require_code_owner_review: true,
  dismiss_stale_reviews_on_push: true,
  require_last_push_approval: true,
  required_review_thread_resolution: false,
  allowed_merge_methods: ['squash'],
};

/** The part of the checks of REST answers that is about what administrators set up, by what it looks at. */
export const settingsChecks: Readonly<Record<string, (checked: Checked) => Promise<void>>> = {
  async 'rulesets and protection'({ rig, description, ok }) {
    const { token } = rig.alice;
    const body = {
      name: 'Reviewed',
      enforcement: 'active',
      target: 'branch',
      conditions: { ref_name: { include: ['~DEFAULT_BRANCH'], exclude: [] } },
      rules: [{ type: 'deletion' }, { type: 'pull_request', parameters: reviewed }],
      bypass_actors: [{ actor_type: 'Integration', actor_id: rig.app.id, bypass_mode: 'always' }],
    };
    assert.deepEqual(description.requestComplaints('POST', '/repos/{owner}/{repo}/rulesets', body), []);
    const made = await ok('POST', '/rulesets', { body, token }, 201);
    const path = `/rulesets/${String(made['id'])}`;
    await ok('PUT', path, { body: { name: 'Looked at' }, token });
    const [seen, hidden] = [await ok('GET', path, { token }), await ok('GET', path)];
    assert.deepEqual([seen['bypass_actors'], seen['name']], [body.bypass_actors, 'Looked at']);
    assert.deepEqual(['bypass_actors' in hidden, hidden['current_user_can_bypass']], [false, 'always']);
    assert.deepEqual((await rig.rest('GET', '/rulesets')).body.length, 1);
    const rules = await ok('GET', '/rules/branches/main');
    assert.deepEqual(
      (rules as unknown as { type: string; ruleset_id: number }[]).map(({ type, ruleset_id: id }) => [type, id]),
      [
        ['deletion', made['id']],
        ['pull_request', made['id']],
      ],
    );
    await rig.rest('POST', '/rulesets', {
      body: { ...body, bypass_actors: [{ actor_id: 'ID', actor_type: 'Team' }] },
      token,
    });
    await ok('DELETE', path, { token }, 204);
    await rig.rest('GET', '/branches/main/protection', { token });
    rig.lab.protect(repository, 'main', { requiredApprovals: 1, requiredContexts: ['lint'], updatesBy: ['promoter'] });
    await ok('GET', '/branches/main/protection', { token });
    rig.lab.protect(repository, 'main', null);
  },

  async 'settings of Actions'({ rig, description, ok }) {
    const { token } = rig.alice;
    const at = '/actions/permissions';
    for (const [path, body] of [
      ['', { enabled: true, allowed_actions: 'selected', sha_pinning_required: true }],
      ['/workflow', { default_workflow_permissions: 'read', can_approve_pull_request_reviews: true }],
      ['/selected-actions', { github_owned_allowed: true, verified_allowed: false, patterns_allowed: ['acme/*'] }],
      ['/fork-pr-contributor-approval', { approval_policy: 'all_external_contributors' }],
    ] as const) {
      const template = `/repos/{owner}/{repo}${at}${path}`;
      assert.deepEqual(description.requestComplaints('PUT', template, body), []);
      await ok('PUT', at + path, { body, token }, 204);
      const { selected_actions_url: _, ...told } = await ok('GET', at + path, { token });
      assert.deepEqual(told, body);
      await ok('GET', at + path, {}, 403);
    }
    await ok('PUT', at, { body: { enabled: true, allowed_actions: 'all' }, token }, 204);
    await ok('GET', `${at}/selected-actions`, { token }, 409);
    const forks = {
      run_workflows_from_fork_pull_requests: true,
      send_write_tokens_to_workflows: false,
      send_secrets_and_variables: true,
      require_approval_for_fork_pr_workflows: true,
    };
    const forkPath = '/actions/permissions/fork-pr-workflows-private-repos';
    await ok('GET', forkPath, { token }, 403);
    await rig.lab.createRepository({ owner: 'acme', name: 'hidden', private: true, authorLogin: 'alice' });
    const hidden = `//repos/acme/hidden${forkPath}`;
    await ok('PUT', hidden, { body: forks, token }, 204);
    assert.deepEqual(await ok('GET', hidden, { token }), forks);
  },

  async 'secrets, variables, keys and owners'({ rig, ok }) {
    const { token } = rig.alice;
    rig.lab.setSecret(repository, 'KEY', 'hidden');
    rig.lab.setOrganizationSecret('acme', 'SHARED', 'hidden');
    rig.lab.setVariable(repository, 'PLAIN', 'seen');
    rig.lab.setOrganizationVariable('acme', 'COMMON', 'seen');
    rig.lab.setEnvironment(repository, 'keys', { secrets: { INNER: 'hidden' } });
    rig.lab.addDeployKey(repository, 'a machine', { readOnly: false });
    const names = async (path: string, field: string) =>
      ((await ok('GET', path, { token }))[field] as { name: string }[]).map(({ name }) => name);
    assert.deepEqual(await names('/actions/secrets', 'secrets'), ['KEY']);
    assert.deepEqual(await names('/actions/organization-secrets', 'secrets'), ['SHARED']);
    assert.deepEqual(await names('/environments/keys/secrets', 'secrets'), ['INNER']);
    assert.deepEqual(await names('/actions/variables', 'variables'), ['PLAIN']);
    assert.deepEqual(await names('/actions/organization-variables', 'variables'), ['COMMON']);
    await ok('GET', '/keys', { token });
    await ok('GET', '/teams', { token });
    await rig.rest('GET', '/codeowners/errors');
    const files = { '.github/CODEOWNERS': '* @bob @acme/nobody\n' };
    await rig.lab.push(repository, { login: 'alice', message: 'Owners', files });
    const { errors } = await ok('GET', '/codeowners/errors');
    assert.deepEqual(
      (errors as { line: number; column: number; kind: string }[]).map(({ line, column, kind }) => [
        line,
        column,
        kind,
      ]),
      [[1, 8, 'Unknown owner']],
    );
  },

  async 'environments are made and changed'({ rig, description, ok }) {
    const { token, id } = rig.alice;
    const at = '/environments/made';
    const custom = { protected_branches: false, custom_branch_policies: true };
    const body = {
      wait_timer: 5,
      prevent_self_review: true,
      reviewers: [{ type: 'User', id }],
      deployment_branch_policy: custom,
    };
    const template = '/repos/{owner}/{repo}/environments/{environment_name}';
    assert.deepEqual(description.requestComplaints('PUT', template, body), []);
    const made = await ok('PUT', at, { body: { ...body, can_admins_bypass: false }, token });
    assert.deepEqual([made['can_admins_bypass'], made['deployment_branch_policy']], [false, custom]);
    const policies = `${at}/deployment-branch-policies`;
    const main = await ok('POST', policies, { body: { name: 'main', type: 'branch' }, token });
    assert.equal((await rig.rest('POST', policies, { body: { name: 'main' }, token })).status, 303);
    await ok('DELETE', `${policies}/${String(main['id'])}`, { token }, 204);
    await ok('PUT', at, { body, token: rig.appToken }, 403);
    await ok('PUT', at, { body: { deployment_branch_policy: { ...custom, protected_branches: true } }, token }, 422);
  },

  async plans({ rig, ok }) {
    const { token } = rig.alice;
    const { plan } = await ok('GET', '//orgs/acme', { token });
    assert.equal((plan as { name: string }).name, 'enterprise');
    assert.equal('plan' in (await ok('GET', '//orgs/acme')), false);
    await ok('GET', '//orgs/acme/installations', { token });
    await ok('GET', '//orgs/acme/installations', {}, 403);
    await ok('GET', '//orgs/nobody', {}, 404);
    rig.lab.createOrganization('small', ['alice'], 'team');
    rig.lab.createOrganization('smaller', ['alice'], 'free');
    for (const owner of ['small', 'smaller'])
      await rig.lab.createRepository({ owner, name: 'gitops', private: true, authorLogin: 'alice' });
    const environment = { body: { reviewers: [], deployment_branch_policy: null }, token };
    await ok('PUT', '//repos/small/gitops/environments/production', environment, 422);
    await ok('PUT', '//repos/small/gitops/environments/production', { body: {}, token });
    await ok('GET', '//repos/small/gitops/rulesets', { token });
    for (const path of ['rulesets', 'rules/branches/main', 'branches/main/protection']) {
      const { message } = await ok('GET', `//repos/smaller/gitops/${path}`, { token }, 403);
      assert.equal(message, 'Upgrade to GitHub Pro or make this repository public to enable this feature.');
    }
  },
};
