import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { joinFurther, nothingFurther, nothingWanted, wantedBy } from './further.ts';
import { unprovenReason } from './health.ts';
import * as sample from './sample-state.ts';
import type { Further, ReportedCommit, State, StatusReport, Wanted } from './state.ts';

const { api, staging, digest, oid, at, policy, stateOf } = sample;

const context = 'argocd/bitvault-staging';
const path = 'envs/staging/values.staging.yaml';
const slot = { service: api, environment: staging };
const now = 400;
const minutes = 60_000;

/** A report at a minute that no other report has, on one of the commits. */
interface Told {
  readonly minute: number;
  readonly commit: number;
  readonly state: StatusReport['state'];
  readonly byArgoCd: boolean;
}

/** What happened: commits are made every ten minutes, and reported on at any time after. */
interface Story {
  readonly commits: number;
  readonly told: readonly Told[];
  /** How many of the newest commits are read at first. */
  readonly readFirst: number;
  /** How many of the newest commits can be read at all. */
  readonly readable: number;
  /** How many of the newest reports on a commit can be read at all. */
  readonly logLength: number;
  readonly soak: number;
}

const stories: fc.Arbitrary<Story> = fc
  .record({
    commits: fc.integer({ min: 1, max: 8 }),
    times: fc.uniqueArray(fc.integer({ min: 1, max: now - 1 }), { minLength: 0, maxLength: 14 }),
    kinds: fc.array(
      fc.record({
        commit: fc.nat(),
        state: fc.constantFrom('SUCCESS', 'SUCCESS', 'SUCCESS', 'FAILURE', 'PENDING', 'ERROR'),
        byArgoCd: fc.constantFrom(true, true, true, false),
      }),
      { minLength: 14, maxLength: 14 },
    ),
    readFirst: fc.integer({ min: 1, max: 8 }),
    readable: fc.constantFrom(100, 100, 3),
    logLength: fc.constantFrom(100, 100, 2),
    soak: fc.integer({ min: 0, max: now }),
    orderly: fc.boolean(),
  })
  .map(({ times, kinds, orderly, ...story }) => {
    const told: Told[] = [];
    // Argo CD leaves a revision for good, which matters only where not all commits are looked at.
    let left = 0;
    for (const [index, minute] of times.toSorted((first, second) => first - second).entries()) {
      const kind = kinds[index];
      if (kind === undefined) continue;
      const commit = kind.commit % Math.min(story.commits, Math.ceil(minute / 10));
      if (!kind.byArgoCd) told.push({ ...kind, minute, commit });
      else told.push({ ...kind, minute, commit: (left = orderly ? Math.max(left, commit) : commit) });
    }
    return { ...story, told, readFirst: orderly ? story.readFirst : story.commits };
  });

const made = (commit: number): number => commit * 10;

const reportOf = ({ minute, state, byArgoCd }: Told): StatusReport => ({
  context,
  state,
  createdAt: at(minute),
  creator: { login: byArgoCd ? 'bitvault-argocd[bot]' : 'mallory', kind: 'Bot' },
});

/** The reports on a commit, newest first. */
const on = (story: Story, commit: number): readonly StatusReport[] =>
  story.told
    .filter((told) => told.commit === commit)
    .map(reportOf)
    .toReversed();

/** The branch as GraphQL shows it, newest first: of each context only the last report. */
const branchOf = (story: Story): readonly ReportedCommit[] =>
  Array.from({ length: story.commits }, (_, index) => story.commits - 1 - index).map((commit) => ({
    oid: oid(1_000 + commit),
    committedAt: at(made(commit)),
    statuses: on(story, commit).slice(0, 1),
  }));

function firstLook(story: Story): State {
  const branch = branchOf(story);
  const state = stateOf({ staging: { api: digest(2) } }, { now: at(now), commits: branch.slice(0, story.readFirst) });
  const oldest = branch.at(-1);
  assert.ok(oldest);
  const { oid: commit, committedAt, statuses } = oldest;
  const version = { commit, committedAt, file: state.base.files.get(path) ?? null, statuses };
  return { ...state, versions: new Map([[path, [version]]]) };
}

/** What a reader gives, who can read only so much. */
function read(story: Story, wanted: Wanted): Further {
  const logs = wanted.logs.map((commit) => {
    const reports = on(story, Number.parseInt(commit, 16) - 1_000);
    const part = reports.slice(0, story.logLength);
    return [commit, { reports: part, complete: part.length === reports.length }] as const;
  });
  const commits = branchOf(story).slice(0, story.readable);
  const branch = wanted.branch.length === 0 ? null : { commits, exhausted: commits.length < story.commits };
  return { ...nothingFurther, logs: new Map(logs), branch };
}

