import assert from 'node:assert/strict';
import { test } from 'node:test';
import { noPeople } from './agreement.ts';
import { textFile } from './blob.ts';
import { nothingFurther } from './further.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import { judge } from './judge.ts';
import * as sample from './sample-state.ts';
import type { Bump, ChangedFile, FileVersion, NonEmpty, PullRequest, State } from './state.ts';

const { api, web, staging, digest, policy, verified, stateOf, pullFor, approval, oid } = sample;
const path = 'envs/staging/values.staging.yaml';

/** The kind of the verdict and the codes of its reasons. */
function verdict(pull: PullRequest, on: State, evidence = verified(digest(1))): string {
  const found = judge(on, pull, policy, evidence, noPeople);
  return found.kind === 'merge' ? 'merge' : `${found.kind} ${found.reasons.map((reason) => reason.code).join(' ')}`;
}

const back: Bump = { service: api, environment: staging, from: digest(2), to: digest(1), source: null };
const backHold: Hold = {
  service: api,
  environment: staging,
  digest: digest(1),
  replaced: digest(2),
  reason: 'errors',
  by: 'rita',
  since: '2026-11-24T09:00:00.000Z',
};
const heldPath = holdPath(staging, api);

const slot = { service: api, environment: staging };

/** A state in which staging had `before`, all of it healthy, and has `now`, newest last, with these holds. */
function after(before: readonly number[], now: number, holds: readonly Hold[] = []): State {
  const deployed = (n: number) => stateOf({ dev: { api: digest(9) }, staging: { api: digest(n) } }, { holds });
  const versions = [now, ...before.toReversed()].map((n, index): FileVersion => {
    const file = deployed(n).base.files.get(path);
    assert.ok(file);
    return { ...sample.healthyCommit(oid(9 - index), 9 - index), commit: oid(9 - index), file };
  });
  return { ...deployed(now), further: sample.furtherOf(slot, { versions }) };
}

function withFiles(on: State, bumps: NonEmpty<Bump>, added: ChangedFile['change'] = 'ADDED'): PullRequest {
  const pull = pullFor(on, bumps);
  return {
    ...pull,
    files: { total: 2, items: [...pull.files.items, { path: heldPath, change: added }] },
    headFiles: new Map([...pull.headFiles, [heldPath, textFile(renderHold(backHold))]]),
    reviews: { total: 1, items: [approval('alice', pull.head)] },
  };
}

test('a rollback goes back to what was deployed there, healthy upstream or not', () => {
  const on = after([1], 2);
  const pull = withFiles(on, [back]);
  const found = judge(on, pull, policy, verified(digest(1)), noPeople);
  assert.equal(found.kind === 'merge' && found.change.kind, 'rollback');
  assert.equal(verdict(pull, on, new Map()), 'refuse IMAGE_UNVERIFIED');
});

test('a rollback to what was never deployed there is refused', () => {
  const never = [{ code: 'NEVER_DEPLOYED', slot: { ...back }, digest: digest(1) }];
  const on = after([3], 2);
  const found = judge(on, withFiles(on, [back]), policy, verified(digest(1)), noPeople);
  assert.deepEqual(found.kind === 'refuse' && found.reasons, never);
  const unread = { ...on, further: nothingFurther };
  assert.match(verdict(withFiles(on, [back]), unread, verified(digest(1))), /EVIDENCE_UNREAD/);
});

test('where a hold is broken, nobody can be sure of it: neither promotion nor rollback', () => {
  const spoilt = withBrokenHold(after([1], 2));
  assert.equal(verdict(withFiles(spoilt, [back], 'MODIFIED'), spoilt, verified(digest(1))), 'refuse HOLD_BROKEN');
});

test('a resume needs its review and nothing else', () => {
  const on = after([1], 1, [backHold]);
  const pull = pullFor(on, [{ ...back, from: digest(1), to: digest(2) }]);
  const resume: PullRequest = {
    ...pull,
    files: { total: 1, items: [{ path: heldPath, change: 'DELETED' }] },
    headFiles: new Map(),
  };
  assert.equal(verdict(resume, on, new Map()), 'wait REVIEWS_MISSING');
  const reviews = { total: 1, items: [approval('alice', pull.head)] };
  const found = judge(on, { ...resume, reviews }, policy, new Map(), noPeople);
  assert.equal(found.kind === 'merge' && found.change.kind, 'resume');
});

test('nothing is promoted into a slot that is held, nor on from one', () => {
  const into = after([1], 1, [backHold]);
  const promotion = pullFor(into, [{ ...back, from: digest(1), to: digest(9), source: sample.source }]);
  const ready = { ...promotion, reviews: { total: 1, items: [approval('alice', promotion.head)] } };
  assert.match(verdict(ready, into, verified(digest(9))), /HELD/);
});

