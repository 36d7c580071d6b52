import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { environments, gitOps } from './applications.ts';
import { isFields, readDocuments, readText, type Fields } from './example-files.ts';

/** Helm does the same check, before it renders. */
function valuesProblems(chart: string, values: Fields): readonly string[] {
  const ajv = new Ajv2020({ allErrors: true });
  addFormats.default(ajv);
  const [defaults] = readDocuments(`${gitOps}/charts/${chart}/values.yaml`);
  const valid = ajv.compile(JSON.parse(readText(`${gitOps}/charts/${chart}/values.schema.json`)) as object);
  return valid(merged(defaults, values))
    ? []
    : (valid.errors ?? []).map((error) => `${error.instancePath} ${error.message}`);
}

/** As Helm does it: maps are merged, everything else is replaced. */
function merged(base: unknown, over: unknown): unknown {
  if (!isFields(base) || !isFields(over)) return over;
  return {
    ...base,
    ...Object.fromEntries(Object.entries(over).map(([key, value]) => [key, merged(base[key], value)])),
  };
}

function fileValues(path: string): Fields {
  const [document] = readDocuments(path);
  assert.ok(isFields(document), path);
  return document;
}

for (const environment of environments) {
  test(`the values of ${environment} are what the charts ask for`, () => {
    assert.deepEqual(
      valuesProblems('bitvault', fileValues(`${gitOps}/envs/${environment}/values.${environment}.yaml`)),
      [],
    );
    assert.deepEqual(
      valuesProblems('bitvault-data', fileValues(`${gitOps}/envs/${environment}/data.${environment}.yaml`)),
      [],
    );
  });
}

test('values that nobody meant are refused: a misspelt key, a tag for a digest, a short digest', () => {
  const image = (fields: Fields): Fields => ({
    services: { bitvaultd: { image: { repository: 'ghcr.io/bitvault/bitvaultd', ...fields } } },
  });
  assert.deepEqual(valuesProblems('bitvault', image({ digest: `sha256:${'a'.repeat(64)}` })), []);
  for (const wrong of [
    { delivry: 'rolling' },
    image({ tag: 'latest' }),
    image({ digest: 'latest' }),
    image({ digest: 'sha256:abc' }),
  ]) {
    assert.notDeepEqual(valuesProblems('bitvault', wrong), []);
  }
});
