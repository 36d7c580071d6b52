import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitHubError, pullRequestMerger } from '@bitvault/github';
import { openPull, promote } from './promoting.ts';
import { branch, repository, startRig, want, type Rig } from './rig.ts';

const commit = { title: 'Promote service-0 to dev (#1)', message: 'Promotion-Service: service-0' };

/** How many reviews the pull request has. */
async function approvals(rig: Rig, number: number): Promise<number> {
  const reviews = await rig.ask(rig.bob.token, 'GET', `pulls/${number}/reviews`);
  assert.ok(Array.isArray(reviews));
  return reviews.length;
}

const isMerge = (request: { readonly method: string; readonly url: string }) =>
  request.method === 'PUT' && request.url.endsWith('/merge');

test('reading, approving and merging takes five requests, the branch included', async () => {
  await using rig = await startRig();
  const { number } = await openPull(rig);
  const { value, served } = await rig.counted(async () => {
    const { pull } = await rig.mergerReader.stateOfPull(number);
    await rig.merger.approve(pull, 'Exactly the bump.');
    return rig.merger.merge(pull, commit);
  });
  assert.equal(value.kind, 'merged');
  assert.deepEqual(
    served.map((request) => request.operation ?? `${request.method} ${request.url.replace(/.*\//, '')}`),
    ['PullRequestFacts', 'PromotionState', 'POST reviews', 'PUT merge', 'DeleteBranch'],
  );
  const { base, pulls, commits } = await rig.reader.state();
  assert.equal(base.oid, value.kind === 'merged' ? value.commit : '');
  assert.equal(commits[0]?.oid, base.oid);
  assert.deepEqual(pulls, []);
  assert.equal(rig.lab.branch(repository, branch), null);
});

test('a pull request that was merged at that head already is merged', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  const first = await rig.merger.merge(pull, commit);
  const again = await rig.merger.merge(pull, commit);
  assert.deepEqual(again, first);
});

for (const how of ['reset', 502, 405] as const) {
  test(`a merge that landed although it seemed to fail (${how}) is merged`, async () => {
    await using rig = await startRig();
    const pull = await openPull(rig);
    rig.traffic.failAt(1, { when: 'after', how }, isMerge);
    const { value, served } = await rig.counted(() => rig.merger.merge(pull, commit));
    assert.equal(value.kind, 'merged');
    assert.equal(served.filter(isMerge).length, 1);
    assert.equal(rig.lab.branch(repository, 'main'), value.kind === 'merged' ? value.commit : '');
  });
}

test('a merge of which nothing was heard is to be judged again, and not sent again', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  rig.traffic.failAt(1, { when: 'before', how: 'reset' }, isMerge);
  const { value, served } = await rig.counted(() => rig.merger.merge(pull, commit));
  assert.equal(value.kind, 'base-moved');
  assert.equal(served.filter(isMerge).length, 1);
});

test('a head that moved is not merged', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  await rig.lab.push(repository, { login: 'bob', message: 'One more', files: { 'x.txt': 'x' }, branch });
  const { value, served } = await rig.counted(() => rig.merger.merge(pull, commit));
  assert.equal(value.kind, 'head-moved');
  assert.equal(served.filter(isMerge).length, 1);
  assert.notEqual(rig.lab.branch(repository, branch), null);
});

test('a base that moves during the merge is to be judged again', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  rig.lab.rules.beforeMerge = async () => {
    rig.lab.rules.beforeMerge = null;
    await rig.lab.push(repository, { login: 'alice', message: 'Meanwhile', files: { 'README.md': 'moved\n' } });
  };
  assert.deepEqual(await rig.merger.merge(pull, commit), { kind: 'base-moved' });
});

test("what the repository's rules forbid is told in GitHub's words", async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  rig.lab.protect(repository, 'main', { requiredApprovals: 1 });
  const ruled = await rig.merger.merge(pull, commit);
  assert.equal(ruled.kind, 'forbidden');
  assert.match(ruled.kind === 'forbidden' ? ruled.message : '', /At least 1 approving review is required/);
  rig.lab.protect(repository, 'main', null);
  rig.lab.configure(repository, { allowSquashMerge: false });
  const message = 'Squash merges are not allowed on this repository.';
  assert.deepEqual(await rig.merger.merge(pull, commit), { kind: 'forbidden', message });
});

test('a closed pull request is not merged', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  await rig.writer.close(pull, 'Not now.');
  assert.equal((await rig.merger.merge(pull, commit)).kind, 'forbidden');
});

test('a branch that moved on after the merge is left alone', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  rig.traffic.failAt(1, { when: 'before', how: 502 }, (request) => request.operation === 'DeleteBranch');
  assert.equal((await rig.merger.merge(pull, commit)).kind, 'merged');
  assert.equal(rig.lab.branch(repository, branch), pull.head);
  const theirs = await rig.lab.push(repository, { login: 'bob', message: 'Mine', files: { 'x.txt': 'x' }, branch });
  assert.equal((await rig.merger.merge(pull, commit)).kind, 'merged');
  assert.equal(rig.lab.branch(repository, branch), theirs);
});

test('one head is approved once, whatever is run again', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  rig.traffic.failAt(1, { when: 'after', how: 'reset' }, (request) => request.url.endsWith('/reviews'));
  await rig.merger.approve(pull, 'Exactly the bump.');
  await rig.merger.approve(pull, 'Exactly the bump.');
  const afresh = pullRequestMerger(rig.connect(rig.lab.installationToken('bitvault-merger')));
  await afresh.approve(pull, 'Exactly the bump.');
  assert.equal(await approvals(rig, pull.number), 1);
  await promote(rig, want(0, 8));
  const { pull: moved } = await rig.mergerReader.stateOfPull(pull.number);
  const { served } = await rig.counted(() => rig.merger.approve(moved, 'Exactly the bump.'));
  assert.equal(served.length, 1);
});

test('an approval that did not arrive is an error', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  rig.traffic.failAt(1, { when: 'before', how: 502 }, (request) => request.url.endsWith('/reviews'));
  await assert.rejects(
    rig.merger.approve(pull, ''),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_UNREACHABLE',
  );
});

test('the author cannot approve, and is told to let another do it', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  await assert.rejects(pullRequestMerger(rig.promoter).approve(pull, ''), (error) => {
    assert.ok(error instanceof GitHubError);
    assert.equal(error.code, 'GITHUB_SAME_IDENTITY');
    assert.match(
      error.message,
      /#\d+ was opened by bitvault-promoter\[bot\], whose token is the input "token", and nobody/,
    );
    return true;
  });
});
