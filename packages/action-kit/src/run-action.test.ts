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
  const seen = { outputs: {} as Record<string, string>, failures: [] as string[], summaries: [] as string[] };
  const runtime: ActionRuntime = {
    env: {},
    mask: () => {},
    info: () => {},
    warn: () => {},
    annotate: () => {},
    idToken: () => Promise.reject(new Error('no token here')),
    cancellable: (work) => work(new AbortController().signal),
    setOutput: (name, value) => {
      seen.outputs[name] = value;
    },
    writeSummary: async (markdown) => {
      seen.summaries.push(markdown);
    },
    fail: (message) => seen.failures.push(message),
  };
  await runAction({ definition, main }, runtime);
  return seen;
}

test('what is done is reported and does not fail', async () => {
  const seen = await run(async () => ({
    kind: 'done',
    outputs: { result: 'merged', reason: '' },
    summary: '# Merged',
  }));
  assert.deepEqual(seen, { outputs: { result: 'merged', reason: '' }, failures: [], summaries: ['# Merged'] });
});

test('a refusal sets its outputs and summary, and fails the step', async () => {
  const outputs = { result: 'refused', reason: 'HELD: …' };
  const seen = await run(async () => ({ kind: 'refused', outputs, summary: '# Refused', failure: 'HELD: …' }));
  assert.deepEqual(seen, { outputs, failures: ['HELD: …'], summaries: ['# Refused'] });
});

test('a coded error becomes a refusal with its code, message and next step', async () => {
  const seen = await run(() => Promise.reject(new InputError('INPUT_INVALID', 'input "x" is bad', 'Mend it.')));
  const line = 'INPUT_INVALID: input "x" is bad. Next: Mend it.';
  const refusal = `## Refused\n\n- ${markdownText(line)}\n`;
  assert.deepEqual(seen, { outputs: { result: 'refused', reason: line }, failures: [line], summaries: [refusal] });
});

test('an error that nobody foresaw is reported with its causes', async () => {
  const seen = await run(() => Promise.reject(new TypeError('outer', { cause: new RangeError('inner') })));
  assert.match(seen.failures.join(), /^UNEXPECTED: TypeError: outer ← RangeError: inner\. Next: /);
});
