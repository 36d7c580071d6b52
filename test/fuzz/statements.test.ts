import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { suite } from 'node:test';
import { forgeOf } from '../signing/forge.ts';
import { attachBundle, provenanceType, seal, signatureType, statement } from '../signing/forgery.ts';
import { MemoryRepository, repositoryName } from '../signing/memory-repository.ts';
import { imageOf, startPrivateRig } from '../signing/rig.ts';
import { fuzz } from './fuzz.ts';
import { byteChanges, valueChanges } from './mutations.ts';
import { outcomeOf } from './refusal.ts';

const rig = await startPrivateRig();
const forge = forgeOf(rig);
const image = imageOf(randomUUID());
const { digest: subject } = image;
const signature = await forge.signatureOf(image);
const honest = statement({
  subject,
  name: repositoryName,
  predicateType: provenanceType,
  predicate: await forge.predicateFor(),
});

/** Signed by who may, whatever it is: where it verifies, it says of this image what its certificate says. */
async function holds(payload: string | Buffer): Promise<void> {
  const repository = new MemoryRepository(image);
  await attachBundle(repository, image, signatureType, signature);
  await attachBundle(repository, image, provenanceType, await seal(rig, payload));
  const claims = await outcomeOf(() => rig.verify(repository, image));
  if (claims === undefined) return;
  assert.equal(claims.subject, subject);
  const told = JSON.parse(payload.toString()) as { subject: { name: string; digest: { sha256: string } }[] };
  assert.ok(told.subject.some(({ name, digest: { sha256 } }) => name === repositoryName && subject.endsWith(sha256)));
}

suite(
  'a statement that the right workflow signed, spoilt in any way, is refused with a code or about this image',
  () => {
    fuzz('in its text', byteChanges, (spoil) => holds(spoil(Buffer.from(honest))), { atLeast: 60 });
    fuzz('in its parts', valueChanges, (spoil) => holds(JSON.stringify(spoil(JSON.parse(honest)))), { atLeast: 60 });
  },
);
