import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { crdFieldsPath, crdFieldsText } from '../../../scripts/generated/crd-files.ts';
import { root } from '../../../scripts/project.ts';

test('the fields that lint-gitops knows are those of the definitions that the controllers come with', () => {
  assert.equal(readFileSync(join(root, crdFieldsPath), 'utf8'), crdFieldsText());
});
