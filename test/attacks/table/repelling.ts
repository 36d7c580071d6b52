import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertNoSecret, assertRepelled, codesOf, writesDuring } from '../refusal.ts';
import { startRig, type Rig } from '../rig.ts';
import { attacks, holders, type Holder } from './index.ts';
import type { Attempt } from './row.ts';

/** Makes every attack of these holders that the table itself holds. */
export function repel(...whose: readonly Holder[]): void {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());
  for (const holder of whose) {
    describe(holders[holder], () => {
      for (const { does, codes, shown } of attacks[holder]) {
        if (shown.kind === 'attempt') test(does, () => repelOne(rig, shown, codes));
      }
    });
  }
}

async function repelOne(rig: Rig, { prepare, ends, asksToMerge }: Attempt, codes: readonly string[]): Promise<void> {
  const { site, attack } = await prepare(rig);
  try {
    if (ends !== 'waits') {
      await assertRepelled(rig, site, codes, attack, asksToMerge ? 1 : 0);
      return;
    }
    const world = await site.world();
    const { value: result, writes } = await writesDuring(rig, attack);
    assert.equal(result.outputs['result'], 'waiting', result.log);
    assert.deepEqual([...new Set(codesOf(result))], codes, result.log);
    assert.deepEqual(writes, []);
    assert.deepEqual(await site.world(), world);
    assertNoSecret(result, rig.wiretap.secrets);
  } finally {
    site.undo();
  }
}