const decide = (state: State, soak: number) =>
  unprovenReason(state, policy, slot, { contexts: [context], soak: soak * minutes });

function decideWithReading(story: Story) {
  let state = firstLook(story);
  for (let round = 0; ; round += 1) {
    const reason = decide(state, story.soak);
    const wanted = reason === null ? null : wantedBy([[reason]]);
    if (wanted === null) return { reason, rounds: round };
    state = { ...state, further: joinFurther(state.further, read(story, wanted)) };
  }
}

/** What is so, to whoever sees every report. */
function truth({ told, soak }: Story): string {
  const reports = told.filter(({ byArgoCd }) => byArgoCd).toReversed();
  const [newest] = reports;
  if (newest === undefined || newest.state === 'PENDING') return 'HEALTH_PENDING';
  if (newest.state !== 'SUCCESS') return 'HEALTH_FAILED';
  const end = reports.findIndex(({ state }) => state !== 'SUCCESS');
  const since = reports.slice(0, end === -1 ? reports.length : end).at(-1)?.minute ?? now;
  return since + soak <= now ? 'proved' : `SOAKING until ${since + soak}`;
}

const minuteOf = (answer: string): number => Number(answer.split(' ').at(-1));

function outcomeOf(story: Story): string {
  const { reason } = decideWithReading(story);
  if (reason?.code !== 'SOAKING') return reason?.code ?? 'proved';
  return `SOAKING until ${(reason.until.getTime() - at(0).getTime()) / minutes}`;
}

test('nothing is proved that is not so, however little can be read', () => {
  fc.assert(
    fc.property(stories, (story) => {
      if (outcomeOf(story) === 'proved') assert.equal(truth(story), 'proved');
    }),
    { numRuns: 4_000 },
  );
});

test('where everything can be read, the answer is the truth, a few rounds later', () => {
  fc.assert(
    fc.property(stories, (drawn) => {
      const story = { ...drawn, readable: 100, logLength: 100 };
      const answer = outcomeOf(story);
      const expected = truth(story);
      // The end may turn out to be later than it is said to be, never earlier.
      if (answer.startsWith('SOAKING'))
        assert.ok(expected.startsWith('SOAKING') && minuteOf(answer) <= minuteOf(expected));
      else assert.equal(answer, expected);
      assert.ok(decideWithReading(story).rounds <= 3);
    }),
    { numRuns: 4_000 },
  );
});

test('repeats of a report change nothing', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: now - 1 }), (drawn, minute) => {
      const story = { ...drawn, readable: 100, logLength: 100 };
      const last = story.told.filter((each) => each.byArgoCd && each.minute < minute).at(-1);
      fc.pre(last !== undefined && !story.told.some((each) => each.minute === minute));
      const repeated = [...story.told, { ...last, minute }].toSorted((left, right) => left.minute - right.minute);
      assert.equal(truth({ ...story, told: repeated }), truth(story));
      assert.equal(outcomeOf({ ...story, told: repeated }) === 'proved', outcomeOf(story) === 'proved');
    }),
    { numRuns: 2_000 },
  );
});

test('logs that were read a while ago prove nothing that has changed since', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 1, max: now }), (drawn, readAt) => {
      const story = { ...drawn, readFirst: drawn.commits };
      const then = { ...story, told: story.told.filter(({ minute }) => minute <= readAt) };
      const commits = branchOf(story).map((commit) => commit.oid);
      const { logs } = read({ ...then, logLength: 100 }, { ...nothingWanted, logs: commits });
      const reason = decide({ ...firstLook(story), further: { ...nothingFurther, logs } }, story.soak);
      if (reason === null) assert.equal(truth(story), 'proved');
      if (reason?.code.startsWith('HEALTH')) assert.equal(reason.code, truth(story));
    }),
    { numRuns: 4_000 },
  );
});

test('as of a moment, nothing that was reported later counts', () => {
  fc.assert(
    fc.property(stories, fc.integer({ min: 80, max: now }), (drawn, moment) => {
      const story = { ...drawn, readable: 100, logLength: 100, readFirst: drawn.commits };
      const then = { ...story, told: story.told.filter(({ minute }) => minute <= moment) };
      let state: State = { ...firstLook(story), asOf: at(moment) };
      for (let wanted; (wanted = wantedBy([[decide(state, 0)].filter((reason) => reason !== null)])) !== null;) {
        state = { ...state, further: joinFurther(state.further, read(story, wanted)) };
      }
      assert.equal(decide(state, 0)?.code ?? 'proved', truth({ ...then, soak: 0 }));
    }),
    { numRuns: 2_000 },
  );
});
