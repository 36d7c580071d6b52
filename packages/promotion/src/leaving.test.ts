import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { Hold } from './hold.ts';
import { decideLeaving, proposedToLeave } from './leaving.ts';
import { parseEnvironmentName } from './names.ts';
import type { ProposalState } from './ports.ts';
import { decideRollback, rollbackTarget } from './rollback.ts';
import { api, at, botCommit, digest, furtherOf, oid, policy, prod, stateOf, verified, web } from './sample-state.ts';
import type { FileVersion } from './state.ts';

const slot = { service: api, environment: prod };

function deployed(n: number | null, hold?: Hold): ProposalState {
  const digests = { prod: { api: n === null ? null : digest(n), web: null } };
  return { base: stateOf(digests, hold && { holds: [hold] }).base, head: null, pull: null };
}

/** The state once the bot has opened the pull request of a rollback. */
function proposed(state: ProposalState, to: number, author = 'bitvault-promoter[bot]'): ProposalState {
  const origin = { by: 'carol', reason: 'it leaks', run: null };
  const decision = decideRollback(state, policy, { ...slot, to: digest(to) }, verified(digest(to)), origin);
  assert.ok(decision.kind === 'propose');
  const { title, message } = decision.proposal;
  return {
    ...state,
    head: botCommit(oid(500), message),
    pull: { id: 'PR_1', number: 7, url: 'https://github.com/x/y/pull/7', title, author },
  };
}

const told = (state: ProposalState, from: number) => decideLeaving(state, policy, slot, digest(from))?.because ?? null;

test('what is deployed can be left', () => {
  assert.equal(told(deployed(2), 2), null);
});

test('what is not deployed, or not any more, is left already', () => {
  assert.match(
    told(deployed(3), 2) ?? '',
    /^api in prod is at sha256:0{12}…, not at sha256:0{12}…, which was to be left$/,
  );
  assert.match(told(deployed(null), 2) ?? '', /^api in prod deploys nothing, not at /);
});

test('the second to say so finds the pull request of the first, whatever that goes back to', () => {
  assert.match(told(proposed(deployed(2), 1), 2) ?? '', /^a pull request that rolls api in prod back from .* is open$/);
});

test('a pull request about another digest, another service or by somebody else is not the one', () => {
  const earlier = proposed(deployed(2), 1);
  assert.equal(told({ ...earlier, base: deployed(3).base }, 3), null);
  assert.deepEqual(proposedToLeave(earlier, policy, { ...slot, service: web }), []);
  assert.deepEqual(proposedToLeave(proposed(deployed(2), 1, 'mallory'), policy, slot), []);
});

test('an environment that the policy does not have is an error, not a digest that is not there', () => {
  const nowhere = { ...slot, environment: parseEnvironmentName('qa') };
  assert.throws(() => decideLeaving(deployed(2), policy, nowhere, digest(2)), { code: 'POLICY_ENVIRONMENT_UNKNOWN' });
});

/** Versions of prod's file, newest first. */
const versionsOf = (digests: readonly number[]): readonly FileVersion[] =>
  digests.map((n, index) => ({
    commit: oid(900 + index),
    committedAt: at(-index),
    file: deployed(n).base.files.get('envs/prod/values.prod.yaml') ?? null,
    statuses: [],
  }));

test('a digest that another one was deployed over before its rollback was merged is not gone back to', () => {
  const stale = { ...proposed(deployed(2), 1), base: deployed(3).base };
  const bad = proposedToLeave(stale, policy, slot);
  const facts = { base: stale.base, further: furtherOf(slot, { versions: versionsOf([3, 2, 1]) }) };
  const target = rollbackTarget(facts, policy, slot, { bad });
  assert.deepEqual(target, { kind: 'target', digest: digest(1), against: [] });
});

const held = (to: number, from: number): Hold => ({
  ...slot,
  digest: digest(to),
  replaced: digest(from),
  reason: 'aborted',
  by: 'bitvault-rollouts[bot]',
  since: at(0).toISOString(),
});

/** Where it leads when whatever is deployed is aborted, and every rollback that is proposed is merged. */
function abortedAgainAndAgain(history: readonly number[]): readonly number[] {
  const versions = [...history];
  const aborted: number[] = [];
  let hold: Hold | undefined;
  for (;;) {
    const [today = 0] = versions;
    aborted.push(today);
    const { base } = deployed(today, hold);
    const further = furtherOf(slot, { versions: versionsOf(versions) });
    const target = rollbackTarget({ base, further }, policy, slot, {});
    if (target.kind === 'refused') {
      assert.deepEqual(
        target.reasons.map(({ code }) => code),
        ['NOTHING_BEFORE'],
      );
      return aborted;
    }
    const back = Number(target.digest.slice(7));
    hold = held(back, today);
    versions.unshift(back);
  }
}

test('abort after abort goes further back each time, never to what was aborted, and ends', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 12 }), (history) => {
      const aborted = abortedAgainAndAgain(history);
      assert.equal(new Set(aborted).size, aborted.length, aborted.join(' '));
    }),
  );
});
