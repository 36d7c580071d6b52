import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nothingWanted } from './further.ts';
import type { Reason } from './reason.ts';
import { api, digest, prod, staging } from './sample-state.ts';
import { distinctReasons, standingReasons } from './standing-reasons.ts';

const inProd = { service: api, environment: prod };
const inStaging = { service: api, environment: staging };
const unread: Reason = { code: 'EVIDENCE_UNREAD', slot: inProd, wanted: nothingWanted };
const never: Reason = { code: 'NEVER_DEPLOYED', slot: inProd, digest: digest(1) };
const newer: Reason = { code: 'TARGET_NEWER', slot: inProd, digest: digest(1) };

test('what has not been read stands only where nothing else does', () => {
  assert.deepEqual(standingReasons([]), []);
  assert.deepEqual(standingReasons([unread]), [unread]);
  assert.deepEqual(standingReasons([unread, never, newer]), [never, newer]);
  assert.deepEqual(standingReasons([never]), [never]);
});

test('a reason is told once, and each that differs is kept in its place', () => {
  const elsewhere: Reason = { ...never, slot: inStaging };
  assert.deepEqual(distinctReasons([never, newer, { ...never }, elsewhere]), [never, newer, elsewhere]);
  assert.deepEqual(distinctReasons([]), []);
});
