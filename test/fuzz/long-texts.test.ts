import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, suite } from 'node:test';
import { Worker } from 'node:worker_threads';
import { fuzz } from './fuzz.ts';
import type { Reading } from './read-in-thread.ts';
import { longTexts, textOf } from './text-changes.ts';
import { textReaders } from './texts.ts';

/** Longer than any text here takes on a machine that does twenty other things; what is tried out for ever takes longer. */
const patience = 60_000;
const characters = 100_000;

/** Reads in a thread of its own, which can be stopped where nothing else could. */
const thread = new Worker(new URL('read-in-thread.ts', import.meta.url));
after(() => thread.terminate());

async function assertRead(reading: Reading): Promise<void> {
  thread.postMessage(reading, []);
  const signal = AbortSignal.timeout(patience);
  const [result] = (await once(thread, 'message', { signal }).catch(() => ['is still read'])) as readonly unknown[];
  assert.equal(result, 'read', reading.what);
}

suite('a long text takes no longer than its length asks for', () => {
  for (const [what, { honest }] of Object.entries(textReaders)) {
    fuzz(what, longTexts(honest), (long) => assertRead({ what, text: textOf(long, characters) }), { atLeast: 20 });
  }
});
