import {
  environmentOfStep,
  explain,
  literal,
  reasonList,
  reasonsOfStep,
  servicesOfStep,
  table,
  type Step,
} from '@bitvault/promotion';
import { grouped } from '../grouped.ts';
import { link } from './board-links.ts';

/** What `promote` would do, or why it would not. */
export function nextSection(steps: readonly Step[]): string {
  if (steps.length === 0) return '### What is next\n\nNothing: every environment is where it should be.';
  const alikes = [...grouped(steps, (step) => `${environmentOfStep(step)} ${stateOf(step)}`).values()];
  const rows = alikes.flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    return [[literal(whatOf(first, alike)), stateOf(first)]];
  });
  const reasons = steps.flatMap(reasonsOfStep);
  const why = reasons.length === 0 ? '' : `\n\n${reasonList(reasons)}`;
  return `### What is next\n\n${table(['what', 'state'], rows)}${why}`;
}

/** What somebody asked for goes by its branch, which has the service even where the step is about the whole pull request. */
function whatOf(first: Step, alike: readonly Step[]): string {
  const [, asked, environment, service] =
    /^(rollback|resume)\/([^/]+)\/([^/]+)$/.exec(first.pull?.headBranch ?? '') ?? [];
  if (asked !== undefined) return `${asked} of ${service} in ${environment}`;
  const services = alike.flatMap(servicesOfStep).join(', ');
  return [services, environmentOfStep(first)].filter(Boolean).join(' → ');
}

function stateOf(step: Step): string {
  const pull = step.pull === null ? '' : `${link(`#${step.pull.number}`, step.pull.url)} `;
  return `${pull}${stateWord[step.kind]}${codesOf(step)}`;
}

const stateWord = {
  open: 'is about to be proposed',
  update: 'is about to be brought up to date',
  merge: 'is about to be merged',
  gate: 'has everything but the approval of its environment, which is asked for next',
  close: 'is about to be closed',
  wait: 'waits',
  refuse: '**is refused**',
} as const satisfies Record<Step['kind'], string>;

const codesOf = (step: Step): string => {
  const codes = new Set(reasonsOfStep(step).map((reason) => explain(reason).code));
  return codes.size === 0 ? '' : `: ${[...codes].map((code) => `\`${code}\``).join(', ')}`;
};
