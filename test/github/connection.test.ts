import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { test } from 'node:test';
import { connectGitHub, GitHubError, promotionStateReader, type GitHubErrorCode } from '@bitvault/github';
import { json } from '@bitvault/lab';
import { textFile } from '@bitvault/promotion';
import { branch, dev, policyText, repository } from './rig.ts';
import { graphql, proposalData, secret, startScripted, type Entry } from './scripted-github.ts';

const policy = policyText({ services: 1 });
const values = { text: 'services: {}\n' };
const good = () => graphql(proposalData(policy, values));

/** Asserts that `work` fails with `code` and without the token, and gives the error. */
async function failing(work: Promise<unknown>, code: GitHubErrorCode, message?: RegExp): Promise<GitHubError> {
  const error = await work.then(
    () => assert.fail(`expected ${code}`),
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof GitHubError, inspect(error));
  assert.equal(error.code, code, error.message);
  if (message !== undefined) assert.match(error.message, message);
  assert.ok(!inspect(error, { depth: 10, showHidden: true }).includes(secret), 'the token is in the error');
  return error;
}

test('a read is repeated after answers that pass', async () => {
  await using github = await startScripted((_, count) => (count < 3 ? json(502 + count, {}) : good()));
  const state = await github.reader.proposal(dev, branch);
  assert.equal(state.base.branch, 'main');
  assert.equal(github.traffic.served.length, 3);
});

test('a read is repeated after a connection that broke', async () => {
  await using github = await startScripted(good);
  github.traffic.failAt(1, { when: 'after', how: 'reset' });
  await github.reader.proposal(dev, branch);
  assert.equal(github.traffic.served.length, 2);
});

test('a rate limit is waited for when GitHub says how long', async () => {
  await using github = await startScripted((_, count) =>
    count === 1 ? json(403, { message: 'You have exceeded a secondary rate limit.' }, { 'retry-after': '1' }) : good(),
  );
  await github.reader.proposal(dev, branch);
  assert.equal(github.traffic.served.length, 2);
});

const now = Math.floor(Date.UTC(2026, 10, 24, 9) / 1_000);
const date = new Date(now * 1_000).toUTCString();
const limits: readonly (readonly [string, number, Record<string, string>, string])[] = [
  ['retry-after', 429, { 'retry-after': '300', 'x-ratelimit-remaining': '0' }, '2026-11-24T09:05:00.000Z'],
  [
    'the reset',
    403,
    { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': String(now + 600) },
    '2026-11-24T09:10:00.000Z',
  ],
  ['a minute', 429, {}, '2026-11-24T09:01:00.000Z'],
];
for (const [what, status, headers, until] of limits) {
  test(`a rate limit that takes too long is refused at once, with ${what} as the time to come back`, async () => {
    await using github = await startScripted(() =>
      json(status, { message: 'rate limit exceeded' }, { ...headers, date }),
    );
    const error = await failing(github.reader.proposal(dev, branch), 'GITHUB_RATE_LIMITED');
    assert.equal(error.next, `Run again after ${until}.`);
    assert.equal(github.traffic.served.length, 1);
  });
}

test('a rate limit that GraphQL tells with status 200 is one', async () => {
  const errors = [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }];
  await using github = await startScripted(() => graphql(null, errors, { 'retry-after': '300' }));
  await failing(github.reader.proposal(dev, branch), 'GITHUB_RATE_LIMITED');
});

test('data beside errors is refused, whatever the data', async () => {
  const errors = [{ message: 'Something went wrong', path: ['repository', 'base'] }];
  await using github = await startScripted(() => graphql(proposalData(policy, values), errors));
  await failing(github.reader.proposal(dev, branch), 'GITHUB_PARTIAL_ANSWER', /repository\.base: Something went wrong/);
  assert.equal(github.traffic.served.length, 1);
});

test('a denial names who lacks which permission, by what GitHub accepts, and is not repeated', async () => {
  const headers = { 'x-accepted-github-permissions': 'contents=write,pull_requests=read; administration=write' };
  await using github = await startScripted(() =>
    json(403, { message: `Resource not accessible by ${secret}` }, headers),
  );
  const { next } = await failing(
    github.reader.proposal(dev, branch),
    'GITHUB_DENIED',
    /by \[REDACTED\]; the holder of the input "token" lacks the permission Contents: write and Pull requests: read, or Administration: write$/,
  );
  assert.match(next, /GitHub App whose token `token` is, .* set Contents: write and Pull requests: read;/);
  // The second asks whose token it is, which is refused here as well.
  assert.equal(github.traffic.served.length, 2);
});

