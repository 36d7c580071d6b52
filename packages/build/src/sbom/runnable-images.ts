import { isIndexType, parseIndex, parseManifest, type Descriptor } from '@bitvault/registry';
import { isAttestation } from '../attestation-manifest.ts';
import { contentOf } from '../blob-content.ts';
import { BuildError } from '../build-error.ts';
import { configFacts } from '../config-facts.ts';
import { platformText } from '../platform.ts';
import type { ImageDocument, PushableImage } from '../pushable-image.ts';

export interface RunnableImage {
  readonly descriptor: Descriptor;
  /** Such as `linux/arm64`. */
  readonly platform: string;
  /** As its config says; the epoch where it does not. */
  readonly createdAt: Date;
}

const configLimit = 4 * 1024 * 1024;
/** What runs, without what BuildKit lists beside it: the image itself, or those of a multi-platform index. */
export async function runnableImages(image: PushableImage): Promise<readonly RunnableImage[]> {
  const images = manifestsOf(image).filter((descriptor) => !isAttestation(descriptor));
  return Promise.all(images.map((descriptor) => described(image, descriptor)));
}

/** The manifests below the root, or the root. An index below an index is walked as well. */
export const manifestsOf = (image: PushableImage): readonly Descriptor[] =>
  leaves(image, { mediaType: image.mediaType, digest: image.digest, size: image.size });

function leaves(image: PushableImage, descriptor: Descriptor): readonly Descriptor[] {
  if (!isIndexType(descriptor.mediaType)) return [descriptor];
  const { manifests } = parseIndex(documentOf(image, descriptor).bytes);
  return manifests.flatMap((child) => leaves(image, child));
}

export function documentOf(image: PushableImage, { digest }: Pick<Descriptor, 'digest'>): ImageDocument {
  const document = image.documents.find((each) => each.digest === digest);
  if (document === undefined) throw new TypeError(`the image lacks its own document ${digest}`);
  return document;
}

/** Reads a blob that one of the image's manifests lists. */
export async function blobOf(image: PushableImage, { digest, size }: Descriptor, limit: number): Promise<Uint8Array> {
  if (size > limit) throw new BuildError('LAYOUT_TOO_LARGE', `${digest} has ${size} bytes: expected at most ${limit}`);
  const blob = image.blobs.find((each) => each.descriptor.digest === digest);
  if (blob === undefined) throw new TypeError(`the image lacks its own blob ${digest}`);
  return contentOf(blob);
}

async function described(image: PushableImage, descriptor: Descriptor): Promise<RunnableImage> {
  const manifest = parseManifest(documentOf(image, descriptor).bytes);
  const facts = configFacts(await blobOf(image, manifest.config, configLimit));
  if (facts === undefined)
    throw new BuildError('LAYOUT_INVALID', `the config of ${descriptor.digest} is not one of a container image`);
  return { descriptor, platform: platformText(facts.platform), createdAt: facts.createdAt ?? new Date(0) };
}
