import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { repository, Rig } from './github.test-host.ts';

describe('pull requests from forks', () => {
  let rig: Rig;
  const fork = 'carol/gitops';
  before(async () => {
    rig = await Rig.start();
    await rig.lab.fork(repository, 'carol');
  });
  after(() => rig.close());

  const push = (branch: string, text: string) =>
    rig.lab.push(fork, { login: 'carol', branch, message: 'Mine', files: { 'envs/dev/values.yaml': text } });
  const facts = async (number: number) =>
    (
      await rig.graphql(`{repository(owner:"acme",name:"gitops"){pullRequest(number:${number}){
        isCrossRepository headRefName headRefOid headRef{name} headRepository{nameWithOwner isFork}
        headRepositoryOwner{login} author{login} state commits(first:5){totalCount}}}}`)
    ).data?.['repository']?.['pullRequest'];

  test('are told apart from the repository’s own, follow the fork, and outlive it', async () => {
    const first = await push('promote/dev', 'tag: evil\n');
    const body = { title: 'Mine', head: 'carol:promote/dev', base: 'main' };
    const opened = await rig.rest('POST', '/pulls', { body, token: rig.carol.token });
    assert.equal(opened.status, 201);
    const number = Number(opened.body['number']);
    const expected = {
      isCrossRepository: true,
      headRefName: 'promote/dev',
      headRefOid: first,
      headRef: { name: 'promote/dev' },
      headRepository: { nameWithOwner: fork, isFork: true },
      headRepositoryOwner: { login: 'carol' },
      author: { login: 'carol' },
      state: 'OPEN',
      commits: { totalCount: 1 },
    };
    assert.deepEqual(await facts(number), expected);
    const second = await push('promote/dev', 'tag: worse\n');
    assert.deepEqual(await facts(number), { ...expected, headRefOid: second, commits: { totalCount: 2 } });
    rig.lab.deleteRepository(fork);
    const gone = { headRefOid: second, commits: { totalCount: 2 }, headRef: null, headRepository: null };
    assert.deepEqual(await facts(number), { ...expected, ...gone });
    const { body: told } = await rig.rest('GET', `/pulls/${number}`);
    assert.equal((told['head'] as { repo: unknown }).repo, null);
    assert.equal((await rig.rest('PUT', `/pulls/${number}/merge`, { body: { sha: second } })).status, 200);
  });

  test('run with neither secrets nor a token that writes', async () => {
    await rig.lab.fork(repository, 'bob');
    rig.lab.setSecret(repository, 'KEY', 'secret');
    await rig.lab.push('bob/gitops', { login: 'bob', branch: 'x', message: 'x', files: { x: 'x' } });
    await rig.rest('POST', '/pulls', { body: { title: 'x', head: 'bob:x', base: 'main' }, token: rig.bob.token });
    const host = rig.lab.workflowHost;
    const grantFor = (name: string) => {
      const event = rig.events.findLast((each) => each.name === name);
      assert.ok(event);
      const run = host.startRun({ event, workflowPath: '.github/workflows/gate.yml', workflowName: 'gate' });
      return host.startJob({ run, name: 'job', permissions: { contents: 'write', 'id-token': 'write' } });
    };
    const untrusted = await grantFor('pull_request');
    assert.deepEqual([untrusted.secrets, untrusted.oidc], [{}, undefined]);
    const write = await rig.rest('POST', '/git/blobs', { body: { content: 'x' }, token: untrusted.token });
    assert.equal(write.status, 403);
    const trusted = await grantFor('pull_request_target');
    assert.deepEqual(trusted.secrets, { KEY: 'secret' });
  });
});
