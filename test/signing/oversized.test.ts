import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { suite, test } from 'node:test';
import { mediaTypes, parseManifest, sha256Of, type Descriptor } from '@bitvault/registry';
import type { Trust } from '@bitvault/signing';
import { forgeOf } from './forge.ts';
import { attachBundle, provenanceType, seal, signatureType, type LooseBundle } from './forgery.ts';
import { present } from './matrix/defect.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();
const { refuses, signatureOf, provenanceOf, withSignature } = forgeOf(rig);
const kibibyte = 1024;

/** Says at once that cryptography has begun. */
const untouched: Trust = {
  ...rig.trust,
  sigstoreOf: () => assert.fail('the bundle was looked at'),
};

type Material = LooseBundle['verificationMaterial'];

const entryOf = ({ tlogEntries }: Material) => present(tlogEntries[0]);
const proofOf = (material: Material) => present(entryOf(material).inclusionProof);
const stampsOf = ({ timestampVerificationData }: Material) => present(timestampVerificationData).rfc3161Timestamps;
const base64 = (length: number): string => randomBytes(length).toString('base64');

/** Entries that promise a time each, as the honest one does, and prove nothing. */
const invented = (material: Material, count: number) =>
  Array.from({ length: count }, (_, index) => ({
    ...entryOf(material),
    logIndex: String(index + 100),
    integratedTime: String(Number(entryOf(material).integratedTime) + index + 1),
  }));

const excesses: Readonly<Record<string, (material: Material) => void>> = {
  '400 invented log entries beside an honest one': (all) => all.tlogEntries.push(...invented(all, 400)),
  '33 log entries': (all) => all.tlogEntries.push(...invented(all, 32)),
  '33 timestamps': (all) => stampsOf(all).push(...Array.from({ length: 32 }, () => present(stampsOf(all)[0]))),
  'a timestamp of 33 KiB': (all) => stampsOf(all).push({ signedTimestamp: base64(33 * kibibyte) }),
  'a certificate of 17 KiB': (all) => (all.certificate.rawBytes = base64(17 * kibibyte)),
  'an inclusion proof of 64 hashes': (all) => (proofOf(all).hashes = Array.from({ length: 64 }, () => base64(32))),
  'a checkpoint of 65 KiB': (all) => (proofOf(all).checkpoint.envelope += 'x'.repeat(65 * kibibyte)),
};

suite('what no honest bundle has is refused before any cryptography', () => {
  for (const [what, exceed] of Object.entries(excesses)) {
    test(what, async () => {
      const image = imageOf(randomUUID());
      const bundle = await signatureOf(image);
      exceed(bundle.verificationMaterial);
      const repository = await withSignature(image, bundle);
      await refuses(repository, image, 'BUNDLE_OVERSIZED', /at most/, { trust: untouched });
    });
  }

  for (const field of ['logIndex', 'integratedTime', 'inclusionProof'] as const) {
    test(`a number of a million digits: ${field}`, async () => {
      const image = imageOf(randomUUID());
      const bundle = await signatureOf(image);
      const digits = '9'.repeat(1_000_000);
      const entry = entryOf(bundle.verificationMaterial);
      Object.assign(
        entry,
        field === 'inclusionProof' ? { [field]: { ...entry[field], treeSize: digits } } : { [field]: digits },
      );
      await refuses(await withSignature(image, bundle), image, 'BUNDLE_INVALID', /number/, { trust: untouched });
    });
  }

  test('32 log entries are looked at', async () => {
    const image = imageOf(randomUUID());
    const bundle = await signatureOf(image);
    bundle.verificationMaterial.tlogEntries.push(...invented(bundle.verificationMaterial, 31));
    await refuses(await withSignature(image, bundle), image, 'LOG_ENTRY_INVALID', /./);
  });
});

