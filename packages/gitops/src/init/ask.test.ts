import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { test } from 'node:test';
import { askForMissing } from './ask.ts';
import type { RawAnswers } from './raw-answers.ts';

/** Answers each question, told by a part of its text, as somebody at a keyboard would; throws at one that was not expected. */
async function answered(given: RawAnswers, replies: readonly (readonly [question: string, keys: string])[]) {
  const input = new PassThrough();
  const output = new PassThrough();
  // A prompt ends its output, which standard output does not mind.
  output.end = () => output;
  const open = [...replies];
  let seen = '';
  output.on('data', (chunk: Buffer) => {
    seen += stripVTControlCharacters(chunk.toString());
    const [next] = open;
    if (next === undefined || !seen.includes(next[0])) return;
    open.shift();
    seen = '';
    // Only when the question is drawn does it listen.
    setImmediate(() => input.write(next[1]));
  });
  const answers = await askForMissing(given, { input, output });
  assert.deepEqual(open, []);
  return answers;
}

const enter = '\r';

test('asks for what has no default, or shapes everything', async () => {
  const answers = await answered({}, [
    ['Owner of the GitOps repository', `acme${enter}`],
    ['Application repository', `acme/shop${enter}`],
    ['Services', `api,host=api,database web,host=@${enter}`],
    ['Environments', enter],
    ['Domain', `acme.test${enter}`],
    ['One Application for each', `\u001B[B${enter}`],
    ['Manifests by', enter],
    ['migration', `api node migrate.js${enter}`],
    ['Previews', `n${enter}`],
  ]);
  assert.deepEqual(answers, {
    owner: 'acme',
    source: 'acme/shop',
    service: ['api,host=api,database', 'web,host=@'],
    environments: 'dev,staging,prod',
    domain: 'acme.test',
    layout: 'service',
    templating: 'helm',
    migration: 'api node migrate.js',
    previews: false,
  });
});

test('asks again after an answer that cannot be, and says what can', async () => {
  const answers = await answered(
    {
      owner: 'acme',
      source: 'acme/shop',
      services: 'api',
      environments: 'dev,prod',
      layout: 'service',
      templating: 'helm',
      migration: '',
      previews: true,
    },
    [
      ['Domain', `acme${enter}`],
      ['Must be a domain such as example.com', `.test${enter}`],
    ],
  );
  assert.equal(answers.domain, 'acme.test');
});

test('asks nothing that was given', async () => {
  const given: RawAnswers = {
    owner: 'acme',
    source: 'acme/shop',
    services: 'api',
    environments: 'dev,prod',
    domain: 'acme.test',
    layout: 'service',
    templating: 'kustomize',
    migration: '',
    previews: true,
  };
  assert.deepEqual(await answered(given, []), { ...given, service: undefined });
});

test('a question that is broken off ends it, and says so', async () => {
  await assert.rejects(answered({}, [['Owner', '\u0003']]), { name: 'InitError', code: 'INIT_CANCELLED' });
});
