import assert from 'node:assert/strict';
import { test } from 'node:test';
import { spdxDocument } from './spdx.ts';

const createdAt = new Date('2026-03-02T09:00:00Z');
const name = 'ghcr.io/bitvault/bitvaultd';

const file = (path: string, content: unknown = path): { path: string; bytes: Buffer } => ({
  path,
  bytes: Buffer.from(typeof content === 'string' ? content : JSON.stringify(content)),
});

const lockfile = (packages: Readonly<Record<string, unknown>>): { path: string; bytes: Buffer } =>
  file('package-lock.json', {
    name: 'app',
    lockfileVersion: 3,
    packages: { '': { name: 'app', version: '1.0.0' }, ...packages },
  });

interface Document {
  readonly documentNamespace: string;
  readonly packages: readonly (Readonly<Record<string, unknown>> & { readonly name: string })[];
  readonly files: readonly { readonly fileName: string; readonly checksums: readonly unknown[] }[];
  readonly relationships: readonly { readonly relationshipType: string; readonly relatedSpdxElement: string }[];
}

const describe = (...files: readonly { path: string; bytes: Buffer }[]): Document =>
  spdxDocument({ name, createdAt, files }) as unknown as Document;

const fastify = {
  version: '5.6.0',
  resolved: 'https://registry.npmjs.org/fastify/-/fastify-5.6.0.tgz',
  integrity: `sha512-${Buffer.alloc(64, 7).toString('base64')}`,
  license: 'MIT',
};

test('files are listed with their digests, and the document is that of SPDX 2.3', () => {
  const document = describe(file('server.js', 'hello'), file('lib/a.js', 'a'));
  assert.deepEqual(
    { ...document, documentNamespace: undefined, packages: undefined, files: undefined, relationships: undefined },
    {
      spdxVersion: 'SPDX-2.3',
      dataLicense: 'CC0-1.0',
      SPDXID: 'SPDXRef-DOCUMENT',
      name,
      documentNamespace: undefined,
      creationInfo: { created: '2026-03-02T09:00:00Z', creators: ['Tool: bitvault-actions'] },
      packages: undefined,
      files: undefined,
      relationships: undefined,
    },
  );
  assert.deepEqual(
    document.files.map(({ fileName }) => fileName),
    ['./lib/a.js', './server.js'],
  );
  assert.deepEqual(document.files[1]?.checksums, [
    { algorithm: 'SHA1', checksumValue: 'aaf4c61ddcc5e8a2dabede0f3b482cd9aea9434d' },
    { algorithm: 'SHA256', checksumValue: '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824' },
  ]);
  // sha1sum of the two SHA-1 digests, in order and without anything between.
  assert.deepEqual(document.packages[0]?.['packageVerificationCode'], {
    packageVerificationCodeValue: 'c28c6474c7bd2a5da501a45c5ba9373730389588',
  });
});

test('packages come from the lockfile, with purl, licence and checksum', () => {
  const document = describe(lockfile({ 'node_modules/fastify': fastify, 'node_modules/@a/b': { version: '1.0.0+x' } }));
  const [, scoped, plain] = document.packages;
  assert.deepEqual(
    { ...plain, SPDXID: undefined },
    {
      SPDXID: undefined,
      name: 'fastify',
      versionInfo: '5.6.0',
      downloadLocation: 'https://registry.npmjs.org/fastify/-/fastify-5.6.0.tgz',
      filesAnalyzed: false,
      licenseConcluded: 'NOASSERTION',
      licenseDeclared: 'MIT',
      copyrightText: 'NOASSERTION',
      checksums: [{ algorithm: 'SHA512', checksumValue: '07'.repeat(64) }],
      externalRefs: [
        { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: 'pkg:npm/fastify@5.6.0' },
      ],
    },
  );
  assert.deepEqual(
    [scoped?.name, scoped?.['downloadLocation'], scoped?.['licenseDeclared'], scoped?.['externalRefs']],
    [
      '@a/b',
      'NOASSERTION',
      'NOASSERTION',
      [
        {
          referenceCategory: 'PACKAGE-MANAGER',
          referenceType: 'purl',
          referenceLocator: 'pkg:npm/%40a/b@1.0.0%2Bx',
        },
      ],
    ],
  );
});

test('what the image does not hold is left out', () => {
  const packages = {
    'node_modules/fastify': fastify,
    'node_modules/deep/node_modules/fastify': fastify,
    'node_modules/vitest': { version: '4.0.0', dev: true },
    'node_modules/here': { link: true, resolved: 'packages/here' },
    'packages/here': { version: '0.0.0' },
  };
  const names = (...files: readonly { path: string; bytes: Buffer }[]): readonly string[] =>
    describe(lockfile(packages), ...files)
      .packages.slice(1)
      .map((entry) => entry.name);
  assert.deepEqual(names(), ['fastify']);
  assert.deepEqual(names(file('node_modules/vitest/package.json')), ['vitest']);
  const document = describe(lockfile(packages), file('node_modules/fastify/package.json'));
  const kinds = document.relationships.slice(0, 2).map(({ relationshipType }) => relationshipType);
  assert.deepEqual(kinds, ['DESCRIBES', 'CONTAINS']);
});

test('licences that are no SPDX expressions are not asserted', () => {
  const declared = (license: unknown): unknown =>
    describe(lockfile({ 'node_modules/x': { version: '1.0.0', license } })).packages[1]?.['licenseDeclared'];
  for (const license of ['MIT', '(MIT OR Apache-2.0)', 'GPL-2.0-or-later WITH Classpath-exception-2.0', 'GPL-2.0+']) {
    assert.equal(declared(license), license);
  }
  for (const license of ['UNLICENSED', 'SEE LICENSE IN LICENSE.md', '(MIT', 'MIT AND', '', { type: 'MIT' }, 'MIT\n']) {
    assert.equal(declared(license), 'NOASSERTION');
  }
});

test('credentials in an address do not get into the document', () => {
  const resolved = 'https://user:s3cret@npm.example/x/-/x-1.0.0.tgz?token=s3cret';
  const document = describe(lockfile({ 'node_modules/x': { version: '1.0.0', resolved } }));
  assert.equal(document.packages[1]?.['downloadLocation'], 'https://npm.example/x/-/x-1.0.0.tgz');
  assert.equal(JSON.stringify(document).includes('s3cret'), false);
});

test('the same content gives the same document, in whatever order it is found; other content another namespace', () => {
  const files = [file('b'), file('a'), lockfile({ 'node_modules/fastify': fastify })];
  const document = describe(...files);
  assert.equal(JSON.stringify(describe(...files.toReversed())), JSON.stringify(document));
  assert.notEqual(describe(...files, file('c')).documentNamespace, document.documentNamespace);
});

test('a lockfile that cannot be read is refused rather than left out', () => {
  for (const content of ['{', '{}', { lockfileVersion: 1, dependencies: {} }, { lockfileVersion: 3, packages: 'x' }]) {
    assert.throws(() => describe(file('package-lock.json', content)), { code: 'LOCKFILE_INVALID' });
  }
});
