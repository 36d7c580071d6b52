import {
  isSha256,
  mediaTypes,
  sha256Of,
  type Descriptor,
  type ImageRepository,
  type Referrer,
  type Sha256,
} from '@bitvault/registry';
import * as v from 'valibot';
import { brief } from './brief.ts';
import { bundleMediaType } from './bundle-contents.ts';
import { oversized, ReadingAllowance } from './bundle-limits.ts';
import { SigningError } from './signing-error.ts';

const predicateAnnotation = 'dev.sigstore.bundle.predicateType';
const createdAnnotation = 'org.opencontainers.image.created';

/** Bytes; generous for signature and provenance, and SBOMs are capped at 16 MB before base64. */
const bundleLimit = 32 * 1024 * 1024;
/** Referrers looked at, as many as Kyverno looks at: whoever may push could attach any number. */
export const candidateLimit = 50;

const emptyConfig = {
  mediaType: mediaTypes.emptyConfig,
  digest: 'sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a',
  size: 2,
} as const;

const sha256 = v.custom<Sha256>((value) => typeof value === 'string' && isSha256(value));
const manifestSchema = v.object({
  mediaType: v.optional(v.literal(mediaTypes.manifest)),
  layers: v.array(
    v.object({ mediaType: v.string(), digest: sha256, size: v.number(), urls: v.optional(v.array(v.string()), []) }),
  ),
  subject: v.object({ digest: sha256 }),
});

export interface BundleToAttach {
  readonly subject: Descriptor;
  readonly predicateType: string;
  readonly createdAt: Date;
  /** JSON text of the bundle. */
  readonly bytes: Buffer;
}

/** A bundle as cosign 3 attaches it: an OCI 1.1 referrer with an empty config and the bundle as its only layer. */
export function bundleReferrer({ subject, predicateType, createdAt, bytes }: BundleToAttach): Referrer {
  const annotations = {
    'dev.sigstore.bundle.content': 'dsse-envelope',
    [predicateAnnotation]: predicateType,
    [createdAnnotation]: `${createdAt.toISOString().slice(0, 19)}Z`,
  };
  const manifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType: bundleMediaType,
    config: emptyConfig,
    layers: [{ mediaType: bundleMediaType, digest: sha256Of(bytes), size: bytes.length }],
    subject: { mediaType: subject.mediaType, digest: subject.digest, size: subject.size },
    annotations,
  };
  return {
    manifest: Buffer.from(JSON.stringify(manifest), 'utf8'),
    mediaType: mediaTypes.manifest,
    artifactType: bundleMediaType,
    annotations,
    blobs: [Buffer.from('{}', 'utf8'), bytes],
  };
}

/** Of the referrer's manifest, as a registry lists it. */
export const descriptorOf = ({ manifest, mediaType, artifactType, annotations }: Referrer): Descriptor => ({
  mediaType,
  digest: sha256Of(manifest),
  size: manifest.byteLength,
  artifactType,
  annotations,
});

export interface Candidates {
  readonly descriptors: readonly Descriptor[];
  /** Those of the kind that there are in all, whether or not they are among the `descriptors`. */
  readonly total: number;
  /** Predicate types of the bundles that are of another kind. */
  readonly otherTypes: readonly string[];
}

const typeOf = ({ annotations }: Descriptor): string | undefined => annotations?.[predicateAnnotation];
const createdOf = ({ annotations }: Descriptor): string => annotations?.[createdAnnotation] ?? '';

/** Whether the descriptor says what kind of bundle it is. */
export const isAnnotated = (descriptor: Descriptor): boolean => typeOf(descriptor) !== undefined;

/**
 * What may be a bundle with that predicate type, newest first. Annotations are only hints: without one (cosign's
 * fallback index has none) the bundle itself has to be read.
 */
export function candidatesFor(predicateType: string, referrers: readonly Descriptor[]): Candidates {
  const bundles = referrers.filter(({ artifactType = '' }) => artifactType === bundleMediaType);
  const fitting = bundles
    .filter((descriptor) => [undefined, predicateType].includes(typeOf(descriptor)))
    .toSorted(
      (left, right) =>
        Number(isAnnotated(right)) - Number(isAnnotated(left)) || createdOf(right).localeCompare(createdOf(left), 'en'),
    );
  const otherTypes = new Set(bundles.flatMap((descriptor) => typeOf(descriptor) ?? []));
  otherTypes.delete(predicateType);
  return {
    descriptors: fitting.slice(0, candidateLimit),
    total: fitting.length,
    otherTypes: [...otherTypes].toSorted(),
  };
}

export type BundleReader = (descriptor: Descriptor) => Promise<Uint8Array>;

/**
 * Reads bundles of one image, each once, whoever asks for it, and not more of them than an honest image has.
 * What it gives throws SigningError BUNDLE_LAYERS, BUNDLE_OVERSIZED, BUNDLE_INVALID or SUBJECT_MISMATCH.
 */
export function bundleReader(repository: ImageRepository, subject: Sha256): BundleReader {
  const reads = new Map<Sha256, Promise<Uint8Array>>();
  const allowance = new ReadingAllowance(subject);
  return (descriptor) => {
    const read = reads.get(descriptor.digest) ?? readBundle(repository, descriptor, subject, allowance);
    reads.set(descriptor.digest, read);
    return read;
  };
}

/** The bundle's bytes, from the only layer of a manifest that refers to `subject`. */
async function readBundle(
  repository: ImageRepository,
  descriptor: Descriptor,
  subject: Sha256,
  allowance: ReadingAllowance,
): Promise<Uint8Array> {
  const stored = await repository.manifest(descriptor.digest);
  if (stored === undefined) throw invalid(descriptor, 'its manifest is listed but absent');
  const { layers, subject: found } = parsedManifest(stored.bytes, descriptor);
  const [layer] = layers;
  if (layer === undefined || layers.length !== 1) {
    throw new SigningError(
      'BUNDLE_LAYERS',
      `the attached bundle ${descriptor.digest} has ${layers.length} layers: expected 1`,
      'Sign the image again',
    );
  }
  if (found.digest !== subject) {
    throw new SigningError(
      'SUBJECT_MISMATCH',
      `the attached bundle ${descriptor.digest} is of another artifact: expected ${subject}, found ${found.digest}`,
      'Sign the image again',
    );
  }
  if (layer.mediaType !== bundleMediaType) throw invalid(descriptor, `its layer is a ${brief(layer.mediaType)}`);
  if (layer.urls.length > 0) throw invalid(descriptor, 'its layer is said to be elsewhere');
  if (layer.size > bundleLimit)
    throw oversized(`bundle ${descriptor.digest} has ${layer.size} bytes, ${bundleLimit} at most`);
  allowance.take(layer.size);
  return repository.blob(layer, bundleLimit);
}

function parsedManifest(bytes: Uint8Array, descriptor: Descriptor): v.InferOutput<typeof manifestSchema> {
  try {
    return v.parse(manifestSchema, JSON.parse(Buffer.from(bytes).toString('utf8')));
  } catch (error) {
    throw invalid(descriptor, 'its manifest is not an OCI image manifest with a subject', error);
  }
}

const invalid = (descriptor: Descriptor, why: string, cause?: unknown): SigningError =>
  new SigningError(
    'BUNDLE_INVALID',
    `the attached bundle ${descriptor.digest} cannot be used: ${why}`,
    'Sign the image again',
    {
      cause,
    },
  );
