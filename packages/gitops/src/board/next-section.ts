import { explain, literal, reasonList, table, type Reason, type Step } from '@bitvault/promotion';
import { grouped } from '../grouped.ts';
import { link } from './board-links.ts';

/** What `promote` would do, or why it would not. */
export function nextSection(steps: readonly Step[]): string {
  if (steps.length === 0) return '### What is next\n\nNothing: every environment is where it should be.';
  const alikes = [...grouped(steps, (step) => `${whereOf(step)} ${stateOf(step)}`).values()];
  const rows = alikes.flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    const services = alike.flatMap(servicesOf).join(', ');
    return [[literal([services, whereOf(first)].filter(Boolean).join(' → ')), stateOf(first)]];
  });
  const reasons = steps.flatMap(reasonsOf);
  const why = reasons.length === 0 ? '' : `\n\n${reasonList(reasons)}`;
  return `### What is next\n\n${table(['what', 'state'], rows)}${why}`;
}

function servicesOf(step: Step): readonly string[] {
  switch (step.kind) {
    case 'open':
    case 'update':
      return step.bumps.map(({ service }) => service);
    case 'merge':
      return step.change.kind === 'resume' ? step.change.services : step.change.bumps.map(({ service }) => service);
    case 'wait':
    case 'refuse':
      return step.service === null ? [] : [step.service];
    case 'gate':
    case 'close':
      return [];
  }
}

function whereOf(step: Step): string {
  switch (step.kind) {
    case 'merge':
      return step.change.environment;
    case 'close':
      return '';
    case 'open':
    case 'update':
    case 'gate':
    case 'wait':
    case 'refuse':
      return step.environment;
  }
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
  const codes = new Set(reasonsOf(step).map((reason) => explain(reason).code));
  return codes.size === 0 ? '' : `: ${[...codes].map((code) => `\`${code}\``).join(', ')}`;
};

const reasonsOf = (step: Step): readonly Reason[] => ('because' in step ? [step.because].flat() : []);
