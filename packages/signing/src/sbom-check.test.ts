import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { checkSbom, sbomLimit } from './sbom-check.ts';
import { imageDigestsOf } from './sbom-subject.ts';
import { SigningError } from './signing-error.ts';

const bytesOf = (value: unknown): Buffer => Buffer.from(JSON.stringify(value));

const spdx = {
  spdxVersion: 'SPDX-2.3',
  dataLicense: 'CC0-1.0',
  SPDXID: 'SPDXRef-DOCUMENT',
  name: 'api',
  documentNamespace: 'https://example.test/api-1',
  creationInfo: { created: '2026-01-01T00:00:00Z', creators: ['Tool: test'] },
  packages: [{ SPDXID: 'SPDXRef-a', name: 'a' }],
};
const cyclonedx = {
  bomFormat: 'CycloneDX',
  specVersion: '1.6',
  serialNumber: 'urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79',
  components: [{ type: 'library', name: 'a' }],
};

const refused = (document: unknown): string => {
  try {
    checkSbom(Buffer.isBuffer(document) ? document : bytesOf(document));
  } catch (error) {
    assert.ok(error instanceof SigningError);
    assert.equal(error.code, 'SBOM_INVALID');
    assert.notEqual(error.next, '');
    return error.message;
  }
  return assert.fail('it is accepted');
};

test('SPDX and CycloneDX are recognised, and kept as they are', () => {
  for (const version of ['SPDX-2.2', 'SPDX-2.3']) {
    const predicate = { ...spdx, spdxVersion: version, relationships: null, more: { of: ['its', 'own'] } };
    assert.deepEqual(checkSbom(bytesOf(predicate)), { predicateType: 'https://spdx.dev/Document', predicate });
  }
  for (const specVersion of ['1.2', '1.4', '1.7']) {
    const predicate = { ...cyclonedx, specVersion, version: 1 };
    assert.deepEqual(checkSbom(bytesOf(predicate)), { predicateType: 'https://cyclonedx.org/bom', predicate });
  }
});

suite('refused', () => {
  const cases: readonly (readonly [what: string, document: unknown, says: RegExp])[] = [
    ['another version', { ...spdx, spdxVersion: 'SPDX-2.1' }, /spdxVersion: expected .*SPDX-2\.3/],
    ['another identifier', { ...spdx, SPDXID: 'SPDXRef-a' }, /SPDXID: expected "SPDXRef-DOCUMENT"/],
    ['another licence of the data', { ...spdx, dataLicense: 'MIT' }, /dataLicense/],
    ['no name', { ...spdx, name: '' }, /name: expected/],
    ['a namespace with a fragment', { ...spdx, documentNamespace: 'https://example.test/#a' }, /documentNamespace/],
    ['a namespace that is no URI', { ...spdx, documentNamespace: 'api' }, /documentNamespace/],
    ['no creator', { ...spdx, creationInfo: { ...spdx.creationInfo, creators: [] } }, /creationInfo\.creators/],
    [
      'a local time',
      { ...spdx, creationInfo: { ...spdx.creationInfo, created: '2026-01-01' } },
      /creationInfo\.created/,
    ],
    ['a package without an identifier', { ...spdx, packages: [{ name: 'a' }] }, /packages\.0\.SPDXID/],
    ['a half relationship', { ...spdx, relationships: [{ spdxElementId: 'a' }] }, /relationships\.0/],
    ['SPDX that lists nothing', { ...spdx, packages: [] }, /lists no package/],
    ['SPDX 3', { '@context': 'https://spdx.org/rdf/3.0.1/spdx-context.jsonld', '@graph': [] }, /SPDX 3/],
    ['an unknown CycloneDX', { ...cyclonedx, specVersion: '9.9' }, /specVersion/],
    ['a number as its version', { ...cyclonedx, specVersion: 1.6 }, /specVersion/],
    ['a serial number that is none', { ...cyclonedx, serialNumber: 'urn:uuid:1' }, /serialNumber/],
    ['no serial number', { ...cyclonedx, serialNumber: undefined }, /serialNumber/],
    ['a component without a name', { ...cyclonedx, components: [{ type: 'library' }] }, /components\.0\.name/],
    ['CycloneDX that lists nothing', { ...cyclonedx, components: undefined }, /lists no package/],
    ['another format', { bomFormat: 'cyclone' }, /bomFormat/],
    ['neither', {}, /neither spdxVersion/],
    ['a list', [spdx], /not a JSON object/],
    ['nothing', null, /not a JSON object/],
    ['XML', Buffer.from('<bom/>'), /not JSON/],
    ['half of it', bytesOf(spdx).subarray(0, 40), /not JSON/],
    ['what is not UTF-8', Buffer.of(0x7b, 0xff, 0x7d), /not JSON/],
    ['a name twice', Buffer.from(JSON.stringify(spdx).replace('{', '{"name":"web",')), /"name" stands twice/],
    ['a prototype', Buffer.from(JSON.stringify(spdx).replace('{', '{"a":[{"__proto__":{}}],')), /__proto__/],
    ['depth', Buffer.from(`{"a":${'['.repeat(9000)}${']'.repeat(9000)}}`), /deep/],
  ];
  for (const [what, document, says] of cases) test(what, () => assert.match(refused(document), says));
});

