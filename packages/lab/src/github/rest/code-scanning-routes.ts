import { randomUUID } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { json, type Answer } from '../../http/part-server.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
import { readSarif } from '../sarif.ts';
import type { Json } from './body-reader.ts';
import { repoRoute, type RepoCall, type Route } from './route.ts';

/** An upload that is bigger when unpacked is refused: far above what GitHub takes, and bounded. */
const unpackedLimit = 256 * 1024 * 1024;

/** Stricter than GitHub, which accepts first and tells of a wrong file later. */
async function postSarif({ context, repository, body }: RepoCall): Promise<Answer> {
  const commitSha = body.mustString('commit_sha');
  const ref = body.mustString('ref');
  if (!/^refs\/(heads|tags|pull)\/./.test(ref)) throw unprocessable(`ref "${ref}" is no whole name of a ref`);
  if (!(await repository.git.commit(commitSha))) throw unprocessable(`commit not found: ${commitSha}`);
  const upload = { id: randomUUID(), ref, commitSha, sarif: unpack(body.mustString('sarif')) };
  repository.sarifUploads.push(upload);
  return json(202, { id: upload.id, url: context.links.repo(repository, `code-scanning/sarifs/${upload.id}`) });
}

function unpack(packed: string): Json {
  try {
    const bytes = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: unpackedLimit });
    return readSarif(bytes.toString('utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new Refusal(400, 'UNPROCESSABLE', `Invalid SARIF: ${why}`);
  }
}

function getSarif({ context, repository, params }: RepoCall): Answer {
  const found = repository.sarifUploads.find(({ id }) => id === params['sarif_id']);
  if (!found) throw notFound();
  return json(200, {
    processing_status: 'complete',
    analyses_url: context.links.repo(repository, `code-scanning/analyses?sarif_id=${found.id}`),
    errors: null,
  });
}

export const codeScanningRoutes: readonly Route[] = [
  repoRoute('POST', '/code-scanning/sarifs', 'security_events:write', postSarif),
  repoRoute('GET', '/code-scanning/sarifs/{sarif_id}', 'security_events:read', getSarif),
];
