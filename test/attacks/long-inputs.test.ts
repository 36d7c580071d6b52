import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { runBundled } from './bundled-action.ts';

const digest = `sha256:${'a'.repeat(64)}`;
const server = 'https://github.invalid';
const env = { GITHUB_SERVER_URL: server, GITHUB_API_URL: server, GITHUB_GRAPHQL_URL: server, GITHUB_REPOSITORY: 'a/b' };

/** What a pattern that goes back over what it has read would go back over; each is repeated and then ends otherwise. */
const units = [
  'a',
  'a-',
  'a.',
  '__',
  ' ',
  '\n',
  '/a',
  ':',
  '@',
  '=',
  ',',
  '"',
  '\\',
  '[',
  '{a: ',
  '*',
  'a\n',
  '\u202e',
];
const long = (unit: string, length: number): string => `a${unit.repeat(length / Buffer.byteLength(unit))}!`;

const building = {
  image: '127.0.0.1:9/a/b',
  context: '.',
  'source-date-epoch': '0',
  'dry-run': 'true',
  builder: 'append',
};
const verifying = {
  image: '127.0.0.1:9/a/b',
  digest,
  source: 'a/b',
  workflow: '.github/workflows/r.yml',
  'trusted-root': '{}',
};
const inputs: Readonly<Record<string, readonly [base: Readonly<Record<string, string>>, names: readonly string[]]>> = {
  'build-sign-push': [
    building,
    ['image', 'images', 'digests', 'base', 'tags', 'labels', 'env', 'expose', 'platforms', 'source-date-epoch'].concat(
      ['target', 'build-args', 'annotations', 'build-contexts', 'secrets', 'secret-envs', 'secret-files', 'ssh'],
      ['cache-from', 'cache-to', 'add-hosts', 'network', 'shm-size', 'ulimit', 'allow', 'builder-name', 'file'],
      ['sbom-generator', 'sbom-path', 'scan-path', 'layout', 'context', 'prefix', 'user', 'workdir'],
      ['registry-username', 'registry-password', 'signing-config', 'trusted-root', 'parallel'],
    ),
  ],
  'verify-image': [
    verifying,
    ['image', 'digest', 'source', 'workflow', 'ref', 'commit', 'repository-id', 'owner-id', 'issuer', 'trigger'].concat(
      ['runner-environment', 'accept', 'require', 'trusted-root', 'registry-ca'],
    ),
  ],
};

/** Each input gets some of the units, in turn; over all inputs, each unit is tried many times. */
const unitsFor = (position: number): readonly string[] =>
  [0, 5, 11].map((step) => units[(position + step) % units.length] ?? '');

describe('an input of 100,000 characters is refused, and holds nothing up', () => {
  for (const [action, [base, names]] of Object.entries(inputs))
    for (const [position, name] of names.entries())
      test(`${action}: ${name}`, async () => {
        await Promise.all(
          unitsFor(position).map(async (unit) => {
            const given = { ...base, [name]: long(unit, 100_000) };
            const { exitCode, reason, shown } = await runBundled(action, given, env);
            assert.equal(exitCode, 1, `${JSON.stringify(unit)}: ${shown.slice(0, 2_000)}`);
            assert.match(reason, /^[A-Z][A-Z_]+: .* Next: .*$/, 'one line');
            assert.doesNotMatch(reason, /^UNEXPECTED/, reason);
            assert.ok(reason.length < 5_000, `${reason.length} characters`);
          }),
        );
      });
});

test('a command of 100,000 characters, which a kernel takes, is taken', async () => {
  const given = { ...building, cmd: long('a-', 100_000) };
  const { exitCode, shown } = await runBundled('build-sign-push', given, env);
  assert.equal(exitCode, 0, shown.slice(0, 2_000));
});
