import assert from 'node:assert/strict';
import { test } from 'node:test';
import { keepStandingIssue, promotionHistoryReader } from '@bitvault/github';
import { json } from '@bitvault/lab';
import { parseCommitOid } from '@bitvault/promotion';
import { graphql, startScripted } from './scripted-github.ts';

const text = { label: 'board', title: 'Board', body: 'one\ntwo' };
const issue = { number: 4, url: 'https://example.com/4', title: 'Board', body: 'one\r\ntwo\n', state: 'OPEN' };
const page = (nodes: readonly object[], endCursor: string | null = null) =>
  graphql({ repository: { issues: { nodes, pageInfo: { hasNextPage: endCursor !== null, endCursor } } } });

test('an issue is looked for page by page, and line ends make no difference', async () => {
  await using github = await startScripted((_, count) => {
    return count === 1
      ? page([{ ...issue, viewerDidAuthor: false }], 'next')
      : page([{ ...issue, viewerDidAuthor: true }]);
  });
  const kept = await keepStandingIssue(github.connection, text);
  assert.deepEqual(kept, { kind: 'unchanged', number: 4, url: issue.url });
  assert.equal(github.traffic.served.length, 2);
});

test('an issue whose label was dropped is not opened again by every run without a word', async () => {
  await using github = await startScripted(({ url }) =>
    url.pathname.endsWith('/issues') ? json(201, { number: 4, html_url: issue.url, labels: [] }) : page([]),
  );
  await assert.rejects(keepStandingIssue(github.connection, text), {
    code: 'GITHUB_REFUSED',
    message: 'issue #4 was opened without its label board',
    next: /issues: write/,
  });
});

test('opening it is not tried twice', async () => {
  await using github = await startScripted(({ url }) => (url.pathname.endsWith('/issues') ? json(502, {}) : page([])));
  await assert.rejects(keepStandingIssue(github.connection, text), { code: 'GITHUB_UNREACHABLE' });
  assert.equal(github.traffic.served.filter(({ url }) => url.endsWith('/issues')).length, 1);
});

test('a history without an end is read for ten pages, and told to be incomplete', async () => {
  const oid = parseCommitOid('a'.repeat(40));
  const node = { oid, committedDate: '2026-11-24T09:00:00Z', message: 'x' };
  const history = { nodes: [node], pageInfo: { hasNextPage: true, endCursor: 'next' } };
  await using github = await startScripted(() => graphql({ repository: { base: { history } } }));
  const read = await promotionHistoryReader(github.connection).history(oid, new Date(0));
  assert.deepEqual([read.complete, read.commits.length], [false, 10]);
});
