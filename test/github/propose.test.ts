import assert from 'node:assert/strict';
import { test } from 'node:test';
import { promotionStateReader, pullRequestWriter, settleProposal } from '@bitvault/github';
import { composePromotion, decidePromotion, mergeCommitText } from '@bitvault/promotion';
import { promote, resultOf } from './promoting.ts';
import { branch, dev, digest, policyOf, repository, serviceNamed, startRig, want } from './rig.ts';

const minute = 60_000;

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
  assert.match(commit?.authorEmail ?? '', /^[0-9]+\+bitvault-promoter\[bot\]@users\.noreply\.127\.0\.0\.1$/);
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

test('a branch that is about to get its pull request is waited for, so that nothing of it is lost', async () => {
  await using rig = await startRig();
  const permissions = { contents: 'write', pull_requests: 'read', statuses: 'read' } as const;
  const weak = rig.connect(rig.lab.installationToken('bitvault-promoter', { permissions }));
  const first = { reader: promotionStateReader(weak), writer: pullRequestWriter(weak) };
  await assert.rejects(promote(first, want(0, 7)));
  const decisions: string[] = [];
  await settleProposal({
    read: () => rig.reader.proposal(dev, branch),
    decide: async (state) => {
      const decision = decidePromotion(state, policyOf(state), dev, [want(1, 8)], null);
      decisions.push(decision.kind);
      const opened = { title: 'Promote service-0 to dev', head: branch, base: 'main' };
      if (decisions.length === 1) await rig.ask(rig.token, 'POST', 'pulls', opened);
      return decision;
    },
    write: (state, proposal) => rig.writer.propose(state, proposal),
  });
  assert.deepEqual(decisions, ['unsettled', 'propose']);
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
  rig.clock.advance(minute);
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
  const winner = await rig.writer.propose(state, composePromotion(state.base, policy, dev, [bump(0)], null));
  const loser = await rig.writer.propose(state, composePromotion(state.base, policy, dev, [bump(1)], null));
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
  const both = composePromotion(state.base, policy, dev, [bump(0), bump(1)], null);
  assert.equal((await rig.writer.propose(state, both)).kind, 'updated');
  const one = composePromotion(state.base, policy, dev, [bump(0)], null);
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

test('what was closed while it was written on is not brought back by the run that lost', async () => {
  await using rig = await startRig();
  await promote(rig, want(0, 7));
  const state = await rig.reader.proposal(dev, branch);
  const decision = decidePromotion(state, policyOf(state), dev, [want(1, 8)], null);
  assert.ok(decision.kind === 'propose');
  await rig.ask(rig.bob.token, 'PATCH', 'pulls/1', { state: 'closed' });
  assert.equal((await rig.writer.propose(state, decision.proposal)).kind, 'raced');
  rig.clock.advance(minute);
  assert.equal(resultOf(await promote(rig, want(1, 8))), 'opened');
  assert.equal((await rig.reader.proposal(dev, branch)).pull?.title, 'Promote service-1 to dev');
});

test('an old commit of the bot that somebody makes the branch of again brings nothing back', async () => {
  await using rig = await startRig();
  await promote(rig, want(0, 7));
  const { pull } = await rig.mergerReader.stateOfPull(1);
  const before = (await rig.reader.proposal(dev, branch)).base.files.get('envs/dev/values.dev.yaml')?.text ?? '';
  const merged = await rig.merger.merge(pull, mergeCommitText(pull, { reviewers: [], approvers: [] }));
  assert.ok(merged.kind === 'merged');
  await rig.lab.push(repository, { login: 'alice', message: 'Revert', files: { 'envs/dev/values.dev.yaml': before } });
  await rig.ask(rig.bob.token, 'POST', 'git/refs', { ref: `refs/heads/${branch}`, sha: merged.commit });
  rig.clock.advance(minute);
  await promote(rig, want(1, 8));
  const { pull: opened, head, base } = await rig.reader.proposal(dev, branch);
  assert.equal(opened?.title, 'Promote service-1 to dev');
  assert.deepEqual(head?.parents, [base.oid]);
});
