import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { textFile } from './blob.ts';
import { noPeople } from './agreement.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import { heldReasons, holdsAt } from './holds.ts';
import { judge } from './judge.ts';
import { parseServiceName } from './names.ts';
import { plan } from './plan.ts';
import { parsePolicy } from './policy.ts';
import { decidePromotion } from './proposal.ts';
import { explain } from './reasons.ts';
import { decideResume, rollbackTarget } from './rollback.ts';
import * as sample from './sample-state.ts';
import type { Slot, State, TreeFile } from './state.ts';

const { api, web, dev, staging, prod, digest, at, policy, stateOf, pullFor, verified } = sample;

const held = (slot: Slot): Hold => ({
  ...slot,
  digest: digest(1),
  replaced: digest(2),
  reason: 'p99 doubled',
  by: 'carol',
  since: at(5).toISOString(),
});

const slots: readonly Slot[] = policy.environments.flatMap(({ name: environment }) =>
  [api, web].map((service) => ({ service, environment })),
);
const nameOf = ({ environment, service }: Slot) => `${environment}/${service}`;
const everywhere = slots.map(nameOf);
const inDev = ['dev/api', 'dev/web'];

const file = textFile;
const devApi = renderHold(held({ service: api, environment: dev }));
const prodWeb = renderHold(held({ service: web, environment: prod }));

/** What these files below `holds/` break, and what they hold. */
function read(files: Readonly<Record<string, TreeFile>>) {
  const holds = holdsAt({ holds: new Map(Object.entries(files)) }, policy);
  return {
    broken: holds.broken.map(({ path, detail }) => `${path} ${detail}`),
    concerned: slots.filter((slot) => holds.brokenFor(slot).length > 0).map(nameOf),
    held: slots.filter((slot) => holds.on(slot) !== null).map(nameOf),
  };
}

test('holds as rollback writes them hold their slots, and notes beside the folders hold nothing', () => {
  const files = {
    'holds/dev/api.yaml': file(devApi),
    'holds/prod/web.yaml': file(prodWeb),
    'holds/README.md': file('# Holds\n'),
    'holds/.gitkeep': file(''),
  };
  assert.deepEqual(read(files), { broken: [], concerned: [], held: ['dev/api', 'prod/web'] });
});

const cases: readonly (readonly [
  what: string,
  files: Readonly<Record<string, TreeFile>>,
  says: RegExp,
  concerned: readonly string[],
  held: readonly string[],
])[] = [
  [
    'another ending',
    { 'holds/dev/api.yml': file(devApi) },
    /^holds\/dev\/api\.yml is the hold of no service .*did you mean api\.yaml\?/,
    inDev,
    [],
  ],
  ['a service in capitals', { 'holds/dev/API.yaml': file(devApi) }, /did you mean api\.yaml\?/, inDev, []],
  ['a service that there is not', { 'holds/dev/worker.yaml': file('a: 1\n') }, /of no service/, inDev, []],
  ['an environment that there is not', { 'holds/qa/api.yaml': file(devApi) }, /of no environment/, everywhere, []],
  ['an environment in capitals', { 'holds/Dev/api.yaml': file(devApi) }, /did you mean dev\?/, everywhere, []],
  ['a hold without a folder', { 'holds/api.yaml': file(devApi) }, /of no environment/, everywhere, []],
  ['a folder in a folder', { 'holds/dev/more': { text: null, mode: '040000', oid: null } }, /is a folder/, inDev, []],
  [
    'a submodule',
    { 'holds/dev/api.yaml': { text: null, mode: '160000', oid: null } },
    /is a submodule/,
    ['dev/api'],
    [],
  ],
  ['a symbolic link', { 'holds/dev/api.yaml': file('../prod/api.yaml', '120000') }, /symbolic link/, ['dev/api'], []],
  ['an executable hold', { 'holds/dev/api.yaml': file(devApi, '100755') }, /is executable/, ['dev/api'], ['dev/api']],
  ['a link for the notes', { 'holds/README.md': file('../x', '120000') }, /symbolic link/, everywhere, []],
  ['notes in the folder of an environment', { 'holds/dev/.gitkeep': file('') }, /of no service/, inDev, []],
  ['a file for an environment', { 'holds/dev': file('x') }, /is no folder.* in dev/, inDev, []],
  ['a file for all of it', { holds: { text: null, mode: '100644', oid: null } }, /^holds is no folder/, everywhere, []],
  [
    'a hold that was cut',
    { 'holds/dev/api.yaml': { text: null, mode: '100644', oid: null } },
    /512,000/,
    ['dev/api'],
    [],
  ],
  ['no YAML', { 'holds/dev/api.yaml': file('version: [') }, /is not valid YAML/, ['dev/api'], []],
  ['an empty hold', { 'holds/dev/api.yaml': file('') }, /is empty/, ['dev/api'], []],
  ['a hold by hand', { 'holds/dev/api.yaml': file(`# mine\n${devApi}`) }, /byte for byte/, ['dev/api'], ['dev/api']],
  [
    'the hold of another slot',
    { 'holds/dev/api.yaml': file(prodWeb) },
    /belongs into holds\/prod\/web\.yaml/,
    ['dev/api', 'prod/web'],
    [],
  ],
  [
    'a hold that lies in the folder of another environment under no name',
    { 'holds/dev/copy.yaml': file(prodWeb) },
    /of no service/,
    [...inDev, 'prod/web'],
    [],
  ],
];
for (const [what, files, says, concerned, stands] of cases) {
  test(`broken: ${what}`, () => {
    const found = read(files);
    assert.equal(found.broken.length, 1);
    assert.match(found.broken[0] ?? '', says);
    assert.deepEqual(found.concerned, concerned);
    assert.deepEqual(found.held, stands);
  });
}

