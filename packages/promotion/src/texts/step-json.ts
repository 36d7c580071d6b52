import type { Step } from '../plan.ts';
import { explain } from '../reasons.ts';

/** A step as it is shown to programs: what, where, and why. */
export function stepJson(step: Step): object {
  switch (step.kind) {
    case 'open':
    case 'update':
      return {
        kind: step.kind,
        environment: step.environment,
        bumps: step.bumps.map(({ service, from, to }) => ({ service, from, to })),
      };
    case 'merge':
      return { kind: step.kind, environment: step.change.environment, pull: step.pull.number, head: step.head };
    case 'gate':
      return { kind: step.kind, environment: step.environment, pull: step.pull.number, head: step.head };
    case 'close':
      return { kind: step.kind, pull: step.pull.number, because: [explain(step.because)] };
    case 'wait':
    case 'refuse':
      return {
        kind: step.kind,
        environment: step.environment,
        service: step.service,
        pull: step.pull?.number ?? null,
        because: step.because.map(explain),
      };
  }
}
