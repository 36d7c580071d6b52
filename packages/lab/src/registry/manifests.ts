import { json, type Answer } from '../http/part-server.ts';
import { page, refusal, type RegistryCall } from './answers.ts';
import { sha256, type LabManifest, type LabRepository, type ManifestDocument } from './store.ts';

const manifestLimit = 4 * 1024 * 1024;
const tagPattern = /^[a-zA-Z0-9_][a-zA-Z0-9._-]{0,127}$/;
const isDigest = (reference: string): boolean => /^sha256:[0-9a-f]{64}$/.test(reference);

/** `/v2/<name>/manifests/<reference>` */
export function serveManifest(call: RegistryCall, reference: string): Answer {
  switch (call.request.method) {
    case 'GET':
    case 'HEAD':
      return readManifest(call, reference);
    case 'PUT':
      return writeManifest(call, reference);
    case 'DELETE':
      return deleteManifest(call, reference);
    default:
      return refusal(405, 'UNSUPPORTED', 'no such method for manifests');
  }
}

function readManifest({ repository }: RegistryCall, reference: string): Answer {
  const manifest = repository.find(reference);
  if (!manifest) return refusal(404, 'MANIFEST_UNKNOWN', `no manifest ${reference}`);
  return {
    status: 200,
    headers: {
      'content-type': manifest.mediaType,
      'content-length': String(manifest.bytes.length),
      'docker-content-digest': manifest.digest,
      etag: `"${manifest.digest}"`,
    },
    body: manifest.bytes,
  };
}

function writeManifest(call: RegistryCall, reference: string): Answer {
  const { repository, request, settings, name } = call;
  if (request.body.length > manifestLimit) return refusal(413, 'SIZE_INVALID', 'a manifest has at most 4 MiB');
  if (!isDigest(reference) && !tagPattern.test(reference)) return refusal(400, 'TAG_INVALID', 'not a tag');
  if (isDigest(reference) && sha256(request.body) !== reference)
    return refusal(400, 'DIGEST_INVALID', 'the bytes have another digest');
  if (settings.conditionalWrites && !preconditionHolds(call, reference))
    return refusal(412, 'DENIED', 'the precondition does not hold');
  const document = readDocument(request.body);
  const mediaType = request.headers['content-type'];
  if (!document || mediaType === undefined || (document.mediaType ?? mediaType) !== mediaType)
    return refusal(400, 'MANIFEST_INVALID', 'not JSON, or of another media type than the request says');
  const missing = firstMissing(repository, document);
  if (missing !== undefined) return refusal(404, 'MANIFEST_BLOB_UNKNOWN', `${missing} was not pushed`);
  const manifest = repository.putManifest(request.body, mediaType, isDigest(reference) ? undefined : reference);
  const headers: Record<string, string> = {
    location: `/v2/${name}/manifests/${manifest.digest}`,
    'docker-content-digest': manifest.digest,
  };
  if (document.subject && settings.referrers) headers['oci-subject'] = document.subject.digest;
  return { status: 201, headers };
}

function preconditionHolds({ repository, request }: RegistryCall, reference: string): boolean {
  const current = repository.find(reference);
  if (request.headers['if-none-match'] === '*' && current) return false;
  const expected = request.headers['if-match'];
  return expected === undefined || expected === `"${current?.digest}"`;
}

function readDocument(bytes: Buffer): ManifestDocument | undefined {
  try {
    return JSON.parse(bytes.toString('utf8')) as ManifestDocument;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

function firstMissing(repository: LabRepository, document: ManifestDocument): string | undefined {
  const blobs = [document.config, ...(document.layers ?? [])].filter((blob) => blob !== undefined);
  return (
    blobs.find((blob) => !blob.urls && !repository.blobs.has(blob.digest))?.digest ??
    document.manifests?.find((child) => !repository.manifests.has(child.digest))?.digest
  );
}

function deleteManifest({ repository }: RegistryCall, reference: string): Answer {
  const manifest = repository.find(reference);
  if (!manifest) return refusal(404, 'MANIFEST_UNKNOWN', `no manifest ${reference}`);
  if (isDigest(reference)) removeDigest(repository, manifest);
  else repository.tags.delete(reference);
  return { status: 202 };
}

function removeDigest(repository: LabRepository, manifest: LabManifest): void {
  repository.manifests.delete(manifest.digest);
  for (const [tag, digest] of repository.tags) if (digest === manifest.digest) repository.tags.delete(tag);
}

/** `/v2/<name>/tags/list` */
export function listTags({ repository, request, name, settings }: RegistryCall): Answer {
  const tags = [...repository.tags.keys()].toSorted();
  const { entries, headers } = page(tags, (tag) => tag, request.url, settings.pageSize);
  return json(200, { name, tags: entries }, headers);
}

/** `/v2/<name>/referrers/<digest>` */
export function listReferrers({ repository, request, settings }: RegistryCall, subject: string): Answer {
  if (!settings.referrers) return refusal(404, 'UNSUPPORTED', 'this registry has no referrers API');
  if (!isDigest(subject)) return refusal(400, 'DIGEST_INVALID', 'not a digest');
  const wanted = request.url.searchParams.get('artifactType');
  const all = repository.referrersOf(subject);
  const matching = wanted === null ? all : all.filter(({ artifactType }) => artifactType === wanted);
  const { entries, headers } = page(matching, ({ digest }) => digest, request.url, settings.pageSize);
  const mediaType = 'application/vnd.oci.image.index.v1+json';
  return json(
    200,
    { schemaVersion: 2, mediaType, manifests: entries },
    {
      ...headers,
      'content-type': mediaType,
      ...(wanted !== null && { 'oci-filters-applied': 'artifactType' }),
    },
  );
}
