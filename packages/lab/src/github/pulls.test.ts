import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { repository, Rig, type Reply } from './github.test-host.ts';

const complaint = ({ body }: Reply): unknown => (body['errors'] as { message: string }[] | undefined)?.[0]?.message;

describe('pull requests', () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.start();
  });
  after(() => rig.close());

  test('a branch without commits of its own, a second pull request and a long body are refused', async () => {
    const { head } = await rig.propose('promote/once');
    const open = (body: object) => rig.rest('POST', '/pulls', { body: { title: 't', base: 'main', ...body } });
    await rig.rest('POST', '/git/refs', { body: { ref: 'refs/heads/empty', sha: rig.created.head } });
    const empty = await open({ head: 'empty' });
    assert.deepEqual([empty.status, complaint(empty)], [422, 'No commits between main and empty']);
    const twin = await open({ head: 'promote/once' });
    assert.deepEqual([twin.status, complaint(twin)], [422, 'A pull request already exists for acme:promote/once.']);
    await rig.rest('POST', '/git/refs', { body: { ref: 'refs/heads/long', sha: head } });
    const long = await open({ head: 'long', body: 'x'.repeat(65_537) });
    assert.deepEqual([long.status, complaint(long)], [422, 'body is too long (maximum is 65536 characters)']);
    assert.equal((await open({ head: 'long', body: '😀'.repeat(65_536) })).status, 201);
  });

  test('twenty at once open exactly one', async () => {
    await rig.commit('crowded', { a: 'a' });
    const body = { title: 't', base: 'main', head: 'crowded' };
    const replies = await Promise.all(Array.from({ length: 20 }, () => rig.rest('POST', '/pulls', { body })));
    const statuses = replies.map(({ status }) => status);
    assert.equal(statuses.filter((status) => status === 201).length, 1);
    assert.equal(statuses.filter((status) => status === 422).length, 19);
    const numbers = (await rig.rest('GET', '/pulls?state=all')).body as unknown as { number: number }[];
    assert.equal(new Set(numbers.map(({ number }) => number)).size, numbers.length);
  });

  test('a head that moves back to the base closes it, and so does deleting the branch', async () => {
    const moved = await rig.propose('moved-back');
    const main = rig.lab.branch(repository, 'main');
    await rig.rest('PATCH', '/git/refs/heads/moved-back', { body: { sha: main, force: true } });
    const deleted = await rig.propose('deleted');
    await rig.rest('DELETE', '/git/refs/heads/deleted');
    for (const { number } of [moved, deleted]) {
      const { body } = await rig.rest('GET', `/pulls/${number}`);
      assert.deepEqual([body['state'], body['merged']], ['closed', false]);
    }
  });

  test('a base that is pushed to where the head is has merged it', async () => {
    const { number, head } = await rig.propose('pushed-into-main');
    await rig.rest('PATCH', '/git/refs/heads/main', { body: { sha: head } });
    const { body } = await rig.rest('GET', `/pulls/${number}`);
    assert.deepEqual([body['merged'], body['merge_commit_sha'], body['changed_files']], [true, head, 1]);
  });

  test('events tell of each step, on the test merge and on the default branch', async () => {
    rig.events.length = 0;
    const { number, head } = await rig.propose('told');
    await rig.commit('told', { b: 'b' });
    await rig.rest('PATCH', `/pulls/${number}`, { body: { state: 'closed' } });
    const told = rig.events.map(({ name, action, ref }) => [name, action, ref]);
    const merge = `refs/pull/${number}/merge`;
    const main = 'refs/heads/main';
    const both = (action: string) => [
      ['pull_request_target', action, main],
      ['pull_request', action, merge],
    ];
    const push = ['push', undefined, 'refs/heads/told'];
    assert.deepEqual(told, [push, ...both('opened'), ...both('synchronize'), push, ...both('closed')]);
    const opened = rig.events[2];
    const parents = (await rig.rest('GET', `/git/commits/${opened?.sha}`)).body['parents'] as { sha: string }[];
    assert.deepEqual(
      parents.map(({ sha }) => sha),
      [rig.lab.branch(repository, 'main'), head],
    );
    assert.equal(opened?.workflowSha, opened?.sha);
  });
});

