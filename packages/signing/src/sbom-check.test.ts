import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkSbom, sbomLimit } from './sbom-check.ts';

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

test('SPDX and CycloneDX are recognised', () => {
  const spdx = { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT', packages: [] };
  assert.deepEqual(checkSbom(bytesOf(spdx)), { predicateType: 'https://spdx.dev/Document', predicate: spdx });
  const cyclonedx = { bomFormat: 'CycloneDX', specVersion: '1.6', serialNumber: 'urn:uuid:1', components: [] };
  assert.deepEqual(checkSbom(bytesOf(cyclonedx)), { predicateType: 'https://cyclonedx.org/bom', predicate: cyclonedx });
});

test('anything else is refused', () => {
  const cases: readonly Uint8Array[] = [
    bytesOf({}),
    bytesOf([]),
    bytesOf(null),
    bytesOf('SPDX-2.3'),
    bytesOf({ spdxVersion: 'SPDX-2.3' }),
    bytesOf({ spdxVersion: 2.3, SPDXID: 'x' }),
    bytesOf({ bomFormat: 'CycloneDX', specVersion: '1.6' }),
    bytesOf({ bomFormat: 'cyclone', specVersion: '1.6', serialNumber: 'x' }),
    Buffer.from('<bom/>'),
    Buffer.from('{"spdxVersion":'),
    Uint8Array.of(0x7b, 0xff, 0x7d),
  ];
  for (const bytes of cases) assert.throws(() => checkSbom(bytes), { code: 'SBOM_INVALID' });
});

test('16 MB is the limit', () => {
  const head = '{"spdxVersion":"SPDX-2.3","SPDXID":"x","comment":"';
  const fill = (size: number): Buffer => Buffer.from(`${head}${'x'.repeat(size - head.length - 2)}"}`);
  assert.equal(checkSbom(fill(sbomLimit)).predicateType, 'https://spdx.dev/Document');
  assert.throws(() => checkSbom(fill(sbomLimit + 1)), { code: 'SBOM_TOO_LARGE', message: /16777217 bytes/ });
});
