import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { suite, test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { startDiscardingRegistry } from '../registry/discarding-registry.ts';
import { largeLayout, packLarge, type LargeLayout } from './large-layout.ts';
import { scratchDirectory } from './trees.ts';

const run = promisify(execFile);
const mebibyte = 1024 * 1024;
const layerBytes = 256 * mebibyte;
/** In MiB, the program itself included, which takes about 100: holding the layer once would take 350. */
const mostMemory = 230;

interface Pushed {
  readonly peak: number;
  readonly sent: number;
  readonly pushed: number;
}

async function push(path: string, host: string, temporary: string): Promise<Pushed> {
  const program = join(import.meta.dirname, 'push-large.test-host.ts');
  const args = ['--conditions=source', program, path, `${host}/team/app`];
  const { stdout } = await run(process.execPath, args, { env: { ...process.env, TMPDIR: temporary } });
  return JSON.parse(stdout) as Pushed;
}

suite('a layer of some hundred megabytes', () => {
  const forms: Record<string, (layout: LargeLayout, t: TestContext) => Promise<string>> = {
    'in a directory': async ({ directory }) => directory,
    'in a gzipped tar archive': async (layout, t) =>
      packLarge(layout, join(await scratchDirectory(t), 'layout.tar.gz')),
  };
  for (const [form, make] of Object.entries(forms)) {
    test(`${form} is pushed without being held in memory, each request with its length`, async (t) => {
      const layout = await largeLayout(await scratchDirectory(t), layerBytes);
      const path = await make(layout, t);
      const registry = await startDiscardingRegistry(t);
      const temporary = await scratchDirectory(t);
      const { peak, sent, pushed } = await push(path, registry.host, temporary);
      assert.equal(pushed, 2);
      assert.ok(sent >= layerBytes, `${sent} bytes were told as sent`);
      const { digest, size } = layout.layer;
      assert.ok(registry.closed.some((each) => `sha256:${each.sha256}` === digest && each.size === size));
      assert.ok(registry.lengths.every((length) => length !== undefined));
      assert.ok(peak < mostMemory, `${peak} MiB of memory`);
      assert.deepEqual(await readdir(temporary), []);
    });
  }
});
