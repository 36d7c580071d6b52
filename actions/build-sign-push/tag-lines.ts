import { InputError, type InputKind } from '@bitvault/action-kit';
import { parseImageName, type ImageName } from '@bitvault/promotion';
import { isSameRepository } from '@bitvault/registry';

/** A tag, with the image's name where it was given with it. */
export interface TagInput {
  readonly image?: ImageName;
  readonly tag: string;
}

/** Lines, or a list with commas, of `v1` or `name:v1`; docker/metadata-action writes the latter. */
export const tagLines: InputKind<readonly TagInput[]> = {
  secret: false,
  parse: (raw) =>
    raw
      .split(/[\s,]+/)
      .filter((each) => each !== '')
      .map(parseReference),
};

function parseReference(raw: string): TagInput {
  const colon = raw.lastIndexOf(':');
  if (colon <= raw.lastIndexOf('/')) return { tag: parseTag(raw) };
  return { image: parseImageName(raw.slice(0, colon)), tag: parseTag(raw.slice(colon + 1)) };
}

function parseTag(raw: string): string {
  if (/^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$/.test(raw)) return raw;
  throw new TypeError('tags of letters, digits, dots, hyphens and underscores, at most 128, or `name:tag`');
}

/**
 * The tags of one image, each once.
 * @throws InputError INPUT_INVALID where one is given with the name of another image
 */
export function tagsOf(image: ImageName, given: readonly TagInput[] | undefined): readonly string[] {
  for (const { image: named, tag } of given ?? []) {
    if (named === undefined || isSameRepository(named, image)) continue;
    throw new InputError(
      'INPUT_INVALID',
      `input "tags" has ${named}:${tag}, which is not of ${image}`,
      'Give the tags of this image only; another one is published by a step or an entry of `images` of its own.',
    );
  }
  return [...new Set((given ?? []).map(({ tag }) => tag))];
}
