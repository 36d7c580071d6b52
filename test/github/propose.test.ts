import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promotionStateReader, pullRequestWriter } from '@bitvault/github';
import { composePromotion, decidePromotion } from '@bitvault/promotion';
import { promote, resultOf } from './promoting.ts';
import { branch, dev, digest, policyOf, repository, serviceNamed, startRig, want } from './rig.ts';

for (const services of [1, 50]) {
  test(`a pull request for ${services} services takes four requests, and one when nothing changes`, async () => {
    await using rig = await startRig({ services });
    const wanted = Array.from({ length: services }, (_, index) => want(index, 7));
    const opening = await rig.counted(() => promote(rig, ...wanted));
    assert.equal(resultOf(opening.value), 'opened');
    assert.deepEqual(
      opening.served.map(({ method, operation, url }) => operation ?? `${method} ${url}`),
      [
        'ProposalState',
        `POST /api/v3/repos/${repository}/git/trees`,
        `POST /api/v3/repos/${repository}/git/commits`,
        'Propose',
      ],
    );
    const again = await rig.counted(() => promote(rig, ...wanted));
    assert.equal(resultOf(again.value), 'unchanged');
    assert.equal(again.served.length, 1);
  });
}

test('one file a service costs no more requests than one file', async () => {
  await using rig = await startRig({ services: 50, file: 'envs/{env}/{service}.yaml' });
  const wanted = Array.from({ length: 50 }, (_, index) => want(index, 7));
  const { value, served } = await rig.counted(() => promote(rig, ...wanted));
  assert.equal(resultOf(value), 'opened');
  assert.equal(served.length, 4);
});

test('digest files outside envs/<environment> are read at the same commit, with one more request', async () => {
  await using rig = await startRig({ services: 2, file: 'apps/{service}/{env}.yaml' });
  const { value, served } = await rig.counted(() => promote(rig, want(0, 7)));
  assert.equal(resultOf(value), 'opened');
  assert.equal(served.length, 5);
});

test('the pull request holds exactly the bump, in a commit that GitHub signed for the App', async () => {
  await using rig = await startRig();
  const { decision, ...settled } = await promote(rig, want(1, 7));
  assert.ok('result' in settled && settled.result !== null && decision.kind === 'propose');
  const { pull } = await rig.reader.stateOfPull(settled.result.number);
  assert.equal(pull.head, settled.result.head);
  assert.deepEqual(pull.author, { login: 'bitvault-promoter[bot]', kind: 'Bot' });
  assert.deepEqual(pull.files, { total: 1, items: [{ path: 'envs/dev/values.dev.yaml', change: 'MODIFIED' }] });
  assert.equal(pull.commits.total, 1);
  const [commit] = pull.commits.items;
  assert.equal(commit?.signedByGitHub, true);
  assert.match(commit?.authorEmail ?? '', /^[0-9]+\+bitvault-promoter\[bot\]@users\.noreply\./);
  assert.equal(commit?.message.trimEnd(), decision.proposal.message.trimEnd());
  const file = pull.headFiles.get('envs/dev/values.dev.yaml');
  assert.equal(file?.text, decision.proposal.files.get('envs/dev/values.dev.yaml')?.text);
});

test('a second bump is appended to the branch, on top of the base', async () => {
  await using rig = await startRig();
  const first = await promote(rig, want(0, 7));
  await rig.lab.push(repository, { login: 'alice', message: 'Base moves', files: { 'README.md': 'moved\n' } });
  const second = await promote(rig, want(1, 8));
  assert.equal(resultOf(second), 'updated');
  const after = await rig.reader.proposal(dev, branch);
  assert.ok('result' in first && first.result !== null);
  assert.deepEqual(after.head?.parents, [first.result.head, after.base.oid]);
  await promote(rig, want(1, 9));
  const third = await rig.reader.proposal(dev, branch);
  assert.deepEqual(third.head?.parents, [after.head?.oid]);
  const { pull } = await rig.reader.stateOfPull(third.pull?.number ?? 0);
  assert.deepEqual(
    pull.files.items.map((file) => file.path),
    ['envs/dev/values.dev.yaml'],
  );
});

test('a branch that was left over is replaced, in the same four requests', async () => {
  await using rig = await startRig();
  await rig.lab.push(repository, { login: 'bob', message: 'Mine', files: { 'x.txt': 'x' }, branch });
  const { value, served } = await rig.counted(() => promote(rig, want(0, 7)));
  assert.equal(resultOf(value), 'opened');
  assert.equal(served.length, 4);
  const { head, base } = await rig.reader.proposal(dev, branch);
  assert.deepEqual(head?.parents, [base.oid]);
});

