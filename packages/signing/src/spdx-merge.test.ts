import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSbom } from './sbom-check.ts';
import { oneSpdxDocument } from './spdx-merge.ts';

const createdAt = new Date(1_700_000_000_000);

/** As tools write it: with a time, a namespace and an order of its own each time. */
const written = (run: number, packages: readonly string[]) => ({
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'image',
  documentNamespace: `https://example.test/${run}`,
  creationInfo: { created: `2026-01-0${run}T00:00:00Z`, creators: ['Tool: test'], licenseListVersion: '3.29' },
  packages: packages.map((name) => ({ SPDXID: `SPDXRef-${name}`, name, hasFiles: ['SPDXRef-file'] })),
  files: [{ SPDXID: 'SPDXRef-file', fileName: './file' }],
  documentDescribes: ['SPDXRef-image'],
  relationships: packages.map((name) => ({
    spdxElementId: 'SPDXRef-image',
    relationshipType: 'CONTAINS',
    relatedSpdxElement: `SPDXRef-${name}`,
  })),
});

test('what a tool writes each time differently becomes the same document', () => {
  const first = oneSpdxDocument([{ document: written(1, ['a', 'b', 'image']) }], { name: 'api', createdAt });
  const second = oneSpdxDocument([{ document: written(2, ['image', 'b', 'a', 'a']) }], { name: 'api', createdAt });
  assert.deepEqual(second, first);
  assert.equal(JSON.stringify(second), JSON.stringify(first));
  assert.equal((first['creationInfo'] as { created: string }).created, '2023-11-14T22:13:20Z');
  const other = oneSpdxDocument([{ document: written(1, ['a', 'image']) }], { name: 'api', createdAt });
  assert.notEqual(other['documentNamespace'], first['documentNamespace']);
  checkSbom(Buffer.from(JSON.stringify(first)));
});

test('of several platforms there is one document, whose elements stay apart', () => {
  const parts = ['linux/amd64', 'linux/arm64', 'linux/arm64'].map((label) => ({
    label,
    document: written(1, ['image']),
  }));
  const document = oneSpdxDocument(parts, { name: 'api', createdAt });
  assert.deepEqual(document['packages'], [
    { SPDXID: 'SPDXRef-linux-amd64-image', name: 'image', hasFiles: ['SPDXRef-linux-amd64-file'] },
    { SPDXID: 'SPDXRef-linux-arm64-2-image', name: 'image', hasFiles: ['SPDXRef-linux-arm64-2-file'] },
    { SPDXID: 'SPDXRef-linux-arm64-image', name: 'image', hasFiles: ['SPDXRef-linux-arm64-file'] },
  ]);
  assert.deepEqual(
    (document['relationships'] as readonly Record<string, string>[])
      .filter(({ relationshipType }) => relationshipType === 'DESCRIBES')
      .map((each) => [each['spdxElementId'], each['relatedSpdxElement']]),
    ['amd64', 'arm64-2', 'arm64'].map((label) => ['SPDXRef-DOCUMENT', `SPDXRef-linux-${label}-image`]),
  );
  assert.equal('documentDescribes' in document, false);
  checkSbom(Buffer.from(JSON.stringify(document)));
});

test('what refers to elements in other ways is refused where it would have to be followed, and kept where not', () => {
  const document = { ...written(1, ['image']), annotations: [{ comment: 'reviewed' }] };
  const identity = { name: 'api', createdAt };
  assert.deepEqual(oneSpdxDocument([{ document }], identity)['annotations'], document.annotations);
  assert.throws(
    () =>
      oneSpdxDocument(
        [
          { label: 'a', document },
          { label: 'b', document },
        ],
        identity,
      ),
    {
      code: 'SBOM_INVALID',
      message: /that of a has annotations/,
    },
  );
});