/** The rollback, whose hold says that it was forced against these. */
function forcedAgainst(on: State, ...against: NonNullable<Hold['forced']>['against'][number][]): PullRequest {
  const forced: Hold = { ...backHold, ...(against.length > 0 && { forced: { why: 'it must', against } }) };
  const pull = withFiles(on, [back], on.base.holds.has(heldPath) ? 'MODIFIED' : 'ADDED');
  return { ...pull, headFiles: new Map([...pull.headFiles, [heldPath, textFile(renderHold(forced))]]) };
}

/** The same state, with a hold that is not as one is written. */
function withBrokenHold(on: State): State {
  const broken = new Map([[heldPath, textFile(`${renderHold(backHold)}# more\n`)]]);
  return { ...on, base: { ...on.base, holds: broken } };
}

test('what a rollback was forced against is overridden, and nothing else', () => {
  const on = after([2, 1], 2);
  assert.equal(verdict(forcedAgainst(on), on), 'refuse TARGET_NEWER');
  assert.equal(verdict(forcedAgainst(on, 'TARGET_UNHEALTHY'), on), 'refuse TARGET_NEWER');
  assert.equal(verdict(forcedAgainst(on, 'TARGET_NEWER'), on), 'merge');
  const never = after([3], 2);
  assert.equal(verdict(forcedAgainst(never, 'TARGET_NEWER', 'HOLD_BROKEN'), never), 'refuse NEVER_DEPLOYED');
  const broken = withBrokenHold(on);
  assert.equal(verdict(forcedAgainst(broken), broken), 'refuse HOLD_BROKEN TARGET_NEWER');
  assert.equal(verdict(forcedAgainst(broken, 'TARGET_NEWER', 'HOLD_BROKEN'), broken), 'merge');
});

test('a hold may not say that it goes forward where it goes back', () => {
  const on = after([1], 2);
  assert.equal(verdict(forcedAgainst(on, 'TARGET_UNHEALTHY'), on), 'merge');
  for (const forward of ['TARGET_NEWER', 'TARGET_REPLACED'] as const) {
    const found = judge(on, forcedAgainst(on, forward), policy, verified(digest(1)), noPeople);
    const disagrees = {
      code: 'HOLD_DISAGREES',
      path: heldPath,
      detail: 'it says that it goes forward, but it goes back',
    };
    assert.deepEqual(found.kind === 'refuse' && found.reasons, [disagrees]);
  }
});

test('what one service was forced against is not overridden for another', () => {
  const deployed = { api: digest(2), web: digest(2) };
  const on = stateOf({ dev: deployed, staging: deployed });
  const earlier = { api: digest(1), web: digest(1) };
  const versions = [deployed, earlier, deployed].map((digests, index): FileVersion => {
    const file = stateOf({ staging: digests }).base.files.get(path);
    assert.ok(file);
    return { ...sample.healthyCommit(oid(9 - index), 9 - index), commit: oid(9 - index), file };
  });
  const pasts = [slot, { ...slot, service: web }].map((each) => sample.furtherOf(each, { versions }));
  const further = { ...nothingFurther, pasts: new Map(pasts.flatMap((each) => [...each.pasts])) };
  const told = (forced: readonly (typeof api)[]) => {
    const pull = pullFor(on, [back, { ...back, service: web }]);
    const holds = [api, web].map((service): readonly [string, Hold] => [
      holdPath(staging, service),
      {
        ...backHold,
        service,
        ...(forced.includes(service) && { forced: { why: 'it must', against: ['TARGET_NEWER'] } }),
      },
    ]);
    const added = holds.map(([file]): ChangedFile => ({ path: file, change: 'ADDED' }));
    const both: PullRequest = {
      ...pull,
      files: { total: 3, items: [...pull.files.items, ...added] },
      headFiles: new Map([
        ...pull.headFiles,
        ...holds.map(([file, hold]) => [file, textFile(renderHold(hold))] as const),
      ]),
      reviews: { total: 1, items: [approval('alice', pull.head)] },
    };
    const found = judge({ ...on, further }, both, policy, verified(digest(1)), noPeople);
    return found.kind === 'merge' ? [] : found.reasons;
  };
  const newer = (service: typeof api) => ({ code: 'TARGET_NEWER', slot: { ...back, service }, digest: digest(1) });
  assert.deepEqual(told([]), [newer(api), newer(web)]);
  assert.deepEqual(told([api]), [newer(web)]);
  assert.deepEqual(told([web]), [newer(api)]);
  assert.deepEqual(told([api, web]), []);
});