test('whatever lies below holds/ either holds exactly its slot, or is broken for the slot that it names', () => {
  const names = fc.oneof(
    fc.constantFrom('dev', 'staging', 'prod', 'Dev', 'qa', 'README.md', '.gitkeep', 'api.yaml'),
    fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !name.includes('/')),
  );
  const leaves = fc.oneof(
    fc.constantFrom('api.yaml', 'web.yaml', 'api.yml', 'API.yaml', 'api', '.gitkeep'),
    fc.string({ minLength: 1, maxLength: 8 }).filter((name) => !name.includes('/')),
  );
  const paths = fc.oneof(
    fc.tuple(names, leaves).map((parts) => `holds/${parts.join('/')}`),
    names.map((name) => `holds/${name}`),
  );
  const canonical = fc.constantFrom(...slots).map((slot) => renderHold(held(slot)));
  const texts = fc.oneof(
    canonical,
    canonical.map((text) => `${text}\n`),
    fc.string(),
    fc.constant(null),
  );
  const modes = fc.constantFrom('100644', '100644', '100755', '120000', '040000');
  const entries = fc.tuple(texts, modes).map(([text, mode]) => ({ ...textFile(text ?? '', mode), text }));
  fc.assert(
    fc.property(paths, entries, (path, entry) => {
      const holds = holdsAt({ holds: new Map([[path, entry]]) }, policy);
      const own = slots.find(({ environment, service }) => holdPath(environment, service) === path);
      const exact = own !== undefined && entry.mode === '100644' && entry.text === renderHold(held(own));
      const isNote = (path === 'holds/README.md' || path === 'holds/.gitkeep') && entry.mode === '100644';
      assert.equal(holds.broken.length, exact || isNote ? 0 : 1);
      if (exact) assert.deepEqual(holds.on(own), held(own));
      if (own !== undefined) assert.ok(holds.on(own) !== null || holds.brokenFor(own).length > 0);
      for (const slot of slots) if (holds.on(slot) !== null) assert.deepEqual(slot, own);
      if (!exact && !isNote) assert.ok(slots.some((slot) => holds.brokenFor(slot).length > 0));
    }),
    { numRuns: 2_000 },
  );
});

const apiInDev = { service: api, environment: dev };
const webInProd = { service: web, environment: prod };
const commitWith = (files: Readonly<Record<string, TreeFile>>) => ({ holds: new Map(Object.entries(files)) });

test('a hold is there where its file is, whether or not it can be read', () => {
  const holds = holdsAt(
    commitWith({ 'holds/dev/api.yaml': file('version: ['), 'holds/prod/web.yaml': file(prodWeb) }),
    policy,
  );
  assert.deepEqual([holds.has(apiInDev), holds.on(apiInDev)], [true, null]);
  assert.deepEqual([holds.has(webInProd), holds.on(webInProd)], [true, held(webInProd)]);
  assert.equal(holds.has({ service: web, environment: dev }), false);
});

test('what is read of a commit once is read again for another policy', () => {
  const commit = commitWith({ 'holds/prod/web.yaml': file(prodWeb) });
  const without = parsePolicy(sample.policyText.replace(/ {2}web: .*\n/, ''));
  assert.equal(holdsAt(commit, policy).broken.length, 0);
  assert.equal(holdsAt(commit, without).broken.length, 1);
  assert.equal(holdsAt(commit, policy), holdsAt(commit, policy));
  assert.equal(holdsAt(commitWith({}), policy).broken.length, 0);
});

