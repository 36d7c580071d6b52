import { createHash, randomBytes, webcrypto } from 'node:crypto';
import { BitString, Integer, OctetString, Utf8String } from 'asn1js';
import {
  AttributeTypeAndValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtKeyUsage,
  Extension,
  RelativeDistinguishedNames,
  Time,
  TimeType,
} from 'pkijs';

type CryptoKey = webcrypto.CryptoKey;
type KeyPair = webcrypto.CryptoKeyPair;

/** A key with the certificate that names it, able to sign others. */
export interface Authority {
  readonly keys: KeyPair;
  readonly certificate: Certificate;
}

export interface CertificateContent {
  /** Common name; the certificate has an empty subject without it. */
  readonly subject?: string;
  readonly publicKey: CryptoKey;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly extensions: readonly Extension[];
}

/** In the names of the lab's authorities, unless they stand for somebody else's. */
const labOrganization = 'sigstore.lab';
const oid = {
  commonName: '2.5.4.3',
  organization: '2.5.4.10',
  subjectKeyIdentifier: '2.5.29.14',
  keyUsage: '2.5.29.15',
  basicConstraints: '2.5.29.19',
  authorityKeyIdentifier: '2.5.29.35',
  extendedKeyUsage: '2.5.29.37',
} as const;

export const purposes = { codeSigning: '1.3.6.1.5.5.7.3.3', timeStamping: '1.3.6.1.5.5.7.3.8' } as const;

export const newKeyPair = async (): Promise<KeyPair> =>
  webcrypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, true, ['sign', 'verify']);

/** SubjectPublicKeyInfo, DER. */
export const publicKeyBytes = async (key: CryptoKey): Promise<Buffer> =>
  Buffer.from(await webcrypto.subtle.exportKey('spki', key));

export const extension = (extnID: string, value: ArrayBuffer | Uint8Array, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: new Uint8Array(value).slice().buffer });

/** Bits of RFC 5280, 4.2.1.3, highest first. */
export const keyUsage = (usage: 'digitalSignature' | 'keyCertSign'): Extension => {
  const [bits, unusedBits] = usage === 'digitalSignature' ? [0b1000_0000, 7] : [0b0000_0100, 2];
  return extension(oid.keyUsage, new BitString({ valueHex: Buffer.of(bits), unusedBits }).toBER(), true);
};

export const extendedKeyUsage = (purpose: string, critical = false): Extension =>
  extension(oid.extendedKeyUsage, new ExtKeyUsage({ keyPurposes: [purpose] }).toSchema().toBER(), critical);

export const certificateAuthority = (): Extension =>
  extension(oid.basicConstraints, new BasicConstraints({ cA: true }).toSchema().toBER(), true);

/** A self-signed root. */
export async function newAuthority(
  name: string,
  notBefore: Date,
  notAfter: Date,
  organization = labOrganization,
): Promise<Authority> {
  const keys = await newKeyPair();
  const content: CertificateContent = {
    subject: name,
    publicKey: keys.publicKey,
    notBefore,
    notAfter,
    extensions: [certificateAuthority(), keyUsage('keyCertSign')],
  };
  const certificate = await draft(content, distinguishedName(name, organization), keys.publicKey, organization);
  await certificate.sign(keys.privateKey, 'SHA-256');
  return { keys, certificate };
}

/** An unsigned certificate of `authority`: sign it with the authority's key. */
export const draftOf = (authority: Authority, content: CertificateContent): Promise<Certificate> =>
  draft(content, authority.certificate.subject, authority.keys.publicKey);

export const derOf = (certificate: Certificate): Buffer => Buffer.from(certificate.toSchema(true).toBER());

export const pemOf = (certificate: Certificate): string =>
  `-----BEGIN CERTIFICATE-----\n${derOf(certificate)
    .toString('base64')
    .replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

async function draft(
  content: CertificateContent,
  issuer: RelativeDistinguishedNames,
  issuerKey: CryptoKey,
  organization = labOrganization,
): Promise<Certificate> {
  const certificate = new Certificate({
    version: 2,
    serialNumber: new Integer({ valueHex: positiveSerial() }),
    issuer,
    subject:
      content.subject === undefined
        ? new RelativeDistinguishedNames()
        : distinguishedName(content.subject, organization),
    notBefore: new Time({ type: TimeType.UTCTime, value: content.notBefore }),
    notAfter: new Time({ type: TimeType.UTCTime, value: content.notAfter }),
  });
  await certificate.subjectPublicKeyInfo.importKey(content.publicKey);
  certificate.extensions = [
    ...content.extensions,
    extension(oid.subjectKeyIdentifier, new OctetString({ valueHex: await keyIdentifier(content.publicKey) }).toBER()),
    extension(
      oid.authorityKeyIdentifier,
      new AuthorityKeyIdentifier({ keyIdentifier: new OctetString({ valueHex: await keyIdentifier(issuerKey) }) })
        .toSchema()
        .toBER(),
    ),
  ];
  return certificate;
}

const distinguishedName = (commonName: string, organization: string): RelativeDistinguishedNames =>
  new RelativeDistinguishedNames({
    typesAndValues: [
      new AttributeTypeAndValue({ type: oid.organization, value: new Utf8String({ value: organization }) }),
      new AttributeTypeAndValue({ type: oid.commonName, value: new Utf8String({ value: commonName }) }),
    ],
  });

const keyIdentifier = async (key: CryptoKey): Promise<Buffer> =>
  createHash('sha1')
    .update(await publicKeyBytes(key))
    .digest();

/** DER integers are signed: a leading bit of 0 keeps it positive, and a leading byte above 0 keeps it minimal. */
function positiveSerial(): Buffer {
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  return serial;
}
