import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectFiles, read, type PackageJson } from './repository.ts';

/** Ranges, tags and addresses: all that is not one version. */
function unpinned(manifest: PackageJson): string[] {
  const { dependencies, devDependencies, peerDependencies, optionalDependencies } = manifest;
  return Object.entries({ ...dependencies, ...devDependencies, ...peerDependencies, ...optionalDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`);
}

interface LockEntry {
  readonly resolved?: string;
  readonly link?: boolean;
}

/** Where an install would download from is the business of the machine that installs. */
const addressed = (packages: Readonly<Record<string, LockEntry>>): string[] =>
  Object.entries(packages)
    .filter(([, entry]) => entry.resolved !== undefined && entry.link !== true)
    .map(([path]) => path);

/** Dependencies that two packages of the project want in different versions. */
function divided(all: readonly PackageJson[]): string[] {
  const pins = new Set(
    all.flatMap(({ dependencies, devDependencies }) =>
      Object.entries({ ...dependencies, ...devDependencies }).map(([name, version]) => `${name}@${version}`),
    ),
  );
  const names = [...pins].map((pin) => pin.slice(0, pin.lastIndexOf('@')));
  return names.filter((name, index) => names.indexOf(name) !== index);
}

const manifests = projectFiles()
  .filter((path) => /^((packages\/[^/]+|actions)\/)?package\.json$/.test(path))
  .map((path) => JSON.parse(read(path)) as PackageJson);

test('every dependency is pinned to one version', () => {
  assert.ok(manifests.length > 8);
  assert.deepEqual(manifests.flatMap(unpinned), []);
  assert.deepEqual(
    unpinned({ name: 'x', dependencies: { a: '1.2.3', b: '^1.2.3' }, devDependencies: { c: 'latest' } }),
    ['b@^1.2.3', 'c@latest'],
  );
});

test('all packages use the same version of a dependency', () => {
  assert.deepEqual(divided(manifests), []);
  const one = { name: 'x', dependencies: { '@a/b': '1.0.0', c: '1.0.0' } };
  assert.deepEqual(divided([one, { name: 'y', devDependencies: { '@a/b': '1.0.1', c: '1.0.0' } }]), ['@a/b']);
});

test('the lockfile names no download addresses', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as { packages: Record<string, LockEntry> };
  assert.ok(Object.keys(packages).length > 100);
  assert.deepEqual(addressed(packages), []);
  assert.deepEqual(addressed({ 'node_modules/a': { resolved: 'https://example.com/a.tgz' } }), ['node_modules/a']);
});

test('the lockfile has an entry for every optional dependency, whatever the platform, or npm ci refuses it', () => {
  const { packages } = JSON.parse(read('package-lock.json')) as {
    packages: Record<string, { optionalDependencies?: Record<string, string> }>;
  };
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter(
      (name) => !(`node_modules/${name}` in packages || `${path}/node_modules/${name}` in packages),
    ),
  );
  assert.deepEqual(missing, []);
});
