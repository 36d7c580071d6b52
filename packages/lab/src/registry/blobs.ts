import { randomUUID } from 'node:crypto';
import type { Answer } from '../http/part-server.ts';
import { refusal, type RegistryCall } from './answers.ts';
import { sha256 } from './store.ts';

/** `/v2/<name>/blobs/<digest>` */
export function serveBlob({ repository, request }: RegistryCall, digest: string): Answer {
  const blob = repository.blobs.get(digest);
  if (!blob) return refusal(404, 'BLOB_UNKNOWN', `no blob ${digest}`);
  switch (request.method) {
    case 'GET':
    case 'HEAD':
      return readBlob(blob, digest, request.headers.range);
    case 'DELETE':
      repository.blobs.delete(digest);
      return { status: 202 };
    default:
      return refusal(405, 'UNSUPPORTED', 'no such method for blobs');
  }
}

function readBlob(blob: Buffer, digest: string, range: string | undefined): Answer {
  const headers = {
    'content-type': 'application/octet-stream',
    'docker-content-digest': digest,
    'accept-ranges': 'bytes',
  };
  const asked = /^bytes=(\d+)-(\d*)$/.exec(range ?? '');
  if (!asked) return { status: 200, headers: { ...headers, 'content-length': String(blob.length) }, body: blob };
  const from = Number(asked[1]);
  const to = asked[2] ? Math.min(Number(asked[2]), blob.length - 1) : blob.length - 1;
  if (from > to) return refusal(416, 'SIZE_INVALID', 'no such range', { 'content-range': `bytes */${blob.length}` });
  return {
    status: 206,
    headers: {
      ...headers,
      'content-range': `bytes ${from}-${to}/${blob.length}`,
      'content-length': String(to - from + 1),
    },
    body: blob.subarray(from, to + 1),
  };
}

/** `POST /v2/<name>/blobs/uploads/`: mounts, takes a blob whole, or opens an upload. */
export function openUpload({ repository, request, store, name, settings }: RegistryCall): Answer {
  if (request.method !== 'POST') return refusal(405, 'UNSUPPORTED', 'no such method for uploads');
  const query = request.url.searchParams;
  const mount = query.get('mount');
  const mounted = mount === null ? undefined : store.existing(query.get('from') ?? '')?.blobs.get(mount);
  if (mounted) return stored(name, repository.putBlob(mounted));
  const digest = query.get('digest');
  if (digest !== null && settings.blobsAtOnce) {
    if (sha256(request.body) !== digest) return refusal(400, 'DIGEST_INVALID', 'the bytes have another digest');
    return stored(name, repository.putBlob(request.body));
  }
  const upload = randomUUID();
  repository.uploads.set(upload, Buffer.alloc(0));
  return progress(name, upload, 0, 202);
}

/** `/v2/<name>/blobs/uploads/<id>`: chunks in order, then PUT with the digest. */
export function serveUpload({ repository, request, name, settings }: RegistryCall, upload: string): Answer {
  const received = repository.uploads.get(upload);
  if (!received) return refusal(404, 'BLOB_UPLOAD_UNKNOWN', `no upload ${upload}`);
  switch (request.method) {
    case 'GET':
      return progress(name, upload, received.length, 204);
    case 'DELETE':
      repository.uploads.delete(upload);
      return { status: 204 };
    case 'PATCH': {
      if (request.body.length > settings.largestChunk)
        return refusal(416, 'REQUESTED_RANGE_NOT_SATISFIABLE', 'the request body exceeds the permissible limit');
      const start = /^(?:bytes )?(\d+)-\d+$/.exec(request.headers['content-range'] ?? '')?.[1];
      if (start !== undefined && Number(start) !== received.length)
        return { ...progress(name, upload, received.length, 416) };
      const grown = Buffer.concat([received, request.body]);
      repository.uploads.set(upload, grown);
      return progress(name, upload, grown.length, 202);
    }
    case 'PUT': {
      const whole = Buffer.concat([received, request.body]);
      if (sha256(whole) !== request.url.searchParams.get('digest'))
        return refusal(400, 'DIGEST_INVALID', 'the bytes have another digest');
      repository.uploads.delete(upload);
      return stored(name, repository.putBlob(whole));
    }
    default:
      return refusal(405, 'UNSUPPORTED', 'no such method for uploads');
  }
}

const stored = (name: string, digest: string): Answer => ({
  status: 201,
  headers: { location: `/v2/${name}/blobs/${digest}`, 'docker-content-digest': digest },
});

/** The location carries a query of its own, as real registries' do, so that a client must add to it. */
const progress = (name: string, upload: string, length: number, status: number): Answer => ({
  status,
  headers: {
    location: `/v2/${name}/blobs/uploads/${upload}?_state=${length}`,
    range: `0-${Math.max(length - 1, 0)}`,
    'docker-upload-uuid': upload,
  },
});