describe('merging', () => {
  let rig: Rig;
  before(async () => {
    rig = await Rig.start();
  });
  after(() => rig.close());
  const merge = async (number: number, body: object = {}) => {
    const reply = await rig.rest('PUT', `/pulls/${number}/merge`, { body });
    return [reply.status, reply.body['message']];
  };

  test('says no with the codes and words of GitHub', async () => {
    const { number, head } = await rig.propose('promote/refused');
    assert.deepEqual(await merge(number, { sha: rig.created.head }), [
      409,
      'Head branch was modified. Review and try the merge again.',
    ]);
    rig.lab.configure(repository, { allowSquashMerge: false });
    assert.deepEqual(await merge(number, { sha: head, merge_method: 'squash' }), [
      405,
      'Squash merges are not allowed on this repository.',
    ]);
    rig.lab.configure(repository, { allowSquashMerge: true });
    rig.lab.protect(repository, 'main', { requiredApprovals: 1, requiredContexts: ['ci'] });
    assert.deepEqual(await merge(number), [
      405,
      'Repository rule violations found\n\nAt least 1 approving review is required by reviewers with write access.\n\nRequired status check "ci" is expected.\n\n',
    ]);
    rig.lab.protect(repository, 'main', null);
    await rig.lab.push(repository, {
      login: 'alice',
      message: 'conflict',
      files: { 'envs/dev/values.yaml': 'tag: x\n' },
    });
    assert.deepEqual(await merge(number), [405, 'Pull Request is not mergeable']);
  });

  test('a base that moves meanwhile stops it, and the next try succeeds', async () => {
    const { number, head } = await rig.propose('promote/raced');
    rig.lab.rules.beforeMerge = async () => {
      rig.lab.rules.beforeMerge = null;
      await rig.lab.push(repository, { login: 'alice', message: 'meanwhile', files: { meanwhile: 'x' } });
    };
    assert.deepEqual(await merge(number, { sha: head }), [
      405,
      'Base branch was modified. Review and try the merge again.',
    ]);
    assert.deepEqual(await merge(number, { sha: head }), [200, 'Pull Request successfully merged']);
    assert.deepEqual(await merge(number, { sha: head }), [405, 'Pull Request is not mergeable']);
  });

  test('the three methods leave the commits that GitHub leaves', async () => {
    rig.lab.configure(repository, { deleteBranchOnMerge: true });
    const shapes: unknown[] = [];
    for (const method of ['squash', 'merge', 'rebase']) {
      const { number } = await rig.propose(`method/${method}`);
      const { body } = await rig.rest('PUT', `/pulls/${number}/merge`, { body: { merge_method: method } });
      const commit = (await rig.rest('GET', `/git/commits/${String(body['sha'])}`)).body as {
        parents: unknown[];
        verification: { verified: boolean };
        author: { name: string };
        committer: { name: string };
      };
      const { parents, verification, author, committer } = commit;
      shapes.push([method, parents.length, verification.verified, author.name, committer.name]);
      assert.equal(rig.lab.branch(repository, `method/${method}`), null);
    }
    assert.deepEqual(shapes, [
      ['squash', 1, true, 'promoter[bot]', 'GitHub'],
      ['merge', 2, true, 'promoter[bot]', 'GitHub'],
      ['rebase', 1, false, 'promoter[bot]', 'GitHub'],
    ]);
  });

  test('what GitHub commits for others is by its own account', async () => {
    const { number } = await rig.propose('method/own');
    const { body } = await rig.rest('PUT', `/pulls/${number}/merge`, { body: { merge_method: 'squash' } });
    const told = await rig.rest('GET', `/commits/${String(body['sha'])}`);
    const { author, committer } = told.body as Record<'author' | 'committer', { readonly login: string }>;
    assert.deepEqual([author.login, committer.login], ['promoter[bot]', 'web-flow']);
  });

  test('of twenty merges at once, one happens', async () => {
    const { number, head } = await rig.propose('promote/stampede');
    const replies = await Promise.all(Array.from({ length: 20 }, () => merge(number, { sha: head })));
    assert.equal(replies.filter(([status]) => status === 200).length, 1);
    assert.equal(replies.filter(([status]) => status === 405).length, 19);
  });
});
