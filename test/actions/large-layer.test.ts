import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { startApplicationLab } from '../application-lab.ts';
import { largeLayout } from '../build/large-layout.ts';
import { account, repository, workflowPath } from './publishing-rig.ts';

const mebibyte = 1024 * 1024;
const layerBytes = 160 * mebibyte;
/** In MiB, the program itself included, which takes about 140: holding the layer once would take 300. */
const mostMemory = 240;

const preload = pathToFileURL(join(import.meta.dirname, 'record-memory.ts')).href;

test('a layer larger than the registry’s chunks goes whole, is not held in memory, and its image is signed', async (t) => {
  const lab = await startApplicationLab({ registry: { auth: { ...account, bearer: true } } });
  t.after(() => lab.close());
  const directory = join(lab.directory, 'layout');
  await mkdir(directory);
  const { layer } = await largeLayout(directory, layerBytes);
  const memory = join(lab.directory, 'memory');
  const { outputs, conclusion, log } = await lab.runner.runAction('build-sign-push', {
    repository,
    workflowPath,
    event: lab.signing.event,
    permissions: { 'id-token': 'write' },
    env: { NODE_OPTIONS: `--import ${preload}`, RECORDED_MEMORY: memory },
    with: {
      layout: directory,
      image: `${lab.registry.host}/bitvault/api`,
      'registry-username': account.username,
      'registry-password': account.password,
      ...lab.signing.inputs,
    },
  });
  assert.equal(conclusion, 'success', log);
  const stored = lab.registry.store.repository('bitvault/api');
  assert.equal(stored.blobs.get(layer.digest)?.length, layer.size);
  assert.ok(stored.find(outputs['digest'] ?? ''));
  const sent = lab.traffic.served
    .filter(({ bytes }) => (bytes?.received ?? 0) > mebibyte)
    .map(({ method, status, bytes }) => [method, status, bytes?.received]);
  assert.deepEqual(sent, [
    ['PATCH', 416, 64 * mebibyte],
    ['PUT', 201, layerBytes],
  ]);
  const peak = Number(await readFile(memory, 'utf8'));
  assert.ok(peak > 0 && peak < mostMemory, `${peak} MiB of memory`);
});
