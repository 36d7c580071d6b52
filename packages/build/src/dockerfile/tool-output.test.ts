import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { sha256Of } from '@bitvault/registry';
import type { PushableImage } from '../pushable-image.ts';
import { annotatedBases } from './annotated-bases.ts';
import { obstacleIn } from './buildx-instance.ts';
import { readBuildxMetadata } from './buildx-metadata.ts';
import { remedyFor } from './failure-remedies.ts';

const hex = 'ab'.repeat(32);
const base = { uri: 'pkg:docker/alpine@3.22?platform=linux%2Famd64', digest: { sha256: hex } };

suite('the metadata of buildx', () => {
  test('names the digest and every material once, over all platforms', () => {
    const read = readBuildxMetadata(
      JSON.stringify({
        'containerimage.digest': `sha256:${hex}`,
        'buildx.build.ref': 'x',
        'buildx.build.provenance/linux/amd64': { materials: [base] },
        'buildx.build.provenance/linux/arm64': { materials: [base, { ...base, uri: 'pkg:docker/other' }] },
      }),
    );
    assert.deepEqual(read, { digest: `sha256:${hex}`, materials: [base, { ...base, uri: 'pkg:docker/other' }] });
  });

  test('without a provable digest is no material', () => {
    const materials = [
      { uri: 'a' },
      { uri: 'b', digest: {} },
      { uri: 'c', digest: { sha256: 'latest' } },
      'd',
      { digest: { sha256: hex } },
    ];
    const read = (provenance: unknown) =>
      readBuildxMetadata(JSON.stringify({ 'containerimage.digest': 'x', 'buildx.build.provenance': provenance }))
        .materials;
    assert.deepEqual(read({ materials }), []);
    assert.deepEqual(read({}), []);
    assert.deepEqual(read(null), []);
  });

  test('that is none is refused', () => {
    for (const text of ['', '[]', '1', '{']) assert.throws(() => readBuildxMetadata(text), { code: 'BUILDER_FAILED' });
  });
});

suite('what buildx tells of its instance', () => {
  const told = (driver: string, ...more: readonly string[]) =>
    obstacleIn([`Name:   default`, `Driver: ${driver}`, ...more].join('\n'));
  const label = ' org.mobyproject.buildkit.worker.snapshotter: overlayfs';

  test('is nothing against it where it exports, or may start yet', () => {
    assert.equal(told('docker', 'Labels:', label), undefined);
    for (const driver of ['docker-container', 'kubernetes', 'remote'])
      assert.equal(told(driver, 'Nodes:', 'Status: inactive', 'Error: none answers yet'), undefined);
  });

  test('shows a Docker daemon that cannot export, and one that is not there', () => {
    assert.match(told('docker', 'Status: running') ?? '', /"default" is a Docker daemon without the containerd image/);
    for (const driver of ['', 'docker'])
      assert.match(
        told(driver, 'Error:  Cannot connect\tto it', label) ?? '',
        /does not answer: Cannot connect to it$/,
      );
    assert.equal(obstacleIn(''), undefined);
  });
});

test('what helps against a failure is told from the line that names it', () => {
  assert.match(remedyFor('ERROR: oci for multi-node builds currently not supported') ?? '', /mode: merge/);
  assert.match(remedyFor('#5 0.1 exec /bin/sh: exec format error') ?? '', /setup-qemu-action/);
  assert.match(remedyFor('granting entitlement network.host is not allowed by build daemon') ?? '', /buildkitd-flags/);
  for (const line of [
    'Error: committing the finished image: creating image "51f29951": layer not known',
    'Error: locating image with ID "9de9c278": image not known',
    'Error: identifier is not an image',
  ])
    assert.match(remedyFor(line) ?? '', /other jobs of this runner.*CONTAINERS_STORAGE_CONF/);
  assert.equal(remedyFor('#12 3.4 src/a.c:3:5: error: identifier is not a constant'), undefined);
  assert.equal(remedyFor('#9 error: image not known: logo.png'), undefined);
  assert.equal(remedyFor('ERROR: process "/bin/sh -c false" did not complete successfully: exit code: 1'), undefined);
});

suite('the base that buildah notes', () => {
  const image = (annotations: Record<string, string>): PushableImage => {
    const mediaType = 'application/vnd.oci.image.manifest.v1+json';
    const config = { mediaType: 'application/vnd.oci.image.config.v1+json', digest: `sha256:${hex}`, size: 2 };
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, config, layers: [], annotations }));
    const digest = sha256Of(bytes);
    return { digest, mediaType, size: bytes.length, documents: [{ mediaType, digest, bytes }], blobs: [] };
  };
  const noted = (name: string, digest: string) =>
    image({ 'org.opencontainers.image.base.name': name, 'org.opencontainers.image.base.digest': digest });

  test('is a material where it has a digest', () => {
    assert.deepEqual(annotatedBases(noted('ghcr.io/acme/base:v1', `sha256:${hex}`), { annotations: [] }), [
      { uri: 'oci://ghcr.io/acme/base:v1', digest: { sha256: hex } },
    ]);
    assert.deepEqual(annotatedBases(noted('', ''), { annotations: [] }), []);
    assert.deepEqual(annotatedBases(image({}), { annotations: [] }), []);
  });

  test('is none where the build writes the annotation itself', () => {
    const annotations = [['org.opencontainers.image.base.digest', `sha256:${hex}`]] as const;
    assert.deepEqual(annotatedBases(noted('evil', `sha256:${hex}`), { annotations }), []);
  });
});
