import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sha256Of } from '@bitvault/registry';
import { pushProgress } from './push-progress.ts';

test('bytes on their way are told every five seconds', () => {
  const lines: string[] = [];
  let now = 0;
  const { onBytes, onProgress } = pushProgress(
    (line) => void lines.push(line),
    () => now,
  );
  const total = 3_400_000_000;
  for (const [moment, sent] of [
    [1_000, 200_000_000],
    [5_000, 900_000_000],
    [7_000, 1_200_000_000],
    [10_000, 2_000_000_000],
    [20_000, total],
  ] as const) {
    now = moment;
    onBytes({ sent, total });
  }
  const digest = sha256Of(Buffer.from('layer'));
  onProgress({ digest, size: total, existed: false, done: 1, total: 2 });
  onProgress({ digest, size: 302, existed: true, done: 2, total: 2 });
  assert.deepEqual(lines, [
    'pushed 900 MB of 3.4 GB',
    'pushed 2.0 GB of 3.4 GB',
    `blob 1/2 ${digest.slice(0, 19)} 3.4 GB`,
    `blob 2/2 ${digest.slice(0, 19)} 302 bytes, was there`,
  ]);
});
