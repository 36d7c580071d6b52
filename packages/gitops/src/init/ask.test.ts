import assert from 'node:assert/strict';
import { PassThrough } from 'node:stream';
import { stripVTControlCharacters } from 'node:util';
import { test } from 'node:test';
import { askForMissing, askWhether, type Terminal } from './ask.ts';
import type { RawAnswers } from './raw-answers.ts';

/** Answers each question, told by a part of its text, as somebody at a keyboard would; throws at one that was not expected. */
async function replied<T>(replies: readonly Reply[], ask: (terminal: Terminal) => Promise<T>): Promise<T> {
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
  const answers = await ask({ input, output });
  assert.deepEqual(open, []);
  return answers;
}

type Reply = readonly [question: string, keys: string];

const answered = (given: RawAnswers, replies: readonly Reply[]) =>
  replied(replies, (terminal) => askForMissing(given, terminal));

const enter = '\r';

test('asks for what has no default, or shapes everything', async () => {
  const answers = await answered({}, [
    ['Owner of the GitOps repository', `acme${enter}`],
    ['The GitOps repository is', `\u001B[B\u001B[B${enter}`],
    ['Application repository', `acme/My_Shop${enter}`],
    ['Prefix of Applications, namespaces and GitHub Apps (my-shop)', enter],
    ['? Services', `api,host=api,database web,host=@${enter}`],
    ['Environments', enter],
    ['Domain of prod', `acme.test${enter}`],
    ['One Application for each', `\u001B[B${enter}`],
    ['Manifests by', enter],
    ['Migration', `api node migrate.js${enter}`],
    ['Previews', `n${enter}`],
    ['Images are signed by', `\u001B[B${enter}`],
  ]);
  assert.deepEqual(answers, {
    owner: 'acme',
    private: 'team',
    source: 'acme/My_Shop',
    name: 'my-shop',
    service: ['api,host=api,database', 'web,host=@'],
    environments: 'dev,staging,prod',
    domain: 'acme.test',
    layout: 'service',
    templating: 'helm',
    migration: 'api node migrate.js',
    previews: false,
    sigstore: 'github',
  });
});

const given: RawAnswers = {
  owner: 'acme',
  private: '',
  source: 'acme/shop',
  name: 'shop',
  services: 'api',
  environments: 'dev,prod',
  domain: 'acme.test',
  layout: 'service',
  templating: 'kustomize',
  migration: '',
  previews: true,
  sigstore: 'public-good',
};

/** Empties the line. */
const again = '\u0015';

for (const [key, question, wrong, says, right] of [
  ['domain', 'Domain of prod', 'acme', 'Must be a domain such as example.com', 'acme.test'],
  ['source', 'Application repository', 'acme/gitops', 'another repository than acme/gitops', 'acme/shop'],
  ['environments', 'Environments', 'dev', 'Must be 2 to 20', 'dev,prod'],
  ['environments', 'Environments', 'dev,dev', 'dev comes twice', 'dev,prod'],
  ['migration', 'Migration', 'web node m.js', 'of one of the services, api', 'api node m.js'],
] as const) {
  test(`asks again after the ${key} ${wrong}, and says what can be`, async () => {
    const answers = await answered({ ...given, [key]: undefined }, [
      [question, `${wrong}${enter}`],
      [says, `${again}${right}${enter}`],
    ]);
    assert.equal(answers[key], right);
  });
}

for (const [wrong, says] of [
  ['api,web', 'with spaces between them'],
  ['api web api', 'api comes twice'],
  ['api,host=a web,host=a', 'host=a comes twice'],
] as const) {
  test(`asks again after the services ${wrong}, and says what can be`, async () => {
    const answers = await answered({ ...given, services: undefined }, [
      ['? Services', `${wrong}${enter}`],
      [says, `${again}api web${enter}`],
    ]);
    assert.deepEqual(answers.service, ['api', 'web']);
  });
}

test('does not offer an Application for each service where there are too many', async () => {
  const services = Array.from({ length: 21 }, (_, index) => `s${index}`).join();
  const answers = await answered({ ...given, services, layout: undefined }, [
    ['One Application for each', `\u001B[B${enter}`],
  ]);
  assert.equal(answers.layout, 'environment');
});

test('does not ask for the plan of another GitHub, nor who signs for it, whose jobs the public Sigstores do not know', async () => {
  const elsewhere = { ...given, sigstore: undefined, private: undefined, 'server-url': 'https://ghe.acme.test' };
  const { sigstore, private: plan } = await answered(elsewhere, []);
  assert.deepEqual([sigstore, plan], [undefined, undefined]);
});

test('asks nothing that was given', async () => {
  assert.deepEqual(await answered(given, []), { ...given, service: undefined });
});

test('a question that is broken off ends it, and says so', async () => {
  await assert.rejects(answered({}, [['Owner', '\u0003']]), { name: 'InitError', code: 'INIT_CANCELLED' });
});

test('goes on only after a yes', async () => {
  await replied([['Write 66 files', enter]], (terminal) => askWhether('Write 66 files', terminal));
  const refused = replied([['Write', `n${enter}`]], (terminal) => askWhether('Write 66 files', terminal));
  await assert.rejects(refused, { name: 'InitError', code: 'INIT_CANCELLED' });
});
