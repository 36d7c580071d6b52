import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseDigestFile, parseDigestPath } from './digest-path.ts';
import { parseDuration } from './duration.ts';
import { parseEnvironmentName, parseServiceName } from './names.ts';

const slot = { service: parseServiceName('api'), environment: parseEnvironmentName('prod') };

test('a path template is keys, some in quotes, with placeholders', () => {
  const paths = {
    'services.{service}.image.digest': ['services', 'api', 'image', 'digest'],
    digest: ['digest'],
    '{service}-image.{env}.digest': ['api-image', 'prod', 'digest'],
    'apps."my.app/{service}".digest': ['apps', 'my.app/api', 'digest'],
    "'with space'.\"it's\"": ['with space', "it's"],
    'with space.x': ['with space', 'x'],
  };
  for (const [template, path] of Object.entries(paths)) assert.deepEqual(parseDigestPath(template)(slot), path);
});

test('a path template with an empty key, a stray quote or an unknown placeholder is refused', () => {
  const templates = [
    '',
    '.',
    'a.',
    '.a',
    'a..b',
    '"a',
    'a"b',
    '"a"b',
    '""',
    '{svc}',
    '{service',
    'service}',
    '{{service}}',
    ' a',
    'a\nb',
  ];
  for (const template of templates) assert.throws(() => parseDigestPath(template), TypeError, template);
});

test('a file template is a safe relative path', () => {
  assert.equal(parseDigestFile('envs/{env}/values.{env}.yaml')(slot), 'envs/prod/values.prod.yaml');
  assert.equal(parseDigestFile('{env}/{service}.yml')(slot), 'prod/api.yml');
});

test('a file template that leads elsewhere is refused', () => {
  const elsewhere = [
    '',
    '/{env}.yaml',
    '../{env}.yaml',
    'a/../{env}.yaml',
    './{env}.yaml',
    'a//{env}.yaml',
    'C:/{env}.yaml',
  ];
  const owned = [
    '.git/{env}.yaml',
    'a/.GIT/{env}.yaml',
    '.github/workflows/{env}.yml',
    'holds/{env}.yaml',
    'Holds/{env}.yaml',
  ];
  const odd = [
    'envs/values.yaml',
    'a\\{env}.yaml',
    '{env}\n.yaml',
    '{environment}.yaml',
    '{env}',
    '{env}.json',
    `${'x'.repeat(260)}{env}.yaml`,
  ];
  const templates = [...elsewhere, ...owned, ...odd];
  for (const template of templates) assert.throws(() => parseDigestFile(template), TypeError, template);
});

test('a duration is one number with one unit', () => {
  assert.deepEqual(
    ['90s', '30m', '2h', '1d', '366d'].map(parseDuration),
    [90_000, 1_800_000, 7_200_000, 86_400_000, 31_622_400_000],
  );
  for (const raw of ['', '0m', '30', 'm', '1.5h', '-1h', '1h30m', ' 1h', '1H', '367d', '012m', '9'.repeat(400)]) {
    assert.throws(() => parseDuration(raw), TypeError, raw);
  }
});
