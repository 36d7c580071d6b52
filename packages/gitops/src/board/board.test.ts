import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  holdPath,
  nothingFurther,
  parseCommitOid,
  parseDigest,
  parsePolicy,
  renderBumpTrailers,
  renderHold,
  textFile,
  type Bump,
  type Digest,
  type HistoryCommit,
  type Policy,
  type PullRequest,
  type State,
  type Step,
  type TreeFile,
} from '@bitvault/promotion';
import { boardOf, type Board, type BoardFacts } from './board.ts';
import { boardJson } from './board-json.ts';
import { boardMarkdown } from './board-markdown.ts';

const addresses = { server: 'https://github.com', repository: 'acme/gitops' };
const digest = (n: number): Digest => parseDigest(`sha256:${n.toString(16).padStart(12, '0').padEnd(64, '0')}`);
const oid = (n: number) => parseCommitOid(n.toString(16).padStart(40, '0'));
const at = (minutes: number) => new Date(Date.UTC(2026, 10, 24, 9, minutes));

/** With dev, any number of stages, and prod. */
function policyFor(services: number, prod = '', stages = 0): Policy {
  const named = Array.from(
    { length: services },
    (_, index) =>
      `  s${index}: {image: ghcr.io/acme/s${index}, source: acme/app, workflow: .github/workflows/release.yml}\n`,
  );
  const between = Array.from({ length: stages }, (_, index) => `stage${index}`);
  return parsePolicy(`version: 1
bot: acme-promoter[bot]
argocd: acme-argocd[bot]
services:
${named.join('')}digests: {file: 'envs/{env}.yaml', path: '{service}'}
environments:
  dev: {from: build, merge: auto}
${between.map((name, index) => `  ${name}: {from: ${['dev', ...between][index]}, merge: auto}\n`).join('')}  prod: {from: ${['dev', ...between].at(-1)}, merge: review, approvals: 1, healthy: [argocd/dev]${prod}}
`);
}

/** An environment's file, a line a service. */
const digestsOf = (policy: Policy, of: (index: number) => Digest | ''): TreeFile =>
  textFile([...policy.services.keys()].map((service, index) => `${service}: "${of(index)}"\n`).join(''));

function stateOf(files: Readonly<Record<string, TreeFile>>): State {
  const base = {
    now: at(60),
    host: 'github.com',
    repositoryId: 'R',
    branch: 'main',
    oid: oid(9),
    tree: 't',
    policyText: '',
  };
  const versions = new Map(
    Object.entries(files)
      .filter(([path]) => path.startsWith('envs/'))
      .map(([path, now]) => [
        path,
        [
          { commit: oid(2), committedAt: at(30), file: now, statuses: [] },
          { commit: oid(1), committedAt: at(0), file: textFile(''), statuses: [] },
        ],
      ]),
  );
  const below = (folder: string) => new Map(Object.entries(files).filter(([path]) => path.startsWith(folder)));
  const holds = below('holds/');
  return { base: { ...base, files: below('envs/'), holds }, pulls: [], commits: [], versions, further: nothingFurther };
}

function boardFor(policy: Policy, files: Readonly<Record<string, TreeFile>>, more: Partial<BoardFacts> = {}): Board {
  const facts = { steps: [], history: { commits: [], complete: true }, since: at(0) };
  return boardOf({ state: stateOf(files), policy, ...facts, ...more });
}

/** An open pull request from a branch. */
const pullOf = (headBranch: string): PullRequest => ({
  id: 'P',
  number: 1,
  url: '',
  state: 'OPEN',
  isDraft: false,
  author: null,
  isCrossRepository: false,
  headRepository: null,
  headBranch,
  baseBranch: 'main',
  head: oid(3),
  mergeable: 'MERGEABLE',
  mergeCommit: null,
  mergedAt: null,
  rewrites: [],
  commits: { items: [], total: 0 },
  files: { items: [], total: 0 },
  reviews: { items: [], total: 0 },
  reviewDecision: null,
  headFiles: new Map(),
});

const markdownOf = (board: Board) => boardMarkdown(board, addresses);

const everywhere = (policy: Policy, of: (index: number) => Digest | '' = () => digest(1)) =>
  Object.fromEntries(policy.environments.map(({ name }) => [`envs/${name}.yaml`, digestsOf(policy, of)]));