for (const [status, code] of [
  [401, 'GITHUB_DENIED'],
  [404, 'GITHUB_NOT_FOUND'],
  [422, 'GITHUB_REFUSED'],
  [500, 'GITHUB_UNREACHABLE'],
] as const) {
  test(`status ${status} is ${code}, in GitHub's own words`, async () => {
    const errors = [{ resource: 'X', code: 'custom', message: 'and why' }];
    await using github = await startScripted(() => json(status, { message: 'Words of GitHub', errors }));
    const error = await failing(github.reader.proposal(dev, branch), code, /Words of GitHub; and why/);
    assert.notEqual(error.next, '');
  });
}

test('an answer that is not as documented is refused', async () => {
  await using github = await startScripted(() => graphql({ repository: { id: 7 } }));
  await failing(github.reader.proposal(dev, branch), 'GITHUB_ANSWER_INVALID', /repository\.id/);
});

test('an answer without a clock is refused', async () => {
  await using github = await startScripted(() => graphql(proposalData(policy, values), undefined, { date: 'today' }));
  await failing(github.reader.proposal(dev, branch), 'GITHUB_ANSWER_INVALID', /Date/);
});

test('a repository that the token may not see is not found', async () => {
  await using github = await startScripted(() => graphql({ repository: null }));
  await failing(github.reader.proposal(dev, branch), 'GITHUB_NOT_FOUND', /bitvault\/gitops/);
});

test('the token is not taken to another host', async () => {
  await using other = await startScripted(good);
  await using github = await startScripted(() => json(307, {}, { location: `${other.origin}/api/graphql` }));
  await failing(github.reader.proposal(dev, branch), 'GITHUB_REDIRECTED', /another host/);
  assert.equal(other.traffic.served.length, 0);
});

test('a host that cannot be reached says so', async () => {
  const connection = connectGitHub({
    token: secret,
    apiUrl: 'http://127.0.0.1:1/api/v3',
    graphqlUrl: 'http://127.0.0.1:1/api/graphql',
    repository,
    patience: 1,
  });
  await failing(promotionStateReader(connection).proposal(dev, branch), 'GITHUB_UNREACHABLE', /got no answer/);
});

const addresses = { apiUrl: 'https://ghe.example/api/v3', graphqlUrl: 'https://ghe.example/api/graphql' };
for (const [what, options] of [
  ['an unencrypted address', { ...addresses, apiUrl: 'http://ghe.example/api/v3' }],
  ['addresses on two hosts', { ...addresses, graphqlUrl: 'https://evil.example/api/graphql' }],
  ['no address', { ...addresses, graphqlUrl: '' }],
  ['an empty token', { ...addresses, token: '' }],
  ['a token with a line break', { ...addresses, token: `${secret}\n` }],
] as const) {
  test(`${what} is refused before anything is sent`, async () => {
    const connect = async () => connectGitHub({ token: secret, repository, ...options });
    await failing(connect(), 'GITHUB_ADDRESS_INVALID');
  });
}

test('the token is masked before it is used', () => {
  const masked: string[] = [];
  connectGitHub({ token: secret, repository, ...addresses, mask: (text) => masked.push(text) });
  assert.deepEqual(masked, [secret]);
});

const unreadable: Readonly<Record<string, Entry>> = {
  'is cut': { text: 'services: {}\n', isTruncated: true },
  'is binary': { text: null, isBinary: true },
  'has an unknown encoding': { text: 'services: {}\n', isBinary: null },
  'is no UTF-8': { text: 'a: \uFFFD\n', oid: '789c5ffd63e96679bf57099b9f5e9f58bb8d7abf' },
};
for (const [what, entry] of Object.entries(unreadable)) {
  test(`a file that ${what} has no text`, async () => {
    await using github = await startScripted(() => graphql(proposalData(policy, entry)));
    const { base } = await github.reader.proposal(dev, branch);
    const expected = { ...textFile(entry.text ?? ''), text: null, ...(entry.oid !== undefined && { oid: entry.oid }) };
    assert.deepEqual(base.files.get('envs/dev/values.dev.yaml'), expected);
  });
}

test('a commit that GitHub does not sign is not proposed', async () => {
  const sha = 'c'.repeat(40);
  await using github = await startScripted(({ url }) => {
    if (url.pathname.endsWith('/git/trees')) return json(201, { sha });
    if (url.pathname.endsWith('/git/commits'))
      return json(201, { sha, verification: { verified: false, reason: 'unsigned' } });
    return good();
  });
  const state = await github.reader.proposal(dev, branch);
  const files = new Map([['envs/dev/values.dev.yaml', { text: 'x', mode: '100644' }]]);
  const proposal = { branch, title: 't', body: 'b', message: 'm', files };
  await failing(github.writer.propose(state, proposal), 'GITHUB_COMMIT_UNSIGNED', /unsigned/);
  assert.equal(github.traffic.served.length, 3);
});
