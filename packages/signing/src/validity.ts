import type { X509Certificate } from '@sigstore/core';
import type { TrustMaterial } from '@sigstore/verify';

/** From when until when a key counts, both included. */
export interface Validity {
  readonly start: Date;
  readonly end: Date;
}

export const covers = ({ start, end }: Validity, time: Date): boolean => start <= time && time <= end;

/** Whether a certificate log's key was valid while the certificate was: it certifies before the certificate is used. */
export const coversPartOf = ({ start, end }: Validity, { notBefore, notAfter }: X509Certificate): boolean =>
  start <= notAfter && notBefore <= end;

/**
 * What of a Sigstore counts for a signature that was made at these times, with this certificate. The library asks a
 * transparency log's validity only for the promise of a version 1 log, and that of a certificate log only for the time
 * that the log itself wrote: whoever has a key that is long out of use could write any.
 */
export const validAt = (
  material: TrustMaterial,
  times: readonly Date[],
  certificate: X509Certificate,
): TrustMaterial => ({
  ...material,
  tlogs: material.tlogs.filter(({ validFor }) => times.every((time) => covers(validFor, time))),
  ctlogs: material.ctlogs.filter(({ validFor }) => coversPartOf(validFor, certificate)),
});