describe('a cell of the board', () => {
  const policy = policyFor(1);
  const dev = { 'envs/dev.yaml': digestsOf(policy, () => digest(1)) };
  const cellOf = (board: Board) =>
    board.rows[0]?.cells.get(policy.environments[1]?.name ?? policy.environments[0].name);

  test('tells a digest with the commit that brought it', () => {
    const board = boardFor(policy, everywhere(policy));
    const cell = cellOf(board);
    assert.deepEqual(cell?.kind === 'deployed' && [cell.digest, cell.since, cell.commit], [digest(1), at(30), oid(2)]);
    assert.match(
      markdownOf(board),
      /since \[2026-11-24 09:30 UTC\]\(https:\/\/github\.com\/acme\/gitops\/commit\/0+2\)/,
    );
  });

  test('tells no time where the digest may be older than what was read', () => {
    const state = stateOf(everywhere(policy));
    const versions = new Map([...state.versions].map(([path, [newest]]) => [path, newest ? [newest] : []]));
    const cell = cellOf(boardFor(policy, {}, { state: { ...state, versions } }));
    assert.equal(cell?.kind === 'deployed' && cell.since, null);
  });

  test('tells a service that is not there, or has no digest yet', () => {
    const absent = boardFor(policy, { ...dev, 'envs/prod.yaml': textFile('other: ""\n') });
    assert.equal(cellOf(absent)?.kind, 'absent');
    assert.match(markdownOf(absent), /\*\*s0\*\* \| `0{11}1`.* \| – \|/);
    const empty = boardFor(policy, { ...dev, 'envs/prod.yaml': textFile('s0: ""\n') });
    assert.match(markdownOf(empty), /\| nothing yet \|/);
  });

  test('tells what cannot be read', () => {
    const board = boardFor(policy, { ...dev, 'envs/prod.yaml': textFile('s0: [\n') });
    assert.deepEqual(cellOf(board), { kind: 'unreadable', path: 'envs/prod.yaml' });
    assert.match(markdownOf(board), /cannot be read: envs\/prod\.yaml/);
  });

  test('tells who holds it, whatever the reason looks like', () => {
    const [service] = [...policy.services.keys()];
    assert.ok(service);
    const environment = policy.environments[0].name;
    const reason = '@team | <b>bad</b>\n### Not a heading';
    const hold = {
      service,
      environment,
      digest: digest(1),
      replaced: null,
      reason,
      by: 'bob',
      since: '2026-11-24T09:00:00Z',
    };
    const held = { [holdPath(environment, service)]: textFile(renderHold(hold)) };
    const markdown = markdownOf(boardFor(policy, { ...everywhere(policy), ...held }));
    const [row = ''] = markdown.split('\n').filter((line) => line.startsWith('| **s0**'));
    assert.match(row, /\*\*held\*\* by bob: @\u200bteam \\\| &lt;b&gt;bad&lt;\/b&gt; \\#\\#\\# Not a heading/);
  });

  test('a frozen environment says until when and why', () => {
    const frozen = policyFor(1, `, freeze: [{cron: "0 9 * * *", duration: 4h, timezone: UTC, reason: weekend}]`);
    assert.match(
      markdownOf(boardFor(frozen, everywhere(frozen))),
      /\| prod \(frozen until 2026-11-24 13:00 UTC: weekend\) \|/,
    );
  });
});

describe('a board of many services', () => {
  for (const [services, stages, linked, complete] of [
    [100, 0, true, true],
    [500, 0, false, true],
    [500, 4, false, false],
  ] as const) {
    test(`${services} services in ${stages + 2} environments fit into an issue`, () => {
      const policy = policyFor(services, '', stages);
      const files = everywhere(policy, () => digest(1));
      const ahead = { ...files, 'envs/dev.yaml': digestsOf(policy, (index) => digest(index === 7 ? 2 : 1)) };
      const board = boardFor(policy, ahead);
      const markdown = markdownOf(board);
      assert.ok(markdown.length < 65_536, String(markdown.length));
      assert.match(markdown, /\| \*\*s7\*\* \| `0{11}2`/, 'what is not the same everywhere is always there');
      assert.equal(/since \[/.test(markdown), linked);
      assert.equal(markdown.includes(`**s${services - 1}**`), complete);
      assert.equal(markdown.includes(`${services - 1} more services run the same image`), !complete);
      assert.match(markdown, /Read from `main` at /);
      const { services: listed } = boardJson(board) as { readonly services: readonly unknown[] };
      assert.equal(listed.length, services);
    });
  }

  test('where even what differs is too much, it is cut at the end of a line, and says so', () => {
    const policy = policyFor(500, '', 6);
    const files = everywhere(policy);
    const board = boardFor(policy, { ...files, 'envs/dev.yaml': digestsOf(policy, (index) => digest(index + 2)) });
    const lines = markdownOf(board).split('\n');
    assert.ok(lines.join('\n').length < 65_536);
    assert.match(lines.at(-1) ?? '', /^… cut: /);
    assert.match(lines.at(-3) ?? '', /\|$/);
  });
});

test('services that wait for the same are told together, each reason once', () => {
  const policy = policyFor(3);
  const prod = policy.environments[1]?.name ?? policy.environments[0].name;
  const steps = [...policy.services.keys()].map((service): Step => ({
    kind: 'wait',
    environment: prod,
    service,
    pull: null,
    because: [
      { code: 'HEALTH_FAILED', environment: policy.environments[0].name, context: 'argocd/dev', commit: oid(3) },
    ],
  }));
  const markdown = markdownOf(boardFor(policy, everywhere(policy), { steps }));
  assert.match(markdown, /\| s0, s1, s2 → prod \| waits: `HEALTH_FAILED` \|/);
  assert.equal(markdown.split('**HEALTH_FAILED**').length, 2);
});

test('what was asked for says what it is, and of which service', () => {
  const policy = policyFor(1);
  const { name } = policy.environments[0];
  const step = (headBranch: string): Step => ({
    kind: 'gate',
    environment: name,
    head: oid(3),
    met: [],
    pull: { ...pullOf(headBranch), number: 7, url: 'https://github.com/acme/gitops/pull/7' },
  });
  for (const [branch, says] of [
    ['rollback/prod/s0', 'rollback of s0 in prod'],
    ['resume/prod/s0', 'resume of s0 in prod'],
    ['promote/prod', 'dev'],
  ] as const)
    assert.match(
      markdownOf(boardFor(policy, everywhere(policy), { steps: [step(branch)] })),
      new RegExp(`\\| ${says} \\| \\[#7\\]`),
    );
});

describe('the figures of delivery', () => {
  const policy = policyFor(2);
  const [dev, prod] = policy.environments.map(({ name }) => name);
  const [s0, s1] = [...policy.services.keys()];
  assert.ok(dev && prod && s0 && s1);

  function commit(
    n: number,
    minutes: number,
    bumps: readonly Bump[],
    upstream: typeof dev | 'build' | null,
  ): HistoryCommit {
    return {
      oid: oid(n),
      committedAt: at(minutes),
      message: `Title\n\n${renderBumpTrailers(bumps, null, upstream)}\n`,
    };
  }
  const bump = (service: typeof s0, environment: typeof dev, from: number, to: number): Bump => ({
    service,
    environment,
    from: digest(from),
    to: digest(to),
    source: null,
  });
  const commits = [
    commit(15, 75, [bump(s0, prod, 2, 1)], null),
    commit(14, 60, [bump(s1, prod, 1, 2)], dev),
    commit(13, 50, [bump(s0, prod, 1, 2)], dev),
    commit(12, 20, [bump(s1, dev, 1, 2)], 'build'),
    commit(11, 10, [bump(s0, dev, 1, 2)], 'build'),
    { oid: oid(10), committedAt: at(5), message: 'Change a chart\n' },
  ];

  test('count promotions and rollbacks, with the median times of an image', () => {
    const board = boardFor(policy, everywhere(policy), { history: { commits, complete: true } });
    const minutes = (n: number) => n * 60_000;
    assert.deepEqual(board.figures, [
      { environment: dev, promotions: 2, images: 2, passage: null, rollbacks: 0, restoration: null },
      { environment: prod, promotions: 2, images: 2, passage: minutes(40), rollbacks: 1, restoration: minutes(25) },
    ]);
    assert.match(markdownOf(board), /\| prod \| 2 \(2 images\) \| 40 min \| 1 \(50 %\) \| 25 min \|/);
    assert.deepEqual(board.since, at(0));
  });

  test('go only as far back as the history could be read', () => {
    const board = boardFor(policy, everywhere(policy), { history: { commits, complete: false }, since: at(-9_000) });
    assert.deepEqual(board.since, at(5));
  });

  test('are left out where nothing was promoted', () => {
    assert.doesNotMatch(markdownOf(boardFor(policy, everywhere(policy))), /Figures since|Last promotions/);
  });
});
