import { oneLine } from './quoted.ts';
import type { Reason } from './reason.ts';
import { explain } from './reasons.ts';

/** `CODE: sentence. Next: …`, on one line whatever the data: nobody's path or name may pass for another reason. */
export function reasonLine(reason: Reason): string {
  const { code, sentence, next } = explain(reason);
  return oneLine(`${code}: ${sentence}. Next: ${next}`);
}
