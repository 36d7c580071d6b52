import { checkFolder } from '@bitvault/gitops';
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { peersPath } from '../../../scripts/peers/folders.ts';
import { root } from '../../../scripts/project.ts';
import { told } from './folder.ts';

const operators = ['bitvault-external-secrets', 'bitvault-keda'];

test('the example repository lints clean, with all that its first promotions will deploy', async () => {
  const temp = mkdtempSync(join(tmpdir(), 'examples-'));
  try {
    const env = { PATH: peersPath, RUNNER_TEMP: temp };
    const checked = await checkFolder({ root: join(root, 'examples/gitops'), only: [], fix: false, cache: null, env });
    assert.deepEqual(told(checked), []);
    const { applications } = checked.repository;
    const incomplete = applications.filter(({ complete }) => !complete).map(({ name }) => name);
    assert.deepEqual(incomplete.toSorted(), operators, 'only charts of others are not looked at');
    const workloads = applications.flatMap(({ manifests }) =>
      manifests.filter(({ containers }) => containers.length > 0),
    );
    assert.ok(workloads.length >= applications.length, `${workloads.length} workloads`);
  } finally {
    rmSync(temp, { recursive: true });
  }
});
