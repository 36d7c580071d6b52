import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  defineAction,
  InputError,
  markdownText,
  optional,
  runAction,
  text,
  type Action,
  type ActionRuntime,
} from './index.ts';

const definition = defineAction({
  name: 'sample',
  title: 'Sample',
  description: 'Does as it is told.',
  icon: 'box',
  inputs: { note: optional(text, 'Anything.') },
  outputs: { result: 'What came of it.', reason: 'Why not.' },
});

type Sample = Action<typeof definition.inputs, 'result' | 'reason'>;

async function run(main: Sample['main']) {
  const seen = {
    outputs: {} as Record<string, string>,
    failures: [] as string[],
    summaries: [] as string[],
    warnings: [] as string[],
  };
  const runtime: ActionRuntime = {
    env: {},
    mask: () => {},
    info: () => {},
    warn: (line) => void seen.warnings.push(line),
    annotate: () => {},
    idToken: () => Promise.reject(new Error('no token here')),
    cancellable: (work) => work(new AbortController().signal),
    redact: (said) => said,
    setOutputs: (outputs) => void Object.assign(seen.outputs, outputs),
    writeSummary: (markdown) => void seen.summaries.push(markdown),
    fail: (message) => seen.failures.push(message),
  };
  await runAction({ definition, main }, runtime);
  return seen;
}

test('what is done is reported and does not fail', async () => {
  const seen = await run(async () => ({
    kind: 'done',
    outputs: { result: 'merged', reason: '' },
    summary: () => '# Merged',
  }));
  assert.deepEqual(seen, {
    outputs: { result: 'merged', reason: '' },
    failures: [],
    summaries: ['# Merged'],
    warnings: [],
  });
});

test('a refusal sets its outputs and summary, and fails the step', async () => {
  const outputs = { result: 'refused', reason: 'HELD: …' };
  const seen = await run(async () => ({ kind: 'refused', outputs, summary: () => '# Refused', failure: 'HELD: …' }));
  assert.deepEqual(seen, { outputs, failures: ['HELD: …'], summaries: ['# Refused'], warnings: [] });
});

test('a coded error becomes a refusal with its code, message and next step', async () => {
  const seen = await run(() => Promise.reject(new InputError('INPUT_INVALID', 'input "x" is bad', 'Correct it.')));
  const line = 'INPUT_INVALID: input "x" is bad. Next: Correct it.';
  const refusal = `## Refused\n\n- ${markdownText(line)}\n`;
  assert.deepEqual(seen, {
    outputs: { result: 'refused', reason: line },
    failures: [line],
    summaries: [refusal],
    warnings: [],
  });
});

test('an error that nobody foresaw is reported with its causes', async () => {
  const seen = await run(() => Promise.reject(new TypeError('outer', { cause: new RangeError('inner') })));
  assert.match(seen.failures.join(), /^UNEXPECTED: TypeError: outer ← RangeError: inner\. Next: /);
});

test('a summary that cannot be made is a warning: what was done, or refused, stands', async () => {
  const summary = (): string => {
    throw new RangeError('no such place');
  };
  const warning = [/^SUMMARY_LOST: the summary could not be made \(RangeError: no such place\)\. Next: /];
  const done = await run(async () => ({ kind: 'done', outputs: { result: 'merged', reason: '' }, summary }));
  const refused = await run(async () => ({
    kind: 'refused',
    outputs: { result: 'refused', reason: 'X: …' },
    summary,
    failure: 'X: …',
  }));
  for (const [seen, result, failures] of [
    [done, 'merged', []],
    [refused, 'refused', ['X: …']],
  ] as const) {
    assert.deepEqual([seen.outputs['result'], seen.failures], [result, failures]);
    warning.forEach((pattern, index) => assert.match(seen.warnings[index] ?? '', pattern));
  }
});

test('what is cut off a message ends between words, so that no secret is shown by half', async () => {
  const secret = 's3cret'.repeat(2_000);
  const seen = await run(() => Promise.reject(new Error(`${'word '.repeat(390)}${secret}`)));
  assert.match(seen.failures.join(), /word …\. Next: /);
  assert.doesNotMatch(JSON.stringify(seen), /s3cret/);
});
