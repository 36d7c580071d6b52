import { readDigest } from './digest-edit.ts';
import { holdPath, parseHold, type Hold } from './hold.ts';
import type { Digest } from './names.ts';
import { digestFile, digestPath, type Policy } from './policy.ts';
import type { Slot, TreeFile } from './state.ts';

export type Files = ReadonlyMap<string, TreeFile>;

/**
 * The digest that `files` deploy in a slot; null where the file, or a digest in it, is absent.
 *
 * @throws EditError where the file cannot be read as YAML with one digest at the policy's path.
 */
export function deployedDigest(files: Files, policy: Policy, slot: Slot): Digest | null {
  const file = files.get(digestFile(policy, slot.environment, slot.service));
  if (file?.text === undefined || file.text === null) return null;
  return readDigest(file.text, digestPath(policy, slot.environment, slot.service));
}

/**
 * The hold on a slot, if there is one.
 *
 * @throws HoldError where the file is there but is not a hold, since a hold that cannot be read must still hold.
 */
export function holdOn(files: Files, slot: Slot): Hold | null {
  const path = holdPath(slot.environment, slot.service);
  const file = files.get(path);
  return file === undefined ? null : parseHold(file.text ?? '', path);
}
