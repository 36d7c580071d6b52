import type { Runtime } from '@bitvault/action-kit';
import {
  mergePlatforms,
  platformText,
  readPlatformImages,
  type MergedImage,
  type PlatformImage,
} from '@bitvault/build';
import type { ImageRepository, Sha256 } from '@bitvault/registry';
import {
  spdxIndexDocument,
  spdxPredicateType,
  verifySibling,
  type Attestation,
  type Material,
  type Trust,
  type WorkflowToken,
} from '@bitvault/signing';
import { serverAddresses } from '../connections.ts';
import type { StepRegistry } from '../registry-access.ts';
import type { ImageInputs } from './inputs.ts';
import { mergeRequest } from './merge-request.ts';

interface Surroundings {
  readonly registry: StepRegistry;
  readonly runtime: Runtime;
  readonly trust: Trust;
  readonly identity: () => Promise<WorkflowToken>;
}

export interface MergedBuild {
  readonly image: MergedImage;
  readonly sbom: Attestation;
  /** Each image, then what the images were made of, as their own provenance lists it. */
  readonly materials: readonly Material[];
}

/**
 * Makes an index of images that other jobs pushed. Whoever may write to the registry, or between the jobs, could put
 * another image in the place of one: so each has to be signed by this workflow, at this commit, under this name.
 */
export async function mergeImages(inputs: ImageInputs, around: Surroundings): Promise<MergedBuild> {
  const { digests, ...options } = mergeRequest(inputs);
  const repository = await around.registry.open(inputs.image);
  const parts = await verifiedParts(digests, repository, inputs, around);
  const image = mergePlatforms(
    parts.flatMap(({ images }) => images),
    { annotations: options.annotations, ...(options.platforms && { platforms: options.platforms }) },
  );
  return { image, sbom: indexSbom(inputs.image, image), materials: materialsOf(inputs.image, image, parts) };
}

interface Part {
  /** As it was given: that of an image, or of an index around one or several. */
  readonly digest: Sha256;
  readonly images: readonly PlatformImage[];
  readonly materials: readonly Material[];
}

async function verifiedParts(
  digests: readonly Sha256[],
  repository: ImageRepository,
  inputs: ImageInputs,
  { runtime, trust, identity }: Surroundings,
): Promise<readonly Part[]> {
  const { server } = serverAddresses(runtime.env);
  const { claims } = await identity();
  const accept = { legacy: inputs['signature-format'] === 'legacy' };
  const parts = await Promise.allSettled(
    digests.map(async (digest): Promise<Part> => {
      const { runUrl, materials } = await verifySibling({ repository, digest, claims, server, trust, accept });
      const { images, leftOut } = await readPlatformImages(repository, digest);
      const platforms = images.map(({ platform }) => platformText(platform)).join(', ');
      runtime.info(`${digest} is for ${platforms}, verified as built in ${runUrl ?? 'a run that it does not name'}`);
      for (const each of leftOut) runtime.info(`${each}, which is no image, is left out`);
      return { digest, images, materials };
    }),
  );
  // The first in the order given, so that the same fault is always told the same way.
  return parts.map((part) => {
    if (part.status === 'rejected') throw part.reason;
    return part.value;
  });
}

const sha256 = (digest: Sha256) => ({ sha256: digest.slice('sha256:'.length) });

function materialsOf(name: string, { images }: MergedImage, parts: readonly Part[]): readonly Material[] {
  const uri = `oci://${name}`;
  const listed = images.map(({ digest, platform }) => ({
    uri,
    digest: sha256(digest),
    annotations: { platform: platformText(platform) },
  }));
  const wrappers = parts
    .filter(({ digest }) => !images.some((image) => image.digest === digest))
    .map(({ digest }) => ({ uri, digest: sha256(digest) }));
  const known = new Map<string, Material>();
  for (const material of [...wrappers, ...parts.flatMap(({ materials }) => materials)])
    known.set(JSON.stringify([material.uri, material.digest]), material);
  const others = [...known].toSorted(([left], [right]) => (left < right ? -1 : 1)).map(([, material]) => material);
  return [...listed, ...others];
}

/** Made at the time of the newest image: nothing has to be checked out to know it, and it is the same each time. */
function indexSbom(name: string, { digest, images }: MergedImage): Attestation {
  const times = images.map(({ createdAt }) => createdAt?.valueOf() ?? 0);
  const predicate = spdxIndexDocument({
    name,
    digest,
    createdAt: new Date(Math.max(0, ...times)),
    images: images.map((image) => ({ digest: image.digest, platform: platformText(image.platform) })),
  });
  return { predicateType: spdxPredicateType, predicate };
}
