import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitHubError, promotionStateReader } from '@bitvault/github';
import { textFile } from '@bitvault/promotion';
import { openPull, promote } from './promoting.ts';
import { branch, digest, policyText, repository, startRig, want, type Rig } from './rig.ts';
import { graphql, proposalData, startAltered, startScripted } from './scripted-github.ts';

const operations = (served: readonly { readonly operation?: string }[]) => served.map((request) => request.operation);

/** Reports the health of a commit as Argo CD does. */
async function report(rig: Rig, sha: string, state: string): Promise<void> {
  const token = rig.lab.installationToken('bitvault-argocd');
  await rig.ask(token, 'POST', `statuses/${sha}`, { state, context: 'argocd/bitvault-dev' });
}

test('without pull requests the state takes two requests, with them three', async () => {
  await using rig = await startRig();
  const before = await rig.counted(() => rig.reader.state());
  assert.deepEqual(operations(before.served), ['PromotionPolicy', 'PromotionState']);
  assert.deepEqual(before.value.pulls, []);
  await openPull(rig);
  const after = await rig.counted(() => rig.reader.state());
  assert.deepEqual(operations(after.served), ['PromotionPolicy', 'PromotionState', 'PinnedFiles']);
  const { pull, ...same } = await rig.reader.stateOfPull(1);
  assert.deepEqual(after.value.pulls, [pull]);
  assert.deepEqual([...same.base.files], [...after.value.base.files]);
});

test('the state has the digest files of the policy, and no other', async () => {
  await using rig = await startRig();
  const files = { 'envs/dev/data.yaml': 'x\n' };
  const head = await rig.lab.push(repository, { login: 'alice', message: 'More', files });
  const { base } = await rig.reader.state();
  assert.equal(base.oid, head);
  assert.equal(base.branch, 'main');
  assert.deepEqual([...base.files.keys()], ['envs/dev/values.dev.yaml', 'envs/staging/values.staging.yaml']);
});

test("the clock is GitHub's, and modes are Git's", async () => {
  await using rig = await startRig();
  rig.clock.advance(30 * 60_000);
  const content = 'services: {}\n';
  const files = { 'envs/dev/values.dev.yaml': { content, mode: '100755' } };
  await rig.lab.push(repository, { login: 'alice', message: 'Mode', files });
  const { base } = await rig.reader.state();
  assert.ok(Math.abs(base.now.getTime() - rig.clock.now().getTime()) < 60_000);
  assert.deepEqual(base.files.get('envs/dev/values.dev.yaml'), textFile(content, '100755'));
});

test('commits carry the statuses that were reported on them, Apps with [bot]', async () => {
  await using rig = await startRig();
  const { base: before } = await rig.reader.state();
  await report(rig, before.oid, 'success');
  await rig.lab.push(repository, { login: 'alice', message: 'More', files: { 'README.md': 'more\n' } });
  const { commits } = await rig.reader.state();
  assert.equal(commits.length, 2);
  assert.deepEqual(commits[0]?.statuses, []);
  const [status] = commits[1]?.statuses ?? [];
  assert.deepEqual(status?.creator, { login: 'bitvault-argocd[bot]', kind: 'Bot' });
  assert.deepEqual([status.context, status.state], ['argocd/bitvault-dev', 'SUCCESS']);
});

test('files carry their versions, newest first', async () => {
  await using rig = await startRig();
  const path = 'envs/dev/values.dev.yaml';
  for (const text of ['a: 1\n', 'a: 2\n']) {
    await rig.lab.push(repository, { login: 'alice', message: text, files: { [path]: text, 'README.md': text } });
  }
  await rig.lab.push(repository, { login: 'alice', message: 'Gone', files: { [path]: null } });
  const { versions, base } = await rig.reader.state();
  const texts = (versions.get(path) ?? []).map((version) => version.file?.text ?? null);
  assert.deepEqual(texts.slice(0, 3), [null, 'a: 2\n', 'a: 1\n']);
  assert.equal(texts.length, 4);
  assert.ok(!base.files.has(path));
});

