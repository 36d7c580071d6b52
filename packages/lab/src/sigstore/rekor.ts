import { json, type Answer, type PartRequest } from '../http/part-server.ts';
import type { SigstoreFaults } from './faults.ts';
import { bodyOfV1, bodyOfV2, canonicalJson, EntryRefusal } from './rekor-entries.ts';
import type { LoggedEntry, TransparencyLog } from './transparency-log.ts';

export interface RekorOptions {
  readonly log: TransparencyLog;
  readonly faults: SigstoreFaults;
}

const refusal = (status: number, message: string, headers: Record<string, string> = {}): Answer =>
  json(status, { code: status, message }, headers);

/** Rekor's API: v1 whole enough for signing and looking up, v2 for signing. Both append to the same log. */
export function serveRekor(request: PartRequest, options: RekorOptions): Answer {
  const { method, url, body } = request;
  try {
    switch (`${method} ${url.pathname}`) {
      case 'POST /api/v1/log/entries':
        return createV1(body, options);
      case 'POST /api/v2/log/entries':
        return createV2(body, options);
      case 'GET /api/v1/log':
        return json(200, { treeSize: options.log.entries.length, signedTreeHead: options.log.checkpoint() });
      case 'GET /api/v1/log/entries':
        return answerEntry(options.log.entries[Number(url.searchParams.get('logIndex') ?? Number.NaN)], options);
      case 'POST /api/v1/index/retrieve':
        return json(200, uuidsWith(body, options.log));
      default:
        return byUuid(method, url, options);
    }
  } catch (error) {
    if (error instanceof EntryRefusal) return refusal(400, error.message);
    throw error;
  }
}

function createV1(body: Buffer, options: RekorOptions): Answer {
  const { entry, isNew } = options.log.append(bodyOfV1(body));
  const location = `/api/v1/log/entries/${entry.uuid}`;
  if (isNew) return json(201, describe(entry, options), { location, etag: entry.uuid });
  const message = `an equivalent entry already exists in the transparency log with UUID ${entry.uuid}`;
  return refusal(409, message, { location });
}

function createV2(request: Buffer, options: RekorOptions): Answer {
  const { kind, body } = bodyOfV2(request);
  const { entry, isNew } = options.log.append(body);
  if (!isNew) {
    return refusal(409, `an equivalent entry already exists in the transparency log with index ${entry.index}`);
  }
  const proof = options.log.prove(entry);
  return json(201, {
    logIndex: String(entry.index),
    logId: { keyId: options.log.key.id.toString('base64') },
    kindVersion: { kind, version: '0.0.2' },
    integratedTime: '0',
    canonicalizedBody: body.toString('base64'),
    ...(options.faults.entry === undefined && {
      inclusionProof: {
        logIndex: String(proof.index),
        rootHash: proof.rootHash.toString('base64'),
        treeSize: String(proof.treeSize),
        hashes: proof.hashes.map((hash) => hash.toString('base64')),
        checkpoint: { envelope: proof.checkpoint },
      },
    }),
  });
}

function byUuid(method: string, url: URL, options: RekorOptions): Answer {
  const uuid = /^\/api\/v1\/log\/entries\/([0-9a-f]{64}|[0-9a-f]{80})$/.exec(url.pathname)?.[1];
  if (method !== 'GET' || uuid === undefined) return refusal(404, `path ${url.pathname} was not found`);
  return answerEntry(options.log.find(uuid), options);
}

const answerEntry = (entry: LoggedEntry | undefined, options: RekorOptions): Answer =>
  entry === undefined ? refusal(404, 'entry not found') : json(200, describe(entry, options));

function describe(entry: LoggedEntry, { log, faults }: RekorOptions): Record<string, unknown> {
  const promised = {
    body: entry.body.toString('base64'),
    integratedTime: entry.integratedTime,
    logID: log.key.id.toString('hex'),
    logIndex: entry.index,
  };
  if (faults.entry === 'without-proof') return { [entry.uuid]: { ...promised, verification: {} } };
  const proof = log.prove(entry);
  const verification = {
    inclusionProof: {
      checkpoint: proof.checkpoint,
      hashes: proof.hashes.map((hash) => hash.toString('hex')),
      logIndex: proof.index,
      rootHash: proof.rootHash.toString('hex'),
      treeSize: proof.treeSize,
    },
    signedEntryTimestamp: log.key.sign(Buffer.from(canonicalJson(promised), 'utf8')).toString('base64'),
  };
  return { [entry.uuid]: { ...promised, verification } };
}

/** Entries that hold the hash asked for, written `sha256:<hex>`. */
function uuidsWith(body: Buffer, log: TransparencyLog): readonly string[] {
  const { hash } = JSON.parse(body.toString('utf8')) as { readonly hash?: string };
  const wanted = hash?.replace(/^sha256:/, '');
  if (wanted === undefined || wanted === '') throw new EntryRefusal('only a search by hash is supported');
  return log.entries.filter((entry) => entry.body.includes(wanted)).map((entry) => entry.uuid);
}
