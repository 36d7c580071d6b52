import { holdsExactly } from './blob.ts';
import type { Position } from './edit-error.ts';
import { holdPath, HoldError, readHold, renderHold, type Hold } from './hold.ts';
import type { EnvironmentName } from './names.ts';
import { nearestKey } from './nearest-key.ts';
import type { Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import type { BaseSnapshot, Slot, TreeFile } from './state.ts';

/** Something below `holds/` that is not exactly what `rollback` writes there: nobody can be sure what it holds. */
export interface BrokenHold {
  readonly path: string;
  /** Where in the file, if it is not about all of it. */
  readonly position: Position | null;
  /** What is wrong with it; completes "the path …". */
  readonly detail: string;
  readonly advice: string;
  /** Whether it may be meant for the slot. */
  readonly mayConcern: (slot: Slot) => boolean;
}

/** What is held on one commit. */
export interface Holds {
  /** The hold that stands on a slot; one that can be read stands, whatever else is wrong with its file. */
  on(slot: Slot): Hold | null;
  /** Whether there is a file where the slot's hold belongs. */
  has(slot: Slot): boolean;
  /** What may be a hold on the slot, and is broken. */
  brokenFor(slot: Slot): readonly BrokenHold[];
  readonly broken: readonly BrokenHold[];
}

/** What people may put beside the folders of environments. */
const notes: ReadonlySet<string> = new Set(['holds/.gitkeep', 'holds/README.md']);

const regular = '100644';

const known = new WeakMap<BaseSnapshot['holds'], WeakMap<Policy, Holds>>();

/** The holds of a commit, by the policy of the same commit. */
export function holdsAt({ holds: files }: Pick<BaseSnapshot, 'holds'>, policy: Policy): Holds {
  const ofFiles = known.get(files) ?? new WeakMap<Policy, Holds>();
  known.set(files, ofFiles);
  const found = ofFiles.get(policy) ?? readHolds(files, policy);
  ofFiles.set(policy, found);
  return found;
}

function readHolds(files: BaseSnapshot['holds'], policy: Policy): Holds {
  const standing = new Map<string, Hold>();
  const broken: BrokenHold[] = [];
  for (const [path, file] of files) {
    if (notes.has(path) && file.mode === regular) continue;
    const { hold, problem, position } = readFile(path, file);
    const place = placeOf(path, policy);
    if (hold !== null && place.kind === 'slot' && isSame(hold, place.slot)) standing.set(path, hold);
    const unfit = kindProblem(file.mode) ?? placeProblem(place, policy);
    const detail = unfit ?? problem;
    if (detail === null) continue;
    broken.push({
      path,
      position: unfit === null ? position : null,
      detail,
      advice: adviceFor(place),
      mayConcern: concern(place, hold),
    });
  }
  return {
    on: (slot) => standing.get(pathOf(slot)) ?? null,
    has: (slot) => files.has(pathOf(slot)),
    brokenFor: (slot) => broken.filter(({ mayConcern }) => mayConcern(slot)),
    broken,
  };
}

const pathOf = ({ environment, service }: Slot): string => holdPath(environment, service);

const isSame = (left: Slot, right: Slot): boolean =>
  left.environment === right.environment && left.service === right.service;

const modes: Readonly<Record<string, string>> = {
  '040000': 'is a folder',
  '100755': 'is executable',
  '120000': 'is a symbolic link',
  '160000': 'is a submodule',
};

/** What kind of entry it is, unless it is a plain file. */
const kindProblem = (mode: string): string | null => (mode === regular ? null : (modes[mode] ?? `has mode ${mode}`));

interface ReadFile {
  /** What the file says, wherever it lies; null where it says nothing that can be understood. */
  readonly hold: Hold | null;
  /** Null where the file is exactly the hold that belongs there. */
  readonly problem: string | null;
  readonly position: Position | null;
}

function readFile(path: string, file: TreeFile): ReadFile {
  const { text } = file;
  if (text === null) return { hold: null, problem: "is binary, or over GitHub's 512,000 bytes", position: null };
  try {
    const hold = readHold(text, path);
    const belongs = pathOf(hold);
    if (belongs !== path) return { hold, problem: `holds what belongs into ${belongs}`, position: null };
    const exact = holdsExactly(file, renderHold(hold));
    return { hold, problem: exact ? null : 'is not, byte for byte, as rollback writes it', position: null };
  } catch (error) {
    if (!(error instanceof HoldError)) throw error;
    return { hold: null, problem: error.detail, position: error.position };
  }
}

/** What the path alone says. */
type Place =
  | { readonly kind: 'slot'; readonly slot: Slot }
  | { readonly kind: 'environment'; readonly environment: EnvironmentName; readonly name: string }
  | { readonly kind: 'nowhere'; readonly name: string };

function placeOf(path: string, policy: Policy): Place {
  const [, folder, name = ''] = path.split('/');
  const environment = policy.environments.find((candidate) => candidate.name === folder)?.name;
  if (environment === undefined) return { kind: 'nowhere', name: folder ?? '' };
  const service = [...policy.services.keys()].find((candidate) => `${candidate}.yaml` === name);
  return service === undefined
    ? { kind: 'environment', environment, name }
    : { kind: 'slot', slot: { environment, service } };
}

function placeProblem(place: Place, policy: Policy): string | null {
  switch (place.kind) {
    case 'slot':
      return null;
    case 'environment': {
      if (place.name === '') return `is no folder, so that nothing in ${place.environment} can be held`;
      const service = nearestKey(place.name.replace(/\.[^.]*$/, ''), policy.services.keys());
      return `is the hold of no service of promotion.yaml${meant(service === undefined ? undefined : `${service}.yaml`)}`;
    }
    case 'nowhere': {
      if (place.name === '') return 'is no folder, so that nothing can be held';
      const names = policy.environments.map(({ name }) => name);
      return `is of no environment of promotion.yaml${meant(nearestKey(place.name, names))}`;
    }
  }
}

const meant = (name: string | undefined): string => (name === undefined ? '' : ` (did you mean ${name}?)`);

const adviceFor = (place: Place): string =>
  place.kind === 'slot'
    ? 'Run rollback with `command: resume`, whose pull request deletes the file, or restore it as rollback wrote it.'
    : 'Delete it by a reviewed pull request. A hold is a file holds/<environment>/<service>.yaml that rollback writes.';

/**
 * A path that names a slot is about that slot; one in an environment's folder about all of it; any other about
 * everything. What the file itself says comes on top.
 */
function concern(place: Place, hold: Hold | null): BrokenHold['mayConcern'] {
  return (slot) => {
    if (hold !== null && isSame(hold, slot)) return true;
    switch (place.kind) {
      case 'slot':
        return isSame(place.slot, slot);
      case 'environment':
        return place.environment === slot.environment;
      case 'nowhere':
        return true;
    }
  };
}

/** Why nothing may be promoted into a slot, or on from it: what holds it, and what may. */
export function heldReasons(base: Pick<BaseSnapshot, 'holds'>, policy: Policy, slot: Slot): readonly Reason[] {
  const hold = holdsAt(base, policy).on(slot);
  const held: readonly Reason[] = hold === null ? [] : [{ code: 'HELD', slot, by: hold.by, why: hold.reason }];
  return [...held, ...brokenReasons(base, policy, slot)];
}

export const brokenReasons = (base: Pick<BaseSnapshot, 'holds'>, policy: Policy, slot: Slot): readonly Reason[] =>
  holdsAt(base, policy).brokenFor(slot).map(brokenReason);

export function brokenReason({ path, position, detail, advice }: BrokenHold): Reason {
  const place = position === null ? path : `${path}:${position.line}:${position.column}`;
  return { code: 'HOLD_BROKEN', place, detail, advice };
}
