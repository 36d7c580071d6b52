import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provenancePredicateType, signaturePredicateType } from '@bitvault/signing';
import { forgeOf, main, release, workflowRun } from './forge.ts';
import { attachBundle, provenanceType, signatureType } from './forgery.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();
const { provenanceOf, signatureOf } = forgeOf(rig);
const legacy = { accept: { legacy: true } };
const sbom = { predicateType: 'https://spdx.dev/Document', predicate: { spdxVersion: 'SPDX-2.3', SPDXID: 'x' } };

interface StoredLayer {
  readonly digest: string;
  readonly mediaType: string;
  annotations: Record<string, string>;
}

/** The layers under cosign's tag, changed where `change` says so. */
async function layersOf(
  repository: MemoryRepository,
  digest: string,
  kind: 'sig' | 'att',
  change: (layers: StoredLayer[]) => StoredLayer[] = (layers) => layers,
): Promise<readonly StoredLayer[]> {
  const tag = `${digest.replace(':', '-')}.${kind}`;
  const stored = await repository.manifest(tag);
  if (stored === undefined) return [];
  const manifest = JSON.parse(Buffer.from(stored.bytes).toString()) as { layers: StoredLayer[] };
  const layers = change(structuredClone(manifest.layers));
  const bytes = Buffer.from(JSON.stringify({ ...manifest, layers }));
  repository.tags.set(tag, (await repository.pushManifest(bytes, stored.mediaType)).digest);
  return layers;
}

test('what is signed in the older format verifies where that is accepted, and only there', async () => {
  const image = imageOf('legacy');
  const repository = new MemoryRepository(image);
  const mark = rig.traffic.served.length;
  const bundles = await rig.sign(repository, image, { format: 'legacy', attestations: [sbom] });
  const asked = rig.traffic.since(mark).map(({ part }) => part);
  assert.equal(asked.filter((part) => part === 'fulcio').length, 1);
  assert.deepEqual(
    bundles.map(({ predicateType, existed }) => [predicateType, existed]),
    [signaturePredicateType, provenancePredicateType, sbom.predicateType].map((type) => [type, false]),
  );
  assert.equal(repository.listed.size, 0);
  assert.equal((await layersOf(repository, image.digest, 'sig')).length, 1);
  assert.equal((await layersOf(repository, image.digest, 'att')).length, 2);
  const certificates = [
    ...(await layersOf(repository, image.digest, 'sig')),
    ...(await layersOf(repository, image.digest, 'att')),
  ].map(({ annotations }) => annotations['dev.sigstore.cosign/certificate']);
  assert.equal(new Set(certificates).size, 1);
  assert.equal((await rig.verify(repository, image, legacy)).subject, image.digest);
  await assert.rejects(rig.verify(repository, image), { code: 'SIGNATURE_MISSING' });
});

test('both formats are signed once, and running again makes nothing twice', async () => {
  const image = imageOf('both');
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image, { format: 'bundle' });
  const entries = rig.sigstore.log.entries.length;
  await rig.sign(repository, image, { format: 'both' });
  // The attestation of the bundle serves again; only the signature is over other bytes.
  assert.equal(rig.sigstore.log.entries.length, entries + 1);
  for (const format of ['both', 'legacy', 'bundle'] as const) {
    const again = await rig.sign(repository, image, { format });
    assert.deepEqual(
      again.map(({ existed }) => existed),
      [true, true],
    );
  }
  assert.equal(rig.sigstore.log.entries.length, entries + 1);
  assert.equal((await layersOf(repository, image.digest, 'sig')).length, 1);
  assert.equal((await layersOf(repository, image.digest, 'att')).length, 1);
  assert.equal(repository.listed.get(image.digest)?.length, 2);
});

test('what others signed in the older format stays, although it is over the same bytes', async () => {
  const image = imageOf('others');
  const repository = new MemoryRepository(image);
  const others = workflowRun('other/other', release, main);
  await rig.sign(repository, image, { format: 'legacy', claims: others });
  const before = await layersOf(repository, image.digest, 'sig');
  await rig.sign(repository, image, { format: 'legacy' });
  const after = await layersOf(repository, image.digest, 'sig');
  assert.equal(after.length, 2);
  assert.deepEqual(after[0], before[0]);
  assert.equal(after[0]?.digest, after[1]?.digest);
  assert.equal((await rig.verify(repository, image, legacy)).source, 'bitvault/bitvault');
});

test('a version 2 log gives no promise, so the older format is refused before anything is signed', async () => {
  const other = await startRig({ rekorVersion: 2 });
  const image = imageOf('log 2');
  const repository = new MemoryRepository(image);
  for (const format of ['legacy', 'both'] as const)
    await assert.rejects(other.sign(repository, image, { format }), { code: 'LEGACY_LOG', next: /: bundle$/ });
  assert.equal(other.sigstore.log.entries.length, 0);
  assert.equal(repository.manifests.size, 0);
});

test('a bundle that does not verify is not made up for by the older format', async () => {
  const image = imageOf('weaker path');
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image, { format: 'legacy' });
  const evil = { claims: workflowRun('evil/evil', release, main) };
  await attachBundle(repository, image, signatureType, await signatureOf(image, evil));
  await assert.rejects(rig.verify(repository, image, legacy), { code: 'IDENTITY_REPOSITORY' });
});

