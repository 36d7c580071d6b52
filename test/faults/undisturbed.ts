import assert from 'node:assert/strict';
import type { Lab, ServedRequest, StepResult } from '@bitvault/lab';
import { endState } from '../loop/end-state.ts';
import { requestsOf, type Deed } from './deeds.ts';

/** Does the deed once with nothing in its way: the requests that it took, and what is there in the end. */
export async function undisturbed(
  { traffic }: Lab,
  deed: Deed,
  name: string,
): Promise<{ readonly requests: readonly ServedRequest[]; readonly expected: unknown }> {
  const { site, act } = await deed.prepare(name);
  const mark = traffic.served.length;
  assertDone(await act());
  return { requests: traffic.since(mark).filter(requestsOf(deed)), expected: await endState(site) };
}

export function assertDone(result: StepResult): void {
  assert.equal(result.conclusion, 'success', `${result.message ?? ''}\n${result.log}`);
}
