import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFile } from './blob.ts';
import { recogniseChange } from './change.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import * as sample from './sample-state.ts';
import type { Bump, ChangedFile, TreeFile } from './state.ts';

const { api, web, dev, prod, digest, policy, stateOf, pullFor } = sample;

const prodValues = 'envs/prod/values.prod.yaml';
const state = stateOf({ dev: {}, staging: {}, prod: { api: digest(2) } });
const bump: Bump = { service: api, environment: prod, from: digest(2), to: digest(1), source: null };
const hold: Hold = {
  service: api,
  environment: prod,
  digest: digest(1),
  replaced: digest(2),
  reason: 'p99 doubled',
  by: 'carol',
  since: '2026-11-24T09:05:00.000Z',
};

/** What a pull request that puts these files over the bump is taken for. */
function recognised(added: ReadonlyMap<string, TreeFile>) {
  const pull = pullFor(state, [bump]);
  const files = [...added.keys()]
    .filter((path) => path !== prodValues)
    .map((path): ChangedFile => ({ path, change: 'ADDED' }));
  return recogniseChange(
    {
      ...pull,
      files: { total: files.length + 1, items: [...pull.files.items, ...files] },
      headFiles: new Map([...pull.headFiles, ...added]),
    },
    state.base,
    policy,
  );
}

function codes(recognition: ReturnType<typeof recognised>): readonly string[] {
  return recognition.kind === 'unrecognised' ? recognition.reasons.map((reason) => reason.code) : [];
}

test('a digest with its hold is a rollback', () => {
  const found = recognised(new Map([[holdPath(prod, api), textFile(renderHold(hold))]]));
  assert.deepEqual(found.kind === 'recognised' && found.change, {
    kind: 'rollback',
    environment: prod,
    bumps: [bump],
    holds: [hold],
  });
});

test('a service that the head adds to a file is refused like any other line, and throws nothing', () => {
  const before = state.base.files.get(prodValues)?.text ?? '';
  const text = `${before}  web:\n    image:\n      digest: "${digest(3)}"\n`;
  assert.deepEqual(codes(recognised(new Map([[prodValues, textFile(text)]]))), ['NOT_EXACT']);
});

test('a hold of another place than its path is refused, and throws nothing', () => {
  const elsewhere = renderHold({ ...hold, service: web, environment: dev });
  assert.deepEqual(codes(recognised(new Map([[holdPath(prod, api), textFile(elsewhere)]]))), ['HOLD_DISAGREES']);
});
