import assert from 'node:assert/strict';
import { test } from 'node:test';
import { GitHubError, pullRequestMerger } from '@bitvault/github';
import { json, type Answer, type PartRequest } from '@bitvault/lab';
import { parseCommitOid } from '@bitvault/promotion';
import { graphql, startScripted } from './scripted-github.ts';

const head = parseCommitOid('a'.repeat(40));
const pull = { number: 1, head, headBranch: 'promote/dev' };
const commit = { title: 'Promote api to dev (#1)', message: '' };

const approvals = (...nodes: readonly unknown[]) => graphql({ repository: { pullRequest: { approvals: { nodes } } } });
const standing = { fullDatabaseId: '7', viewerDidAuthor: true, commit: { oid: head } };
const moved = { state: 'OPEN', headRefOid: 'b'.repeat(40), mergeCommit: null };

test('an approval that GitHub dismisses at once, because the head has moved on, is left to the merge to judge', async () => {
  const asked: string[] = [];
  await using github = await startScripted(({ method, body }) => {
    asked.push(method);
    return body.includes('OwnApprovals') ? approvals() : json(200, { state: 'DISMISSED' });
  });
  const merger = pullRequestMerger(github.connection);
  await merger.approve(pull, 'Exactly the bump.');
  await merger.approve(pull, 'Exactly the bump.');
  assert.deepEqual(asked, ['POST', 'POST', 'POST'], 'it is not remembered as an approval');
});

/** Refuses the merge because the head has moved, and the dismissal of the approval too. */
function refuseDismissal(after: readonly unknown[]): (request: PartRequest) => Answer {
  let reads = 0;
  return ({ url, body }) => {
    if (url.pathname.endsWith('/merge')) return json(409, { message: 'Head branch was modified.' });
    if (url.pathname.endsWith('/dismissals')) {
      return json(422, { message: 'Can not dismiss a dismissed pull request review' });
    }
    if (body.includes('MergeOutcome')) return graphql({ repository: { pullRequest: moved } });
    reads += 1;
    return approvals(...(reads === 1 ? [standing] : after));
  };
}

test('an approval that somebody else took back first is taken back', async () => {
  await using github = await startScripted(refuseDismissal([]));
  const result = await pullRequestMerger(github.connection).merge(pull, commit);
  assert.equal(result.kind, 'head-moved');
});

test('an approval that cannot be taken back is no silent matter', async () => {
  await using github = await startScripted(refuseDismissal([standing]));
  await assert.rejects(
    pullRequestMerger(github.connection).merge(pull, commit),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_REFUSED',
  );
});
