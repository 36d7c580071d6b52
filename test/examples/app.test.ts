import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { parse } from 'yaml';
import { absolute, at, filesMatching, readText, type Fields } from './example-files.ts';

test('the tests of the example application pass', async () => {
  const files = filesMatching('examples/app/test/*.test.js').map(absolute);
  // Without the variable by which this process is known as a test: it would have the child report to it, and pass.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env;
  const child = spawn(process.execPath, ['--test', ...files], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const output = (await child.stdout.setEncoding('utf8').toArray()).join('');
  const [code] = child.exitCode === null ? await once(child, 'exit') : [child.exitCode];
  assert.equal(code, 0, output);
});

test('its lockfile is of its package.json and has no download addresses', () => {
  const [manifest, lockfile] = ['package.json', 'package-lock.json'].map(
    (file) => JSON.parse(readText(`examples/app/app/${file}`)) as Fields,
  );
  const { name, version, license, engines } = manifest ?? {};
  assert.deepEqual(at(lockfile, 'packages', ''), { name, version, license, engines });
  assert.doesNotMatch(JSON.stringify(lockfile), /"resolved"/);
});

test('every service of promotion.yaml has a program in the application and an image in its release', () => {
  const services = Object.keys(at(parse(readText('examples/gitops/promotion.yaml')), 'services') as Fields);
  const release = parse(readText('examples/app/.github/workflows/release.yml')) as unknown;
  assert.deepEqual(at(release, 'jobs', 'build', 'strategy', 'matrix', 'service'), services);
  assert.deepEqual(
    filesMatching('examples/app/app/bitvault*.js'),
    services.map((service) => `examples/app/app/${service}.js`).toSorted(),
  );
});
