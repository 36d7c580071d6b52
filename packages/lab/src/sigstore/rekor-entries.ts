import { createHash, createPublicKey, verify, X509Certificate, type KeyObject } from 'node:crypto';
import { HashAlgorithm } from '@sigstore/protobuf-specs';
import { CreateEntryRequest, Entry, type Signature, type Verifier } from '@sigstore/protobuf-specs/rekor/v2';

/** Thrown for a proposed entry that the log does not take. */
export class EntryRefusal extends Error {
  override readonly name = 'EntryRefusal';
}

interface Envelope {
  readonly payloadType: string;
  readonly payload: string;
  readonly signatures: readonly { readonly sig: string }[];
}

/** RFC 8785 for what entries hold: strings, objects and arrays. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const members = Object.entries(value).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

const sha256 = (data: Uint8Array | string): Buffer => createHash('sha256').update(data).digest();

/** Pre-authentication encoding (DSSE, protocol.md). */
const signedBytes = (type: string, payload: Buffer): Buffer =>
  Buffer.concat([Buffer.from(`DSSEv1 ${Buffer.byteLength(type)} ${type} ${payload.length} `, 'utf8'), payload]);

/**
 * The canonical body of an entry proposed to `POST /api/v1/log/entries`.
 * @throws EntryRefusal
 */
export function bodyOfV1(request: Buffer): Buffer {
  const { kind, apiVersion, spec } = parsed(request) as {
    readonly kind: string;
    readonly apiVersion: string;
    readonly spec: Record<string, unknown>;
  };
  switch (`${kind}/${apiVersion}`) {
    case 'dsse/0.0.1':
      return Buffer.from(canonicalJson({ kind, apiVersion, spec: dsseSpec(spec) }), 'utf8');
    case 'hashedrekord/0.0.1':
      return Buffer.from(canonicalJson({ kind, apiVersion, spec }), 'utf8');
    default:
      throw new EntryRefusal(`entry of kind ${kind} ${apiVersion} is not supported`);
  }
}

/**
 * The canonical body of an entry proposed to `POST /api/v2/log/entries`.
 * @throws EntryRefusal
 */
export function bodyOfV2(request: Buffer): { readonly kind: string; readonly body: Buffer } {
  const { spec } = CreateEntryRequest.fromJSON(parsed(request));
  // Envelopes are logged by the hash of what was signed; current servers refuse the older DSSE request.
  if (spec?.$case !== 'hashedRekordRequestV002') throw new EntryRefusal('only hashedrekord 0.0.2 is supported');
  const { digest, signature } = spec.hashedRekordRequestV002;
  if (digest.length !== 32 || !isComplete(signature)) throw new EntryRefusal('digest, signature or verifier is absent');
  const entry: Entry = {
    kind: 'hashedrekord',
    apiVersion: '0.0.2',
    spec: {
      spec: {
        $case: 'hashedRekordV002',
        hashedRekordV002: { data: { algorithm: HashAlgorithm.SHA2_256, digest }, signature },
      },
    },
  };
  return { kind: entry.kind, body: Buffer.from(canonicalJson(Entry.toJSON(entry)), 'utf8') };
}

const isComplete = (signature: Signature | undefined): signature is Signature & { verifier: Verifier } =>
  signature?.verifier?.verifier !== undefined && signature.content.length > 0;

function parsed(request: Buffer): unknown {
  try {
    return JSON.parse(request.toString('utf8'));
  } catch (error) {
    throw new EntryRefusal('the entry is not JSON', { cause: error });
  }
}

function dsseSpec(spec: Record<string, unknown>): object {
  const proposed = spec['proposedContent'] as { readonly envelope: string; readonly verifiers: readonly string[] };
  const envelope = parsed(Buffer.from(proposed.envelope, 'utf8')) as Envelope;
  const payload = Buffer.from(envelope.payload, 'base64');
  const [signature] = envelope.signatures;
  const [verifier] = proposed.verifiers;
  if (signature === undefined || verifier === undefined) throw new EntryRefusal('no signature or no verifier');
  const key = verifierKey(Buffer.from(verifier, 'base64').toString('utf8'));
  if (!verify('sha256', signedBytes(envelope.payloadType, payload), key, Buffer.from(signature.sig, 'base64'))) {
    throw new EntryRefusal('could not verify envelope: signature does not match');
  }
  return {
    envelopeHash: { algorithm: 'sha256', value: sha256(proposed.envelope).toString('hex') },
    payloadHash: { algorithm: 'sha256', value: sha256(payload).toString('hex') },
    signatures: [{ signature: signature.sig, verifier }],
  };
}

const verifierKey = (pem: string): KeyObject =>
  pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem);
