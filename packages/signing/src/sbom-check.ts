import { SigningError } from './signing-error.ts';
import type { Attestation } from './statement.ts';

/** Bytes. GitHub refuses larger ones, and transparency logs smaller ones still at times. */
export const sbomLimit = 16 * 1024 * 1024;

export const spdxPredicateType = 'https://spdx.dev/Document';
export const cyclonedxPredicateType = 'https://cyclonedx.org/bom';

/**
 * Recognises SPDX and CycloneDX in JSON, and makes an attestation of it.
 * @throws SigningError SBOM_TOO_LARGE, SBOM_INVALID
 */
export function checkSbom(bytes: Uint8Array): Attestation {
  checkSbomSize(bytes.byteLength);
  const document = parsed(bytes);
  const has = (...names: readonly string[]): boolean => names.every((name) => typeof document[name] === 'string');
  if (has('spdxVersion', 'SPDXID')) return { predicateType: spdxPredicateType, predicate: document };
  if (document['bomFormat'] === 'CycloneDX' && has('serialNumber', 'specVersion')) {
    return { predicateType: cyclonedxPredicateType, predicate: document };
  }
  throw invalid('it has neither spdxVersion and SPDXID nor bomFormat, serialNumber and specVersion');
}

/** @throws SigningError SBOM_TOO_LARGE */
export function checkSbomSize(size: number): void {
  if (size <= sbomLimit) return;
  const message = `the SBOM has ${size} bytes: expected at most ${sbomLimit}`;
  throw new SigningError('SBOM_TOO_LARGE', message, 'Leave files out of it, or describe packages only');
}

function parsed(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  let document: unknown;
  try {
    document = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw invalid('it is not JSON', error);
  }
  if (typeof document !== 'object' || document === null) throw invalid('it is not a JSON object');
  return document as Record<string, unknown>;
}

const invalid = (why: string, cause?: unknown): SigningError =>
  new SigningError(
    'SBOM_INVALID',
    `the SBOM is neither SPDX nor CycloneDX: ${why}`,
    'Write it as SPDX 2.3 or CycloneDX JSON',
    {
      cause,
    },
  );
