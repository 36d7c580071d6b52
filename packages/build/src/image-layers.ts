import { isIndexType, parseIndex, parseManifest, type Descriptor, type Sha256 } from '@bitvault/registry';
import { contentOf } from './blob-content.ts';
import { isAttestation } from './attestation-manifest.ts';
import { configFacts } from './config-facts.ts';
import { platformText } from './platform.ts';
import type { ImageDocument, PushableImage } from './pushable-image.ts';

export interface PlatformLayers {
  /** Such as `linux/arm64`; `undefined` where neither index nor config says it. */
  readonly platform: string | undefined;
  /** Of its manifest. */
  readonly digest: Sha256;
  /** Those whose manifest is at hand: an index that was merged knows only the digests of its images. */
  readonly layers: readonly Descriptor[];
}

/** The platforms of an image, each with its layers; attestations that BuildKit files in an index are none. */
export async function layersByPlatform(image: PushableImage): Promise<readonly PlatformLayers[]> {
  const root = image.documents.at(-1);
  if (root === undefined) return [];
  return isIndexType(root.mediaType) ? ofIndex(image, root) : [await ofManifest(image, root)];
}

async function ofIndex(image: PushableImage, index: ImageDocument): Promise<readonly PlatformLayers[]> {
  const images = parseIndex(index.bytes).manifests.filter((each) => !isAttestation(each));
  const nested = images.map(async ({ digest, platform }) => {
    const text = platform && platformText(platform);
    const document = image.documents.find((each) => each.digest === digest);
    if (document === undefined) return [{ platform: text, digest, layers: [] }];
    if (isIndexType(document.mediaType)) return ofIndex(image, document);
    const { layers, platform: told } = await ofManifest(image, document);
    return [{ platform: text ?? told, digest, layers }];
  });
  return (await Promise.all(nested)).flat();
}

async function ofManifest({ blobs }: PushableImage, manifest: ImageDocument): Promise<PlatformLayers> {
  const { config, layers } = parseManifest(manifest.bytes);
  const blob = blobs.find(({ descriptor }) => descriptor.digest === config.digest);
  const facts = blob && configFacts(await contentOf(blob));
  return { platform: facts && platformText(facts.platform), digest: manifest.digest, layers };
}
