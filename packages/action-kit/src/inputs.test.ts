import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  defaulted,
  defineAction,
  explicit,
  flag,
  lines,
  oneOf,
  optional,
  parsed,
  readInputs,
  required,
  secretText,
  text,
} from './index.ts';

const definition = defineAction({
  name: 'sample',
  title: 'Sample',
  description: 'Takes one input of each kind.',
  icon: 'box',
  inputs: {
    token: required(secretText, 'A token.'),
    'dry-run': defaulted(flag, 'false', 'Change nothing.'),
    command: defaulted(oneOf('rollback', 'resume'), 'rollback', 'What to do.'),
    size: optional(
      parsed((raw) => {
        if (!/^[0-9]+$/.test(raw)) throw new Error('digits');
        return BigInt(raw);
      }),
      'How large.',
    ),
    names: optional(lines(String), 'One a line.'),
    'registry user': defaulted(text, '${{ github.actor }}', 'Who.'),
  },
  outputs: { result: 'What came of it.' },
});

const minimal = { INPUT_TOKEN: 'secret-value', INPUT_REGISTRY_USER: 'alice' };

function read(env: NodeJS.ProcessEnv) {
  const masked: string[] = [];
  return { inputs: readInputs(definition, env, (secret) => masked.push(secret)), masked };
}

test('empty inputs are absent: defaults apply and optional ones are undefined', () => {
  const { inputs } = read({ ...minimal, 'INPUT_DRY-RUN': '', INPUT_SIZE: '  ', INPUT_COMMAND: '' });
  assert.deepEqual(inputs, {
    token: 'secret-value',
    'dry-run': false,
    command: 'rollback',
    size: undefined,
    names: undefined,
    'registry user': 'alice',
  });
});

test('a secret is masked before anything parses it', () => {
  assert.deepEqual(read(minimal).masked, ['secret-value']);
});

test('a missing required input is named, with the next step', () => {
  assert.throws(() => read({}), {
    name: 'InputError',
    code: 'INPUT_MISSING',
    message: 'input "token" is missing: A token.',
    next: 'Set `with: token:` on this step.',
  });
});

test('a default that only the runner can evaluate does not stand in for a missing value', () => {
  assert.throws(() => read({ INPUT_TOKEN: 'secret-value' }), { code: 'INPUT_MISSING', message: /registry user/ });
});

test('a value of the wrong form is shown beside what was expected', () => {
  assert.throws(() => read({ ...minimal, 'INPUT_DRY-RUN': 'yes' }), {
    code: 'INPUT_INVALID',
    message: 'input "dry-run" is "yes", but must be "true" or "false"',
  });
  assert.throws(() => read({ ...minimal, INPUT_SIZE: '12e4' }), { message: /but must be digits/ });
});

test('lines are split on any line end, and white space around them does not count', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[a-z=:]{1,20}$/)), fc.constantFrom('\n', '\r\n'), (values, end) => {
      const raw = values.map((value) => `  ${value}\t`).join(`${end}${end}`);
      assert.deepEqual(read({ ...minimal, INPUT_NAMES: raw }).inputs.names ?? [], values);
    }),
  );
});

test('an input with a word for leaving it out tells that from an expression that gave nothing', () => {
  const number = parsed((raw) => {
    if (!/^[0-9]+$/.test(raw)) throw new Error('digits');
    return Number(raw);
  });
  const inputs = { size: explicit(number, 'any', 'How large.'), key: explicit(secretText, 'none', 'A key.') };
  const masked: string[] = [];
  const of = (env: NodeJS.ProcessEnv) => readInputs({ ...definition, inputs }, env, (secret) => masked.push(secret));
  const nothing = { size: undefined, key: undefined };
  assert.deepEqual(of({ INPUT_SIZE: 'any', INPUT_KEY: 'none' }), nothing);
  assert.deepEqual(of({}), nothing);
  assert.deepEqual(masked, [], 'the word is no secret');
  assert.deepEqual(of({ INPUT_SIZE: '12', INPUT_KEY: 's3cret' }), { size: 12, key: 's3cret' });
  assert.deepEqual(masked, ['s3cret']);
  assert.throws(() => of({ INPUT_SIZE: ' ' }), { code: 'INPUT_EMPTY', message: /input "size" is set, but to nothing/ });
  assert.throws(() => of({ INPUT_SIZE: 'none' }), { code: 'INPUT_INVALID' });
});

test('an input that is longer than a line is not shown in part: that could be the beginning of a secret', () => {
  const long = 's3cret'.repeat(100);
  assert.throws(
    () => read({ ...minimal, INPUT_SIZE: long }),
    ({ message }: Error) => {
      assert.match(message, /^input "size" is 600 characters long, but must be digits$/);
      return true;
    },
  );
});
