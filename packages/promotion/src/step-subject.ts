import type { EnvironmentName, ServiceName } from './names.ts';
import type { Step } from './plan.ts';
import type { Reason } from './reason.ts';

/** The services that a step is about; none where it is about a pull request, or an environment, as a whole. */
export function servicesOfStep(step: Step): readonly ServiceName[] {
  switch (step.kind) {
    case 'open':
    case 'update':
      return step.bumps.map((bump) => bump.service);
    case 'merge':
      return step.change.kind === 'resume' ? step.change.services : step.change.bumps.map((bump) => bump.service);
    case 'wait':
    case 'refuse':
      return step.service === null ? [] : [step.service];
    case 'gate':
    case 'close':
      return [];
  }
}

/** Null where a step is about a pull request alone. */
export function environmentOfStep(step: Step): EnvironmentName | null {
  if (step.kind === 'close') return null;
  return step.kind === 'merge' ? step.change.environment : step.environment;
}

/** Why a step waits, is refused, or closes something. */
export const reasonsOfStep = (step: Step): readonly Reason[] => ('because' in step ? [step.because].flat() : []);
