import type { SigstoreFaults } from '@bitvault/lab';
import type { JWTPayload } from 'jose';
import type { LooseBundle } from '../forgery.ts';
import type { Rig } from '../rig.ts';

export type Part = 'signature' | 'provenance';

export interface Tools {
  readonly rig: Rig;
  /** Another Sigstore, that the verifier does not trust. */
  readonly other: Rig;
  /** An honest bundle of the same identity about another image. */
  readonly foreign: () => Promise<LooseBundle>;
}

/** A manifest, its only layer's bytes and its descriptor in the listing, loose enough to be spoilt. */
export interface LooseManifest {
  mediaType: string;
  artifactType: string;
  config: object;
  layers: { mediaType: string; digest: string; size: number; urls?: string[] }[];
  subject?: { mediaType: string; digest: string; size: number };
  annotations: Record<string, string>;
}

export interface LooseDescriptor {
  mediaType: string;
  digest: string;
  size: number;
  artifactType?: string;
  annotations?: Record<string, string>;
}

export interface Listing {
  readonly image: LooseDescriptor;
  /** Of the spoilt part. */
  readonly own: LooseDescriptor;
  /** Replaces what the registry serves for a digest. */
  readonly plant: (digest: string, bytes: Buffer) => void;
}

/** One change that makes a valid image invalid; what is not given is done honestly. */
export interface Defect {
  readonly name: string;
  /** Of the refusal. */
  readonly code: string;
  readonly part: Part;
  readonly claims?: JWTPayload;
  /** The token is of another issuer, that the same authority accepts. */
  readonly foreignIssuer?: boolean;
  readonly faults?: SigstoreFaults;
  /** Signed with a version 2 log, whose entries have no time of their own. */
  readonly withLog2?: boolean;
  readonly predicate?: (predicate: LoosePredicate) => unknown;
  readonly statement?: (statement: LooseStatement) => unknown;
  /** The statement's text, or the bytes that are signed in its place. */
  readonly payload?: (text: string) => string | Buffer;
  readonly payloadType?: string;
  readonly bundle?: (bundle: LooseBundle, tools: Tools) => unknown;
  readonly manifest?: (manifest: LooseManifest) => void;
  readonly listing?: (listing: Listing) => readonly LooseDescriptor[];
  /** Why cosign is not asked. */
  readonly unasked?: string;
}

export interface LooseStatement {
  _type: string;
  subject: { name?: string; digest: Record<string, string> }[];
  predicateType: string;
  predicate?: unknown;
}

export interface LoosePredicate {
  buildDefinition: {
    buildType: string;
    externalParameters: { workflow: { ref: string; repository: string; path: string } };
    internalParameters: { github: Record<string, string> };
    resolvedDependencies: { uri: string; digest: Record<string, string> }[];
  };
  runDetails: { builder: { id: string }; metadata: { invocationId: string } };
}

/** For changes made in place: runs them and hands the thing on. */
export const changing =
  <T>(change: (value: T) => void): ((value: T) => T) =>
  (value) => {
    change(value);
    return value;
  };

/** Flips one bit of the last byte. */
export function flipped(base64: string): string {
  const bytes = Buffer.from(base64, 'base64');
  const last = bytes.length - 1;
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  return bytes.toString('base64');
}

/** @throws where it is absent: the valid image has it */
export function present<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('the honest bundle lacks what was to be spoilt');
  return value;
}
