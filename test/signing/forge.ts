import assert from 'node:assert/strict';
import type { Descriptor } from '@bitvault/registry';
import { provenance, readWorkflowToken, type SigningErrorCode } from '@bitvault/signing';
import type { JWTPayload } from 'jose';
import {
  attachBundle,
  provenanceType,
  seal,
  signatureType,
  statement,
  type AttachOptions,
  type LooseBundle,
  type SealOptions,
} from './forgery.ts';
import { MemoryRepository, repositoryName } from './memory-repository.ts';
import type { AnyRig, VerifyChanges } from './rig.ts';

/** Makes images whose bundles are as wrong as a test wants them, and asserts what becomes of them. */
export interface Forge {
  /** Of the run that a token with these claims is of. */
  readonly predicateFor: (claims?: JWTPayload) => Promise<unknown>;
  readonly signatureOf: (image: Descriptor, options?: SealOptions) => Promise<LooseBundle>;
  readonly provenanceOf: (image: Descriptor, options?: SealOptions, predicate?: unknown) => Promise<LooseBundle>;
  /** An image that would verify if its signature were not the given one. */
  readonly withSignature: (image: Descriptor, signature: unknown, options?: AttachOptions) => Promise<MemoryRepository>;
  readonly withProvenance: (image: Descriptor, bundle: unknown) => Promise<MemoryRepository>;
  readonly refuses: (
    repository: MemoryRepository,
    image: Descriptor,
    code: SigningErrorCode,
    message: RegExp,
    changes?: VerifyChanges,
  ) => Promise<void>;
}

export const release = '.github/workflows/release.yml';
export const main = 'refs/heads/main';

/** Claims of a token of that workflow, in all the places where it shows. */
export const workflowRun = (repository: string, file: string, ref: string): JWTPayload => ({
  repository,
  ref,
  workflow_ref: `${repository}/${file}@${ref}`,
  job_workflow_ref: `${repository}/${file}@${ref}`,
});

export function forgeOf(rig: AnyRig): Forge {
  const predicateFor: Forge['predicateFor'] = async (claims = {}) => {
    const idToken = (): Promise<string> => rig.issuer.token(claims);
    const read = await readWorkflowToken(idToken, () => undefined);
    return provenance({ claims: read.claims, server: rig.issuer.server }).predicate;
  };
  const signatureOf: Forge['signatureOf'] = ({ digest: subject }, options) =>
    seal(rig, statement({ subject, predicateType: signatureType }), options);
  const provenanceOf: Forge['provenanceOf'] = async ({ digest: subject }, options = {}, given) => {
    const predicate = given ?? (await predicateFor(options.claims));
    return seal(rig, statement({ subject, name: repositoryName, predicateType: provenanceType, predicate }), options);
  };
  return {
    predicateFor,
    signatureOf,
    provenanceOf,
    withSignature: async (image, signature, options = {}) => {
      const repository = new MemoryRepository(image);
      await attachBundle(repository, image, provenanceType, await provenanceOf(image));
      await attachBundle(repository, image, signatureType, signature, options);
      return repository;
    },
    withProvenance: async (image, bundle) => {
      const repository = new MemoryRepository(image);
      await attachBundle(repository, image, signatureType, await signatureOf(image));
      await attachBundle(repository, image, provenanceType, bundle);
      return repository;
    },
    refuses: (repository, image, code, message, changes = {}) =>
      assert.rejects(rig.verify(repository, image, changes), { name: 'SigningError', code, message }),
  };
}
