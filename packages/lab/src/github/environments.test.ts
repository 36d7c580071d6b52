import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { repository, Rig } from './github.test-host.ts';
import { EnvironmentRefusal, type JobGrant, type WorkflowRun } from './workflow-host.ts';

describe('environments', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.close());

  const startRun = async (login = 'alice', branch = 'main'): Promise<WorkflowRun> => {
    await rig.lab.push(repository, { login, branch, message: 'go', files: { trigger: String(Math.random()) } });
    const event = rig.events.findLast(({ name }) => name === 'push');
    assert.ok(event);
    return rig.lab.workflowHost.startRun({ event, workflowPath: '.github/workflows/gate.yml', workflowName: 'gate' });
  };
  const startJob = (run: WorkflowRun, environment = 'production') => {
    let waited = false;
    const granted: Promise<JobGrant> = rig.lab.workflowHost.startJob({
      run,
      name: 'merge',
      permissions: { contents: 'read' },
      environment,
      onWaiting: () => {
        waited = true;
      },
    });
    return { granted, waited: () => waited };
  };
  const pending = async (run: WorkflowRun, token = rig.alice.token) =>
    (await rig.rest('GET', `/actions/runs/${run.id}/pending_deployments`, { token })).body as unknown as {
      environment: { id: number };
      current_user_can_approve: boolean;
    }[];
  const judge = async (run: WorkflowRun, token: string, state = 'approved') => {
    const ids = (await pending(run)).map(({ environment }) => environment.id);
    const body = { environment_ids: ids, state, comment: 'looked at it' };
    return (await rig.rest('POST', `/actions/runs/${run.id}/pending_deployments`, { body, token })).status;
  };
  const approvals = async (run: WorkflowRun) =>
    (await rig.rest('GET', `/actions/runs/${run.id}/approvals`, { token: rig.alice.token })).body as unknown as {
      state: string;
      user: { login: string; type: string };
      environments: { name: string }[];
    }[];

  test('one that does not exist is made, without protection', async () => {
    const { granted, waited } = startJob(await startRun(), 'prodution');
    await granted;
    assert.equal(waited(), false);
    const { body } = await rig.rest('GET', '/environments/prodution', { token: rig.alice.token });
    assert.deepEqual([body['protection_rules'], body['deployment_branch_policy']], [[], null]);
  });

  test('a job waits for a reviewer, whose approval is on record, and then gets the environment’s secrets', async () => {
    rig.lab.setSecret(repository, 'KEY', 'repository');
    rig.lab.setSecret(repository, 'OTHER', 'shared');
    rig.lab.setEnvironment(repository, 'production', { reviewers: ['bob'], secrets: { KEY: 'environment' } });
    const run = await startRun();
    const { granted, waited } = startJob(run, 'Production');
    assert.equal(waited(), true);
    const path = `/actions/runs/${run.id}`;
    assert.equal((await rig.rest('GET', path, { token: rig.alice.token })).body['status'], 'waiting');
    assert.deepEqual([await judge(run, rig.carol.token), await judge(run, rig.appToken)], [403, 403]);
    assert.equal((await pending(run, rig.bob.token))[0]?.current_user_can_approve, true);
    assert.equal(await judge(run, rig.bob.token), 200);
    assert.deepEqual((await granted).secrets, { KEY: 'environment', OTHER: 'shared' });
    const [approval] = await approvals(run);
    assert.deepEqual(
      [approval?.state, approval?.user.login, approval?.user.type, approval?.environments[0]?.name],
      ['approved', 'bob', 'User', 'production'],
    );
    assert.equal(await judge(run, rig.bob.token), 422);
  });

  test('a rejection ends the job', async () => {
    rig.lab.setEnvironment(repository, 'production', { reviewers: ['bob'] });
    const run = await startRun();
    const { granted } = startJob(run);
    const refused = assert.rejects(granted, EnvironmentRefusal);
    assert.equal(await judge(run, rig.bob.token, 'rejected'), 200);
    await refused;
    assert.equal((await approvals(run))[0]?.state, 'rejected');
  });

  test('who started the run may not approve it where that is prevented; a team’s other members may', async () => {
    rig.lab.createTeam({ organization: 'acme', slug: 'release', members: ['alice', 'carol'] });
    rig.lab.setEnvironment(repository, 'production', { reviewers: ['team:release'], preventSelfReview: true });
    const run = await startRun('alice');
    const { granted } = startJob(run);
    assert.equal(await judge(run, rig.alice.token), 403);
    rig.lab.setCollaborator(repository, 'carol', 'write');
    assert.equal(await judge(run, rig.carol.token), 200);
    await granted;
  });

  test('an administrator’s bypass leaves no approval, and does nothing where it is forbidden', async () => {
    rig.lab.setEnvironment(repository, 'production', { reviewers: ['bob'], canAdminsBypass: false });
    const run = await startRun();
    const { granted } = startJob(run);
    rig.lab.bypassReviews(repository, run.id, 'alice');
    assert.equal((await pending(run)).length, 1);
    rig.lab.setEnvironment(repository, 'production', { reviewers: ['bob'] });
    rig.lab.bypassReviews(repository, run.id, 'alice');
    await granted;
    assert.deepEqual(await approvals(run), []);
  });

  test('a branch that the policy leaves out may not deploy', async () => {
    rig.lab.setEnvironment(repository, 'production', { branchPolicy: ['main', 'release/*'] });
    await startJob(await startRun('alice', 'release/1')).granted;
    await startJob(await startRun('alice', 'main')).granted;
    for (const branch of ['feature', 'release/1.x/hotfix', 'main2'])
      await assert.rejects(startJob(await startRun('alice', branch)).granted, EnvironmentRefusal, branch);
    rig.lab.setEnvironment(repository, 'production', { branchPolicy: 'protected' });
    await assert.rejects(startJob(await startRun()).granted, EnvironmentRefusal);
    rig.lab.protect(repository, 'main', {});
    await startJob(await startRun()).granted;
  });

  test('a wait timer runs on the lab’s clock', async () => {
    rig.lab.setEnvironment(repository, 'production', { waitTimer: 30 });
    const { granted, waited } = startJob(await startRun());
    assert.equal(waited(), true);
    rig.clock.advance(30 * 60_000);
    await granted;
  });

  test('the API tells the rules, or leaves out what some GitHubs do not tell', async () => {
    rig.lab.setEnvironment(repository, 'production', {
      reviewers: ['bob'],
      preventSelfReview: true,
      canAdminsBypass: undefined,
      branchPolicy: ['main'],
    });
    const { body } = await rig.rest('GET', '/environments/Production', { token: rig.alice.token });
    assert.equal('can_admins_bypass' in body, false);
    const types = (body['protection_rules'] as { type: string }[]).map(({ type }) => type);
    assert.deepEqual(types, ['required_reviewers', 'branch_policy']);
    assert.deepEqual(body['deployment_branch_policy'], { protected_branches: false, custom_branch_policies: true });
  });

  test('a job with an environment leaves a deployment that ends as the job does', async () => {
    const grant = await startJob(await startRun(), 'dev').granted;
    rig.lab.workflowHost.finishJob(grant, 'success');
    const { token } = rig.alice;
    const [deployment] = (await rig.rest('GET', '/deployments', { token })).body as unknown as { id: number }[];
    const statuses = (await rig.rest('GET', `/deployments/${deployment?.id}/statuses`, { token })).body;
    assert.equal((statuses as unknown as { state: string }[])[0]?.state, 'success');
  });
});
