import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFolder } from '@bitvault/gitops';
import { absolute } from './example-files.ts';

test('of the application that is there to be copied, lint has nothing to say', async () => {
  const checked = await checkFolder({ root: absolute('examples/app'), only: [], fix: false, cache: null, env: {} });
  assert.ok(checked.rules.some(({ id }) => id === 'unreviewed-trust'));
  assert.deepEqual(
    checked.reports.map(({ rule, at, message }) => `${rule.id} ${at.file}:${at.line} ${message}`),
    [],
  );
});
