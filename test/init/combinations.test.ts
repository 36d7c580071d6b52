import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, test } from 'node:test';
import { workflowProblems } from '../examples/workflow-validation.ts';
import { combinations } from './combinations.ts';
import {
  assertApplications,
  assertOperators,
  assertPolicy,
  assertSelections,
  assertSettings,
  assertSigned,
  assertStatuses,
  assertTidy,
  assertValues,
  promoted,
} from './judged.ts';
import { below } from './manifests.ts';
import { readDirectory, runInit } from './run-init.ts';

const folder = mkdtempSync(join(tmpdir(), 'init-'));
after(() => rmSync(folder, { recursive: true }));

/** Many repositories have the same workflows. */
const judged = new Map<string, Promise<readonly string[]>>();

function problemsOf(path: string, text: string): Promise<readonly string[]> {
  const problems = judged.get(text) ?? workflowProblems(path, text);
  judged.set(text, problems);
  return problems;
}

for (const [index, { name, args, services, environments }] of combinations.entries()) {
  describe(name, async () => {
    const directory = join(folder, String(index));
    const { code, errors } = await runInit(...args, directory);
    assert.equal(code, 0, errors);
    const files = readDirectory(directory);

    test('has a policy with a place for each digest', () => assertPolicy(files, services, environments));

    test('has Applications of files that are there, where their project lets them', () => assertApplications(files));

    test('has operators only where their project lets them, from where it lets them', () => assertOperators(files));

    test('takes from its own repository only signed commits, where that was asked for', () =>
      assertSigned(files, args.includes('--require-signed-commits') ? ['B5690EEEBB952194'] : []));

    test('waits for statuses that somebody posts', () => assertStatuses(files));

    test('has values that its charts take, before and after promotion', () => {
      assertValues(files);
      assertValues(promoted(files));
    });

    test('has nothing that nobody reads, and nothing of anybody else', () => assertTidy(files));

    test('says what is to be set up for it', () => assertSettings(files));

    test('has nothing that only a new Kustomize understands', () => assertSelections(files));

    test('has valid workflows', async () => {
      const workflows = below(files, '.github/workflows');
      assert.equal(workflows.length, 7);
      for (const path of workflows) assert.deepEqual(await problemsOf(path, files.get(path) ?? ''), [], path);
    });
  });
}
