import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { SignJWT, importPKCS8 } from 'jose';
import { repository, Rig } from './github.test-host.ts';
import { settingsChecks } from './openapi-settings.test-host.ts';
import { OpenApiDescription } from './openapi.test-host.ts';
import { router } from './rest/routes.ts';
import type { GitHubEvent } from './workflow-host.ts';

/** Every answer of this file is held to GitHub's own description; at the end no route may be left that was not. */
describe('REST answers follow the official description', () => {
  let rig: Rig;
  let description: OpenApiDescription;
  const succeeded = new Set<string>();
  const refused = new Set<string>();

  before(async () => {
    rig = await Rig.start();
    description = new OpenApiDescription();
    rig.watch = (method, url, { status, body }) => {
      const matched = router.match(method, url.pathname.replace('/api/v3', ''));
      assert.ok(matched, `${method} ${url.pathname} is served by no route`);
      const name = `${matched.route.method} ${matched.route.path}`;
      assert.deepEqual(description.complaints(method, matched.route.path, status, body), [], `${name} → ${status}`);
      (status < 400 ? succeeded : refused).add(name);
    };
  });
  after(() => rig.close());

  const ok = async (method: string, path: string, options: Parameters<Rig['rest']>[2] = {}, status = 200) => {
    const reply = await rig.rest(method, path, options);
    assert.equal(reply.status, status, `${method} ${path}: ${JSON.stringify(reply.body)}`);
    return reply.body;
  };

  test('every route is described', () => {
    const strange = router.routes.filter((route) => !description.describes(route.method, route.path));
    assert.deepEqual(
      strange.map((route) => `${route.method} ${route.path}`),
      [],
    );
  });

  test('git data', async () => {
    const head = await rig.commit('promote/dev', { 'envs/dev/values.yaml': 'tag: two\n' });
    const commit = await ok('GET', `/git/commits/${head}`);
    const tree = (commit['tree'] as { sha: string }).sha;
    await ok('GET', '/git/ref/heads/promote/dev');
    await ok('GET', '/git/matching-refs/heads');
    await ok('GET', `/git/trees/${tree}?recursive=1`);
    const blob = await ok('POST', '/git/blobs', { body: { content: 'text' } }, 201);
    await ok('GET', `/git/blobs/${String(blob['sha'])}`);
    await rig.rest('PATCH', '/git/refs/heads/promote/dev', { body: { sha: '0'.repeat(40) } });
    await rig.commit('gone', { x: 'x' });
    await rig.commit('gone', { x: 'y' });
    await ok('DELETE', '/git/refs/heads/gone', {}, 204);
    await rig.rest('POST', '/git/trees', { body: { tree: [{ path: '/x', mode: '100644', content: '' }] } });
    await rig.rest('POST', '/git/commits', { body: { message: 'x', tree: '0'.repeat(40) } });
    await rig.rest('POST', '/git/refs', { body: { ref: 'refs/heads/main', sha: head } });
  });

  test('commits, contents and branches', async () => {
    const { head } = rig.created;
    await ok(
      'POST',
      `/statuses/${head}`,
      { body: { state: 'success', context: 'argocd/dev', target_url: 'https://argocd.example.com' } },
      201,
    );
    await rig.rest('POST', `/statuses/${head}`, { body: { state: 'fine' } });
    await rig.rest('POST', `/statuses/${'0'.repeat(40)}`, { body: { state: 'success' } });
    for (const path of [
      '/commits?path=README.md',
      `/commits/${head}`,
      '/commits/promote/dev',
      `/commits/${head}/statuses`,
      '/commits/main/status',
      '/compare/main...promote/dev',
      '/branches',
      '/branches/promote/dev',
      '/contents/README.md',
      '/contents/',
      '/contents/envs?ref=main',
    ])
      await ok('GET', path);
    await ok('GET', '/commits/main/check-runs', { token: rig.alice.token });
  });

  test('check runs', async () => {
    rig.lab.createApp({ slug: 'checker', permissions: { checks: 'write' } });
    const token = rig.lab.installationToken('checker');
    const output = { title: 'Waits', summary: 'For a review.' };
    const body = { name: 'promotion', head_sha: rig.created.head, external_id: 'x', status: 'in_progress', output };
    const check = await ok('POST', '/check-runs', { token, body }, 201);
    const path = `/check-runs/${String(check['id'])}`;
    const done = await ok('PATCH', path, { token, body: { conclusion: 'success' } });
    assert.deepEqual([done['status'], done['conclusion']], ['completed', 'success']);
    await ok('GET', `/commits/${rig.created.head}/check-runs?check_name=promotion`, { token });
    await rig.rest('POST', '/check-runs', { token: rig.alice.token, body });
    await rig.rest('PATCH', path, { token, body: { status: 'completed' } });
  });

  test('pull requests', async () => {
    const { number, head } = await rig.propose('promote/staging');
    const pull = `/pulls/${number}`;
    await ok('GET', '/pulls?state=all');
    await ok('GET', pull);
    await ok('PATCH', pull, { body: { title: 'Another', body: null } });
    await ok('GET', `${pull}/files`);
    await ok('GET', `${pull}/commits`);
    await rig.rest('POST', `${pull}/reviews`, { body: { event: 'APPROVE' } });
    const { token } = rig.bob;
    const review = await ok('POST', `${pull}/reviews`, { body: { event: 'APPROVE', commit_id: head }, token });
    await ok('GET', `${pull}/reviews`);
    await ok('PUT', `${pull}/reviews/${String(review['id'])}/dismissals`, { body: { message: 'no' }, token });
    await ok('POST', `${pull}/requested_reviewers`, { body: { reviewers: ['bob'] } }, 201);
    const comment = await ok('POST', `/issues/${number}/comments`, { body: { body: 'hello' } }, 201);
    await ok('GET', `/issues/${number}/comments`);
    await ok('PATCH', `/issues/comments/${String(comment['id'])}`, { body: { body: 'hello again' } });
    await ok('DELETE', `/issues/comments/${String(comment['id'])}`, {}, 204);
    await ok('POST', `/issues/${number}/labels`, { body: { labels: ['promotion'] } });
    await ok('GET', `/issues/${number}/labels`);
    await ok('DELETE', `/issues/${number}/labels/promotion`);
    await rig.rest('PUT', `${pull}/merge`, { body: { sha: rig.created.head } });
    await rig.rest('GET', `${pull}/merge`);
    await ok('PUT', `${pull}/merge`, { body: { sha: head, merge_method: 'squash' } });
    await rig.rest('PUT', `${pull}/merge`, { body: { sha: head } });
    await ok('GET', `${pull}/merge`, {}, 204);
    await ok('GET', pull);
    await rig.rest('POST', '/pulls', { body: { title: 'x', head: 'promote/staging', base: 'main' } });
    await rig.rest('POST', '/pulls', { body: { title: 'x', head: 'nowhere', base: 'main' } });
  });

  test('code scanning', async () => {
    const { token } = rig.alice;
    const packed = (text: string) => gzipSync(text).toString('base64');
    const sarif = { version: '2.1.0', runs: [{ tool: { driver: { name: 'lint' } }, results: [] }] };
    const body = { commit_sha: rig.created.head, ref: 'refs/heads/main', sarif: packed(JSON.stringify(sarif)) };
    assert.deepEqual(description.requestComplaints('POST', '/repos/{owner}/{repo}/code-scanning/sarifs', body), []);
    const { id } = await ok('POST', '/code-scanning/sarifs', { body, token }, 202);
    await ok('GET', `/code-scanning/sarifs/${String(id)}`, { token });
    const upload = { id, ref: 'refs/heads/main', commitSha: rig.created.head, sarif };
    assert.deepEqual(rig.lab.sarifUploads(repository), [upload]);
    for (const [wrong, status] of [
      [{ sarif: 'not gzip' }, 400],
      [{ sarif: packed('{"version": "2.0.0"}') }, 400],
      [{ sarif: packed('{"version": "2.1.0", "runs": [{"results": []}]}') }, 400],
      [{ ref: 'main' }, 422],
      [{ commit_sha: '0'.repeat(40) }, 422],
    ] as const)
      await ok('POST', '/code-scanning/sarifs', { body: { ...body, ...wrong }, token }, status);
    await ok('POST', '/code-scanning/sarifs', { body, token: rig.appToken }, 403);
    assert.equal(rig.lab.sarifUploads(repository).length, 1);
  });

  test('runs, environments and deployments', async () => {
    const { token } = rig.alice;
    const host = rig.lab.workflowHost;
    rig.lab.createTeam({ organization: 'acme', slug: 'release', members: ['bob'] });
    rig.lab.setEnvironment(repository, 'production', {
      reviewers: ['bob', 'team:release'],
      waitTimer: 1,
      branchPolicy: ['main'],
    });
    await ok(
      'POST',
      '/actions/workflows/gate.yml/dispatches',
      { body: { ref: 'main', inputs: { pull: '1' } }, token },
      204,
    );
    await rig.rest('POST', '/actions/workflows/gate.yml/dispatches', {
      body: { ref: 'main', inputs: { other: '1' } },
      token,
    });
    await ok('POST', '/dispatches', { body: { event_type: 'sample', client_payload: { a: 1 } } }, 204);
    const event = rig.events.find((each) => each.name === 'workflow_dispatch');
    assert.ok(event);
    const run = host.startRun({ event, workflowPath: '.github/workflows/gate.yml', workflowName: 'gate' });
    const granted = host.startJob({ run, name: 'merge', permissions: { contents: 'read' }, environment: 'production' });
    const waiting = await rig.rest('GET', `/actions/runs/${run.id}/pending_deployments`, { token });
    const [pending] = waiting.body as unknown as { environment: { id: number } }[];
    await ok('POST', `/actions/runs/${run.id}/pending_deployments`, {
      body: { environment_ids: [pending?.environment.id], state: 'approved', comment: 'go' },
      token: rig.bob.token,
    });
    rig.clock.advance(60_000);
    host.finishJob(await granted, 'success');
    await host.finishRun(run, 'success');
    for (const path of [
      '/actions/runs?event=workflow_dispatch',
      `/actions/runs/${run.id}`,
      `/actions/runs/${run.id}/jobs`,
      `/actions/runs/${run.id}/approvals`,
      '/actions/workflows/gate.yml',
      '/actions/workflows/gate.yml/runs?status=success',
      '/environments',
      '/environments/PRODUCTION',
      '/environments/production/deployment-branch-policies',
      '/deployments',
      '/commits/main/check-runs',
    ])
      await ok('GET', path, { token });
    const body = { ref: 'main', auto_merge: false, required_contexts: [], environment: 'dev', payload: { a: 1 } };
    const deployment = await ok('POST', '/deployments', { body, token }, 201);
    await rig.rest('POST', '/deployments', { body: { ...body, required_contexts: ['missing'] }, token });
    await ok('POST', '/deployments', { body: { ref: 'promote/dev' }, token }, 202);
    const path = `/deployments/${String(deployment['id'])}`;
    await ok('GET', path, { token });
    await ok('POST', `${path}/statuses`, { body: { state: 'success', log_url: 'https://ci.example.com' }, token }, 201);
    await ok('GET', `${path}/statuses`, { token });
  });

  for (const [name, check] of Object.entries(settingsChecks)) test(name, () => check({ rig, description, ok }));

  test('issues', async () => {
    const created = await ok('POST', '/issues', { body: { title: 'Board', body: 'one', labels: ['board'] } }, 201);
    const path = `/issues/${String(created['number'])}`;
    const changed = await ok('PATCH', path, { body: { body: 'two', state: 'closed' } });
    assert.deepEqual([changed['title'], changed['body'], changed['state']], ['Board', 'two', 'closed']);
    assert.deepEqual(await ok('GET', path), changed);
    await rig.rest('POST', '/issues', { body: { title: ' ' } });
    await rig.rest('PATCH', path, { body: { body: 'x'.repeat(65_537) } });
    await rig.rest('GET', '/issues/9999');
  });

  test('accounts, Apps and teams', async () => {
    const { app, alice } = rig;
    const key = await importPKCS8(app.privateKey, 'RS256');
    const now = Math.floor(rig.clock.now().getTime() / 1000);
    const jwt = await new SignJWT({ iss: app.clientId, iat: now - 60, exp: now + 540 })
      .setProtectedHeader({ alg: 'RS256' })
      .sign(key);
    await ok('GET', '//app', { token: jwt });
    const installation = await ok('GET', '/installation', { token: jwt });
    await ok('GET', '//orgs/acme/installation', { token: jwt });
    await ok('GET', '//users/acme/installation', { token: jwt });
    const path = `//app/installations/${String(installation['id'])}/access_tokens`;
    const issued = await ok(
      'POST',
      path,
      { token: jwt, body: { repositories: ['gitops'], permissions: { contents: 'read' } } },
      201,
    );
    await rig.rest('POST', path, { token: jwt, body: { permissions: { administration: 'write' } } });
    const token = String(issued['token']);
    await ok('GET', '//installation/repositories', { token });
    await ok('DELETE', '//installation/token', { token }, 204);
    assert.equal((await rig.rest('GET', '', { token })).status, 401);
    await ok('GET', '//apps/promoter');
    await ok('GET', '//user', { token: alice.token });
    await ok('GET', '//users/alice');
    await ok('GET', '//meta');
    await ok('GET', '//rate_limit');
    await ok('GET', '//orgs/acme/teams/release', { token: alice.token });
    await ok('GET', '//orgs/acme/teams/release/memberships/bob', { token: alice.token });
    await ok('GET', '');
    await ok('GET', '/collaborators/bob/permission');
  });

  test('bad credentials and things that are not there are refused on every route', async () => {
    for (const { method, path } of router.routes) {
      const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
      const gone = path.replace('{owner}/{repo}', 'acme/nothing').replace(/\{\w+\}/g, 'none');
      assert.equal((await rig.rest(method, `/${gone}`, { ...body, token: 'wrong' })).status, 401, `${method} ${path}`);
      if (path.includes('{owner}')) {
        const { status } = await rig.rest(method, `/${gone}`, body);
        assert.ok(status === 404 || status === 401, `${method} ${path} → ${status}`);
      }
    }
  });

  test('event payloads follow the description of webhooks', () => {
    const webhook = ({ name, action }: GitHubEvent): string => {
      if (name === 'repository_dispatch') return 'repository-dispatch-sample.collected';
      const base = name === 'pull_request_target' ? 'pull_request' : name;
      return (action === undefined ? base : `${base}_${action}`).replaceAll('_', '-');
    };
    const kinds = new Map(rig.events.map((event) => [webhook(event), event]));
    const wanted = [
      'push',
      'status',
      'workflow-dispatch',
      'repository-dispatch-sample.collected',
      'workflow-run-completed',
      'pull-request-opened',
      'pull-request-edited',
      'pull-request-closed',
      'pull-request-review-submitted',
      'pull-request-review-dismissed',
    ];
    assert.deepEqual(
      wanted.filter((name) => !kinds.has(name)),
      [],
    );
    for (const [name, event] of kinds) assert.deepEqual(description.payloadComplaints(name, event.payload), [], name);
  });

  test('no route is left that was not checked, in success and in refusal', () => {
    const names = router.routes.map((route) => `${route.method} ${route.path}`);
    assert.deepEqual(
      names.filter((name) => !succeeded.has(name)),
      [],
    );
    assert.deepEqual(
      names.filter((name) => !refused.has(name)),
      [],
    );
  });
});
