import { setTimeout as sleep } from 'node:timers/promises';
import type { ExampleOrganisation } from '../example-organisation.ts';
import type { Lab } from '../lab.ts';
import type { RunRecord } from '../runner/records.ts';
import type { Account } from './account.ts';
import { dueUntil, every15Minutes } from './promote-schedule.ts';

const halfAnHour = 30 * 60_000;

export interface KeepGoingOptions {
  readonly signal: AbortSignal;
  /** Milliseconds between looks at the GitOps repository. */
  readonly pause?: number;
}

/**
 * Does what goes on by itself around two repositories, until it is told to stop: Argo CD follows, the schedule fires by
 * the lab's clock, and that clock is moved on where nothing but the soak is waited for.
 */
export async function keepGoing(
  lab: Lab,
  { gitops, argocd }: ExampleOrganisation,
  account: Account,
  { signal, pause = 2_000 }: KeepGoingOptions,
): Promise<void> {
  let due = dueUntil(lab.clock.now());
  let seen: RunRecord | undefined;
  while (!signal.aborted) {
    await argocd.sync();
    await argocd.settled();
    // Only at rest is the clock moved: a certificate that is about to be used would have expired.
    await lab.runner.idle();
    if (signal.aborted) return;
    const latest = latestPlan(lab.runner.runs);
    if (latest !== undefined && latest !== seen && soaks(latest)) {
      account.event('(the clock)', 'moves forward half an hour, which prod asks of staging');
      lab.clock.advance(halfAnHour);
    }
    seen = latest;
    const nowDue = dueUntil(lab.clock.now());
    if (nowDue > due) lab.github.schedule(gitops, every15Minutes);
    due = nowDue;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  }
}

const resultsOf = (run: RunRecord): string | undefined =>
  run.jobs.flatMap(({ steps }) => steps).find(({ outputs }) => 'results' in outputs)?.outputs['results'];

const latestPlan = (runs: readonly RunRecord[]): RunRecord | undefined =>
  runs.findLast((run) => run.workflow.name === 'promote' && resultsOf(run) !== undefined);

/** Whether a pull request lacks nothing but time, and then the approval that promote asks for. */
function soaks(run: RunRecord): boolean {
  const results = JSON.parse(resultsOf(run) || '[]') as readonly {
    readonly number: number | null;
    readonly reasons: readonly { readonly code: string }[];
  }[];
  return results.some(({ number, reasons }) => {
    const codes = new Set(reasons.map(({ code }) => code));
    codes.delete('GATE_AHEAD');
    return number !== null && codes.size === 1 && codes.has('SOAKING');
  });
}
