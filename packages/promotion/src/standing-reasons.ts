import type { Reason } from './reason.ts';
import { reasonLine } from './reason-line.ts';

/** The reasons that stand: what has not been read yet is one only where nothing else is. */
export function standingReasons(reasons: readonly Reason[]): readonly Reason[] {
  const known = reasons.filter(({ code }) => code !== 'EVIDENCE_UNREAD');
  return known.length > 0 ? known : reasons;
}

/** Each reason once: services of one environment often wait for the same thing. */
export function distinctReasons(reasons: readonly Reason[]): readonly Reason[] {
  return [...new Map(reasons.map((reason) => [reasonLine(reason), reason])).values()];
}
