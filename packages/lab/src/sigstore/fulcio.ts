import { createHash, verify, type KeyObject } from 'node:crypto';
import { OctetString, Utf8String } from 'asn1js';
import { GeneralName, GeneralNames, type Certificate, type Extension } from 'pkijs';
import type { LabClock } from '../clock.ts';
import { json, type Answer, type PartRequest } from '../http/part-server.ts';
import { CertificateLog } from './certificate-log.ts';
import { addPreChain } from './certificate-log-api.ts';
import { parseCertificateRequest } from './certificate-request.ts';
import {
  derOf,
  draftOf,
  extendedKeyUsage,
  extension,
  keyUsage,
  newAuthority,
  pemOf,
  publicKeyBytes,
  purposes,
  type Authority,
} from './certificates.ts';
import type { SigstoreFaults } from './faults.ts';
import { LogKey } from './log-key.ts';
import { TokenRefusal, type TokenVerifier, type WorkflowIdentity } from './workflow-identity.ts';

export interface FulcioOptions {
  readonly authority: Authority;
  readonly tokens: TokenVerifier;
  /** Without one, certificates have no timestamp of a certificate log. */
  readonly log?: CertificateLog;
  readonly clock: LabClock;
  readonly faults: SigstoreFaults;
}

const lifetime = 10 * 60_000;
const briefLifetime = 30_000;
const hour = 60 * 60_000;
const subjectAlternativeName = '2.5.29.17';
const timestampList = '1.3.6.1.4.1.11129.2.4.2';
const fulcioArc = '1.3.6.1.4.1.57264.1';
const uniformResourceIdentifier = 6;

/** `POST /api/v2/signingCert` and `GET /api/v2/trustBundle` of Fulcio; below `/ctlog` its certificate log, for others. */
export function serveFulcio(request: PartRequest, options: FulcioOptions): Promise<Answer> | Answer {
  const { log } = options;
  switch (`${request.method} ${request.url.pathname}`) {
    case 'POST /api/v2/signingCert':
      return issue(request, options);
    case 'GET /api/v2/trustBundle':
      return json(200, { chains: [{ certificates: [pemOf(options.authority.certificate)] }] });
    case 'POST /ctlog/ct/v1/add-pre-chain':
      return log ? addPreChain(request.body, log) : refusal(404, 5, 'Not Found');
    default:
      return refusal(404, 5, 'Not Found');
  }
}

/** The error form of grpc-gateway, which Fulcio answers with. */
const refusal = (status: number, code: number, message: string): Answer => json(status, { code, message, details: [] });

async function issue(request: PartRequest, options: FulcioOptions): Promise<Answer> {
  const asked = parseCertificateRequest(request);
  if (asked === undefined) return refusal(400, 3, 'The request is not a certificate request with a P-256 key');
  try {
    const identity = await options.tokens.verify(asked.token);
    if (!verify('sha256', Buffer.from(identity.subject), asked.publicKey, asked.proof)) {
      return refusal(400, 3, 'The signature supplied in the request could not be verified');
    }
    const leaf = await certify(identity, asked.publicKey, options);
    const certificates = [pemOf(leaf), pemOf(options.authority.certificate)];
    return json(200, { signedCertificateEmbeddedSct: { chain: { certificates } } });
  } catch (error) {
    if (!(error instanceof TokenRefusal)) throw error;
    return refusal(401, 16, `There was an error processing the identity token: ${error.message}`);
  }
}

async function certify(identity: WorkflowIdentity, key: KeyObject, options: FulcioOptions): Promise<Certificate> {
  const { faults, clock } = options;
  const log = faults.certificate === 'other-log' ? new CertificateLog(new LogKey(), clock) : options.log;
  const authority =
    faults.certificate === 'other-authority' ? await impostorOf(options.authority, clock) : options.authority;
  const start = clock.now().getTime() - (faults.certificate === 'expired' ? hour : 0);
  const certificate = await draftOf(authority, {
    publicKey: key.toCryptoKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']),
    notBefore: new Date(start),
    notAfter: new Date(start + (faults.certificate === 'brief' ? briefLifetime : lifetime)),
    extensions: [
      keyUsage('digitalSignature'),
      extendedKeyUsage(purposes.codeSigning),
      alternativeName(identity.name),
      ...[...identity.extensions].map(([arc, value]) => identityExtension(arc, value)),
    ],
  });
  await certificate.sign(authority.keys.privateKey, 'SHA-256');
  if (log === undefined || faults.certificate === 'without-sct') return certificate;
  const issuerKeyHash = createHash('sha256')
    .update(await publicKeyBytes(authority.keys.publicKey))
    .digest();
  const timestamps = log.timestampList(certificate.tbsView, issuerKeyHash);
  certificate.extensions?.push(extension(timestampList, new OctetString({ valueHex: timestamps }).toBER()));
  await certificate.sign(authority.keys.privateKey, 'SHA-256');
  return certificate;
}

/** Like the lab's authority in everything but its key. */
function impostorOf(authority: Authority, clock: LabClock): Promise<Authority> {
  const { notBefore, notAfter } = authority.certificate;
  return newAuthority('fulcio', notBefore.value, notAfter.value ?? clock.now());
}

const alternativeName = (uri: string): Extension =>
  extension(
    subjectAlternativeName,
    new GeneralNames({ names: [new GeneralName({ type: uniformResourceIdentifier, value: uri })] }).toSchema().toBER(),
    true,
  );

/** Arcs 1 to 6 hold bare bytes, those from 8 on a DER UTF8String (Fulcio, docs/oid-info.md). */
const identityExtension = (arc: number, value: string): Extension =>
  extension(`${fulcioArc}.${arc}`, arc < 8 ? Buffer.from(value, 'utf8') : new Utf8String({ value }).toBER());

export const fulcioChain = (authority: Authority): readonly Buffer[] => [derOf(authority.certificate)];