test('whatever is given, it is accepted as it is or refused with a code', () => {
  const field = fc.oneof(fc.constantFrom(...Object.keys(spdx), ...Object.keys(cyclonedx)), fc.string());
  const changed = fc.tuple(fc.constantFrom(spdx, cyclonedx), fc.dictionary(field, fc.jsonValue()));
  fc.assert(
    fc.property(
      fc.oneof(
        changed.map(([sound, change]) => ({ ...sound, ...change })),
        fc.jsonValue(),
      ),
      (document) => {
        try {
          assert.deepEqual(checkSbom(bytesOf(document)).predicate, JSON.parse(JSON.stringify(document)));
        } catch (error) {
          assert.ok(error instanceof SigningError && error.code === 'SBOM_INVALID', String(error));
          assert.ok(error.message.length < 600);
        }
      },
    ),
  );
});

test('16 MB is the limit', () => {
  const sized = (size: number): Buffer => {
    const comment = 'x'.repeat(size - bytesOf({ ...spdx, comment: '' }).length);
    return bytesOf({ ...spdx, comment });
  };
  assert.equal(checkSbom(sized(sbomLimit)).predicateType, 'https://spdx.dev/Document');
  assert.throws(() => checkSbom(sized(sbomLimit + 1)), { code: 'SBOM_TOO_LARGE', message: /16777217 bytes/ });
});

test('the image that it is about is found where it is named', () => {
  const [one, other] = ['1'.repeat(64), '2'.repeat(64)];
  const locators = [{ referenceLocator: `pkg:oci/api@sha256%3A${one}?arch=amd64` }];
  const image = {
    SPDXID: 'SPDXRef-i',
    name: 'api',
    primaryPackagePurpose: 'CONTAINER',
    versionInfo: `sha256:${other}`,
  };
  assert.deepEqual(imageDigestsOf({ packages: [{ ...image, externalRefs: locators }] }), [
    `sha256:${other}`,
    `sha256:${one}`,
  ]);
  assert.deepEqual(imageDigestsOf({ packages: [{ ...image, primaryPackagePurpose: 'LIBRARY' }] }), []);
  const component = { type: 'container', name: 'api', version: `sha256:${one}` };
  assert.deepEqual(imageDigestsOf({ metadata: { component } }), [`sha256:${one}`]);
  assert.deepEqual(
    imageDigestsOf({ ...cyclonedx, metadata: { component: { ...component, type: 'application' } } }),
    [],
  );
});
