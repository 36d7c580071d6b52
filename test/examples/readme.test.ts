import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parsePolicy } from '@bitvault/promotion';
import { readText } from './example-files.ts';
import { workflowProblems } from './workflow-validation.ts';

/** The one block of the README that holds this line. */
function block(line: string): string {
  const blocks = [...readText('README.md').matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, text]) => text ?? '');
  const [found, ...more] = blocks.filter((text) => text.split('\n').includes(line));
  assert.ok(found !== undefined && more.length === 0, `one block with ${line}`);
  return found;
}

test('the workflow to copy from the README is valid, wired up and starts something', async () => {
  const text = `on: push\n${block('jobs:')}`;
  assert.deepEqual(await workflowProblems('.github/workflows/release.yml', text), []);
  assert.match(text, /cmd:/);
  const steps = [...text.matchAll(/steps\.(\w+)\./g)].map(([, id]) => id ?? '');
  for (const id of steps) assert.match(text, new RegExp(`- id: ${id}$`, 'm'));
});

test('the policy to copy from the README is one', () => {
  const policy = parsePolicy(block('version: 1'));
  assert.deepEqual(
    policy.environments.map(({ name, merge }) => `${name} ${merge}`),
    ['dev auto', 'staging review', 'prod gate'],
  );
});
