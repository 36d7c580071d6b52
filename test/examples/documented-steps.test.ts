import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import { projectFiles } from '../contracts/repository.ts';
import { readText } from './example-files.ts';

interface Step {
  readonly uses: string;
  readonly with?: Readonly<Record<string, unknown>>;
}

interface Manifest {
  readonly inputs?: Readonly<Record<string, { readonly required?: boolean }>>;
}

const documents = projectFiles().filter((path) => path.endsWith('.md'));

const blocks = (text: string): readonly string[] =>
  [...text.matchAll(/^```yaml\n([^]*?)^```$/gm)].map(([, block]) => block ?? '');

/** Every step in a snippet, whatever part of a workflow it shows. */
function stepsIn(value: unknown): readonly Step[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = 'uses' in value && typeof value.uses === 'string' ? [value as Step] : [];
  return [...own, ...Object.values(value).flatMap(stepsIn)];
}

/** What a runner would warn of, and what the action would refuse. */
function faults({ uses, with: inputs = {} }: Step): readonly string[] {
  if (!/@[0-9a-f]{40}$/.test(uses)) return [`${uses} is not pinned by commit`];
  const [, action] = /^bitvault\/actions\/([a-z-]+)@/.exec(uses) ?? [];
  if (action === undefined) return [];
  const declared = (parse(readText(`${action}/action.yml`)) as Manifest).inputs ?? {};
  return [
    ...Object.keys(inputs)
      .filter((name) => !Object.hasOwn(declared, name))
      .map((name) => `${action} has no input ${name}`),
    ...Object.entries(declared)
      .filter(([name, { required }]) => required === true && !Object.hasOwn(inputs, name))
      .map(([name]) => `${action} wants the input ${name}`),
  ];
}

test('every step that is shown in a document has inputs that the action has, and all that it needs', () => {
  const steps = documents.flatMap((path) =>
    blocks(readText(path)).flatMap((block) => stepsIn(parse(block)).map((step) => ({ path, step }))),
  );
  assert.ok(steps.length >= 10, `${steps.length} steps`);
  assert.deepEqual(
    steps.flatMap(({ path, step }) => faults(step).map((fault) => `${path}: ${fault}`)),
    [],
  );
});

test('each fault is seen', () => {
  assert.deepEqual(
    faults({ uses: `bitvault/actions/verify-image@${'a'.repeat(40)}`, with: { image: 'a', imge: 'b' } }),
    [
      'verify-image has no input imge',
      'verify-image wants the input digest',
      'verify-image wants the input source',
      'verify-image wants the input workflow',
    ],
  );
  assert.deepEqual(faults({ uses: 'actions/checkout@v4' }), ['actions/checkout@v4 is not pinned by commit']);
});
