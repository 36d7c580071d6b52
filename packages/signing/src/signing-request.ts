import { isDeepStrictEqual } from 'node:util';
import type { Descriptor, ImageRepository } from '@bitvault/registry';
import type { Material } from './provenance.ts';
import type { SigningSession } from './signing-session.ts';
import { provenancePredicateType, signaturePredicateType, type Attestation } from './statement.ts';
import type { Trust } from './trust.ts';

export interface SignImageArguments {
  readonly repository: ImageRepository;
  /** The image or index that was pushed. */
  readonly subject: Descriptor;
  /** What the image was made of, besides the source commit. */
  readonly materials?: readonly Material[];
  /** What to attest besides provenance, one of each predicate type; see `checkSbom` and `checkScan`. */
  readonly attestations?: readonly Attestation[];
  /** Who signs; images that share it share its certificate. */
  readonly session: SigningSession;
  /** The registry has just been seen not to have the image, so that it is not asked for what refers to it. */
  readonly isNew?: boolean;
  /** Bundles are verified against it before they are attached, and those found attached before they are kept. */
  readonly trust: Trust;
}

export interface AttachedBundle {
  readonly predicateType: string;
  /** The Sigstore bundle as JSON. */
  readonly bundle: object;
  /** Of the manifest that carries it; in the older format, of its layer. */
  readonly descriptor: Descriptor;
  /** Whether an earlier run of this workflow at this commit had attached it. */
  readonly existed: boolean;
}

export interface SignedBundle {
  readonly predicateType: string;
  readonly bundle: object;
  readonly bytes: Buffer;
  readonly createdAt: Date;
}

/** Provenance of another run of the same commit by the same workflow is as good; all else has to be the same. */
export const saysTheSame = (found: Attestation, wanted: Attestation): boolean =>
  [signaturePredicateType, provenancePredicateType].includes(wanted.predicateType) ||
  isDeepStrictEqual(found.predicate, JSON.parse(JSON.stringify(wanted.predicate)));
