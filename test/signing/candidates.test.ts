import assert from 'node:assert/strict';
import { test } from 'node:test';
import { forgeOf, main, release, workflowRun } from './forge.ts';
import { attachBundle, provenanceType, signatureType } from './forgery.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();
const { provenanceOf, refuses, signatureOf } = forgeOf(rig);

test('an image lacks what nobody attached', async () => {
  const image = imageOf('bare');
  const repository = new MemoryRepository(image);
  await refuses(repository, image, 'SIGNATURE_MISSING', /found none/);
  await attachBundle(repository, image, signatureType, await signatureOf(image));
  await refuses(repository, image, 'PROVENANCE_MISSING', /expected 1, found https:\/\/sigstore\.dev\/cosign\/sign\/v1/);
  const other = new MemoryRepository(image);
  await attachBundle(other, image, provenanceType, await provenanceOf(image));
  await refuses(other, image, 'SIGNATURE_MISSING', /found https:\/\/slsa\.dev\/provenance\/v1/);
});

test('an image that the registry no longer has is refused, whatever is attached to it', async () => {
  const image = imageOf('deleted');
  const repository = new MemoryRepository();
  await rig.sign(repository, image);
  await assert.rejects(rig.verify(repository, image), {
    code: 'IMAGE_MISSING',
    message: `the registry has no manifest ${image.digest} in ${repository.name}`,
    next: /Choose a digest that the registry has/,
  });
});

test('among several bundles one that verifies suffices', async () => {
  const image = imageOf('several');
  const repository = new MemoryRepository(image);
  const evil = { claims: workflowRun('evil/evil', release, main) };
  await attachBundle(repository, image, signatureType, await signatureOf(image, evil));
  await attachBundle(repository, image, signatureType, 'garbage');
  await attachBundle(repository, image, provenanceType, await provenanceOf(image, evil));
  await refuses(repository, image, 'IDENTITY_REPOSITORY', /the closest of 2 bundles, the others: BUNDLE_INVALID/);
  await attachBundle(repository, image, signatureType, await signatureOf(image));
  await attachBundle(repository, image, provenanceType, await provenanceOf(image));
  assert.equal((await rig.verify(repository, image)).source, 'bitvault/bitvault');
});

test('bundles are found without annotations too, as some clients leave them off', async () => {
  const image = imageOf('unannotated');
  const repository = new MemoryRepository(image);
  await attachBundle(repository, image, signatureType, await signatureOf(image), { annotated: false });
  await refuses(repository, image, 'PROVENANCE_MISSING', /found none/);
  await attachBundle(repository, image, provenanceType, await provenanceOf(image), { annotated: false });
  assert.equal((await rig.verify(repository, image)).source, 'bitvault/bitvault');
});

test('no more than fifty bundles of a kind are read', async () => {
  const image = imageOf('flood');
  const repository = new MemoryRepository(image);
  for (let index = 0; index < 60; index += 1) await attachBundle(repository, image, signatureType, `garbage ${index}`);
  await refuses(repository, image, 'BUNDLE_INVALID', /closest of 60 bundles.*only the newest 50 were read/);
});
