import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { readWorkflow } from './workflow-file.ts';

const examples = fileURLToPath(new URL('../../../../examples', import.meta.url));

for (const project of readdirSync(examples)) {
  const directory = `${examples}/${project}/.github/workflows`;
  for (const name of readdirSync(directory)) {
    test(`the lab does all that ${project}'s ${basename(name)} uses`, async () => {
      const workflow = await readWorkflow(`.github/workflows/${name}`, readFileSync(`${directory}/${name}`, 'utf8'));
      assert.deepEqual(workflow.unsupported, []);
      assert.ok(workflow.jobs.length > 0);
    });
  }
}
