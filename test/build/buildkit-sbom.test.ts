import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { buildkitSboms, hasBuildkitSbom, runnableImages, readOciLayout, withoutAttestations } from '@bitvault/build';
import { mediaTypes, type Descriptor } from '@bitvault/registry';
import { asTree, attested, sampleLayout, scratchDirectory, writeTree } from './trees.ts';

const spdx = (name: string) => ({ spdxVersion: 'SPDX-2.3', name });

async function imageOf(t: TestContext, layout: ReturnType<typeof sampleLayout>) {
  return readOciLayout(await writeTree(await scratchDirectory(t), asTree(layout.files)));
}

test('what BuildKit stores beside the images is found by the image that it is about', async (t) => {
  const image = await imageOf(
    t,
    attested(sampleLayout(), (index) => [spdx(`image ${index}`), spdx(`stage ${index}`)]),
  );
  assert.equal(hasBuildkitSbom(image), true);
  const found = await buildkitSboms(image);
  assert.deepEqual(
    found.map(({ platform, bytes }) => [
      platform,
      (JSON.parse(Buffer.from(bytes).toString()) as { name: string }).name,
    ]),
    [
      ['linux/amd64', 'image 0'],
      ['linux/amd64', 'stage 0'],
      ['linux/arm64', 'image 1'],
      ['linux/arm64', 'stage 1'],
    ],
  );
  const platforms = await runnableImages(image);
  assert.deepEqual(
    platforms.map(({ platform, createdAt }) => [platform, createdAt.getTime()]),
    [
      ['linux/amd64', 0],
      ['linux/arm64', 0],
    ],
  );
});

test('without them the image is the one that was built without them, and nothing of them is left', async (t) => {
  const plain = await imageOf(t, sampleLayout());
  const bare = withoutAttestations(
    await imageOf(
      t,
      attested(sampleLayout(), (index) => [spdx(`image ${index}`)]),
    ),
  );
  assert.equal(bare.digest, plain.digest);
  assert.deepEqual(
    bare.documents.map(({ digest }) => digest),
    plain.documents.map(({ digest }) => digest),
  );
  assert.deepEqual(
    bare.blobs.map(({ descriptor }) => descriptor.digest),
    plain.blobs.map(({ descriptor }) => descriptor.digest),
  );
  assert.equal(withoutAttestations(plain), plain);
  assert.equal(hasBuildkitSbom(bare), false);
});

test('a single image does not stay in an index', async (t) => {
  const layout = sampleLayout();
  const [first] = layout.manifests;
  const alone = { ...layout, manifests: [first] as readonly Descriptor[] };
  const image = withoutAttestations(
    await imageOf(
      t,
      attested(alone, () => [spdx('image')]),
    ),
  );
  assert.equal(image.mediaType, mediaTypes.manifest);
  assert.equal(image.digest, first?.digest);
  assert.equal(image.documents.length, 1);
  assert.equal(image.blobs.length, 2);
});

test('an image of which one platform was not scanned has no SBOM to take', async (t) => {
  const image = await imageOf(
    t,
    attested(sampleLayout(), (index) => (index === 0 ? [spdx('image')] : [])),
  );
  await assert.rejects(buildkitSboms(image), { code: 'SBOM_MISSING', message: /linux\/arm64/ });
});

test('a layer that is called a statement and is none is refused', async (t) => {
  const image = await imageOf(
    t,
    attested(sampleLayout(), () => [undefined]),
  );
  await assert.rejects(buildkitSboms(image), {
    code: 'LAYOUT_INVALID',
    message: /not a statement with an SPDX document/,
  });
});
