import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  defineAction,
  flag,
  lines,
  oneOf,
  optional,
  parsed,
  readInputs,
  required,
  text,
  wholeNumber,
} from '@bitvault/action-kit';
import { parseAcceptance, parseAnswers, type RawAnswers } from '@bitvault/gitops';
import { parseServiceName } from '@bitvault/promotion';
import { credentialFinder } from '@bitvault/registry';
import { mustBe, type TextReader } from './text-reader.ts';

/** In a file of that name, in a folder that is there for the time of reading. */
async function inFile<T>(name: string, content: string, read: (folder: string) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-text-'));
  try {
    writeFileSync(join(folder, name), content);
    return await read(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const basic = (pair: string): string => Buffer.from(pair).toString('base64');
const dockerConfig = JSON.stringify({
  auths: {
    'ghcr.io': { auth: basic('robot:s3cret') },
    'https://index.docker.io/v1/': { username: 'a', password: 'b' },
    'registry.example': { identitytoken: 'token' },
  },
  credHelpers: {},
});

const readCredentials = (content: string): Promise<void> =>
  inFile('config.json', content, async (folder) => {
    const masked: string[] = [];
    const find = credentialFinder({
      environment: { DOCKER_CONFIG: folder, REGISTRY_AUTH_FILE: join(folder, 'config.json'), PATH: '' },
      mask: (secret) => masked.push(secret),
    });
    for (const name of ['ghcr.io/acme/api', 'docker.io/library/node', 'registry.example/a']) {
      const found = await find(name);
      for (const secret of Object.values(found ?? {})) assert.ok(typeof secret === 'string' && secret !== '');
      if (found !== undefined) assert.ok(masked.length > 0);
    }
  });

/** The helper writes what it is given, whatever it is asked for. */
const readHelperAnswer = (answer: string): Promise<void> =>
  inFile('answer', answer, async (folder) => {
    const program = join(folder, 'docker-credential-fuzzed');
    writeFileSync(program, '#!/bin/sh\ncat "${0%/*}/answer"\n');
    chmodSync(program, 0o700);
    writeFileSync(join(folder, 'config.json'), '{"credsStore": "fuzzed"}');
    const masked: string[] = [];
    const find = credentialFinder({
      environment: { DOCKER_CONFIG: folder, PATH: `${folder}:${process.env['PATH'] ?? ''}` },
      mask: (secret) => masked.push(secret),
    });
    const found = await find('ghcr.io/acme/api');
    const secret = found && ('identityToken' in found ? found.identityToken : found.password);
    assert.ok(secret !== undefined && secret !== '' && masked.includes(secret));
  });

const action = defineAction({
  name: 'fuzzed',
  title: 'Fuzzed',
  description: 'Has an input of every kind.',
  icon: 'box',
  inputs: {
    text: required(text, 'Any.'),
    flag: required(flag, 'Any.'),
    lines: required(lines(parseServiceName), 'Any.'),
    choice: required(oneOf('a', 'b'), 'Any.'),
    number: required(wholeNumber, 'Any.'),
    service: optional(parsed(parseServiceName), 'Any.'),
  },
  outputs: {},
});

/** One line for each input; what follows the last is the input with several lines. */
function readAll(given: string): void {
  const [flagged = '', choice = '', number = '', service = '', ...rest] = given.split('\n');
  const env = { FLAG: flagged, CHOICE: choice, NUMBER: number, SERVICE: service, TEXT: given, LINES: rest.join('\n') };
  const inputs = Object.fromEntries(Object.entries(env).map(([name, value]) => [`INPUT_${name}`, value]));
  const values = readInputs(action, inputs, () => {});
  assert.ok(Number.isSafeInteger(values.number) && values.number >= 1);
  assert.ok(typeof values.flag === 'boolean' && ['a', 'b'].includes(values.choice));
  assert.equal(values.text, given.trim());
}

const answers: readonly (keyof RawAnswers)[] = [
  'owner',
  'source',
  'registry',
  'services',
  'environments',
  'domain',
  'server-url',
  'argocd-url',
  'database-host',
  'operators',
  'releasers',
  'signing-keys',
  'actions',
];
const suite = `v1.2.3@${'a'.repeat(40)}`;

function readAnswers(given: string): void {
  const values = given.split('\n');
  const raw = Object.fromEntries(
    answers.map((name, index) => [name, values[index] === '' ? undefined : values[index]]),
  );
  const { services, environments } = parseAnswers(raw);
  assert.ok(services.length > 0 && environments.length > 0);
}

/** Reader → what a job or a person gives it. */
export const jobReaders: Readonly<Record<string, TextReader>> = {
  "Docker's config.json": { honest: [dockerConfig], read: readCredentials },
  'the answer of a credential helper': {
    honest: ['{"ServerURL":"ghcr.io","Username":"robot","Secret":"s3cret"}', '{"Username":"<token>","Secret":"t"}\n'],
    read: readHelperAnswer,
  },
  'inputs of an action': { honest: ['true\na\n7\napi\nweb\napi-2', 'false\nb\n90\n\nx'], read: readAll },
  'answers for a new repository': {
    honest: [
      `acme\nacme/shop\nghcr.io/acme\napi,web\ndev,staging,prod\nacme.example\n\nhttps://argocd.acme.example\n\n\n\n\n${suite}`,
    ],
    read: readAnswers,
  },
  'what the doctor is to accept': mustBe(parseAcceptance, 'actions-any: we build our own'),
};
