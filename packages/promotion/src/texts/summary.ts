import type { Change } from '../change.ts';
import { distinctReasons, explain, type Reason } from '../reasons.ts';
import type { Step } from '../plan.ts';
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
  readonly reasons: readonly Reason[];
}

/** `CODE: sentence` and the next step, one list item each. */
export function reasonList(reasons: readonly Reason[]): string {
  return distinctReasons(reasons)
    .map(explain)
    .map(({ code, sentence, next }) => `- **${code}** ${literal(sentence)}  \n  ${literal(next)}`)
    .join('\n');
}

/** What a step is about, in a few words. */
export function stepSubject(step: Step): string {
  switch (step.kind) {
    case 'open':
    case 'update':
      return `${step.bumps.map((bump) => bump.service).join(', ')} → ${step.environment}`;
    case 'merge':
      return changeSubject(step.change);
    case 'gate':
      return `#${step.pull.number} → ${step.environment}`;
    case 'close':
      return `#${step.pull.number}`;
    case 'wait':
    case 'refuse':
      return `${step.service ?? (step.pull === null ? 'all' : `#${step.pull.number}`)} → ${step.environment}`;
  }
}

function changeSubject(change: Change): string {
  switch (change.kind) {
    case 'promotion':
    case 'rollback':
      return `${change.bumps.map((bump) => bump.service).join(', ')} → ${change.environment}`;
    case 'resume':
      return `${change.services.join(', ')} → ${change.environment}`;
  }
}

/** What a change moves, a row a service. */
export function changeTable(change: Change): string {
  if (change.kind === 'resume') return `Promotion of ${change.services.join(', ')} to ${change.environment} goes on.`;
  const rows = change.bumps.map(({ service, from, to }) => [
    service,
    from === null ? 'nothing' : `\`${from}\``,
    `\`${to}\``,
  ]);
  return table([`${change.kind} in ${change.environment}`, 'from', 'to'], rows);
}

/** The job summary of a promote run: a table of what was done, then every reason for what was not. */
export function planSummary(results: readonly StepResult[], dryRun: boolean): string {
  const title = dryRun ? '## Promotion (dry run: nothing was changed)' : '## Promotion';
  if (results.length === 0) return `${title}\n\nEvery environment is where it should be.\n`;
  const rows = results.map((result) => [
    literal(stepSubject(result.step)),
    result.result,
    result.url === null || result.number === null ? '' : `[#${result.number}](${result.url})`,
    result.reasons.map((reason) => `\`${reason.code}\``).join(' '),
  ]);
  const reasons = results.flatMap((result) => result.reasons);
  const why = reasons.length === 0 ? '' : `\n\n### Why\n\n${reasonList(reasons)}`;
  return `${title}\n\n${table(['what', 'result', 'pull request', 'reasons'], rows)}${why}\n`;
}
