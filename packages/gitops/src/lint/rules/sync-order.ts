import type { Application, Manifest } from '../../repository/application.ts';
import type { Phase } from '../../repository/sync.ts';

/** When in a sync something is applied: phases first, then waves. */
export interface Moment {
  readonly phase: 'PreSync' | 'Sync' | 'PostSync';
  readonly wave: number;
}

const order = { PreSync: 0, Sync: 1, PostSync: 2 } as const;

const isOrdered = (phase: Phase): phase is Moment['phase'] => phase in order;

/** Negative where `left` comes before `right`. */
export const compareMoments = (left: Moment, right: Moment): number =>
  order[left.phase] - order[right.phase] || left.wave - right.wave;

/** When the manifest is applied for the first time in a sync that goes well; undefined where it never is. */
export function momentOf({ sync }: Manifest): Moment | undefined {
  const [first] = sync.phases
    .filter(isOrdered)
    .map((phase): Moment => ({ phase, wave: sync.wave }))
    .toSorted(compareMoments);
  return first;
}

/** `wave 2`, or `wave 0 of PreSync` for what comes in another phase than most. */
export const momentName = ({ phase, wave }: Moment): string =>
  phase === 'Sync' ? `wave ${wave}` : `wave ${wave} of ${phase}`;

/** Of everything that brings the same thing, what comes first. */
export function earliest(
  bringers: readonly Manifest[],
): { readonly manifest: Manifest; readonly moment: Moment } | undefined {
  const [first] = bringers
    .flatMap((manifest) => {
      const moment = momentOf(manifest);
      return moment === undefined ? [] : [{ manifest, moment }];
    })
    .toSorted((left, right) => compareMoments(left.moment, right.moment));
  return first;
}

/** The manifests of an Application under every key that they are looked up by. */
export function indexed(
  { manifests }: Application,
  keys: (manifest: Manifest) => readonly string[],
): ReadonlyMap<string, readonly Manifest[]> {
  const index = new Map<string, Manifest[]>();
  for (const manifest of manifests) {
    for (const key of keys(manifest)) {
      const known = index.get(key);
      if (known === undefined) index.set(key, [manifest]);
      else known.push(manifest);
    }
  }
  return index;
}
