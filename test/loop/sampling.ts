import { createHash } from 'node:crypto';

/** Whether this run tries all there is: `npm run races` does. */
export const runsAll = (): boolean => process.env['RACES'] === 'all';

/** A number that is always the same for the same text and seed; RACES_SEED chooses another seed. */
const numberOf = (about: string): number =>
  createHash('sha256')
    .update(`${process.env['RACES_SEED'] ?? 'bitvault'}/${about}`)
    .digest()
    .readUInt32BE();

/** One of several. */
export const pickOf = <T>(items: readonly T[], about: string): T | undefined => items[numberOf(about) % items.length];

export const shuffled = <T>(items: readonly T[], about: string): readonly T[] =>
  items
    .map((item, index) => ({ item, at: numberOf(`${about}/${index}`) }))
    .toSorted((left, right) => left.at - right.at)
    .map(({ item }) => item);
