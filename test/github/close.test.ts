import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPull } from './promoting.ts';
import { branch, repository, startRig, type Rig } from './rig.ts';
import * as v from 'valibot';

const comments = v.object({
  repository: v.object({
    pullRequest: v.object({
      state: v.string(),
      comments: v.object({ nodes: v.array(v.object({ body: v.string() })) }),
    }),
  }),
});

/** State of the pull request, then its comments. */
async function told(rig: Rig, number: number): Promise<readonly string[]> {
  const title = 'query Told';
  const text = `${title}($n: Int!) { repository(owner: "bitvault", name: "gitops") {
    pullRequest(number: $n) { state comments(first: 9) { nodes { body } } }
  } }`;
  const { data } = await rig.promoter.query({ title, text, variables: { n: number } }, comments);
  const { state, comments: found } = data.repository.pullRequest;
  return [state, ...found.nodes.map((node) => node.body)];
}

const because = 'Closed by promote: it is held.';

test('closing says why once, takes the branch along, and can be done again', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  await rig.writer.close(pull, because);
  await rig.writer.close(pull, because);
  assert.deepEqual(await told(rig, pull.number), ['CLOSED', because]);
  assert.equal(rig.lab.branch(repository, branch), null);
});

test('what a person closed is left without comment', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  await rig.ask(rig.bob.token, 'PATCH', `pulls/${pull.number}`, { state: 'closed' });
  await rig.writer.close(pull, because);
  assert.deepEqual(await told(rig, pull.number), ['CLOSED']);
});

for (const when of ['before', 'after'] as const) {
  test(`a run that dies ${when} the closing took effect is completed by the next one`, async () => {
    await using rig = await startRig();
    const pull = await openPull(rig);
    rig.traffic.failAt(1, { when, how: 'reset' }, (request) => request.operation === 'ClosePullRequest');
    await rig.writer.close(pull, because).catch(() => undefined);
    await rig.writer.close(pull, because);
    assert.deepEqual(await told(rig, pull.number), ['CLOSED', because]);
    assert.equal(rig.lab.branch(repository, branch), null);
  });
}

test('a branch that moved on is not deleted', async () => {
  await using rig = await startRig();
  const pull = await openPull(rig);
  const theirs = await rig.lab.push(repository, { login: 'bob', message: 'Mine', files: { 'x.txt': 'x' }, branch });
  await rig.writer.close(pull, because);
  assert.equal(rig.lab.branch(repository, branch), theirs);
});
