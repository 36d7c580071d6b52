import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitHubError, pullRequestWriter, promotionStateReader } from '@bitvault/github';
import { composePromotion } from '@bitvault/promotion';
import type { ServedRequest } from '@bitvault/lab';
import { openPull, promote, resultOf } from './promoting.ts';
import { branch, dev, digest, policyOf, repository, startRig, want, type Rig } from './rig.ts';

const steps: readonly (readonly [string, (request: ServedRequest) => boolean])[] = [
  ['the read', (request) => request.operation === 'ProposalState'],
  ['the tree', (request) => request.url.endsWith('/git/trees')],
  ['the commit', (request) => request.url.endsWith('/git/commits')],
  ['the write', (request) => request.operation === 'Propose'],
];

/** One pull request, one commit, both as an undisturbed run leaves them. */
async function assertSettled(rig: Rig): Promise<void> {
  const { pulls } = await rig.reader.state();
  assert.equal(pulls.length, 1);
  assert.equal(pulls[0]?.number, 1);
  assert.equal(pulls[0]?.commits.total, 1);
  const { pull } = await rig.reader.proposal(dev, branch);
  assert.equal(pull?.title, 'Promote service-0 to dev');
}

for (const [what, matches] of steps) {
  for (const when of ['before', 'after'] as const) {
    for (const how of ['reset', 502] as const) {
      test(`${what} failing (${how}) ${when} it took effect leaves one pull request with one commit`, async () => {
        await using rig = await startRig({ services: 1 });
        rig.traffic.failAt(1, { when, how }, matches);
        assert.equal(resultOf(await promote(rig, want(0, 7))), 'opened');
        await assertSettled(rig);
      });
    }
  }
}

test('an update whose answer is lost is an update', async () => {
  await using rig = await startRig({ services: 1 });
  await promote(rig, want(0, 6));
  rig.traffic.failAt(1, { when: 'after', how: 'reset' }, (request) => request.operation === 'Propose');
  const { value, served } = await rig.counted(() => promote(rig, want(0, 7)));
  assert.equal(resultOf(value), 'updated');
  assert.deepEqual(
    served.map((request) => request.operation ?? request.method),
    ['ProposalState', 'POST', 'POST', 'Propose', 'ProposedBranch'],
  );
});

test('a token that may not open pull requests is told so, and what it left over does not stand in the way', async () => {
  await using rig = await startRig({ services: 1 });
  const permissions = { contents: 'write', pull_requests: 'read', statuses: 'read' } as const;
  const weak = rig.connect(rig.lab.installationToken('bitvault-promoter', { permissions }));
  const promotion = promote({ reader: promotionStateReader(weak), writer: pullRequestWriter(weak) }, want(0, 7));
  await assert.rejects(promotion, (error) => error instanceof GitHubError && error.code === 'GITHUB_DENIED');
  assert.notEqual(rig.lab.branch(repository, branch), null);
  rig.clock.advance(60_000);
  assert.equal(resultOf(await promote(rig, want(0, 7))), 'opened');
  await assertSettled(rig);
});

test('a token that may not write says so', async () => {
  await using rig = await startRig({ services: 1 });
  const permissions = { contents: 'read', pull_requests: 'read' } as const;
  const weak = rig.connect(rig.lab.installationToken('bitvault-promoter', { permissions }));
  const promotion = promote({ reader: promotionStateReader(weak), writer: pullRequestWriter(weak) }, want(0, 7));
  await assert.rejects(promotion, /bitvault-promoter\[bot\], .* lacks the permission Contents: write/);
});

test('a pull request that was closed since it was read is not written on', async () => {
  await using rig = await startRig({ services: 1 });
  const pull = await openPull(rig);
  const state = await rig.reader.proposal(dev, branch);
  const bump = { ...want(0, 8), from: digest(1) };
  const proposal = composePromotion(state.base, policyOf(state), dev, [bump], null);
  await rig.writer.close(pull, 'Not now.');
  assert.equal((await rig.writer.propose(state, proposal)).kind, 'raced');
  assert.equal(rig.lab.branch(repository, branch), null);
});

test('a branch with a pull request to another base is not touched', async () => {
  await using rig = await startRig({ services: 1 });
  await rig.lab.push(repository, { login: 'bob', message: 'Other', files: { 'x.txt': 'x' }, branch: 'next' });
  const theirs = await rig.lab.push(repository, { login: 'bob', message: 'Mine', files: { 'y.txt': 'y' }, branch });
  await rig.ask(rig.bob.token, 'POST', 'pulls', { title: 'Mine', head: branch, base: 'next' });
  await assert.rejects(
    promote(rig, want(0, 7)),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_BRANCH_TAKEN',
  );
  assert.equal(rig.lab.branch(repository, branch), theirs);
});

test('a pull request that somebody wrote on since it was read is left to them', async () => {
  await using rig = await startRig({ services: 1 });
  await openPull(rig);
  const state = await rig.reader.proposal(dev, branch);
  const theirs = await rig.lab.push(repository, { login: 'bob', message: 'Mine', files: { 'x.txt': 'x' }, branch });
  const bump = { ...want(0, 8), from: digest(1) };
  const proposal = composePromotion(state.base, policyOf(state), dev, [bump], null);
  assert.equal((await rig.writer.propose(state, proposal)).kind, 'raced');
  assert.equal(rig.lab.branch(repository, branch), theirs);
});
