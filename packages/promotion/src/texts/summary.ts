import type { Change } from '../change.ts';
import type { Reason } from '../reason.ts';
import { explain } from '../reasons.ts';
import { distinctReasons } from '../standing-reasons.ts';
import type { Step } from '../plan.ts';
import { goesForward } from '../target.ts';
import { environmentOfStep, servicesOfStep } from '../step-subject.ts';
import { literal, table } from './markdown.ts';

/** What came of a step when it was carried out; `planned` in a dry run. */
export interface StepResult {
  readonly step: Step;
  readonly result:
    | 'planned'
    | 'opened'
    | 'updated'
    | 'merged'
    | 'dispatched'
    | 'closed'
    | 'waiting'
    | 'refused'
    | 'superseded';
  /** The pull request, where there is one. */
  readonly number: number | null;
  readonly url: string | null;
  /** The merge commit, or the new head. */
  readonly commit: string | null;
  /** The run that waits for somebody's approval, or the workflow that somebody starts by hand. */
  readonly waitsAt: string | null;
  readonly reasons: readonly Reason[];
}

/** `CODE: sentence` and the next step, one list item each. */
export function reasonList(reasons: readonly Reason[]): string {
  return distinctReasons(reasons)
    .map(explain)
    .map(({ code, sentence, next }) => `- **${code}** ${literal(sentence)}  \n  ${literal(next)}`)
    .join('\n');
}

interface Subject {
  readonly names: readonly string[];
  /** Empty where the step is about a pull request alone. */
  readonly environment: string;
}

/** What a step is about; a pull request or all services where it names none. */
function subjectOf(step: Step): Subject {
  const services = servicesOfStep(step);
  const whole = step.pull === null ? 'all' : `#${step.pull.number}`;
  return { names: services.length > 0 ? services : [whole], environment: environmentOfStep(step) ?? '' };
}

/** What a change moves, a row a service. */
export function changeTable(change: Change): string {
  if (change.kind === 'resume') return `Promotion of ${change.services.join(', ')} to ${change.environment} goes on.`;
  const rows = change.bumps.map(({ service, from, to }) => [
    service,
    from === null ? 'nothing' : `\`${from}\``,
    `\`${to}\``,
  ]);
  const forced = change.kind === 'rollback' ? change.holds.filter((hold) => hold.forced !== undefined) : [];
  const forward = forced.some(goesForward);
  const title = `${forward ? 'forced forward' : change.kind} in ${change.environment}`;
  const why = forced.map(
    (hold) => `\n\nForced against ${hold.forced?.against.join(', ')}: ${literal(hold.forced?.why ?? '')}`,
  );
  return `${table([title, 'from', 'to'], rows)}${why.join('')}`;
}

/** The job summary of a promote run: a table of what was done, then every reason for what was not. */
export function planSummary(results: readonly StepResult[], dryRun: boolean): string {
  const title = dryRun ? '## Promotion (dry run: nothing was changed)' : '## Promotion';
  if (results.length === 0) return `${title}\n\nEvery environment is where it should be.\n`;
  const rows = [...Map.groupBy(results, rowKey).values()].map((alike) => {
    const subjects = alike.map((result) => subjectOf(result.step));
    const where = [subjects.flatMap(({ names }) => names).join(', '), subjects[0]?.environment].filter(Boolean);
    return [literal(where.join(' → ')), alike[0] === undefined ? '' : outcomeOf(alike[0])];
  });
  const reasons = results.flatMap((result) => result.reasons);
  const why = reasons.length === 0 ? '' : `\n\n### Why\n\n${reasonList(reasons)}`;
  return `${title}\n\n${table(['what', 'outcome'], rows)}${why}\n`;
}

/** Services of one environment that fared alike share a row. */
const rowKey = (result: StepResult): string => `${subjectOf(result.step).environment} ${outcomeOf(result)}`;

/** Result, pull request and codes, as Markdown. */
function outcomeOf({ result, number, url, reasons }: StepResult): string {
  const pull = url === null || number === null ? [] : [`[#${number}](${url})`];
  return [result, ...pull, ...reasons.map((reason) => `\`${reason.code}\``)].join(' ');
}
