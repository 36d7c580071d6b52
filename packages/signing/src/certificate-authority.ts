import type { ASN1Obj, X509Certificate } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';

type CertificateAuthority = TrustMaterial['certificateAuthorities'][number];

/** Places in a certificate's signed part, after its version (RFC 5280, 4.1). */
const issuerPlace = 3;
const subjectPlace = 5;
const organizationType = '2.5.4.10';
const longestName = 200;

/**
 * Reads all of a certificate that is asked for later: the library reads a part only when it is used.
 * @throws whatever the library throws of what is no certificate
 */
export function assertReadable(certificate: X509Certificate): void {
  const { notBefore, notAfter, issuer, publicKey, signatureValue } = certificate;
  if (Number.isNaN(notBefore.getTime()) || Number.isNaN(notAfter.getTime()))
    throw new TypeError('its validity is none');
  if ([issuer, publicKey, signatureValue].some((each) => each.length === 0)) throw new TypeError('a part is empty');
  // Looks for one at every extension.
  certificate.extension('0.0');
  issuerOrganizationOf(certificate);
  subjectOrganizationOf(certificate);
}

/** What a certificate says of who issued it; `undefined` unless it is one organisation. */
export const issuerOrganizationOf = (certificate: X509Certificate): string | undefined =>
  organizationIn(certificate, issuerPlace);

export const subjectOrganizationOf = (certificate: X509Certificate): string | undefined =>
  organizationIn(certificate, subjectPlace);

/** Who a certificate says that it was issued by, for messages: its name's parts, quoted, since nothing proves them. */
export function issuerNameOf({ tbsCertificate }: X509Certificate): string {
  const attributes = tbsCertificate.subs[issuerPlace]?.subs.flatMap(({ subs }) => subs) ?? [];
  const name = attributes.flatMap(({ subs }) => subs[1]?.value.toString('utf8') ?? []).join(', ');
  return JSON.stringify(name.slice(0, longestName));
}

function organizationIn({ tbsCertificate }: X509Certificate, place: number): string | undefined {
  const attributes = tbsCertificate.subs[place]?.subs.flatMap(({ subs }) => subs) ?? [];
  const organizations = attributes.filter(({ subs: [type] }) => isOrganization(type));
  return organizations.length === 1 ? organizations[0]?.subs[1]?.value.toString('utf8') : undefined;
}

const isOrganization = (type: ASN1Obj | undefined): boolean =>
  type !== undefined && type.tag.isOID() && type.toOID() === organizationType;

/** Whether the authority's key signed the certificate; says nothing about times. */
export const certifies = ({ certChain }: CertificateAuthority, certificate: X509Certificate): boolean =>
  certChain.some((issuer) => issuer.subject.equals(certificate.issuer) && isSignedBy(issuer, certificate));

function isSignedBy(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.verify(issuer);
  } catch {
    // A key or an algorithm that makes no sense has signed nothing.
    return false;
  }
}
