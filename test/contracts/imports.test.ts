import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { declarationFault, directionFault, importsOf } from './imports.ts';
import { packageJson, read, sourceFiles } from './repository.ts';

/** A package that declares `@a/b`, in a repository whose root declares yaml for development. */
const manifestOf = (unit: string) =>
  unit === 'root'
    ? { name: 'r', devDependencies: { yaml: '2.0.0' } }
    : { name: 'p', dependencies: { '@a/b': '1.0.0' } };

describe('imports of the project', () => {
  const files = sourceFiles();
  const everyImport = files.flatMap((path) => importsOf(path, read(path)).map((specifier) => ({ path, specifier })));

  test('sources are found', () => {
    assert.ok(files.includes('packages/promotion/src/index.ts'));
    assert.ok(files.includes('actions/registry.ts'));
    assert.ok(everyImport.length > files.length);
  });

  test('dependencies point one way, and no relative import leaves its package', () => {
    assert.deepEqual(
      everyImport.map(({ path, specifier }) => directionFault(path, specifier)).filter((fault) => fault !== undefined),
      [],
    );
  });

  test('every imported package is declared by the package that imports it', () => {
    assert.deepEqual(
      everyImport
        .map(({ path, specifier }) => declarationFault(path, specifier, packageJson))
        .filter((fault) => fault !== undefined),
      [],
    );
  });
});

describe('the contract sees', () => {
  test('every form of import', () => {
    const source = `import a from 'a'; import type { B } from 'b'; import 'c'; export * from 'd';
      export type { E } from 'e'; const f = await import('f'); type G = import('g').G; export { x };`;
    assert.deepEqual(importsOf('x.ts', source).toSorted(), ['a', 'b', 'c', 'd', 'e', 'f', 'g']);
  });

  for (const [path, specifier] of [
    ['packages/promotion/src/plan.ts', '@bitvault/github'],
    ['packages/promotion/src/plan.ts', 'node:fs'],
    ['packages/registry/src/push.ts', '@bitvault/signing'],
    ['packages/github/src/reads.test.ts', '@bitvault/lab'],
    ['packages/newcomer/src/index.ts', '@bitvault/promotion'],
    ['packages/lab/src/index.ts', '@bitvault/action-sources'],
    ['actions/promote/main.ts', '@bitvault/lab'],
    ['actions/promote/main.ts', '../../packages/lab/src/index.ts'],
    ['packages/github/src/index.ts', '../../promotion/src/index.ts'],
    ['test/loop/demo.test.ts', '../../packages/lab/src/index.ts'],
  ] as const) {
    test(`${path} → ${specifier} as wrong`, () => assert.ok(directionFault(path, specifier)));
  }

  for (const [path, specifier] of [
    ['packages/github/src/reads.ts', '@bitvault/promotion'],
    ['packages/promotion/src/plan.test.ts', 'node:test'],
    ['test/contracts/bundle.test.ts', '../../scripts/bundle.ts'],
    ['actions/promote/main.ts', '../registry.ts'],
  ] as const) {
    test(`${path} → ${specifier} as right`, () => assert.equal(directionFault(path, specifier), undefined));
  }

  test('an undeclared package, also of a subpath and where only the root declares it', () => {
    assert.ok(declarationFault('packages/p/src/a.ts', 'yaml', manifestOf));
    assert.ok(declarationFault('packages/p/src/a.ts', '@a/c/deep', manifestOf));
    assert.equal(declarationFault('packages/p/src/a.test.ts', 'yaml', manifestOf), undefined);
    assert.equal(declarationFault('packages/p/src/a.ts', '@a/b/deep', manifestOf), undefined);
    assert.equal(declarationFault('packages/p/src/a.ts', 'node:fs', manifestOf), undefined);
  });
});