test('what holds a slot is told with who held it and why, and what may hold it with its place', () => {
  assert.deepEqual(heldReasons(commitWith({}), policy, apiInDev), []);
  assert.deepEqual(heldReasons(commitWith({ 'holds/prod/web.yaml': file(prodWeb) }), policy, webInProd), [
    { code: 'HELD', slot: webInProd, by: 'carol', why: 'p99 doubled' },
  ]);
  const [spoilt, ...others] = heldReasons(
    commitWith({ 'holds/dev/api.yaml': file(`${devApi}x: *y\n`) }),
    policy,
    apiInDev,
  );
  assert.deepEqual(others, []);
  assert.ok(spoilt?.code === 'HOLD_BROKEN');
  assert.equal(spoilt.place, `holds/dev/api.yaml:${devApi.split('\n').length}:4`);
  const both = heldReasons(commitWith({ 'holds/dev/api.yaml': file(`# mine\n${devApi}`) }), policy, apiInDev);
  assert.deepEqual(
    both.map(({ code }) => code),
    ['HELD', 'HOLD_BROKEN'],
  );
  assert.equal(both[1]?.code === 'HOLD_BROKEN' && both[1].place, 'holds/dev/api.yaml');
});

test('what kind of entry it is comes before what it says, and has no place in the text', () => {
  const [broken] = holdsAt(commitWith({ 'holds/dev/api.yaml': file('version: [', '100755') }), policy).broken;
  assert.deepEqual([broken?.detail, broken?.position], ['is executable', null]);
  const [odd] = holdsAt(commitWith({ 'holds/dev/api.yaml': file(devApi, '100664') }), policy).broken;
  assert.equal(odd?.detail, 'has mode 100664');
});

test('what is like nothing in the policy is compared with nothing', () => {
  assert.deepEqual(read({ 'holds/dev/something-else': file('') }).broken, [
    'holds/dev/something-else is the hold of no service of promotion.yaml',
  ]);
  assert.deepEqual(read({ 'holds/something-else/api.yaml': file('') }).broken, [
    'holds/something-else/api.yaml is of no environment of promotion.yaml',
  ]);
});

test('what helps depends on whether resume knows the place', () => {
  const advice = (files: Readonly<Record<string, TreeFile>>) =>
    holdsAt(commitWith(files), policy).broken[0]?.advice ?? '';
  assert.match(advice({ 'holds/dev/api.yaml': file('') }), /^Run rollback with `command: resume`/);
  assert.match(advice({ 'holds/dev/api.yml': file('') }), /^Delete it by a reviewed pull request/);
  assert.match(advice({ 'holds/qa/api.yaml': file('') }), /^Delete it by a reviewed pull request/);
});

test('a hold by hand of a slot that there is not concerns only what its path does', () => {
  const elsewhere = devApi.replaceAll('"dev"', '"qa"').replace(' in dev', ' in qa');
  assert.deepEqual(read({ 'holds/prod/copy.yaml': file(elsewhere) }).concerned, ['prod/api', 'prod/web']);
  const other = devApi.replaceAll('"api"', '"worker"').replace('holds api', 'holds worker');
  assert.deepEqual(read({ 'holds/prod/copy.yaml': file(other) }).concerned, ['prod/api', 'prod/web']);
});

/** Dev is ahead of staging, and staging of prod, both for `api`. */
const ahead = stateOf({
  dev: { api: digest(3), web: digest(1) },
  staging: { api: digest(2), web: digest(1) },
  prod: { api: digest(1), web: digest(1) },
});
const holding = (files: Readonly<Record<string, TreeFile>>): State => ({
  ...ahead,
  base: { ...ahead.base, holds: new Map(Object.entries(files)) },
});
const evidence = verified(digest(1), digest(2), digest(3));

