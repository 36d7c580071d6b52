import type { X509Certificate } from '@sigstore/core';

/** What a Fulcio certificate says about the workflow run that it was issued to; absent parts are `undefined`. */
export interface CertificateIdentity {
  /** Subject alternative name: `<server>/<job_workflow_ref>` */
  readonly san: string | undefined;
  readonly issuer: string | undefined;
  /** The called workflow, where one workflow calls another. */
  readonly buildSignerUri: string | undefined;
  readonly runnerEnvironment: string | undefined;
  readonly sourceUri: string | undefined;
  readonly commit: string | undefined;
  readonly ref: string | undefined;
  readonly repositoryId: string | undefined;
  readonly ownerId: string | undefined;
  /** The workflow that the run started with. */
  readonly workflowUri: string | undefined;
  readonly trigger: string | undefined;
  readonly runUrl: string | undefined;
}

// Arcs below Fulcio's own (docs/oid-info.md).
const arcs = {
  issuer: 8,
  buildSignerUri: 9,
  runnerEnvironment: 11,
  sourceUri: 12,
  commit: 13,
  ref: 14,
  repositoryId: 15,
  ownerId: 17,
  workflowUri: 18,
  trigger: 20,
  runUrl: 21,
} as const;

export function identityOf(certificate: X509Certificate): CertificateIdentity {
  const read = (arc: number): string | undefined =>
    utf8String(certificate.extension(`1.3.6.1.4.1.57264.1.${arc}`)?.value);
  return {
    san: soleUri(certificate),
    issuer: read(arcs.issuer),
    buildSignerUri: read(arcs.buildSignerUri),
    runnerEnvironment: read(arcs.runnerEnvironment),
    sourceUri: read(arcs.sourceUri),
    commit: read(arcs.commit),
    ref: read(arcs.ref),
    repositoryId: read(arcs.repositoryId),
    ownerId: read(arcs.ownerId),
    workflowUri: read(arcs.workflowUri),
    trigger: read(arcs.trigger),
    runUrl: read(arcs.runUrl),
  };
}

/** Reads the bytes themselves: the library's own accessor folds them to ASCII, so that look-alikes would become alike. */
function soleUri(certificate: X509Certificate): string | undefined {
  const names = certificate.extSubjectAltName?.valueObj.subs[0]?.subs ?? [];
  const [name] = names;
  return names.length === 1 && name?.tag.isContextSpecific(6) ? decoded(name.value) : undefined;
}

const utf8Tag = 0x0c;

/** A DER UTF8String that fills its bytes exactly (X.690, 8.1.3 and 10.1). */
export function utf8String(der: Uint8Array | undefined): string | undefined {
  if (der?.[0] !== utf8Tag || der[1] === undefined) return undefined;
  const long = der[1] > 0x80 ? der[1] - 0x80 : 0;
  if (long > 2 || der[1] === 0x80) return undefined;
  const length = long === 0 ? der[1] : der.subarray(2, 2 + long).reduce((sum, byte) => sum * 256 + byte, 0);
  const value = der.subarray(2 + long);
  return value.length === length ? decoded(value) : undefined;
}

function decoded(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
