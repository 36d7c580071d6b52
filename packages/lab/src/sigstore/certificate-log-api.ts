import { createHash } from 'node:crypto';
import { Certificate } from 'pkijs';
import { json, type Answer } from '../http/part-server.ts';
import type { CertificateLog } from './certificate-log.ts';

const poison = '1.3.6.1.4.1.11129.2.4.3';

/** `add-pre-chain` of RFC 6962, 4.2: promises to log a precertificate, whoever issued it. */
export function addPreChain(body: Buffer, log: CertificateLog): Answer {
  const [precertificate, issuer] = certificatesIn(body);
  if (precertificate === undefined || issuer === undefined)
    return json(400, { error_message: 'not a chain of a precertificate and its issuer', success: false });
  precertificate.extensions = (precertificate.extensions ?? []).filter(({ extnID }) => extnID !== poison);
  const tbs = Buffer.from(precertificate.encodeTBS().toBER());
  const issuerKey = Buffer.from(issuer.subjectPublicKeyInfo.toSchema().toBER());
  const { time, signature } = log.promise(tbs, createHash('sha256').update(issuerKey).digest());
  return json(200, {
    sct_version: 0,
    id: log.key.id.toString('base64'),
    timestamp: time,
    extensions: '',
    signature: signature.toString('base64'),
  });
}

function certificatesIn(body: Buffer): readonly Certificate[] {
  try {
    const { chain } = JSON.parse(body.toString('utf8')) as { readonly chain: readonly string[] };
    return chain.map((each) => Certificate.fromBER(Buffer.from(each, 'base64')));
  } catch {
    return [];
  }
}
