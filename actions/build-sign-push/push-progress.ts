import type { BytesProgress, PushOptions } from '@bitvault/build';
import { sizeText } from './size-text.ts';

const linesEvery = 5_000;

/** Lines about a push: one for each blob, and on the way one every few seconds, so that a long one does not look hung. */
export function pushProgress(
  say: (line: string) => void,
  now: () => number = Date.now,
): Required<Pick<PushOptions, 'onProgress' | 'onBytes'>> {
  let said = now();
  const onBytes = ({ sent, total }: BytesProgress): void => {
    const moment = now();
    if (moment - said < linesEvery || sent === total) return;
    said = moment;
    say(`pushed ${sizeText(sent)} of ${sizeText(total)}`);
  };
  return {
    onBytes,
    onProgress: ({ digest, size, existed, done, total }) =>
      say(`blob ${done}/${total} ${digest.slice(0, 19)} ${sizeText(size)}${existed ? ', was there' : ''}`),
  };
}
