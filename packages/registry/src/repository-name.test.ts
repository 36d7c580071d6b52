import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import fc from 'fast-check';
import { RegistryError } from './registry-error.ts';
import { isTag, parseRepositoryName } from './repository-name.ts';

suite('repository names', () => {
  for (const [name, origin, path] of [
    ['ghcr.io/bitvault/api', 'https://ghcr.io', 'bitvault/api'],
    ['127.0.0.1:5000/a', 'http://127.0.0.1:5000', 'a'],
    ['localhost/a/b__c/d-e.f', 'http://localhost', 'a/b__c/d-e.f'],
    ['[::1]:5000/a', 'http://[::1]:5000', 'a'],
    ['registry.example:5000/a', 'https://registry.example:5000', 'a'],
    ['docker.io/alpine', 'https://registry-1.docker.io', 'library/alpine'],
    ['docker.io/grafana/grafana', 'https://registry-1.docker.io', 'grafana/grafana'],
    ['index.docker.io/alpine', 'https://registry-1.docker.io', 'library/alpine'],
    ['registry-1.docker.io/grafana/grafana', 'https://registry-1.docker.io', 'grafana/grafana'],
  ] as const) {
    test(`${name} is at ${origin}`, () => {
      const address = parseRepositoryName(name);
      assert.deepEqual([address.origin.origin, address.path, address.name], [origin, path, name]);
    });
  }

  for (const name of [
    '',
    'alpine',
    'library/alpine',
    '/a',
    'ghcr.io/',
    'ghcr.io/A',
    'ghcr.io/a:tag',
    'ghcr.io/a@sha256:00',
    'ghcr.io/../a',
    'ghcr.io/a//b',
    'ghcr.io/a b',
    'ghcr.io/a?b',
    'ghcr.io/x; curl evil',
    'user@ghcr.io/a',
    'ghcr.io:99999/a',
    'https://ghcr.io/a',
    '-ghcr.io/a',
    'ghcr..io/a',
    `ghcr.io/${'a'.repeat(100_000)}!`,
  ]) {
    test(`${JSON.stringify(name.slice(0, 30))} is refused`, () =>
      assert.throws(() => parseRepositoryName(name), { name: 'RegistryError', code: 'REFERENCE_INVALID' }));
  }

  test('whatever is accepted stays below /v2/ of its own host', () => {
    const component = fc.stringMatching(/^[a-z0-9]([._/:@%?#\\ -]{0,2}[a-z0-9]){0,6}$/);
    fc.assert(
      fc.property(component, component, (host, path) => {
        try {
          const address = parseRepositoryName(`${host}/${path}`);
          const url = new URL(`/v2/${address.path}/manifests/x`, address.origin);
          assert.equal(url.origin, address.origin.origin);
          assert.equal(url.pathname, `/v2/${address.path}/manifests/x`);
        } catch (error) {
          if (!(error instanceof RegistryError)) throw error;
        }
      }),
    );
  });

  test('tags', () => {
    assert.deepEqual(['v1.0', '_', 'a'.repeat(128)].map(isTag), [true, true, true]);
    assert.deepEqual(['', '.a', '-a', 'a/b', 'a:b', 'a'.repeat(129), 'a\n'].map(isTag), Array(7).fill(false));
  });
});
