import type { YamlPath } from './digest-path.ts';
import { findDigestSlot, type DigestSlot } from './digest-slot.ts';
import { EditError } from './edit-error.ts';
import type { Digest } from './names.ts';
import { readDigestSource } from './recent-sources.ts';

/** What became of one edit; `text` is the whole file either way. */
export type Edit =
  | { readonly kind: 'changed'; readonly text: string; readonly from: Digest | null }
  | { readonly kind: 'unchanged'; readonly text: string; readonly digest: Digest };

export interface DigestChange {
  readonly path: YamlPath;
  readonly digest: Digest;
}

export interface Edits {
  readonly text: string;
  /** Those changes that were not there already, with what stood there before. */
  readonly changed: readonly (DigestChange & { readonly from: Digest | null })[];
}

/**
 * Sets the digest at `path`, touching no byte but those of its scalar. Quotes, anchor, comments, line ends and everything
 * else stay; an empty value gets its digest after the colon.
 *
 * @throws EditError when exactly that cannot be done.
 */
export function setDigest(yaml: string, path: YamlPath, digest: Digest): Edit {
  const { text, changed } = setDigests(yaml, [{ path, digest }]);
  const [change] = changed;
  return change === undefined ? { kind: 'unchanged', text, digest } : { kind: 'changed', text, from: change.from };
}

/**
 * `setDigest` for many paths of one file, parsed once.
 *
 * @throws EditError also when two changes name one place; nothing is changed then.
 */
export function setDigests(yaml: string, changes: readonly DigestChange[]): Edits {
  const source = readDigestSource(yaml);
  const placed: { readonly change: DigestChange; readonly slot: DigestSlot }[] = [];
  const starts = new Set<number>();
  for (const change of changes) {
    const slot = findDigestSlot(source, change.path);
    if (starts.has(slot.start)) {
      const detail = `${change.path.join('.')} is to be set twice`;
      throw new EditError(
        'YAML_PATH_REPEATED',
        source.position(slot.start),
        detail,
        'Ask for one digest at each path.',
      );
    }
    starts.add(slot.start);
    if (slot.current !== change.digest) placed.push({ change, slot });
  }
  return {
    text: splice(yaml, placed),
    changed: placed.map(({ change, slot }) => ({ ...change, from: slot.current })),
  };
}

function splice(yaml: string, placed: readonly { readonly change: DigestChange; readonly slot: DigestSlot }[]): string {
  const pieces: string[] = [];
  let offset = 0;
  for (const { change, slot } of placed.toSorted((left, right) => left.slot.start - right.slot.start)) {
    pieces.push(yaml.slice(offset, slot.start), slot.before, change.digest, slot.after);
    offset = slot.end;
  }
  return [...pieces, yaml.slice(offset)].join('');
}

/**
 * The digest at `path`; null where the value is there but empty (nothing, `""` or null).
 *
 * @throws EditError for everything that `setDigest` would refuse to replace.
 */
export function readDigest(yaml: string, path: YamlPath): Digest | null {
  return findDigestSlot(readDigestSource(yaml), path).current;
}
