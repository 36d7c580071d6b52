import { actions } from '@bitvault/action-sources';
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, describe, test } from 'node:test';
import { root } from '../../scripts/project.ts';

const dist = join(root, 'dist');
const hook = join(root, 'test', 'contracts', 'record-loads.ts');

/** The chunks that hold Sigstore's signing or verifying code, told by what they define. */
const sigstoreChunks = readdirSync(dist).filter(
  (name) => name.endsWith('.js') && /class (FulcioSigner|Verifier) \{/.test(readFileSync(join(dist, name), 'utf8')),
);

describe('a stub without inputs', () => {
  const directory = mkdtempSync(join(tmpdir(), 'loads-'));
  after(() => rmSync(directory, { recursive: true }));

  test('has Sigstore in chunks of its own to leave alone', () => {
    assert.notEqual(sigstoreChunks.length, 0);
    assert.ok(!sigstoreChunks.includes('index.js'));
  });

  for (const name of Object.keys(actions)) {
    test(`${name} says which input is missing, exits 1 and does not load Sigstore`, () => {
      const record = join(directory, name);
      const { status, stdout } = spawnSync(process.execPath, ['--import', hook, join(dist, `${name}.js`)], {
        env: { RECORDED_LOADS: record },
        encoding: 'utf8',
      });
      assert.match(stdout, /^::error::INPUT_MISSING: .*input "[^"]+".* Next: .+$/m);
      assert.equal(status, 1);
      const loaded = readFileSync(record, 'utf8')
        .trim()
        .split('\n')
        .map((url) => basename(url));
      assert.ok(loaded.includes(`${name}.js`) && loaded.includes('index.js'), 'the loads were recorded');
      assert.deepEqual(
        loaded.filter((file) => sigstoreChunks.includes(file)),
        [],
      );
    });
  }
});
