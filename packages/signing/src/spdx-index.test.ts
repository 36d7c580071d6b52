import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSbom } from './sbom-check.ts';
import { spdxIndexDocument } from './spdx-index.ts';

const facts = {
  name: 'ghcr.io/acme/api',
  digest: `sha256:${'0'.repeat(64)}`,
  createdAt: new Date(1_700_000_000_000),
  images: [
    { digest: `sha256:${'1'.repeat(64)}`, platform: 'linux/amd64' },
    { digest: `sha256:${'2'.repeat(64)}`, platform: 'linux/arm/v7' },
  ],
} as const;

interface Document {
  readonly packages: readonly {
    readonly SPDXID: string;
    readonly externalRefs: readonly { readonly referenceLocator: string }[];
  }[];
  readonly relationships: readonly { readonly spdxElementId: string; readonly relatedSpdxElement: string }[];
}

test('an index is a package that contains one an image, each by its digest; the same each time', () => {
  const document = spdxIndexDocument(facts);
  assert.deepEqual(spdxIndexDocument(structuredClone(facts)), document);
  assert.equal(checkSbom(Buffer.from(JSON.stringify(document))).predicateType, 'https://spdx.dev/Document');
  const { packages, relationships } = document as unknown as Document;
  const [index, ...images] = packages;
  assert.deepEqual(
    packages.map(({ externalRefs }) => externalRefs[0]?.referenceLocator),
    [
      `pkg:oci/api@sha256%3A${'0'.repeat(64)}?repository_url=ghcr.io/acme/api`,
      `pkg:oci/api@sha256%3A${'1'.repeat(64)}?arch=amd64&os=linux&repository_url=ghcr.io/acme/api`,
      `pkg:oci/api@sha256%3A${'2'.repeat(64)}?arch=arm&os=linux&repository_url=ghcr.io/acme/api`,
    ],
  );
  assert.deepEqual(
    relationships.map(({ spdxElementId, relatedSpdxElement }) => [spdxElementId, relatedSpdxElement]),
    [['SPDXRef-DOCUMENT', index?.SPDXID], ...images.map(({ SPDXID }) => [index?.SPDXID, SPDXID])],
  );
});
