import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { importPKCS8, SignJWT } from 'jose';
import { repository, Rig } from './github.test-host.ts';
import type { Permissions } from './workflow-host.ts';

describe('who may do what', () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.start({ private: true });
    await rig.lab.createRepository({ owner: 'acme', name: 'app', authorLogin: 'alice', files: { x: 'x' } });
  });
  after(() => rig.close());

  /** A GITHUB_TOKEN of a job in the repository. */
  const jobToken = async (permissions: Permissions) => {
    const host = rig.lab.workflowHost;
    await rig.lab.push(repository, { login: 'alice', message: 'go', files: { trigger: String(Math.random()) } });
    const event = rig.events.findLast(({ name }) => name === 'push');
    assert.ok(event);
    const run = host.startRun({ event, workflowPath: '.github/workflows/gate.yml', workflowName: 'gate' });
    const grant = await host.startJob({ run, name: 'job', permissions });
    return { token: grant.token, end: () => host.finishJob(grant, 'success') };
  };

  test('credentials that are not good are refused, and those of an hour ago', async () => {
    const token = rig.lab.installationToken('promoter');
    assert.equal((await rig.rest('GET', '', { token })).status, 200);
    const bad = await rig.rest('GET', '', { token: 'ghs_nothing' });
    assert.deepEqual([bad.status, bad.body['message']], [401, 'Bad credentials']);
    rig.clock.advance(3_600_001);
    assert.equal((await rig.rest('GET', '', { token })).status, 401);
  });

  test('a private repository does not exist for those who may not read it', async () => {
    for (const token of [rig.carol.token, null]) assert.equal((await rig.rest('GET', '', { token })).status, 404);
    const query = '{repository(owner:"acme",name:"gitops"){id}}';
    const [error] = (await rig.graphql(query, {}, rig.carol.token)).errors ?? [];
    assert.deepEqual(
      [error?.type, error?.message, error?.path],
      ['NOT_FOUND', "Could not resolve to a Repository with the name 'acme/gitops'.", ['repository']],
    );
    assert.equal((await rig.rest('GET', '', { token: rig.bob.token })).status, 200);
  });

  test('an App is told which permission it lacks', async () => {
    const token = rig.lab.installationToken('promoter', { permissions: { contents: 'read' } });
    const refused = await rig.rest('POST', '/git/trees', { body: { tree: [] }, token });
    assert.deepEqual(
      [refused.status, refused.body['message'], refused.headers.get('x-accepted-github-permissions')],
      [403, 'Resource not accessible by integration', 'contents=write'],
    );
    const query = '{repository(owner:"acme",name:"gitops"){pullRequests(first:1){totalCount}}}';
    assert.equal((await rig.graphql(query, {}, token)).errors?.[0]?.type, 'FORBIDDEN');
  });

  test('a token for one repository does nothing in another', async () => {
    const token = rig.lab.installationToken('promoter', { repositories: ['app'], owner: 'acme' });
    assert.equal((await rig.rest('GET', '', { token })).status, 404);
    assert.equal((await rig.rest('GET', '//repos/acme/app', { token })).status, 200);
  });

  test('an App’s own token needs a key, a short life and an installation', async () => {
    const { app } = rig;
    const key = await importPKCS8(app.privateKey, 'RS256');
    const now = Math.floor(rig.clock.now().getTime() / 1000);
    const jwt = (claims: object) => new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256' }).sign(key);
    const status = async (claims: object) =>
      (await rig.rest('GET', '//app', { token: await jwt({ iat: now, exp: now + 300, iss: app.clientId, ...claims }) }))
        .status;
    assert.equal(await status({}), 200);
    assert.equal(await status({ iss: String(app.id) }), 200);
    assert.equal(await status({ exp: now + 3600 }), 401);
    assert.equal(await status({ iat: now - 900, exp: now - 300 }), 401);
    assert.equal(await status({ iss: 'other' }), 401);
  });

  test('a GITHUB_TOKEN is for its repository, for its job’s time, and approves only where that is allowed', async () => {
    const { token, end } = await jobToken({ contents: 'write', 'pull-requests': 'write' });
    const elsewhere = await rig.rest('POST', '//repos/acme/app/git/trees', { body: { tree: [] }, token });
    assert.equal(elsewhere.status, 403);
    rig.clock.advance(1);
    const proposer = rig.lab.installationToken('promoter');
    const { number } = await rig.propose('for-actions', proposer);
    const approve = () => rig.rest('POST', `/pulls/${number}/reviews`, { body: { event: 'APPROVE' }, token });
    const refused = await approve();
    assert.deepEqual(
      [refused.status, refused.body['errors']],
      [422, ['GitHub Actions is not permitted to approve pull requests.']],
    );
    rig.lab.configure(repository, { actionsMayApprove: true });
    assert.equal((await approve()).status, 200);
    end();
    assert.equal((await approve()).status, 401);
  });

  test('what a GITHUB_TOKEN does starts nothing, dispatches excepted', async () => {
    const { token } = await jobToken({ contents: 'write', actions: 'write', statuses: 'write' });
    rig.events.length = 0;
    const sha = await rig.commit('by-actions', { quiet: 'x' }, token);
    await rig.rest('POST', `/statuses/${sha}`, { body: { state: 'success' }, token });
    assert.deepEqual(rig.events, []);
    const body = { ref: 'main', inputs: { pull: '1' } };
    assert.equal((await rig.rest('POST', '/actions/workflows/gate.yml/dispatches', { body, token })).status, 204);
    assert.deepEqual(
      rig.events.map(({ name, actor, payload }) => [name, actor, payload['inputs'], payload['workflow']]),
      [['workflow_dispatch', 'github-actions[bot]', { pull: '1' }, '.github/workflows/gate.yml']],
    );
  });

  test('every answer has the lab’s time, and the traffic says who asked for what', async () => {
    const mark = rig.traffic.served.length;
    const token = rig.lab.installationToken('promoter');
    const { headers } = await rig.rest('GET', '', { token });
    assert.equal(Math.abs(new Date(headers.get('date') ?? '').getTime() - rig.clock.now().getTime()) < 5000, true);
    await rig.graphql('query WhoAmI{viewer{login}}', {}, rig.alice.token);
    assert.deepEqual(
      rig.traffic.since(mark).map(({ actor, operation, status }) => [actor, operation, status]),
      [
        ['promoter[bot]', undefined, 200],
        ['alice', 'WhoAmI', 200],
      ],
    );
  });

  test('an App without the permission changes no workflow, by whatever way', async () => {
    const token = rig.lab.installationToken('promoter');
    const files = { '.github/workflows/evil.yml': 'on: push' };
    await rig.commit('sneaky', files, token);
    assert.equal(rig.lab.branch(repository, 'sneaky'), null);
    await rig.commit('sneaky', files, rig.alice.token);
    assert.notEqual(rig.lab.branch(repository, 'sneaky'), null);
    const parent = rig.lab.branch(repository, 'main');
    const query = `mutation($input:CreateCommitOnBranchInput!){createCommitOnBranch(input:$input){commit{oid}}}`;
    const input = {
      branch: { repositoryNameWithOwner: repository, branchName: 'main' },
      expectedHeadOid: parent,
      message: { headline: 'x' },
      fileChanges: { additions: [{ path: '.github/workflows/evil.yml', contents: 'b246IHB1c2g=' }], deletions: [] },
    };
    assert.match(
      (await rig.graphql(query, { input }, token)).errors?.[0]?.message ?? '',
      /without `workflows` permission/,
    );
  });

  test('logins are the same in any letter case', async () => {
    const { body } = await rig.rest('GET', '/collaborators/BOB/permission', { token: rig.alice.token });
    assert.deepEqual([body['permission'], (body['user'] as { login: string }).login], ['write', 'bob']);
    assert.equal((await rig.rest('GET', '//repos/ACME/GitOps', { token: rig.alice.token })).status, 200);
  });
});
