import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFile } from './blob.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import { parsePolicy, type Policy } from './policy.ts';
import { requesterOf, requestRunsOf, type RequestRun } from './requester.ts';
import * as sample from './sample-state.ts';
import type { Bump, PullRequest } from './state.ts';

const { api, web, staging, prod, digest, policy, policyText } = sample;
const runUrl = 'https://github.com/bitvault/gitops/actions/runs/7';
const deployed = { api: digest(2), web: digest(2) };
const state = sample.stateOf({ dev: deployed, staging: deployed, prod: deployed });

const bumpOf = (service: typeof api, environment = prod): Bump => ({
  service,
  environment,
  from: digest(2),
  to: digest(1),
  source: null,
});

const holdOf = ({ service, environment }: Bump, changes: Partial<Hold> = {}): Hold => ({
  service,
  environment,
  digest: digest(1),
  replaced: digest(2),
  reason: 'errors',
  by: 'rita',
  since: '2026-11-24T09:00:00.000Z',
  run: runUrl,
  ...changes,
});

/** A pull request that rolls back what `holds` say. */
function rollback(bumps: readonly [Bump, ...Bump[]], holds = bumps.map((bump) => holdOf(bump))): PullRequest {
  const pull = sample.pullFor(state, bumps);
  const written = holds.map((hold) => [holdPath(hold.environment, hold.service), textFile(renderHold(hold))] as const);
  const added = written.map(([path]) => ({ path, change: 'ADDED' }) as const);
  return {
    ...pull,
    files: { total: pull.files.total + added.length, items: [...pull.files.items, ...added] },
    headFiles: new Map([...pull.headFiles, ...written]),
  };
}

const known = (changes: Partial<Extract<RequestRun, { kind: 'known' }>['run']> = {}): RequestRun => ({
  kind: 'known',
  run: {
    id: 7,
    attempt: 1,
    event: 'workflow_dispatch',
    actor: 'Rita',
    actorKind: 'User',
    triggeringActor: 'rita',
    path: '.github/workflows/rollback.yml',
    branch: 'main',
    ...changes,
  },
});

const path = holdPath(prod, api);
const [one] = [bumpOf(api)];
const asked = (found: RequestRun, pull = rollback([one])) => requesterOf(pull, path, new Map([[runUrl, found]]));

test('everybody who started the run asked for the rollback', () => {
  assert.deepEqual(asked(known()), { kind: 'known', logins: ['Rita', 'rita'] });
  assert.deepEqual(asked(known({ triggeringActor: 'alice' })), { kind: 'known', logins: ['Rita', 'alice'] });
  assert.deepEqual(asked(known({ triggeringActor: null })), { kind: 'known', logins: ['Rita'] });
});

test('who asked is not known where the hold and its run do not say one thing', () => {
  const detail = (found: RequestRun, pull?: PullRequest) => {
    const requester = asked(found, pull);
    return requester.kind === 'unknown' ? requester.detail : 'known';
  };
  const { run: _, ...unnamed } = holdOf(one);
  assert.match(detail(known(), rollback([one], [unnamed])), /names no workflow run/);
  assert.match(detail(known(), rollback([one], [holdOf(one, { run: `${runUrl}1` })])), /was not looked at/);
  assert.match(detail(known({ actor: null })), /account that started its run is gone/);
  assert.match(detail(known({ actor: 'mallory' })), /says rita, but mallory started its run/);
  assert.match(detail(known({ branch: 'evil' })), /its run is of evil/);
  assert.match(detail(known({ branch: null })), /its run is of no branch/);
  const unknown: RequestRun = { kind: 'unknown', detail: 'it is gone', advice: 'Look.' };
  assert.deepEqual(asked(unknown), unknown);
});

test('a job that started or repeated the run as nobody hides who asked', () => {
  const bot = 'github-actions[bot]';
  const byBot = rollback([one], [holdOf(one, { by: bot })]);
  for (const requester of [
    asked(known({ triggeringActor: bot })),
    asked(known({ actor: bot, triggeringActor: 'rita' }), byBot),
    asked(known({ actor: bot, triggeringActor: bot }), byBot),
  ])
    assert.match(requester.kind === 'unknown' ? requester.detail : 'known', /nobody knows for whom/);
});

test('of a run that was repeated, GitHub names who started it and who did so last', () => {
  assert.equal(asked(known({ attempt: 2, triggeringActor: 'alice' })).kind, 'known');
  assert.equal(asked(known({ attempt: 3, triggeringActor: 'alice' })).kind, 'unknown');
});

test('a hold that is not there, cut, or not canonical names nobody', () => {
  const pull = rollback([one]);
  const text = pull.headFiles.get(path)?.text ?? '';
  for (const file of [undefined, { ...textFile(text), text: null }, textFile(`${text}\n`)]) {
    const headFiles = new Map(pull.headFiles);
    if (file === undefined) headFiles.delete(path);
    else headFiles.set(path, file);
    assert.equal(asked(known(), { ...pull, headFiles }).kind, 'unknown');
  }
});

test('a gate asks about the run of every rollback, once', () => {
  const both = [bumpOf(api), bumpOf(web)] as const;
  assert.deepEqual(requestRunsOf(rollback(both), state.base, policy, true), [runUrl]);
  const second = `${runUrl}8`;
  const holds = [holdOf(both[0]), holdOf(both[1], { run: second })];
  assert.deepEqual(requestRunsOf(rollback(both, holds), state.base, policy, true), [runUrl, second]);
  const { run: _, ...unnamed } = holdOf(both[1]);
  assert.deepEqual(requestRunsOf(rollback(both, [holdOf(both[0]), unnamed]), state.base, policy, true), [runUrl]);
});

test('nothing is asked about what is no rollback', () => {
  assert.deepEqual(requestRunsOf(sample.pullFor(state, [one]), state.base, policy, true), []);
  const spoilt = rollback([one]);
  assert.deepEqual(requestRunsOf({ ...spoilt, files: { ...spoilt.files, total: 9 } }, state.base, policy, true), []);
});

test('a resume names no run', () => {
  const resume: PullRequest = {
    ...rollback([one]),
    files: { total: 1, items: [{ path, change: 'DELETED' }] },
    headFiles: new Map(),
  };
  assert.deepEqual(requestRunsOf(resume, state.base, policy, true), []);
});

test('elsewhere it is asked only where the policy sets the requester apart', () => {
  const separate = (roles: string): Policy =>
    parsePolicy(policyText.replace('staging: {', `staging: {rollback: {separate: [${roles}]}, `));
  const runs = (given: Policy, atGate = false) =>
    requestRunsOf(rollback([bumpOf(api, staging)]), state.base, given, atGate);
  assert.deepEqual(runs(policy), []);
  assert.deepEqual(runs(separate('requester, reviewer')), [runUrl]);
  assert.deepEqual(runs(policy, true), [runUrl]);
});

test('an environment that merges by itself asks about nobody', () => {
  assert.deepEqual(requestRunsOf(rollback([bumpOf(api, sample.dev)]), state.base, policy, true), []);
});
