import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFile } from './blob.ts';
import { noPeople, type GateJudge } from './agreement.ts';
import { judge } from './judge.ts';
import { parsePolicy } from './policy.ts';
import type { Bump, PullRequest, Review, State } from './state.ts';
import * as sample from './sample-state.ts';
import { isCommitOf } from './trust.ts';

const { api, web, dev, staging, prod, digest, at, policy, verified, stateOf, pullFor, approval, oid } = sample;

const stagingBump: Bump = { service: api, environment: staging, from: digest(1), to: digest(2), source: sample.source };
const state = stateOf({
  dev: { api: digest(2), web: digest(1) },
  staging: { api: digest(1), web: digest(1) },
  prod: { api: digest(1), web: digest(1) },
});
const path = 'envs/staging/values.staging.yaml';

function reviewed(reviews: readonly Review[], changes: Partial<PullRequest> = {}): PullRequest {
  return pullFor(state, [stagingBump], { reviews: { total: reviews.length, items: reviews }, ...changes });
}

const approved = (changes: Partial<PullRequest> = {}) => reviewed([approval('alice', oid(500))], changes);

/** The kind of the verdict and the codes of its reasons. */
function verdict(pull: PullRequest, on: State = state, evidence = verified(digest(2))): string {
  const found = judge(on, pull, policy, evidence, noPeople);
  return found.kind === 'merge' ? 'merge' : `${found.kind} ${found.reasons.map((reason) => reason.code).join(' ')}`;
}

const withHead = (edit: (text: string) => string): PullRequest => {
  const pull = approved();
  const file = pull.headFiles.get(path);
  assert.ok(file?.text);
  return { ...pull, headFiles: new Map([[path, textFile(edit(file.text), file.mode)]]) };
};

test('exactly the bump, by the bot, reviewed, verified and proved upstream, is merged', () => {
  assert.equal(verdict(approved()), 'merge');
});

test('what is there already is told of what was looked at, and of nothing else', () => {
  const told = (pull: PullRequest, evidence = verified(digest(2))) => {
    const found = judge(state, pull, policy, evidence, noPeople);
    return found.met.map(({ kind }) => kind);
  };
  assert.deepEqual(told(approved()), ['verified', 'proved', 'reviewed']);
  assert.deepEqual(told(reviewed([])), ['verified', 'proved']);
  assert.deepEqual(told(reviewed([]), new Map()), ['proved']);
  const elsewhere = withHead((text) => text.replace(digest(2), digest(9)));
  assert.deepEqual(told(elsewhere, verified(digest(9))), ['verified', 'reviewed']);
  assert.deepEqual(told(withHead(() => '{')), []);
});

