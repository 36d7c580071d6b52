import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { pruneCache } from './prune.ts';

const day = 24 * 60 * 60;

test('a cache loses what is older than a month, and is looked through once a day', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cache-'));
  const now = 2_000_000_000;
  const entry = (name: string, age: number): void => {
    mkdirSync(join(folder, 'ab'), { recursive: true });
    writeFileSync(join(folder, 'ab', name), '');
    utimesSync(join(folder, 'ab', name), now - age * day, now - age * day);
  };
  const kept = () => readdirSync(join(folder, 'ab')).toSorted();
  try {
    entry('old.json', 31);
    entry('young.json', 27);
    await pruneCache(folder, now * 1000);
    assert.deepEqual(kept(), ['young.json']);
    entry('old.json', 31);
    await pruneCache(folder, (now + day / 2) * 1000);
    assert.deepEqual(kept(), ['old.json', 'young.json']);
    await pruneCache(folder, (now + 1.5 * day) * 1000);
    assert.deepEqual(kept(), ['young.json']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('a cache that is not there is left alone', async () => {
  await assert.doesNotReject(pruneCache(join(tmpdir(), 'no-such-cache', 'below'), 0));
});
