import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { createService } from '../app/service.js';

const loopback = { host: '127.0.0.1', port: 0 };

test('answers its routes, its health and 404', async () => {
  const service = createService('api', { '/v1/vaults': () => ({ vaults: [] }) });
  const address = await service.start(loopback);
  try {
    assert.deepEqual(await (await fetch(`${address}/v1/vaults`)).json(), { vaults: [] });
    assert.deepEqual(await (await fetch(`${address}/healthz`)).json(), { service: 'api', status: 'ok' });
    assert.equal((await fetch(`${address}/constructor`)).status, 404);
  } finally {
    await service.stop();
  }
});

test('counts requests by status code, probes left out', async () => {
  const service = createService('api', { '/': () => ({}) });
  const address = await service.start(loopback);
  try {
    for (const path of ['/', '/', '/nothing', '/healthz']) await (await fetch(address + path)).text();
    const samples = (await (await fetch(`${address}/metrics`)).text()).split('\n').filter((line) => !line.startsWith('#'));
    assert.deepEqual(samples, [
      'http_requests_total{service="api",code="200"} 2',
      'http_requests_total{service="api",code="404"} 1',
      '',
    ]);
  } finally {
    await service.stop();
  }
});

test('is unhealthy while it drains, and still answers', async () => {
  const service = createService('api', { '/': () => ({ answered: true }) });
  const address = await service.start(loopback);
  let drained;
  const stopped = service.stop(new Promise((resolve) => (drained = resolve)));
  assert.equal((await fetch(`${address}/healthz`)).status, 503);
  assert.deepEqual(await (await fetch(`${address}/`)).json(), { answered: true });
  drained();
  await stopped;
  await assert.rejects(fetch(address));
});

for (const name of ['bitvaultd', 'bitvault-worker', 'bitvault-web']) {
  test(`${name} starts and ends on a signal`, async () => {
    const main = fileURLToPath(new URL(`../app/${name}.js`, import.meta.url));
    const child = spawn(process.execPath, [main], {
      env: { HOST: '127.0.0.1', PORT: '0' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(child, 'exit');
    await Promise.race([once(child.stdout, 'data'), ended]);
    child.kill('SIGINT');
    assert.deepEqual(await ended, [0, null]);
  });
}
