import { InputError, readInputs, type ActionDefinition } from '@bitvault/action-kit';
import { actions } from '@bitvault/action-sources';
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { definitions, generatedFiles } from '../../scripts/generated/files.ts';
import { root } from '../../scripts/project.ts';
import { projectFiles, read } from './repository.ts';

interface Manifest {
  readonly name: string;
  readonly description: string;
  readonly inputs: Readonly<Record<string, { required: boolean; description: string; default?: unknown }>>;
  readonly outputs: Readonly<Record<string, { description: string }>>;
  readonly runs: { using: string; main: string };
}

const manifestOf = (path: string) => parse(read(path)) as Manifest;
const names = Object.keys(actions).toSorted();

/** Whether the parser refuses the absence of this one input. */
function refusesAbsence(definition: ActionDefinition, input: string): boolean {
  const spec = definition.inputs[input];
  assert.ok(spec);
  try {
    readInputs({ ...definition, inputs: { [input]: spec } }, {}, () => undefined);
    return false;
  } catch (error) {
    assert.ok(error instanceof InputError);
    assert.equal(error.code, 'INPUT_MISSING');
    return true;
  }
}

test('generated files are what the definitions say', async () => {
  for (const [path, wanted] of await generatedFiles())
    assert.equal(read(path), wanted, `${path}: run \`npm run generate\``);
});

test('every folder with an action is registered, and every registered action has its folders', () => {
  const files = projectFiles();
  const first = (pattern: RegExp) => files.flatMap((path) => pattern.exec(path)?.[1] ?? []).toSorted();
  assert.deepEqual(first(/^([^/]+)\/action\.yml$/), names);
  assert.deepEqual(first(/^actions\/([^/]+)\/main\.ts$/), names);
});

test('the action at the root is promote', () => {
  assert.equal(read('action.yml').replace('main: dist/', 'main: ../dist/'), read('promote/action.yml'));
});

for (const definition of await definitions()) {
  const { name } = definition;
  describe(name, () => {
    const manifest = manifestOf(`${name}/action.yml`);

    test('action.yml starts the stub on Node 24', () => {
      assert.deepEqual(manifest.runs, { using: 'node24', main: `../dist/${name}.js` });
      assert.ok(existsSync(join(root, name, manifest.runs.main)));
    });

    test('action.yml declares the inputs and outputs of the definition', () => {
      assert.deepEqual(Object.keys(manifest.inputs), Object.keys(definition.inputs));
      assert.deepEqual(Object.keys(manifest.outputs), Object.keys(definition.outputs));
      for (const [input, { default: value }] of Object.entries(manifest.inputs)) {
        assert.equal(value, definition.inputs[input]?.default, input);
      }
    });

    test('the parser refuses the absence of what action.yml requires, and of what only the runner can fill in', () => {
      for (const [input, { required, default: value }] of Object.entries(manifest.inputs)) {
        const filledIn = typeof value === 'string' && value.includes('${{');
        assert.equal(refusesAbsence(definition, input), required || filledIn, input);
      }
    });

    test('the README has a row for every input and output', () => {
      const rows = read(`${name}/README.md`).split('\n');
      for (const key of [...Object.keys(manifest.inputs), ...Object.keys(manifest.outputs)]) {
        assert.ok(
          rows.some((row) => row.startsWith(`| \`${key}\` |`)),
          key,
        );
      }
    });
  });
}