const differences: readonly (readonly [string, (text: string) => string])[] = [
  ['one extra byte at the end', (text) => `${text}\n`],
  ['a changed comment', (text) => text.replace('# staging', '# stagimg')],
  ['CRLF line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['an invisible character', (text) => text.replace('repository', 'repository\u200b')],
  ['a duplicate digest key', (text) => text.replace(/( +)digest: (.*)\n/, '$1digest: $2\n$1digest: $2\n')],
  ['an anchor', (text) => text.replace('digest: ', 'digest: &a ')],
  ['a second document', (text) => `${text}---\nservices: {}\n`],
  ['other quotes', (text) => text.replace(/"(sha256:[^"]+)"/, "'$1'")],
  ['no YAML at all', () => '{'],
  ['another repository', (text) => text.replace('ghcr.io/bitvault/api', 'ghcr.io/mallory/api')],
];
for (const [name, edit] of differences) {
  test(`refused: the head has ${name}`, () => assert.equal(verdict(withHead(edit)), 'refuse NOT_EXACT'));
}

test('refused: another digest than the one that dev runs', () => {
  const pull = withHead((text) => text.replace(digest(2), digest(9)));
  assert.equal(verdict(pull, state, verified(digest(9))), 'refuse NOT_UPSTREAM');
});

test('refused: an image that does not verify, and one that nobody verified', () => {
  const evidence = new Map([
    [`api@${digest(2)}`, { kind: 'refused', detail: 'IDENTITY_REF: …', advice: 'Rebuild.' } as const],
  ]);
  assert.equal(verdict(approved(), state, evidence), 'refuse IMAGE_UNVERIFIED');
  assert.equal(verdict(approved(), state, new Map()), 'refuse IMAGE_UNVERIFIED');
});

const reviewCases: readonly (readonly [string, readonly Review[], string])[] = [
  ['none', [], 'wait REVIEWS_MISSING'],
  ['on this head, but older than its commit', [approval('alice', oid(500), 9)], 'wait REVIEWS_MISSING'],
  ['on an older head', [approval('alice', oid(499))], 'wait REVIEWS_MISSING'],
  ['dismissed', [{ ...approval('alice', oid(500)), state: 'DISMISSED' }], 'wait REVIEWS_MISSING'],
  [
    'changes requested',
    [{ ...approval('alice', oid(500)), state: 'CHANGES_REQUESTED' }],
    'wait CHANGES_REQUESTED REVIEWS_MISSING',
  ],
  ['by a bot', [{ ...approval('x[bot]', oid(500)), author: { login: 'x[bot]', kind: 'Bot' } }], 'wait REVIEWS_MISSING'],
  ['by a deleted user', [{ ...approval('x', oid(500)), author: null }], 'wait REVIEWS_MISSING'],
  ['by the author', [approval('Bitvault-Promoter[bot]', oid(500))], 'wait REVIEWS_MISSING'],
  ['without write access', [{ ...approval('alice', oid(500)), authorCanPush: false }], 'wait REVIEWS_MISSING'],
  ['without a date', [{ ...approval('alice', oid(500)), submittedAt: null }], 'wait REVIEWS_MISSING'],
];
for (const [name, reviews, expected] of reviewCases) {
  test(`approvals that do not count: ${name}`, () => assert.equal(verdict(reviewed(reviews)), expected));
}

test('one person approves once, however often', () => {
  const strict = parsePolicy(sample.policyText.replace('merge: review, approvals: 1', 'merge: review, approvals: 2'));
  const twice = reviewed([approval('alice', oid(500)), approval('Alice', oid(500), 21)]);
  const found = judge(state, twice, strict, verified(digest(2)), noPeople);
  assert.deepEqual(found.kind === 'wait' && found.reasons, [
    { code: 'REVIEWS_MISSING', have: 1, need: 2, head: oid(500) },
  ]);
});

test('a list of reviews, files or commits that was not read whole is refused', () => {
  assert.equal(verdict(approved({ reviews: { total: 101, items: [] } })), 'refuse REVIEWS_UNREAD');
  const { files, commits } = approved();
  assert.equal(verdict(approved({ files: { ...files, total: 101 } })), 'refuse FILES_UNREAD');
  assert.equal(verdict(approved({ commits: { ...commits, total: 101 } })), 'refuse COMMITS_UNREAD');
});

test('refused: not the bot, a fork, a deleted head, another base, closed', () => {
  assert.equal(
    verdict(approved({ author: { login: 'bitvault-promoter[bot]', kind: 'User' } })),
    'refuse AUTHOR_UNEXPECTED',
  );
  assert.equal(verdict(approved({ author: { login: 'mallory', kind: 'User' } })), 'refuse AUTHOR_UNEXPECTED');
  assert.equal(verdict(approved({ author: null })), 'refuse AUTHOR_UNEXPECTED');
  assert.equal(
    verdict(approved({ isCrossRepository: true, headRepository: 'mallory/gitops' })),
    'refuse PULL_FROM_FORK',
  );
  assert.equal(verdict(approved({ headRepository: null })), 'refuse PULL_FROM_FORK');
  assert.equal(verdict(approved({ baseBranch: 'other' })), 'refuse PULL_BASE_UNEXPECTED');
  assert.equal(verdict(approved({ state: 'CLOSED' })), 'refuse PULL_NOT_OPEN');
  assert.equal(verdict(approved({ isDraft: true })), 'wait PULL_IS_DRAFT');
});

test('refused: a commit that GitHub did not sign, or that only bears the name of the bot', () => {
  const [commit] = approved().commits.items;
  assert.ok(commit);
  const first = { ...commit, oid: oid(400) };
  const forgeries = [
    { ...first, signedByGitHub: false },
    { ...first, authorEmail: 'mallory@example.com' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.github.com@evil.example', signedByGitHub: false },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@example.com' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.evil.example' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.github.com.evil.example' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.acme.ghe.com' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.github.com@evil.example' },
    { ...first, authorEmail: '41+mallory@41+bitvault-promoter[bot]@users.noreply.github.com' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]\n@users.noreply.github.com' },
    { ...first, authorEmail: ' 41+bitvault-promoter[bot]@users.noreply.github.com' },
    { ...first, authorEmail: '41+bitvault-promoter[bot]@users.noreply.github.com\n' },
    { ...first, authorEmail: '41+x+bitvault-promoter[bot]@users.noreply.github.com' },
    { ...first, authorEmail: '+bitvault-promoter[bot]@users.noreply.github.com' },
    { ...first, authorEmail: 'bitvault-promoter[bot]@users.noreply.github.com' },
    { ...first, authorEmail: null },
  ];
  for (const forged of forgeries) {
    const pull = approved({ commits: { total: 2, items: [forged, commit] } });
    assert.equal(verdict(pull), 'refuse COMMIT_UNVERIFIED');
  }
});

test('the bot’s address is of the server that the state was read from', () => {
  const [commit] = approved().commits.items;
  assert.ok(commit);
  const address = (domain: string) => ({ ...commit, authorEmail: `41+bitvault-promoter[bot]@${domain}` });
  const hosts: readonly (readonly [host: string, own: readonly string[], others: readonly string[]])[] = [
    ['github.com', ['users.noreply.github.com'], ['users.noreply.acme.ghe.com', 'users.noreply.git.acme.com']],
    ['git.acme.com', ['users.noreply.git.acme.com'], ['users.noreply.github.com', 'users.noreply.acme.com']],
    ['acme.ghe.com', ['users.noreply.acme.ghe.com', 'users.noreply.github.com'], ['users.noreply.evil.ghe.com']],
    ['evil-ghe.com', ['users.noreply.evil-ghe.com'], ['users.noreply.github.com']],
  ];
  for (const [host, own, others] of hosts) {
    for (const domain of own) assert.ok(isCommitOf('bitvault-promoter[bot]', address(domain), host), domain);
    for (const domain of others) assert.ok(!isCommitOf('bitvault-promoter[bot]', address(domain), host), domain);
  }
});

test('refused: an extra file, a rename, a deletion, a new digest file', () => {
  const change = (items: PullRequest['files']['items']) => verdict(approved({ files: { total: items.length, items } }));
  const own = { path, change: 'MODIFIED' } as const;
  assert.equal(change([own, { path: '.github/workflows/x.yml', change: 'ADDED' }]), 'refuse FILE_UNEXPECTED');
  assert.equal(change([own, { path: 'promotion.yaml', change: 'MODIFIED' }]), 'refuse FILE_UNEXPECTED');
  assert.equal(change([{ path, change: 'RENAMED' }]), 'refuse FILE_UNEXPECTED');
  assert.equal(change([{ path, change: 'DELETED' }]), 'refuse FILE_UNEXPECTED');
  assert.equal(change([]), 'refuse NOT_A_BUMP');
});

test('refused: an executable bit or a symbolic link', () => {
  for (const mode of ['100755', '120000']) {
    const pull = approved();
    const file = pull.headFiles.get(path);
    assert.ok(file);
    assert.equal(verdict({ ...pull, headFiles: new Map([[path, { ...file, mode }]]) }), 'refuse FILE_MODE_CHANGED');
  }
});

test('refused: a file that GitHub cut', () => {
  assert.equal(
    verdict(approved({ headFiles: new Map([[path, { ...textFile('cut'), text: null }]]) })),
    'refuse FILE_UNREADABLE',
  );
});

test('a conflict waits, and every reason is told at once', () => {
  const pull = reviewed([], { mergeable: 'CONFLICTING', author: { login: 'mallory', kind: 'User' } });
  assert.equal(verdict(pull), 'refuse AUTHOR_UNEXPECTED REVIEWS_MISSING CONFLICTING');
});

test('two environments in one pull request are refused', () => {
  const pull = approved();
  const prodPull = pullFor(state, [{ ...stagingBump, environment: prod }]);
  const both = {
    ...pull,
    files: { total: 2, items: [...pull.files.items, ...prodPull.files.items] },
    headFiles: new Map([...pull.headFiles, ...prodPull.headFiles]),
  };
  assert.equal(verdict(both), 'refuse ENVIRONMENT_MIXED');
});

test('an auto environment needs neither reviews nor upstream, but the same exactness and verification', () => {
  const bumps = [
    { service: api, environment: dev, from: digest(2), to: digest(3), source: sample.source },
    { service: web, environment: dev, from: digest(1), to: digest(3), source: sample.source },
  ] as const;
  const pull = pullFor(state, bumps);
  assert.equal(verdict(pull, state, verified(digest(3))), 'merge');
  assert.equal(verdict(pull, state, new Map()), 'refuse IMAGE_UNVERIFIED IMAGE_UNVERIFIED');
});

test('a gated environment waits for its approval even when all else is there', () => {
  const later = stateOf(
    { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
    { now: at(60) },
  );
  const pull = pullFor(later, [{ ...stagingBump, environment: prod }]);
  const ready = { ...pull, reviews: { total: 1, items: [approval('alice', pull.head)] } };
  assert.equal(verdict(ready, later), 'wait GATE_AHEAD');
  const gated = (gate: GateJudge) => judge(later, ready, policy, verified(digest(2)), { gate, requests: new Map() });
  const passed = gated(() => ({ reasons: [], approvers: ['bob'] }));
  assert.deepEqual(passed.kind === 'merge' && passed.agreed, { reviewers: ['alice'], approvers: ['bob'] });
  const refused = gated((environment) => ({
    reasons: [{ code: 'APPROVAL_MISSING', environment: environment.name }],
    approvers: [],
  }));
  assert.equal(refused.kind, 'refuse');
});

test('where a team starts the gate, that is what is waited for', () => {
  const byHand = parsePolicy(sample.policyText.replace('environment: production', 'gate: {dispatch: release}'));
  const later = stateOf(
    { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
    { now: at(60) },
  );
  const pull = pullFor(later, [{ ...stagingBump, environment: prod }]);
  const ready = { ...pull, reviews: { total: 1, items: [approval('alice', pull.head)] } };
  const found = judge(later, ready, byHand, verified(digest(2)), noPeople);
  assert.deepEqual(found.kind === 'wait' && found.reasons, [
    { code: 'DISPATCH_AHEAD', environment: prod, team: 'release', number: pull.number, head: pull.head },
  ]);
});

test('an environment that is frozen takes no promotion', () => {
  const friday = new Date('2026-11-27T20:00:00Z');
  const frozen = stateOf(
    { dev: { api: digest(2) }, staging: { api: digest(2) }, prod: { api: digest(1) } },
    { now: friday },
  );
  const pull = pullFor(frozen, [{ ...stagingBump, environment: prod }]);
  const ready = { ...pull, reviews: { total: 1, items: [approval('alice', pull.head)] } };
  const found = judge(frozen, ready, policy, verified(digest(2)), noPeople);
  assert.deepEqual(found.kind === 'wait' && found.reasons, [
    { code: 'FROZEN', environment: prod, until: new Date('2026-11-30T07:00:00Z'), why: 'weekend' },
  ]);
});

test('what the environment before runs is told, also where it runs nothing', () => {
  const nothing = stateOf({ dev: { api: null }, staging: { api: digest(1) } });
  const without = stateOf({ dev: {}, staging: { api: digest(1) } });
  const other = stateOf({ dev: { api: digest(3) }, staging: { api: digest(1) } });
  const found = (on: State) => {
    const pull = pullFor(on, [stagingBump]);
    const ready = { ...pull, reviews: { total: 1, items: [approval('alice', pull.head)] } };
    const given = judge(on, ready, policy, verified(digest(2)), noPeople);
    return given.kind === 'merge' ? [] : given.reasons;
  };
  const bump = { ...stagingBump, source: null };
  const reason = (there: typeof bump.to | null) => [
    { code: 'NOT_UPSTREAM', slot: bump, digest: digest(2), upstream: dev, found: there },
  ];
  assert.deepEqual(found(nothing), reason(null));
  assert.deepEqual(found(without), reason(null));
  assert.deepEqual(found(other), reason(digest(3)));
});

test('an image that nobody was asked about says so', () => {
  const found = judge(state, approved(), policy, new Map(), noPeople);
  assert.deepEqual(found.kind === 'refuse' && found.reasons, [
    {
      code: 'IMAGE_UNVERIFIED',
      service: api,
      digest: digest(2),
      detail: 'its signature and provenance were not checked',
      advice: 'Report this: a decision was asked for without evidence.',
    },
  ]);
});
