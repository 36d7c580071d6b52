import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite } from 'node:test';
import type { Descriptor } from '@bitvault/registry';
import type { VerifiedClaims } from '@bitvault/signing';
import { forgeOf } from '../signing/forge.ts';
import { attachBundle, provenanceType, signatureType } from '../signing/forgery.ts';
import { present } from '../signing/matrix/defect.ts';
import { MemoryRepository } from '../signing/memory-repository.ts';
import { imageOf, startPrivateRig, startRig, type AnyRig } from '../signing/rig.ts';
import { fuzz } from './fuzz.ts';
import { byteChanges, valueChanges } from './mutations.ts';
import { outcomeOf } from './refusal.ts';

/** An image whose provenance is to be spoilt; its signature is honest. */
async function target(rig: AnyRig, log?: 1 | 2) {
  const image = imageOf(randomUUID());
  const forge = forgeOf(rig);
  const options = log === undefined ? {} : { log };
  const [signature, provenance] = [await forge.signatureOf(image), await forge.provenanceOf(image, options)];
  const verify = async (bundle: unknown): Promise<VerifiedClaims | undefined> => {
    const repository = await imageWith(image, signature);
    await attachBundle(repository, image, provenanceType, bundle);
    return outcomeOf(() => rig.verify(repository, image));
  };
  const { signedAt: _, ...honest } = present(await verify(provenance));
  /** What is spoilt is refused, unless it still says all that it said. */
  const holds = async (bundle: unknown): Promise<void> => {
    const verified = await verify(bundle);
    if (verified === undefined) return;
    const { signedAt: __, ...claims } = verified;
    assert.deepEqual(claims, honest);
  };
  return { provenance, holds };
}

async function imageWith(image: Descriptor, signature: unknown): Promise<MemoryRepository> {
  const repository = new MemoryRepository(image);
  await attachBundle(repository, image, signatureType, signature);
  return repository;
}

const logged = await startRig();
const quiet = await startPrivateRig({ beside: logged });

for (const [name, { provenance, holds }] of Object.entries({
  'logged in a version 1 log': await target(logged, 1),
  'logged in a version 2 log': await target(logged, 2),
  'of a Sigstore without logs': await target(quiet),
})) {
  suite(`a bundle ${name}, spoilt in any way, is refused with a code or says what it said`, () => {
    const text = Buffer.from(JSON.stringify(provenance));
    fuzz('in its text', byteChanges, (spoil) => holds(spoil(text).toString('latin1')));
    fuzz('in its parts', valueChanges, (spoil) => holds(spoil(provenance)));
    const material = provenance.verificationMaterial;
    fuzz('in its certificate', byteChanges, (spoil) => {
      const rawBytes = spoil(Buffer.from(material.certificate.rawBytes, 'base64')).toString('base64');
      return holds({ ...provenance, verificationMaterial: { ...material, certificate: { rawBytes } } });
    });
    fuzz('in its timestamp', byteChanges, (spoil) => {
      const [stamp] = material.timestampVerificationData?.rfc3161Timestamps ?? [];
      const signedTimestamp = spoil(Buffer.from(present(stamp).signedTimestamp, 'base64')).toString('base64');
      const timestampVerificationData = { rfc3161Timestamps: [{ signedTimestamp }] };
      return holds({ ...provenance, verificationMaterial: { ...material, timestampVerificationData } });
    });
  });
}
