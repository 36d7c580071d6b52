import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { repository, Rig } from './github.test-host.ts';

describe('reviews', () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.start();
  });
  afterEach(() => rig.close());

  const review = (number: number, event: string, token: string, body = 'because') =>
    rig.rest('POST', `/pulls/${number}/reviews`, { body: { event, body }, token });
  const state = async (number: number) => {
    const query = `{repository(owner:"acme",name:"gitops"){pullRequest(number:${number}){
      reviewDecision mergeStateStatus latestOpinionatedReviews(first:10,writersOnly:true){nodes{
        state authorCanPushToRepository commit{oid} author{__typename login}}}}}}`;
    return (await rig.graphql(query)).data?.['repository']?.['pullRequest'];
  };

  test('nobody approves what they opened, and a reader’s approval does not count', async () => {
    rig.lab.protect(repository, 'main', { requiredApprovals: 1 });
    const { number, head } = await rig.propose();
    const own = await review(number, 'APPROVE', rig.appToken);
    assert.deepEqual([own.status, own.body['errors']], [422, ['Can not approve your own pull request']]);
    await review(number, 'APPROVE', rig.carol.token);
    assert.deepEqual(await state(number), {
      reviewDecision: 'REVIEW_REQUIRED',
      mergeStateStatus: 'BLOCKED',
      latestOpinionatedReviews: { nodes: [] },
    });
    await review(number, 'APPROVE', rig.bob.token);
    await review(number, 'COMMENT', rig.bob.token);
    const bob = { __typename: 'User', login: 'bob' };
    const approval = { state: 'APPROVED', authorCanPushToRepository: true, commit: { oid: head }, author: bob };
    assert.deepEqual(await state(number), {
      reviewDecision: 'APPROVED',
      mergeStateStatus: 'CLEAN',
      latestOpinionatedReviews: { nodes: [approval] },
    });
    await review(number, 'REQUEST_CHANGES', rig.bob.token);
    assert.equal((await state(number))?.['reviewDecision'], 'CHANGES_REQUESTED');
  });

  test('an App’s approval counts where the lab says so, and is a bot’s', async () => {
    rig.lab.protect(repository, 'main', { requiredApprovals: 1 });
    rig.lab.createApp({ slug: 'merger', permissions: { contents: 'write', pull_requests: 'write' } });
    const { number } = await rig.propose();
    await review(number, 'APPROVE', rig.lab.installationToken('merger'));
    const seen = await state(number);
    assert.equal(seen?.['reviewDecision'], 'APPROVED');
    assert.deepEqual(seen?.['latestOpinionatedReviews']?.['nodes']?.[0]?.['author'], {
      __typename: 'Bot',
      login: 'merger',
    });
    rig.lab.rules.appApprovalsCount = false;
    assert.equal((await state(number))?.['reviewDecision'], 'REVIEW_REQUIRED');
  });

  test('an approval stays on its commit after a push, and moves with a merge of the base', async () => {
    const { number, head } = await rig.propose();
    await review(number, 'APPROVE', rig.bob.token);
    const main = await rig.lab.push(repository, { login: 'alice', message: 'main moves', files: { other: 'x' } });
    const { body } = await rig.rest('GET', `/pulls/${number}`);
    const merged = await rig.rest('GET', `/git/commits/${String(body['merge_commit_sha'])}`);
    const tree = (merged.body['tree'] as { sha: string }).sha;
    const commit = await rig.rest('POST', '/git/commits', {
      body: { message: 'Merge main', tree, parents: [head, main] },
    });
    const sha = String(commit.body['sha']);
    await rig.rest('PATCH', '/git/refs/heads/promote/dev', { body: { sha } });
    const approvalCommit = async () => (await state(number))?.['latestOpinionatedReviews']?.['nodes']?.[0]?.['commit'];
    assert.deepEqual(await approvalCommit(), { oid: sha });
    await rig.commit('promote/dev', { sneaky: 'x' });
    assert.deepEqual(await approvalCommit(), { oid: sha });
  });

  test('stale approvals are dismissed where the branch asks for it', async () => {
    rig.lab.protect(repository, 'main', { requiredApprovals: 1, dismissStaleReviews: true });
    const { number } = await rig.propose();
    await review(number, 'APPROVE', rig.bob.token);
    await rig.commit('promote/dev', { sneaky: 'x' });
    const seen = await state(number);
    assert.equal(seen?.['reviewDecision'], 'REVIEW_REQUIRED');
    assert.equal(seen?.['latestOpinionatedReviews']?.['nodes']?.[0]?.['state'], 'DISMISSED');
  });

  test('commit_id only attributes a review; it is no precondition', async () => {
    const { number, head } = await rig.propose();
    await rig.commit('promote/dev', { later: 'x' });
    const body = { event: 'APPROVE', commit_id: head };
    const reply = await rig.rest('POST', `/pulls/${number}/reviews`, { body, token: rig.bob.token });
    assert.deepEqual([reply.status, reply.body['commit_id'], reply.body['state']], [200, head, 'APPROVED']);
  });

  test('auto-merge refuses what can be merged at once, and merges when the last rule is met', async () => {
    const { number } = await rig.propose();
    const enable = async () => {
      const id = (await rig.rest('GET', `/pulls/${number}`)).body['node_id'];
      const query = `mutation($id:ID!){enablePullRequestAutoMerge(input:{pullRequestId:$id,mergeMethod:SQUASH}){clientMutationId}}`;
      return (await rig.graphql(query, { id })).errors?.[0]?.message;
    };
    rig.lab.configure(repository, { allowAutoMerge: true });
    assert.equal(await enable(), 'Pull request Pull request is in clean status');
    rig.lab.protect(repository, 'main', { requiredApprovals: 1 });
    assert.equal(await enable(), undefined);
    await review(number, 'APPROVE', rig.bob.token);
    assert.equal((await rig.rest('GET', `/pulls/${number}`)).body['merged'], true);
  });
});
