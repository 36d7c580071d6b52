import { createHash, randomBytes } from 'node:crypto';
import { Integer, ObjectIdentifier, OctetString, Sequence, UTCTime } from 'asn1js';
import {
  Accuracy,
  AlgorithmIdentifier,
  Attribute,
  ContentInfo,
  EncapsulatedContentInfo,
  IssuerAndSerialNumber,
  MessageImprint,
  PKIStatus,
  PKIStatusInfo,
  SignedAndUnsignedAttributes,
  SignedData,
  SignerInfo,
  TimeStampReq,
  TimeStampResp,
  TSTInfo,
} from 'pkijs';
import type { LabClock } from '../clock.ts';
import { json, type Answer, type PartRequest } from '../http/part-server.ts';
import {
  derOf,
  draftOf,
  extendedKeyUsage,
  keyUsage,
  newAuthority,
  newKeyPair,
  purposes,
  type Authority,
} from './certificates.ts';
import type { SigstoreFaults } from './faults.ts';

const oid = {
  sha256: '2.16.840.1.101.3.4.2.1',
  policy: '1.3.6.1.4.1.57264.2',
  signedData: '1.2.840.113549.1.7.2',
  timestampInfo: '1.2.840.113549.1.9.16.1.4',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingTime: '1.2.840.113549.1.9.5',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
} as const;

/** A root and the certificate that signs timestamps. */
export interface TimestampAuthority {
  readonly root: Authority;
  readonly signer: Authority;
}

export interface TimestampOptions {
  readonly authority: TimestampAuthority;
  readonly clock: LabClock;
  readonly faults: SigstoreFaults;
}

interface Question {
  /** SHA-256 of what is stamped. */
  readonly hash: Buffer;
  readonly nonce?: Integer;
  readonly withCertificate: boolean;
}

export async function newTimestampAuthority(notBefore: Date, notAfter: Date): Promise<TimestampAuthority> {
  const root = await newAuthority('timestamp-root', notBefore, notAfter);
  const keys = await newKeyPair();
  const certificate = await draftOf(root, {
    subject: 'timestamp',
    publicKey: keys.publicKey,
    notBefore,
    notAfter,
    extensions: [keyUsage('digitalSignature'), extendedKeyUsage(purposes.timeStamping, true)],
  });
  await certificate.sign(root.keys.privateKey, 'SHA-256');
  return { root, signer: { keys, certificate } };
}

/** Leaf first, as a trusted root wants it. */
export const timestampChain = ({ signer, root }: TimestampAuthority): readonly Buffer[] => [
  derOf(signer.certificate),
  derOf(root.certificate),
];

/** `POST /api/v1/timestamp`: a JSON question or an RFC 3161 one, an RFC 3161 answer. */
export async function serveTimestamps(request: PartRequest, options: TimestampOptions): Promise<Answer> {
  if (`${request.method} ${request.url.pathname}` !== 'POST /api/v1/timestamp') {
    return json(404, { code: 404, message: `path ${request.url.pathname} was not found` });
  }
  const question = parseQuestion(request);
  if (question === undefined) return json(400, { code: 400, message: 'the question is not one about a SHA-256 hash' });
  const body = await stamp(question, options);
  return { status: 201, headers: { 'content-type': 'application/timestamp-reply' }, body };
}

function parseQuestion({ headers, body }: PartRequest): Question | undefined {
  try {
    if (headers['content-type'] !== 'application/timestamp-query') return parseJsonQuestion(body);
    const { messageImprint, nonce, certReq } = TimeStampReq.fromBER(body);
    if (messageImprint.hashAlgorithm.algorithmId !== oid.sha256) return undefined;
    const hash = Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView);
    return { hash, withCertificate: certReq ?? false, ...(nonce && { nonce }) };
  } catch {
    return undefined;
  }
}

function parseJsonQuestion(body: Buffer): Question | undefined {
  const asked = JSON.parse(body.toString('utf8')) as {
    readonly artifactHash: string;
    readonly hashAlgorithm: string;
    readonly certificates?: boolean;
    readonly nonce?: number;
  };
  const hash = Buffer.from(asked.artifactHash, 'base64');
  if (asked.hashAlgorithm !== 'sha256' || hash.length !== 32) return undefined;
  const nonce = asked.nonce === undefined ? {} : { nonce: new Integer({ value: asked.nonce }) };
  return { hash, withCertificate: asked.certificates ?? false, ...nonce };
}

async function stamp(question: Question, options: TimestampOptions): Promise<Buffer> {
  const time = wholeSeconds(options.clock.now(), options.faults.timestamp === 'late' ? 3_600_000 : 0);
  const hash = options.faults.timestamp === 'of-something-else' ? randomBytes(32) : question.hash;
  const info = new TSTInfo({
    version: 1,
    policy: oid.policy,
    messageImprint: new MessageImprint({
      hashAlgorithm: new AlgorithmIdentifier({ algorithmId: oid.sha256 }),
      hashedMessage: new OctetString({ valueHex: hash }),
    }),
    serialNumber: new Integer({ valueHex: Buffer.concat([Buffer.of(1), randomBytes(8)]) }),
    genTime: time,
    accuracy: new Accuracy({ seconds: 1 }),
    ...(question.nonce && { nonce: question.nonce }),
  });
  const signed = await sign(Buffer.from(info.toSchema().toBER()), time, options.authority.signer, question);
  const response = new TimeStampResp({
    status: new PKIStatusInfo({ status: PKIStatus.granted }),
    timeStampToken: new ContentInfo({ contentType: oid.signedData, content: signed.toSchema(true) }),
  });
  return Buffer.from(response.toSchema().toBER());
}

/** A fraction of a second would have to be written without trailing zeros, which not every writer and reader agrees on. */
const wholeSeconds = (now: Date, ahead: number): Date => new Date(Math.floor((now.getTime() + ahead) / 1000) * 1000);

async function sign(info: Buffer, time: Date, signer: Authority, question: Question): Promise<SignedData> {
  const { certificate, keys } = signer;
  const sha256 = (data: Uint8Array): OctetString =>
    new OctetString({ valueHex: createHash('sha256').update(data).digest() });
  // Assigned afterwards: given to the constructor, the content would be cut into chunks, which is BER but not DER.
  const content = new EncapsulatedContentInfo({ eContentType: oid.timestampInfo });
  content.eContent = new OctetString({ valueHex: info });
  const attributes = [
    new Attribute({ type: oid.contentType, values: [new ObjectIdentifier({ value: oid.timestampInfo })] }),
    new Attribute({ type: oid.signingTime, values: [new UTCTime({ valueDate: time })] }),
    new Attribute({ type: oid.messageDigest, values: [sha256(info)] }),
    // ESSCertIDv2 with its default algorithm (RFC 5035, 4).
    new Attribute({
      type: oid.signingCertificateV2,
      values: [
        new Sequence({ value: [new Sequence({ value: [new Sequence({ value: [sha256(derOf(certificate))] })] })] }),
      ],
    }),
  ];
  const data = new SignedData({
    version: 3,
    encapContentInfo: content,
    ...(question.withCertificate && { certificates: [certificate] }),
    signerInfos: [
      new SignerInfo({
        version: 1,
        signedAttrs: new SignedAndUnsignedAttributes({ type: 0, attributes }),
        sid: new IssuerAndSerialNumber({ issuer: certificate.issuer, serialNumber: certificate.serialNumber }),
      }),
    ],
  });
  await data.sign(keys.privateKey, 0, 'SHA-256');
  return data;
}
