import { readDigest } from './digest-edit.ts';
import type { YamlPath } from './digest-path.ts';
import { EditError } from './edit-error.ts';
import type { Digest } from './names.ts';
import { digestFile, digestPath, type Policy } from './policy.ts';
import type { Slot, TreeFile } from './state.ts';

export type Files = ReadonlyMap<string, TreeFile>;

/**
 * The digest at a path of a YAML text: null where the place is there but empty, undefined where there is no such place.
 *
 * @throws EditError where the text cannot be read as YAML with one digest at the path.
 */
export function digestAt(yaml: string, path: YamlPath): Digest | null | undefined {
  try {
    return readDigest(yaml, path);
  } catch (error) {
    if (error instanceof EditError && error.code === 'YAML_PATH_MISSING') return undefined;
    throw error;
  }
}

/**
 * The digest that `files` deploy in a slot: null where it deploys nothing yet, undefined where the environment does not
 * have the service. A service joins an environment when somebody adds an empty digest for it there.
 *
 * @throws EditError
 */
export function deployedDigest(files: Files, policy: Policy, slot: Slot): Digest | null | undefined {
  const file = files.get(digestFile(policy, slot.environment, slot.service));
  if (typeof file?.text !== 'string') return undefined;
  return digestAt(file.text, digestPath(policy, slot.environment, slot.service));
}
