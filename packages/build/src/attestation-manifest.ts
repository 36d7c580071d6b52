import type { Descriptor } from '@bitvault/registry';

/**
 * Whether an index lists it beside the images, not as one (moby/buildkit, docs/attestations/attestation-storage.md).
 * Other tools file theirs by the platform alone.
 */
export const isAttestation = ({ annotations, platform }: Descriptor): boolean =>
  annotations?.['vnd.docker.reference.type'] !== undefined || platform?.os === 'unknown';