describe('a broken hold', () => {
  const planned = (files: Readonly<Record<string, TreeFile>>) =>
    plan(holding(files), policy, evidence).map((step) => {
      const because = 'because' in step ? [step.because].flat() : [];
      const codes = because.map(({ code }) => code).join(' ');
      return `${step.kind} ${'environment' in step ? step.environment : ''} ${codes}`.trim();
    });

  test('stops its environment and what follows it, and nothing else', () => {
    assert.deepEqual(planned({}), ['open staging', 'open prod']);
    assert.deepEqual(planned({ 'holds/prod/old.yaml': file('') }), ['open staging', 'refuse prod HOLD_BROKEN']);
    assert.deepEqual(planned({ 'holds/staging/old.yaml': file('') }), [
      'refuse staging HOLD_BROKEN',
      'refuse prod HOLD_BROKEN',
    ]);
    assert.deepEqual(planned({ 'holds/dev/old.yaml': file('') }), [
      'refuse dev HOLD_BROKEN',
      'refuse staging HOLD_BROKEN',
      'open prod',
    ]);
  });

  test('stops everything where nobody can tell what it is about', () => {
    assert.deepEqual(planned({ 'holds/api.yaml': file('') }), [
      'refuse dev HOLD_BROKEN',
      'refuse staging HOLD_BROKEN',
      'refuse prod HOLD_BROKEN',
    ]);
  });

  test('is told even where it stops nothing that was to go on', () => {
    assert.deepEqual(planned({ 'holds/prod/web.yaml': file('') }), [
      'open staging',
      'refuse prod HOLD_BROKEN',
      'open prod',
    ]);
  });

  test('refuses the merge of what it may concern, and of nothing else', () => {
    const verdictOf = (files: Readonly<Record<string, TreeFile>>) => {
      const state = holding(files);
      const bump = { service: api, environment: dev, from: digest(3), to: digest(4), source: sample.source };
      const verdict = judge(state, pullFor(state, [bump]), policy, verified(digest(4)), noPeople);
      return verdict.kind === 'merge' ? 'merge' : verdict.reasons.map(({ code }) => code).join(' ');
    };
    assert.equal(verdictOf({ 'holds/dev/api.yml': file(devApi) }), 'HOLD_BROKEN');
    assert.equal(verdictOf({ 'holds/dev/web.yaml': file('') }), 'merge');
    assert.equal(verdictOf({ 'holds/staging/api.yml': file('') }), 'merge');
    assert.equal(verdictOf({ 'holds/nowhere/api.yaml': file('') }), 'HOLD_BROKEN');
  });

  test('refuses a proposal and a rollback, with the file and what to do', () => {
    const { base } = holding({ 'holds/dev/api.yml': file(devApi) });
    const state = { base, head: null, pull: null };
    const slot = { service: api, environment: dev };
    const versions = [3, 1].map((n, index) => {
      const now = stateOf({ dev: { api: digest(n) } }).base.files.get('envs/dev/values.dev.yaml') ?? null;
      return {
        commit: sample.oid(n),
        committedAt: at(-index),
        file: now,
        statuses: sample.healthyCommit(sample.oid(n), 0).statuses,
      };
    });
    const facts = { base, further: sample.furtherOf(slot, { versions }) };
    const decisions = [
      decidePromotion(state, policy, dev, [{ ...slot, to: digest(4), source: null }], null),
      rollbackTarget(facts, policy, slot, {}),
      rollbackTarget(facts, policy, slot, { to: digest(1) }),
      decideResume(state, policy, slot, null),
    ];
    for (const decision of decisions) {
      assert.ok(decision.kind === 'refused');
      const [reason, ...others] = decision.reasons.map(explain);
      assert.deepEqual(others, []);
      assert.match(reason?.sentence ?? '', /^holds\/dev\/api\.yml is the hold of no service/);
      assert.match(reason?.next ?? '', /^Delete it by a reviewed pull request\./);
    }
  });

  test('is lifted by resume where it lies at the place of a slot', () => {
    const slot = { service: api, environment: dev };
    const decided = (text: string) =>
      decideResume(
        { base: holding({ 'holds/dev/api.yaml': file(text) }).base, head: null, pull: null },
        policy,
        slot,
        null,
      );
    const decision = decided('version: [');
    assert.ok(decision.kind === 'propose');
    assert.deepEqual([...decision.proposal.files], [['holds/dev/api.yaml', null]]);
    assert.match(decision.proposal.body, /its file cannot be read/);
    const other = decided(renderHold(held({ service: web, environment: staging })));
    assert.equal(other.kind, 'propose');
  });

  test('lets nobody be told that nothing is held, where it may hold a slot that the policy no longer has', () => {
    const gone = { service: parseServiceName('billing'), environment: dev };
    const { base } = holding({ 'holds/dev/api.yaml': file(renderHold(held(gone))) });
    const decision = decideResume({ base, head: null, pull: null }, policy, gone, null);
    assert.ok(decision.kind === 'refused');
    assert.deepEqual(
      decision.reasons.map(({ code }) => code),
      ['HOLD_BROKEN'],
    );
  });
});