test('a branch that waits for its pull request is built upon, so that nothing of it is lost', async () => {
  await using rig = await startRig();
  const permissions = { contents: 'write', pull_requests: 'read', statuses: 'read' } as const;
  const weak = rig.connect(rig.lab.installationToken('bitvault-promoter', { permissions }));
  const first = { reader: promotionStateReader(weak), writer: pullRequestWriter(weak) };
  await assert.rejects(promote(first, want(0, 7)));
  const between = await rig.reader.proposal(dev, branch);
  await rig.ask(rig.token, 'POST', 'pulls', { title: 'Promote service-0 to dev', head: branch, base: 'main' });
  const policy = policyOf(between);
  const decision = decidePromotion(between, policy, dev, [want(1, 8)], null);
  assert.ok(decision.kind === 'propose');
  assert.notEqual((await rig.writer.propose(between, decision.proposal)).kind, 'raced');
  const { pulls } = await rig.reader.state();
  assert.deepEqual(
    pulls.map(({ number }) => number),
    [1],
  );
  const text = pulls[0]?.headFiles.get('envs/dev/values.dev.yaml')?.text ?? '';
  assert.ok(text.includes(digest(7)) && text.includes(digest(8)));
  const { pull } = await rig.reader.proposal(dev, branch);
  assert.equal(pull?.title, 'Promote service-0, service-1 to dev');
});

test('what a closed pull request carried is not brought back', async () => {
  await using rig = await startRig();
  await promote(rig, want(0, 7));
  await rig.ask(rig.bob.token, 'PATCH', 'pulls/1', { state: 'closed' });
  assert.equal(resultOf(await promote(rig, want(1, 8))), 'opened');
  const { pull, head, base } = await rig.reader.proposal(dev, branch);
  assert.equal(pull?.title, 'Promote service-1 to dev');
  assert.deepEqual(head?.parents, [base.oid]);
});

test('of two writes on one state the later one loses, and changes nothing', async () => {
  await using rig = await startRig();
  const state = await rig.reader.proposal(dev, branch);
  const policy = policyOf(state);
  const bump = (index: number) => ({ ...want(index, 7), from: digest(1) });
  const winner = await rig.writer.propose(state, composePromotion(state, policy, dev, [bump(0)], null));
  const loser = await rig.writer.propose(state, composePromotion(state, policy, dev, [bump(1)], null));
  assert.equal(winner.kind, 'opened');
  assert.equal(loser.kind, 'raced');
  const after = await rig.reader.proposal(dev, branch);
  assert.equal(after.head?.oid, winner.kind === 'opened' ? winner.head : '');
});

test('the texts of who lost a race do not stay on what the winner wrote', async () => {
  await using rig = await startRig();
  await promote(rig, want(0, 7));
  const state = await rig.reader.proposal(dev, branch);
  const policy = policyOf(state);
  const bump = (index: number) => ({ ...want(index, 8), from: digest(1) });
  const both = composePromotion(state, policy, dev, [bump(0), bump(1)], null);
  assert.equal((await rig.writer.propose(state, both)).kind, 'updated');
  const one = composePromotion(state, policy, dev, [bump(0)], null);
  assert.equal((await rig.writer.propose(state, one)).kind, 'raced');
  await promote(rig, want(0, 8));
  const { pull } = await rig.reader.proposal(dev, branch);
  assert.equal(pull?.title, both.title);
});

test('twenty promotions of different services at once all land in one pull request, and nothing is forced', async () => {
  await using rig = await startRig({ services: 20 });
  const settled = await Promise.all(Array.from({ length: 20 }, (_, index) => promote(rig, want(index, 100 + index))));
  assert.ok(settled.every((each) => ['opened', 'updated', 'unchanged'].includes(resultOf(each))));
  assert.equal(settled.filter((each) => resultOf(each) === 'opened').length, 1);
  const state = await rig.reader.state();
  assert.equal(state.pulls.length, 1);
  const [pull] = state.pulls;
  const text = pull?.headFiles.get('envs/dev/values.dev.yaml')?.text ?? '';
  for (let index = 0; index < 20; index += 1) assert.ok(text.includes(digest(100 + index)), serviceNamed(index));
  const { pull: described } = await rig.reader.proposal(dev, branch);
  assert.equal(described?.title, 'Promote 20 services to dev');
});

test('a hundred and fifty files go into the tree in portions', async () => {
  await using rig = await startRig({ services: 150, file: 'envs/{env}/{service}.yaml' });
  const wanted = Array.from({ length: 150 }, (_, index) => want(index, 7));
  const { value, served } = await rig.counted(() => promote(rig, ...wanted));
  assert.equal(resultOf(value), 'opened');
  assert.equal(served.length, 5);
  const { pulls } = await rig.reader.state();
  assert.deepEqual([pulls[0]?.files.total, pulls[0]?.files.items.length], [150, 100]);
});
