import assert from 'node:assert/strict';
import { test } from 'node:test';
import { renewed } from './renewed.ts';

/** Counts up, each number to be used for that many seconds. */
function counting(seconds: number) {
  let made = 0;
  return renewed(async () => ({ value: (made += 1), seconds }));
}

test('what lasts is made once, whoever asks and when', async () => {
  const get = counting(60);
  assert.deepEqual(await Promise.all([get(), get(), get()]), [1, 1, 1]);
  assert.equal(await get(), 1);
});

test('what does not last is shared only by those who wait for it together', async () => {
  const get = counting(-1);
  assert.deepEqual(await Promise.all([get(), get(), get()]), [1, 1, 1]);
  assert.deepEqual(await Promise.all([get(), get()]), [2, 2]);
  assert.equal(await get(), 3);
});

test('a failure reaches those who wait, and is not kept', async () => {
  let attempts = 0;
  const get = renewed(async () => {
    attempts += 1;
    if (attempts === 1) throw new Error('not yet');
    return { value: attempts, seconds: 60 };
  });
  const results = await Promise.allSettled([get(), get()]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.equal(await get(), 2);
});
