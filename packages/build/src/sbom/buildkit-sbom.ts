import { isIndexType, parseIndex, parseManifest, sha256Of, type Descriptor } from '@bitvault/registry';
import * as v from 'valibot';
import { isAttestation } from '../attestation-manifest.ts';
import { BuildError } from '../build-error.ts';
import type { ImageDocument, PushableImage } from '../pushable-image.ts';
import type { FoundSbom } from './found-sbom.ts';
import { blobOf, documentOf, manifestsOf, runnableImages } from './runnable-images.ts';

const spdxType = 'https://spdx.dev/Document';
const statementLimit = 32 * 1024 * 1024;

/** The subject is not looked at: BuildKit leaves it empty in a layout, and says by annotation what image is meant. */
const statement = v.pipe(
  v.string(),
  v.parseJson(),
  v.looseObject({ predicateType: v.literal(spdxType), predicate: v.looseObject({}) }),
);

/**
 * The SBOMs that BuildKit's scanner wrote, which it stores unsigned in attestation manifests of the index; several for a
 * platform where stages or the context were scanned as well. Throws `SBOM_MISSING` where a platform has none.
 */
export async function buildkitSboms(image: PushableImage): Promise<readonly FoundSbom[]> {
  const attestations = manifestsOf(image).filter(isAttestation);
  const found: FoundSbom[] = [];
  for (const { descriptor, platform } of await runnableImages(image)) {
    const layers = attestations
      .filter(({ annotations }) => annotations?.['vnd.docker.reference.digest'] === descriptor.digest)
      .flatMap((attestation) => parseManifest(documentOf(image, attestation).bytes).layers)
      .filter(({ annotations }) => annotations?.['in-toto.io/predicate-type'] === spdxType);
    if (layers.length === 0)
      throw new BuildError('SBOM_MISSING', `the image for ${platform} has no SBOM of BuildKit's scanner`);
    for (const layer of layers) found.push({ platform, bytes: await predicateOf(image, layer) });
  }
  return found;
}

/** Whether BuildKit left an SBOM of any of its platforms in the image. */
export const hasBuildkitSbom = (image: PushableImage): boolean =>
  manifestsOf(image)
    .filter(isAttestation)
    .flatMap((attestation) => parseManifest(documentOf(image, attestation).bytes).layers)
    .some(({ annotations }) => annotations?.['in-toto.io/predicate-type'] === spdxType);

async function predicateOf(image: PushableImage, layer: Descriptor): Promise<Uint8Array> {
  const text = Buffer.from(await blobOf(image, layer, statementLimit)).toString('utf8');
  const read = v.safeParse(statement, text);
  if (!read.success) throw new BuildError('LAYOUT_INVALID', `${layer.digest} is not a statement with an SPDX document`);
  // As it stands there: a name such as __proto__ is for the check of the SBOM to refuse, not to be lost before.
  const { predicate } = JSON.parse(text) as typeof read.output;
  return Buffer.from(JSON.stringify(predicate), 'utf8');
}

/**
 * The image that BuildKit makes when it is not asked for attestations: these differ each time, and with them the digest
 * of an index that lists them. A single image is no longer wrapped in an index.
 */
export function withoutAttestations(image: PushableImage): PushableImage {
  if (!isIndexType(image.mediaType)) return image;
  const root = documentOf(image, image);
  const { manifests } = parseIndex(root.bytes);
  const kept = manifests.filter((descriptor) => !isAttestation(descriptor));
  if (kept.length === manifests.length) return image;
  const [only, ...others] = kept;
  // As it was written: what was parsed has its keys in another order.
  const index = JSON.parse(Buffer.from(root.bytes).toString('utf8')) as { readonly manifests: readonly unknown[] };
  if (only !== undefined && others.length === 0 && !('annotations' in index))
    return rooted(image, documentOf(image, only), []);
  const written = index.manifests.filter((_, position) => kept.includes(manifests[position] as Descriptor));
  // Indented as BuildKit does, so that the digest is the one that it would have without attestations.
  const bytes = Buffer.from(JSON.stringify({ ...index, manifests: written }, undefined, 2), 'utf8');
  const bare = { mediaType: root.mediaType, digest: sha256Of(bytes), bytes };
  return rooted(
    image,
    bare,
    kept.map((each) => documentOf(image, each)),
  );
}

function rooted(image: PushableImage, root: ImageDocument, children: readonly ImageDocument[]): PushableImage {
  const documents = [...children, root] as const;
  const used = new Set(
    documents
      .filter(({ mediaType }) => !isIndexType(mediaType))
      .map(({ bytes }) => parseManifest(bytes))
      .flatMap(({ config, layers }) => [config, ...layers])
      .map(({ digest }) => digest),
  );
  const { digest, mediaType, bytes } = root;
  const blobs = image.blobs.filter(({ descriptor }) => used.has(descriptor.digest));
  return { digest, mediaType, size: bytes.length, documents, blobs };
}
