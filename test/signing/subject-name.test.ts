import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Descriptor } from '@bitvault/registry';
import { forgeOf } from './forge.ts';
import { attachBundle, provenanceType, seal, signatureType, statement } from './forgery.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();
const { predicateFor, refuses } = forgeOf(rig);

class NamedRepository extends MemoryRepository {
  override readonly name: string;

  constructor(name: string, ...images: readonly Descriptor[]) {
    super(...images);
    this.name = name;
  }
}

/** An image of this name whose statements name others; `undefined` leaves the name out. */
async function attested(
  name: string,
  subjects: { readonly signature?: string; readonly provenance?: string },
): Promise<readonly [NamedRepository, Descriptor]> {
  const image = imageOf(JSON.stringify([name, subjects]));
  const repository = new NamedRepository(name, image);
  const attach = async (predicateType: string, subjectName: string | undefined, predicate: unknown = {}) => {
    const named = subjectName === undefined ? {} : { name: subjectName };
    const bundle = await seal(rig, statement({ subject: image.digest, ...named, predicateType, predicate }));
    await attachBundle(repository, image, predicateType, bundle);
  };
  await attach(signatureType, subjects.signature);
  await attach(provenanceType, subjects.provenance, await predicateFor());
  return [repository, image];
}

const [web, api] = ['registry.example/bitvault/web', 'registry.example/bitvault/api'];

test('what is signed for one image does not verify for another of the same workflow', async () => {
  const image = imageOf('web');
  const made = new NamedRepository(web, image);
  await rig.sign(made, image);
  await rig.verify(made, image);
  const copy = new NamedRepository(api, image);
  for (const [digest, blob] of made.blobs) copy.blobs.set(digest, blob);
  for (const [digest, manifest] of made.manifests) copy.manifests.set(digest, manifest);
  for (const [digest, descriptors] of made.listed) copy.listed.set(digest, descriptors);
  await assert.rejects(rig.verify(copy, image), {
    code: 'SUBJECT_NAME',
    message: `the statement is about an image of another name: expected ${api}, found ${web}`,
    next: /attest the copy again/,
  });

  const again = await rig.sign(copy, image);
  assert.deepEqual(
    again.map(({ existed }) => existed),
    [false, false],
  );
  assert.equal((await rig.verify(copy, image)).subject, image.digest);
});

test('provenance has to name the image, a signature may leave the name out', async () => {
  const [good, image] = await attested(api, { provenance: api });
  assert.equal((await rig.verify(good, image)).subject, image.digest);
  for (const provenance of [undefined, '', web, `${api}/v2`, `evil.example/${api}`, api.toUpperCase(), `${api}:v1`]) {
    const [repository, other] = await attested(api, provenance === undefined ? {} : { provenance });
    await refuses(repository, other, 'SUBJECT_NAME', /expected registry\.example\/bitvault\/api, found /);
  }
  const [mixed, third] = await attested(api, { provenance: api, signature: web });
  await refuses(mixed, third, 'SUBJECT_NAME', /found registry\.example\/bitvault\/web$/);
});

test('the name counts for the subject that has the digest', async () => {
  const image = imageOf('several subjects');
  const repository = new NamedRepository(api, image);
  const subjects = (named: string, other: string) => [
    { name: named, digest: { sha256: image.digest.slice('sha256:'.length) } },
    { name: other, digest: { sha256: 'e'.repeat(64) } },
  ];
  const attach = async (predicateType: string, predicate: unknown, subject: unknown) => {
    const facts = JSON.parse(statement({ subject: image.digest, predicateType, predicate })) as object;
    await attachBundle(repository, image, predicateType, await seal(rig, JSON.stringify({ ...facts, subject })));
  };
  await attach(signatureType, {}, subjects(api, web));
  await attach(provenanceType, await predicateFor(), subjects(web, api));
  await refuses(repository, image, 'SUBJECT_NAME', /found registry\.example\/bitvault\/web$/);
  await attach(provenanceType, await predicateFor(), subjects(api, web));
  assert.equal((await rig.verify(repository, image)).subject, image.digest);
});

test('Docker Hub is one registry by all of its names', async () => {
  const hub = [
    ['docker.io/bitvault/api', 'index.docker.io/bitvault/api'],
    ['index.docker.io/bitvault/api', 'docker.io/bitvault/api'],
    ['docker.io/bitvault/api', 'registry-1.docker.io/bitvault/api'],
    ['docker.io/api', 'index.docker.io/library/api'],
  ] as const;
  for (const [name, provenance] of hub) {
    const [repository, image] = await attested(name, { provenance });
    assert.equal((await rig.verify(repository, image)).subject, image.digest);
  }
  const [repository, image] = await attested('docker.io/library/api', { provenance: 'docker.io.example/library/api' });
  await refuses(repository, image, 'SUBJECT_NAME', /found docker\.io\.example/);
});