test('provenance alone suffices only where that is accepted, and no signature is attached', async () => {
  const image = imageOf('attested');
  const repository = new MemoryRepository(image);
  await attachBundle(repository, image, provenanceType, await provenanceOf(image));
  await assert.rejects(rig.verify(repository, image), { code: 'SIGNATURE_MISSING' });
  const claims = await rig.verify(repository, image, { accept: { provenanceOnly: true } });
  assert.deepEqual(claims.predicateTypes, [provenancePredicateType]);
  const evil = { claims: workflowRun('evil/evil', release, main) };
  await attachBundle(repository, image, signatureType, await signatureOf(image, evil));
  await assert.rejects(rig.verify(repository, image, { accept: { provenanceOnly: true } }), {
    code: 'IDENTITY_REPOSITORY',
  });
  const bare = imageOf('bare of all');
  await assert.rejects(rig.verify(new MemoryRepository(bare), bare, { accept: { provenanceOnly: true } }), {
    code: 'PROVENANCE_MISSING',
  });
});

test('where provenance is all that is asked for, what is attached as a signature is not looked at', async () => {
  const image = imageOf('signed by strangers');
  const repository = new MemoryRepository(image);
  await attachBundle(repository, image, provenanceType, await provenanceOf(image));
  const evil = { claims: workflowRun('evil/evil', release, main) };
  await attachBundle(repository, image, signatureType, await signatureOf(image, evil));
  const claims = await rig.verify(repository, image, { accept: { unsigned: true } });
  assert.deepEqual(claims.predicateTypes, [provenancePredicateType]);
  const foreign = imageOf('attested by strangers');
  const other = new MemoryRepository(foreign);
  await attachBundle(other, foreign, provenanceType, await provenanceOf(foreign, evil));
  await assert.rejects(rig.verify(other, foreign, { accept: { unsigned: true } }), { code: 'IDENTITY_REPOSITORY' });
});

const bundleKey = 'dev.sigstore.cosign/bundle';
const certificateKey = 'dev.sigstore.cosign/certificate';
const payloadOf = (layer: StoredLayer): { body: string; integratedTime: number; logIndex: number; logID: string } =>
  (JSON.parse(layer.annotations[bundleKey] ?? '') as { Payload: ReturnType<typeof payloadOf> }).Payload;
const withPayload = (layer: StoredLayer, change: Partial<ReturnType<typeof payloadOf>>): void => {
  const bundle = JSON.parse(layer.annotations[bundleKey] ?? '') as object;
  layer.annotations[bundleKey] = JSON.stringify({ ...bundle, Payload: { ...payloadOf(layer), ...change } });
};

const defects: readonly (readonly [name: string, code: string, change: (layer: StoredLayer) => unknown])[] = [
  ['no certificate', 'BUNDLE_INVALID', ({ annotations }) => delete annotations[certificateKey]],
  [
    'two certificates',
    'BUNDLE_INVALID',
    ({ annotations }) => (annotations[certificateKey] += annotations[certificateKey] ?? ''),
  ],
  ['no log entry', 'LOG_ENTRY_MISSING', ({ annotations }) => delete annotations[bundleKey]],
  ['log entry that is not JSON', 'BUNDLE_INVALID', ({ annotations }) => (annotations[bundleKey] = '{')],
  [
    'entry of another time',
    'LOG_ENTRY_INVALID',
    (layer) => withPayload(layer, { integratedTime: payloadOf(layer).integratedTime + 1 }),
  ],
  ['entry of another place', 'LOG_ENTRY_INVALID', (layer) => withPayload(layer, { logIndex: 99 })],
  ['entry of another log', 'LOG_ENTRY_INVALID', (layer) => withPayload(layer, { logID: '00'.repeat(32) })],
  ['entry of a stale time', 'CERTIFICATE_EXPIRED', (layer) => withPayload(layer, { integratedTime: 1 })],
];

for (const kind of ['sig', 'att'] as const) {
  for (const [name, code, change] of defects) {
    test(`refused as ${code}: ${name}, .${kind}`, async () => {
      const image = imageOf(`${kind} ${name}`);
      const repository = new MemoryRepository(image);
      await rig.sign(repository, image, { format: 'legacy' });
      await rig.verify(repository, image, legacy);
      await layersOf(repository, image.digest, kind, (layers) => {
        for (const layer of layers) change(layer);
        return layers;
      });
      await assert.rejects(rig.verify(repository, image, legacy), { code });
    });
  }
}

test('a signature in the older format counts for its image, its name and its signer', async () => {
  const [image, other] = [imageOf('one'), imageOf('other')];
  const repository = new MemoryRepository(image, other);
  await rig.sign(repository, image, { format: 'legacy' });
  for (const kind of ['sig', 'att'])
    for (const [tag, digest] of repository.tags)
      if (tag.endsWith(kind)) repository.tags.set(`${other.digest.replace(':', '-')}.${kind}`, digest);
  await assert.rejects(rig.verify(repository, other, legacy), { code: 'SUBJECT_MISMATCH' });

  const copy = new (class extends MemoryRepository {
    override readonly name = '127.0.0.1/bitvault/other';
  })(image);
  for (const [digest, blob] of repository.blobs) copy.blobs.set(digest, blob);
  for (const [digest, manifest] of repository.manifests) copy.manifests.set(digest, manifest);
  for (const [tag, digest] of repository.tags) copy.tags.set(tag, digest);
  await assert.rejects(rig.verify(copy, image, legacy), { code: 'SUBJECT_NAME' });

  const foreign = new MemoryRepository(image);
  await rig.sign(foreign, image, { format: 'legacy', claims: workflowRun('evil/evil', release, main) });
  await assert.rejects(rig.verify(foreign, image, legacy), { code: 'IDENTITY_REPOSITORY' });
});
