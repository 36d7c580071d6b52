import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { parseIndex, sha256Of } from '@bitvault/registry';
import fc from 'fast-check';
import { mergePlatforms } from './merge-platforms.ts';
import { parsePlatform } from './platform.ts';
import type { PlatformImage } from './platform-image.ts';

const imageFor = (name: string, more: Partial<PlatformImage['platform']> = {}): PlatformImage => ({
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: sha256Of(Buffer.from(JSON.stringify([name, more]))),
  size: 123,
  platform: { ...parsePlatform(name), ...more },
  createdAt: undefined,
});

const names = ['linux/amd64', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64', 'linux/s390x', 'windows/amd64'];

suite('mergePlatforms', () => {
  test('gives the same index for every order', () => {
    const images = names.map((name) => imageFor(name));
    const { digest } = mergePlatforms(images);
    const anyOrder = fc.shuffledSubarray(images, { minLength: images.length });
    fc.assert(fc.property(anyOrder, (shuffled) => mergePlatforms(shuffled).digest === digest));
  });

  test('refuses two for one platform, however it is written, but not two versions of Windows', () => {
    const repeated = { code: 'PLATFORM_REPEATED' };
    for (const [left, right] of [
      ['linux/amd64', 'linux/amd64'],
      ['linux/arm64', 'linux/arm64/v8'],
    ] as const)
      assert.throws(() => mergePlatforms([imageFor(left), imageFor('linux/s390x'), imageFor(right)]), repeated);
    const versions = ['10.0.20348.1', '10.0.17763.1'].map((version) =>
      imageFor('windows/amd64', { 'os.version': version }),
    );
    const { documents } = mergePlatforms(versions);
    assert.deepEqual(
      parseIndex(documents[0].bytes).manifests.map(({ platform }) => platform),
      versions.map(({ platform }) => platform).toReversed(),
    );
  });

  test('is held to the platforms that are expected, however they are written', () => {
    const images = [imageFor('linux/amd64'), imageFor('linux/arm64/v8')];
    const merged = (platforms: readonly string[]) => mergePlatforms(images, { platforms });
    assert.equal(merged(['linux/arm64', 'linux/amd64']).digest, mergePlatforms(images).digest);
    for (const others of [['linux/amd64'], ['linux/amd64', 'linux/arm64', 'linux/s390x'], ['linux/amd64', 'linux/arm']])
      assert.throws(() => merged(others), { code: 'PLATFORMS_DIFFER' });
  });
});
