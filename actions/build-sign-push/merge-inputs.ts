import { defaulted, oneOf, optional, type InputKind } from '@bitvault/action-kit';
import { parseDigest, parseImageName, type Digest, type ImageName } from '@bitvault/promotion';

/** A digest, with the image's name where it was given with it. */
export interface DigestInput {
  readonly image?: ImageName;
  readonly digest: Digest;
}

const most = 100;

/** Lines, or a list with commas, of `sha256:…` or `name@sha256:…`. */
const digests: InputKind<readonly DigestInput[]> = {
  secret: false,
  parse(raw) {
    const found = raw
      .split(/[\s,]+/)
      .filter((each) => each !== '')
      .map(parseReference);
    if (found.length > most) throw new TypeError(`at most ${most} digests`);
    if (found.length === 0 || new Set(found.map(({ digest }) => digest)).size < found.length)
      throw new TypeError('digests, each of them once');
    return found;
  },
};

function parseReference(raw: string): DigestInput {
  const at = raw.lastIndexOf('@');
  if (at < 0) return { digest: parseDigest(raw) };
  return { image: parseImageName(raw.slice(0, at)), digest: parseDigest(raw.slice(at + 1)) };
}

/** What makes one index of images that other jobs pushed. */
export const mergeInputs = {
  mode: defaulted(
    oneOf('build', 'merge'),
    'build',
    'With `merge`, nothing is built: the images of `digests` become one multi-platform index. Of the inputs of the build, only `platforms` and `annotations` are taken then: the platforms that there must be, and no other, and annotations of the index.',
  ),
  digests: optional(
    digests,
    'For `mode: merge`: digests of images in the repository of `image`, as other jobs of this workflow pushed and signed them at this commit; one per line, or with commas.',
  ),
};
