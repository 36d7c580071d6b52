import assert from 'node:assert/strict';
import type { StepResult } from '@bitvault/lab';
import type { Rig } from './rig.ts';
import type { Site } from './site.ts';
import type { Write } from './wiretap.ts';

/** Codes in the order of `reason`, one per line. */
export const codesOf = ({ outputs }: StepResult): readonly string[] =>
  (outputs['reason'] ?? '').split('\n').map((line) => line.slice(0, line.indexOf(':')));

/** The step failed with exactly these codes, and nothing of it looks like success. A gate that waits has failed too. */
export function assertRefused(result: StepResult, codes: readonly string[]): void {
  assert.equal(result.message, undefined);
  assert.deepEqual(codesOf(result), codes, result.log);
  assert.match(result.outputs['result'] ?? '', /^(?:refused|waiting)$/);
  assert.notEqual(result.exitCode, 0, 'the process fails');
  assert.equal(result.conclusion, 'failure');
  assert.equal(result.outputs['merge-sha'] ?? '', '');
}

/** No credential that has ever travelled stands in anything that people get to see; only in requests to hide it. */
export function assertNoSecret(result: StepResult, secrets: ReadonlySet<string>): void {
  const said = result.rawLog.split('\n').filter((line) => !line.startsWith('::add-mask::'));
  const { summary, outputs, annotations, state, env, paths } = result;
  const shown = [said.join('\n'), result.log, summary, JSON.stringify({ outputs, annotations, state, env, paths })];
  assert.ok(secrets.size > 0, 'there are secrets to look for');
  for (const secret of secrets) {
    assert.ok(
      !shown.some((text) => text.includes(secret)),
      `a secret that starts with ${secret.slice(0, 6)} is shown:\n${result.rawLog}`,
    );
  }
}

/**
 * Writes that `work` made with an App's or a job's credentials; what people do meanwhile is their own affair. That a check
 * run says on the pull request why nothing is written is no write.
 */
export async function writesDuring<T>(
  { wiretap, lab }: Rig,
  work: () => Promise<T>,
): Promise<{ readonly value: T; readonly writes: readonly string[] }> {
  const writes: Write[] = [];
  const stop = wiretap.onWrite((write) => writes.push(write));
  const mark = lab.traffic.served.length;
  const value = await work().finally(stop);
  const signed = lab.traffic
    .since(mark)
    .filter(({ part, method }) => method === 'POST' && ['fulcio', 'rekor', 'tsa'].includes(part))
    .map(({ part, url }) => `POST ${part} ${url}`);
  const own = writes
    .filter(({ by }) => !['alice', 'carol', 'mallory'].includes(by))
    .map(({ what }) => what)
    .filter((what) => !/ \S+\/check-runs(?:\/\d+)?$/.test(what));
  return { value, writes: [...own, ...signed] };
}

/**
 * Runs an attack: it is refused for these reasons, writes nothing, leaves the world as it was, and shows no secret.
 *
 * @param merges how often GitHub is asked to merge, which it refuses
 */
export async function assertRepelled(
  rig: Rig,
  site: Site,
  codes: readonly string[],
  attack: () => Promise<StepResult>,
  merges = 0,
): Promise<StepResult> {
  const before = await site.world();
  const { value: result, writes } = await writesDuring(rig, attack);
  assertRefused(result, codes);
  const asked = writes.filter((what) => what.startsWith('PUT ') && what.endsWith('/merge'));
  assert.equal(asked.length, merges, 'how often a merge is asked for');
  assert.deepEqual(writes, asked, 'nothing is even asked to be written');
  assert.deepEqual(await site.world(), before);
  assertNoSecret(result, rig.wiretap.secrets);
  return result;
}