test('people, their reviews and what they push are told apart from the bot', async () => {
  await using rig = await startRig();
  const { number } = await openPull(rig);
  await rig.ask(rig.bob.token, 'POST', `pulls/${number}/reviews`, { event: 'APPROVE', body: 'Fine.' });
  const files = { 'README.md': 'x', 'envs/dev/values.dev.yaml': null };
  await rig.lab.push(repository, { login: 'bob', message: 'Mine', files, branch });
  const { pull } = await rig.reader.stateOfPull(number);
  assert.deepEqual(
    pull.commits.items.map((commit) => commit.signedByGitHub),
    [true, false],
  );
  const [approval] = pull.reviews.items;
  assert.deepEqual(approval?.author, { login: 'bob', kind: 'User' });
  assert.equal(approval.authorCanPush, true);
  assert.equal(approval.commit, pull.commits.items[0]?.oid);
  assert.deepEqual(
    new Map(pull.files.items.map((file) => [file.path, file.change])),
    new Map([
      ['README.md', 'MODIFIED'],
      ['envs/dev/values.dev.yaml', 'DELETED'],
    ]),
  );
  assert.deepEqual([...pull.headFiles.keys()], []);
});

test('of other branches nothing is read, unless one asks for the pull request', async () => {
  await using rig = await startRig();
  await rig.lab.push(repository, { login: 'bob', message: 'Mine', files: { 'x.txt': 'x' }, branch: 'feature' });
  const open = (head: string, base: string) => rig.ask(rig.bob.token, 'POST', 'pulls', { title: 'Mine', head, base });
  await open('feature', 'main');
  await rig.lab.push(repository, { login: 'bob', message: 'More', files: { 'y.txt': 'y' }, branch: 'promote/dev' });
  await open('promote/dev', 'feature');
  assert.deepEqual((await rig.reader.state()).pulls, []);
  const { pull, pulls } = await rig.reader.stateOfPull(1);
  assert.equal(pull.headBranch, 'feature');
  assert.deepEqual(pulls, [pull]);
});

test('another base branch has its own state', async () => {
  await using rig = await startRig();
  await rig.lab.push(repository, { login: 'alice', message: 'Other', files: { 'README.md': 'x' }, branch: 'next' });
  const next = promotionStateReader(rig.promoter, { branch: 'next' });
  const { base } = await next.state();
  assert.equal(base.branch, 'next');
  assert.equal(base.oid, rig.lab.branch(repository, 'next'));
  const none = promotionStateReader(rig.promoter, { branch: 'nowhere' });
  await assert.rejects(none.state(), (error) => error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND');
});

test('a repository without promotion.yaml has a state that says so', async () => {
  await using rig = await startRig();
  const { number } = await openPull(rig);
  await rig.lab.push(repository, { login: 'alice', message: 'Remove', files: { 'promotion.yaml': null } });
  const { base, pulls } = await rig.reader.state();
  assert.deepEqual([base.policyText, base.files.size, pulls.length], [null, 0, 0]);
  const { pull } = await rig.reader.stateOfPull(number);
  assert.equal(pull.headFiles.size, 0);
});

test('a pull request that does not exist is not found', async () => {
  await using rig = await startRig();
  await assert.rejects(
    rig.reader.stateOfPull(99),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND' && error.next !== '',
  );
});

test('more branches than are read at once are an error, and no part of them an answer', async () => {
  const some = { totalCount: 101, nodes: [] };
  const { repository: start } = proposalData(policyText({ services: 1 }), { text: '' });
  const data = { repository: start, pulls: { branches0: some, branches1: some, branches2: some } };
  await using github = await startScripted(() => graphql(data));
  await assert.rejects(
    github.reader.state(),
    (error) =>
      error instanceof GitHubError && error.code === 'GITHUB_TOO_MUCH' && /101 branches promote/.test(error.message),
  );
});

test('a list of commits that does not reach the head is refused', async () => {
  await using rig = await startRig();
  const { number } = await openPull(rig);
  const other = (key: string, value: unknown) => (key === 'headRefOid' ? 'f'.repeat(40) : value);
  await using github = await startAltered(rig, 'PullRequestFacts', other);
  await assert.rejects(
    github.reader.stateOfPull(number),
    (error) => error instanceof GitHubError && /do not reach its head/.test(error.message),
  );
});

test('fifty files an environment, with a pull request on each, are read whole', async () => {
  await using rig = await startRig({ services: 50, file: 'apps/{service}/{env}.yaml' });
  await promote(rig, ...Array.from({ length: 50 }, (_, index) => want(index, 7)));
  const { base, pulls, versions } = await rig.reader.state();
  assert.deepEqual([base.files.size, versions.size], [100, 100]);
  assert.equal(pulls[0]?.headFiles.size, 50);
  for (const file of pulls[0].headFiles.values()) assert.ok(file.text?.includes(digest(7)));
});
