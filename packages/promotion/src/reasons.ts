import type { Reason, ReasonCode, ReasonData } from './reason.ts';
import { reasonTable, type Disposition, type Entry } from './reason-table.ts';

export interface Explanation {
  readonly code: ReasonCode;
  readonly disposition: Disposition;
  readonly sentence: string;
  readonly next: string;
}

export function explain(reason: Reason): Explanation {
  return entryOf(reason.code, reason);
}

/** Pairs an entry with data of its own code; the union's correlation is what the compiler cannot see through a lookup. */
function entryOf<C extends ReasonCode>(code: C, data: Readonly<ReasonData[C]>): Explanation {
  const { disposition, say, next }: Entry<C> = reasonTable[code];
  const advice = 'advice' in data && typeof data.advice === 'string' ? data.advice : next;
  return { code, disposition, sentence: say(data), next: advice };
}

/** Code → disposition and next step, for the reference page. */
export const reasonCodes: ReadonlyMap<ReasonCode, { readonly disposition: Disposition; readonly next: string }> =
  new Map(
    (Object.keys(reasonTable) as ReasonCode[]).map((code) => [
      code,
      { disposition: reasonTable[code].disposition, next: reasonTable[code].next },
    ]),
  );

export const refuses = (reason: Reason): boolean => reasonTable[reason.code].disposition === 'refuse';
