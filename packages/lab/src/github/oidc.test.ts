import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { repository, Rig } from './github.test-host.ts';

describe('ID tokens of jobs', () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.start();
  });
  after(() => rig.close());

  const keys = () => createRemoteJWKSet(new URL(rig.lab.oidc.jwksUrl), { timeoutDuration: 120_000 });
  const verify = (token: string, audience: string) =>
    jwtVerify(token, keys(), { issuer: rig.lab.oidc.issuer, audience, currentDate: rig.clock.now() });

  const startJob = async (permissions: Record<string, 'read' | 'write'>, environment?: string) => {
    const host = rig.lab.workflowHost;
    const sha = await rig.lab.push(repository, { login: 'bob', message: 'go', files: { x: String(Math.random()) } });
    const event = rig.events.findLast(({ name }) => name === 'push');
    assert.ok(event);
    const run = host.startRun({ event, workflowPath: '.github/workflows/gate.yml', workflowName: 'gate' });
    const bound = environment === undefined ? {} : { environment };
    return { sha, run, grant: await host.startJob({ run, name: 'job', permissions, ...bound }) };
  };
  const ask = async (url: string, token: string) => {
    const answer = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    return { status: answer.status, body: (await answer.json()) as { value: string } };
  };

  test('have the claims that GitHub’s have', async () => {
    const { sha, run, grant } = await startJob({ 'id-token': 'write' }, 'promotion');
    assert.ok(grant.oidc);
    assert.match(grant.oidc.requestUrl, /\?api-version=2\.0$/);
    const answer = await ask(`${grant.oidc.requestUrl}&audience=sigstore`, grant.oidc.requestToken);
    const { payload } = await verify(answer.body.value, 'sigstore');
    const { iat, nbf, exp, jti, ...claims } = payload;
    assert.ok(jti && iat && nbf && exp && exp > iat);
    const ids = rig.lab.workflowHost.repositoryIds(repository);
    assert.deepEqual(claims, {
      iss: `${rig.lab.origin}/_services/token`,
      aud: 'sigstore',
      sub: `repo:acme@${ids.ownerId}/gitops@${ids.repositoryId}:environment:promotion`,
      repository,
      repository_id: String(ids.repositoryId),
      repository_owner: 'acme',
      repository_owner_id: String(ids.ownerId),
      repository_visibility: 'public',
      ref: 'refs/heads/main',
      ref_type: 'branch',
      ref_protected: 'false',
      sha,
      head_ref: '',
      base_ref: '',
      workflow: 'gate',
      workflow_ref: `${repository}/.github/workflows/gate.yml@refs/heads/main`,
      workflow_sha: sha,
      job_workflow_ref: `${repository}/.github/workflows/gate.yml@refs/heads/main`,
      job_workflow_sha: sha,
      event_name: 'push',
      actor: 'bob',
      actor_id: String(rig.bob.id),
      run_id: String(run.id),
      run_number: '1',
      run_attempt: '1',
      runner_environment: 'github-hosted',
      check_run_id: String(grant.checkRunId),
      environment: 'promotion',
    });
  });

  test('are given only with the permission, for this job, while it runs', async () => {
    assert.equal((await startJob({ contents: 'read' })).grant.oidc, undefined);
    const { grant } = await startJob({ 'id-token': 'write' });
    assert.ok(grant.oidc);
    const { requestUrl, requestToken } = grant.oidc;
    assert.equal((await ask(requestUrl, 'wrong')).status, 401);
    assert.equal((await ask(requestUrl.replace(/jobs\/\d+/, 'jobs/1'), requestToken)).status, 404);
    const owners = await ask(requestUrl, requestToken);
    const { payload } = await verify(owners.body.value, `${rig.lab.origin}/acme`);
    assert.equal(payload['environment'], undefined);
    rig.lab.workflowHost.finishJob(grant, 'success');
    assert.equal((await ask(requestUrl, requestToken)).status, 401);
  });

  test('can be made up for tests', async () => {
    const token = await rig.lab.mintIdToken({ aud: 'sigstore', sub: 'repo:evil/evil:ref:refs/heads/main', actor: 'x' });
    const { payload } = await verify(token, 'sigstore');
    assert.deepEqual([payload.sub, payload['actor']], ['repo:evil/evil:ref:refs/heads/main', 'x']);
    const old = await rig.lab.mintIdToken({ aud: 'sigstore', exp: 1 });
    await assert.rejects(verify(old, 'sigstore'), /exp/);
  });

  test('the issuer describes itself', async () => {
    const { issuer, jwksUrl } = rig.lab.oidc;
    const described = (await (await fetch(`${issuer}/.well-known/openid-configuration`)).json()) as object;
    assert.deepEqual(
      { ...described, claims_supported: [] },
      {
        issuer,
        jwks_uri: jwksUrl,
        subject_types_supported: ['public', 'pairwise'],
        response_types_supported: ['id_token'],
        claims_supported: [],
        id_token_signing_alg_values_supported: ['RS256'],
        scopes_supported: ['openid'],
      },
    );
  });
});
