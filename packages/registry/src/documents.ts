import * as v from 'valibot';
import { isSha256 } from './digest.ts';
import { RegistryError } from './registry-error.ts';
import type { Descriptor, Sha256 } from './repository.ts';

/** The media types of manifests, OCI (image-spec, media-types.md) and Docker (distribution, image manifest v2.2). */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  dockerList: 'application/vnd.docker.distribution.manifest.list.v2+json',
  dockerManifest: 'application/vnd.docker.distribution.manifest.v2+json',
  emptyConfig: 'application/vnd.oci.empty.v1+json',
} as const;

export const isIndexType = (mediaType: string): boolean =>
  mediaType === mediaTypes.index || mediaType === mediaTypes.dockerList;

export const isManifestType = (mediaType: string): boolean =>
  mediaType === mediaTypes.manifest || mediaType === mediaTypes.dockerManifest;

/** The most entries of one index or one manifest that this suite works with. */
export const mostEntries = 1_000;

const annotations = v.record(v.string(), v.string());

/** Keeps fields that it does not know: a descriptor that is copied into another index must lose nothing. */
export const descriptorSchema = v.looseObject({
  mediaType: v.string(),
  digest: v.custom<Sha256>((value) => typeof value === 'string' && isSha256(value), 'not a sha256 digest'),
  size: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  artifactType: v.optional(v.string()),
  annotations: v.optional(annotations),
  platform: v.optional(v.looseObject({ os: v.string(), architecture: v.string(), variant: v.optional(v.string()) })),
  urls: v.optional(v.array(v.string())),
});

const indexSchema = v.looseObject({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.string()),
  manifests: v.array(descriptorSchema),
  annotations: v.optional(annotations),
});

const manifestSchema = v.looseObject({
  schemaVersion: v.literal(2),
  mediaType: v.optional(v.string()),
  artifactType: v.optional(v.string()),
  config: descriptorSchema,
  layers: v.array(descriptorSchema),
  subject: v.optional(descriptorSchema),
  annotations: v.optional(annotations),
});

/** An image index or Docker manifest list. */
export interface ImageIndex {
  readonly manifests: readonly Descriptor[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** An image manifest, OCI or Docker. */
export interface ImageManifest {
  readonly artifactType?: string;
  readonly config: Descriptor;
  readonly layers: readonly Descriptor[];
  readonly subject?: Descriptor;
  readonly annotations?: Readonly<Record<string, string>>;
}

/** Reads an index of at most `mostEntries` entries. Throws `REGISTRY_ANSWER_INVALID` or `RESPONSE_TOO_LARGE`. */
export const parseIndex = (bytes: Uint8Array): ImageIndex => parse(bytes, indexSchema, 'manifests') as ImageIndex;

/** Reads an image manifest of at most `mostEntries` layers. Throws as `parseIndex`. */
export const parseManifest = (bytes: Uint8Array): ImageManifest =>
  parse(bytes, manifestSchema, 'layers') as ImageManifest;

function parse(
  bytes: Uint8Array,
  schema: typeof indexSchema | typeof manifestSchema,
  list: 'manifests' | 'layers',
): object {
  const document = parseJson(bytes);
  const entries = list in document ? (document as Record<string, unknown>)[list] : undefined;
  if (Array.isArray(entries) && entries.length > mostEntries)
    throw new RegistryError('RESPONSE_TOO_LARGE', `${entries.length} ${list} in one document, ${mostEntries} at most`);
  const parsed = v.safeParse(schema, document);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  const where = v.getDotPath(issue) ?? 'the document';
  throw new RegistryError(
    'REGISTRY_ANSWER_INVALID',
    `not an image ${list === 'layers' ? 'manifest' : 'index'}: ${where}`,
  );
}

function parseJson(bytes: Uint8Array): object {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new RegistryError('REGISTRY_ANSWER_INVALID', 'a manifest is not JSON', { cause });
  }
  if (typeof document !== 'object' || document === null)
    throw new RegistryError('REGISTRY_ANSWER_INVALID', 'a manifest is not a JSON object');
  return document;
}

/**
 * The media type that the bytes say themselves, checked against what the registry says: a document that can be read as
 * both an index and a manifest means two images under one digest (CVE-2021-41190). Throws `REGISTRY_ANSWER_INVALID`.
 */
export function mediaTypeOf(bytes: Uint8Array, contentType: string | null): string {
  const document = parseJson(bytes);
  const own = 'mediaType' in document && typeof document.mediaType === 'string' ? document.mediaType : undefined;
  const served = contentType?.split(';', 1)[0]?.trim();
  const generic = served === undefined || served === '' || served === 'application/json';
  const mediaType = generic ? own : served;
  if (
    mediaType === undefined ||
    (own !== undefined && own !== mediaType) ||
    ('manifests' in document && 'layers' in document)
  )
    throw new RegistryError(
      'REGISTRY_ANSWER_INVALID',
      'a manifest does not say unambiguously of what media type it is',
    );
  return mediaType;
}