suite('what is attached to an image is read within bounds', () => {
  /** Attached, and said to be of that size, and of that content where it is read. */
  class Claiming extends MemoryRepository {
    reads = 0;
    readonly #size: number;

    constructor(image: Descriptor, size: number) {
      super(image);
      this.#size = size;
    }

    override async manifest(reference: string) {
      const found = await super.manifest(reference);
      if (!found?.mediaType.includes('manifest') || !parseManifest(found.bytes).subject) return found;
      const { layers, ...manifest } = JSON.parse(Buffer.from(found.bytes).toString('utf8'));
      const bytes = Buffer.from(JSON.stringify({ ...manifest, layers: [{ ...layers[0], size: this.#size }] }));
      return { ...found, bytes };
    }

    override blob() {
      this.reads += 1;
      return Promise.resolve(Buffer.from('no bundle'));
    }
  }

  test('no bundle of more than 32 MiB', async () => {
    const image = imageOf('large');
    const repository = new Claiming(image, 32 * kibibyte * kibibyte + 1);
    await attachBundle(repository, image, signatureType, 'large');
    await refuses(repository, image, 'BUNDLE_OVERSIZED', /at most/);
    assert.equal(repository.reads, 0);
  });

  test('no more than 128 MiB of bundles', async () => {
    const image = imageOf('many');
    const repository = new Claiming(image, 30 * kibibyte * kibibyte);
    for (let index = 0; index < 10; index += 1) await attachBundle(repository, image, signatureType, `bundle ${index}`);
    await refuses(repository, image, 'BUNDLE_INVALID', /BUNDLE_OVERSIZED/);
    assert.equal(repository.reads, 4);
  });
});

test('of the older format no more is read, either', async () => {
  const image = imageOf('older');
  const repository = new MemoryRepository(image);
  const accept = { legacy: true };
  const layersOf = (mediaType: string, size: number, count: number) =>
    Array.from({ length: count }, (_, index) => {
      const content = Buffer.from(`layer ${index}`);
      const digest = sha256Of(content);
      repository.blobs.set(digest, content);
      return { mediaType, digest, size, annotations: { predicateType: provenanceType } };
    });
  const put = async (tag: string, layers: readonly object[]): Promise<void> => {
    const manifest = { schemaVersion: 2, mediaType: mediaTypes.manifest, config: image, layers };
    const { digest } = await repository.pushManifest(Buffer.from(JSON.stringify(manifest)), mediaTypes.manifest);
    repository.tags.set(`${image.digest.replace(':', '-')}.${tag}`, digest);
  };
  await put('sig', layersOf('application/vnd.dev.cosign.simplesigning.v1+json', 65 * kibibyte, 1));
  await refuses(repository, image, 'BUNDLE_OVERSIZED', /66560 bytes, 65536 at most/, { accept });
  await attachBundle(repository, image, signatureType, await signatureOf(image));
  await put('att', layersOf('application/vnd.dsse.envelope.v1+json', 30 * kibibyte * kibibyte, 6));
  await refuses(repository, image, 'BUNDLE_INVALID', /the others: .*BUNDLE_OVERSIZED/, { accept });
});

suite('a statement', () => {
  const about = (count: number, name: string) =>
    Array.from({ length: count }, (_, index) => ({ name, digest: { sha256: index.toString(16).padStart(64, '0') } }));
  const statement = (subject: readonly object[], predicateType = signatureType) =>
    JSON.stringify({ _type: 'https://in-toto.io/Statement/v1', subject, predicateType, predicate: {} });

  test('about more than 1,024 subjects is none', async () => {
    const image = imageOf('subjects');
    const bundle = await seal(rig, statement(about(1025, 'x')));
    await refuses(await withSignature(image, bundle), image, 'STATEMENT_INVALID', /1 to 1024 subjects/);
  });

  test('is not quoted at length', async () => {
    const image = imageOf('quoted');
    for (const [code, text] of [
      ['SUBJECT_MISMATCH', statement(about(1000, 'x'))],
      ['PREDICATE_TYPE', statement(about(1, 'x'), 'x'.repeat(100_000))],
    ] as const) {
      const repository = await withSignature(image, await seal(rig, text));
      await assert.rejects(rig.verify(repository, image), (error) => {
        assert.ok(error instanceof Error && 'code' in error && error.code === code);
        return error.message.length < 1_000;
      });
    }
  });

  test('of provenance neither', async () => {
    const image = imageOf('long provenance');
    const predicate = (await forgeOf(rig).predicateFor()) as { buildDefinition: object };
    const long = { ...predicate, buildDefinition: { ...predicate.buildDefinition, buildType: 'x'.repeat(100_000) } };
    const repository = new MemoryRepository(image);
    await attachBundle(repository, image, signatureType, await signatureOf(image));
    await attachBundle(repository, image, provenanceType, await provenanceOf(image, {}, long));
    await refuses(repository, image, 'PROVENANCE_DISAGREES', /^.{1,2000}$/);
  });
});
