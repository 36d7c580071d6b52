import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { git, repository, Rig } from './github.test-host.ts';
import { GitHubLabError } from './lab-error.ts';

describe('rulesets', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.close());

  const create = async (ruleset: object) => {
    const body = { name: 'A', enforcement: 'active', ...ruleset };
    const answer = await rig.rest('POST', '/rulesets', { body, token: rig.alice.token });
    assert.equal(answer.status, 201, JSON.stringify(answer.body));
  };
  const on = (...include: string[]) => ({ conditions: { ref_name: { include, exclude: [] } } });
  const promoter = () => ({ bypass_actors: [{ actor_type: 'Integration', actor_id: rig.app.id }] });
  const move = async (ref: string, token: string, sha = rig.created.head) => {
    const { status, body } = await rig.rest('POST', '/git/refs', { body: { ref: `refs/${ref}`, sha }, token });
    return status === 201 ? 'made' : String(body['message']).split('\n')[2];
  };

  test('keep branches at whatever depth for those who bypass', async () => {
    await create({
      ...on('refs/heads/promote/**/*'),
      ...promoter(),
      rules: [{ type: 'creation' }, { type: 'update' }],
    });
    const forbidden = 'Cannot create ref due to creations being restricted.';
    const { token } = rig.alice;
    assert.equal(await move('heads/promote/dev', token), forbidden);
    assert.equal(await move('heads/promote/prod/eu', token), forbidden);
    assert.equal(await move('heads/promoted', token), 'made');
    assert.equal(await move('heads/promote/dev', rig.appToken), 'made');
    const body = { sha: await rig.commit('other', { x: 'x' }) };
    assert.equal((await rig.rest('PATCH', '/git/refs/heads/promote/dev', { body, token })).status, 422);
    assert.equal((await rig.rest('PATCH', '/git/refs/heads/promote/dev', { body })).status, 200);
  });

  test('keep tags, and from deletion', async () => {
    const rules = [{ type: 'creation' }, { type: 'deletion' }];
    await create({ target: 'tag', ...on('refs/tags/v*'), ...promoter(), rules });
    assert.match(String(await move('tags/v1', rig.alice.token)), /creations being restricted/);
    assert.equal(await move('tags/latest', rig.alice.token), 'made');
    assert.equal(await move('tags/v1', rig.appToken), 'made');
    const { status } = await rig.rest('DELETE', '/git/refs/tags/v1', { token: rig.alice.token });
    assert.equal(status, 422);
  });

  test('bind pushes over git as well', async () => {
    await create({ ...on('~DEFAULT_BRANCH'), rules: [{ type: 'update' }] });
    const url = rig.created.cloneUrl.replace('://', `://x:${rig.alice.token}@`);
    await git(rig.directory, 'clone', '-q', url, 'work');
    const work = `${rig.directory}/work`;
    await git(work, 'commit', '-q', '--allow-empty', '-m', 'x');
    await assert.rejects(git(work, 'push', 'origin', 'main'), /Cannot update this protected ref/);
  });

  test('ask for reviews, together with protection: the most restrictive counts', async () => {
    const parameters = { required_approving_review_count: 1, dismiss_stale_reviews_on_push: true };
    await create({ ...on('refs/heads/main'), rules: [{ type: 'pull_request', parameters }] });
    rig.lab.protect(repository, 'main', { requiredApprovals: 2, bypassApps: ['promoter'] });
    const { number, head } = await rig.propose();
    const merge = () => rig.rest('PUT', `/pulls/${number}/merge`, { body: { sha: head } });
    assert.match(String((await merge()).body['message']), /At least 2 approving reviews are required/);
    rig.lab.protect(repository, 'main', null);
    assert.match(String((await merge()).body['message']), /At least 1 approving review is required/);
    await rig.rest('POST', `/pulls/${number}/reviews`, { body: { event: 'APPROVE' }, token: rig.bob.token });
    assert.equal((await merge()).status, 200);
  });

  test('bind nobody while they are only evaluated', async () => {
    await create({ ...on('~ALL'), enforcement: 'evaluate', rules: [{ type: 'creation' }] });
    assert.equal(await move('heads/free', rig.alice.token), 'made');
    assert.deepEqual((await rig.rest('GET', '/rules/branches/free')).body, []);
  });
});

describe('plans', () => {
  test('have for private repositories what GitHub documents', async (t) => {
    const rig = await Rig.start();
    t.after(() => rig.close());
    const { lab } = rig;
    lab.createOrganization('small', ['alice'], 'team');
    await lab.createRepository({ owner: 'small', name: 'gitops', private: true, authorLogin: 'alice' });
    await lab.createRepository({ owner: 'small', name: 'open', authorLogin: 'alice' });
    assert.throws(() => lab.setEnvironment('small/gitops', 'production', { reviewers: ['bob'] }), GitHubLabError);
    lab.setEnvironment('small/gitops', 'production', { branchPolicy: ['main'], secrets: { KEY: 'x' } });
    lab.setEnvironment('small/open', 'production', { reviewers: ['bob'] });
    lab.createOrganization('small', ['alice'], 'free');
    assert.throws(() => lab.protect('small/gitops', 'main', {}), GitHubLabError);
    assert.throws(() => lab.setEnvironment('small/gitops', 'keys', { secrets: { KEY: 'x' } }), GitHubLabError);
    lab.protect('small/open', 'main', {});
  });
});
