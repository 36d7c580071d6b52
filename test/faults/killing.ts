import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ServedRequest } from '@bitvault/lab';
import { endState } from '../loop/end-state.ts';
import type { Organisation } from '../loop/organisation.ts';
import { requestText } from '../loop/request-text.ts';
import { requestsOf, type Deed } from './deeds.ts';
import { assertDone, undisturbed } from './undisturbed.ts';

/**
 * Does the deed once undisturbed. Then, for each request that it took, does it in another repository where the action is
 * killed at that request, before or after it took effect, and is run again: what is there in the end must be the same.
 */
export async function killEverywhere(t: TestContext, { lab }: Organisation, deed: Deed): Promise<void> {
  const counts = requestsOf(deed);
  const { requests, expected } = await undisturbed(lab, deed, `${deed.name}-undisturbed`);
  for (const [index, request] of requests.entries()) {
    for (const when of moments(request)) {
      const k = index + 1;
      await t.test(`killed at request ${k}, ${requestText(request)}, ${when} it took effect`, async () => {
        const { site, act } = await deed.prepare(`${deed.name}-${k}-${when}`);
        const machine = new AbortController();
        lab.traffic.failAt(k, { when, how: () => machine.abort() }, counts);
        const killed = await act(machine.signal);
        await lab.traffic.calm();
        assert.equal(killed.exitCode, 128 + 9, 'the action was killed');
        assertDone(await act());
        assert.deepEqual(await endState(site), expected);
      });
    }
  }
}

/** A read has no effect that its loss could come before. */
const moments = ({ reads }: ServedRequest) => (reads ? (['after'] as const) : (['before', 'after'] as const));
