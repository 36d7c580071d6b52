import { explain, stepJson, type StepResult } from '@bitvault/promotion';

/** What came of a step, as it is shown to programs. */
export function resultJson({ step, result, number, url, commit, reasons }: StepResult): object {
  return { step: stepJson(step), result, number, url, commit, reasons: reasons.map(explain) };
}
