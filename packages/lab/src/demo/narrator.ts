import type { ArgoCdEvent } from '../argocd/argocd.ts';
import type { JobRecord, RunnerReport, StepRecord } from '../runner/records.ts';
import type { Account } from './account.ts';

/** Turns what the runner reports into lines of the account: what each action did, and what each run waits for. */
export function narrate(report: RunnerReport, account: Account): void {
  switch (report.kind) {
    case 'step-finished': {
      const told = stepLine(report.step);
      if (told !== null) account.event(report.run.workflow.name, `${jobName(report.job)}${told}`);
      return;
    }
    case 'job-waiting':
      account.event(
        report.run.workflow.name,
        `${jobName(report.job)}run ${report.run.id} waits for ${report.job.waitingFor ?? 'its turn'}`,
      );
      return;
    case 'run-finished':
      if (report.run.message !== undefined) account.event(report.run.workflow.name, `failed: ${report.run.message}`);
      return;
    case 'job-started':
    case 'job-finished':
    case 'run-started':
    case 'run-waiting':
    case 'step-started':
      return;
  }
}

export function narrateArgoCd(event: ArgoCdEvent, account: Account): void {
  if (event.state !== 'pending')
    account.event('Argo CD', `${event.application} ${event.state} at ${event.revision.slice(0, 7)}`);
}

const jobName = (job: JobRecord) =>
  job.name.includes('(') ? `${job.name.slice(job.name.indexOf('(') + 1, -1)}: ` : '';

/** What a step of this suite's actions says of itself through its outputs; nothing for other steps. */
function stepLine({ outputs, conclusion, annotations }: StepRecord): string | null {
  if (conclusion === 'failure')
    return `REFUSED ${annotations.find((each) => each.level === 'error')?.message ?? 'without a word'}`;
  switch (outputs['result'] ?? '') {
    case 'pushed':
      return `pushed and signed ${short(outputs['digest'])}`;
    case 'opened':
    case 'updated':
      return `${outputs['result']} ${numbered(outputs)}`;
    case 'merged':
      return `merged as ${outputs['merge-sha']?.slice(0, 7)}${outputs['approvers'] ? `, approved by ${outputs['approvers']}` : ''}`;
    case 'created':
      return `opened ${numbered(outputs)}`;
    case 'clean':
      return 'found nothing';
    case 'findings':
      return `found ${outputs['errors']} errors and ${outputs['warnings']} warnings`;
    case 'waiting':
    case 'done':
      return planLine(outputs);
    default:
      return null;
  }
}

function numbered({ number, 'issue-number': issue }: Readonly<Record<string, string>>): string {
  return issue === undefined ? `pull request #${number}` : `issue #${issue}`;
}

interface ToldResult {
  readonly result: string;
  readonly number: number | null;
  readonly step: { readonly environment?: string; readonly service?: string | null };
  readonly reasons: readonly { readonly code: string; readonly sentence: string }[];
}

function planLine(outputs: Readonly<Record<string, string>>): string | null {
  const results = JSON.parse(outputs['results'] ?? '[]') as readonly ToldResult[];
  if (results.length === 0) return null;
  return [...Map.groupBy(results, outcomeText)].map(([outcome, alike]) => `${subject(alike)}: ${outcome}`).join('; ');
}

function outcomeText({ result, number, reasons }: ToldResult): string {
  const pull = number === null ? '' : ` #${number}`;
  const why = reasons.length === 0 ? '' : ` (${reasons.map((reason) => reason.sentence).join('; ')})`;
  return `${result}${pull}${why}`;
}

function subject(results: readonly ToldResult[]): string {
  const services = results.flatMap(({ step }) => step.service ?? []);
  const environments = new Set(results.flatMap(({ step }) => step.environment ?? []));
  return [services.join(', '), [...environments].join(', ')].filter(Boolean).join(' → ');
}

const short = (digest: string | undefined) => (digest ?? '').slice(0, 19);
