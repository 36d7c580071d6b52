// Says each secret of the file that the first argument names in every place where a step says something, as a step that is
// done, that is refused, and that throws. What it leaves are the files `<number>.<way>.output` and `.summary` of the second.
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  defineAction,
  githubRuntime,
  InputError,
  inputVariable,
  markdownText,
  required,
  runAction,
  secretText,
  type Action,
} from './index.ts';

const definition = defineAction({
  name: 'talkative',
  title: 'Talkative',
  description: 'Says what it was given.',
  icon: 'box',
  inputs: { token: required(secretText, 'Anything.') },
  outputs: { result: 'What came of it.', reason: 'Why not.', said: 'What it was given.' },
});

type Main = Action<typeof definition.inputs, keyof typeof definition.outputs>['main'];

const told = (secret: string) => ({
  outputs: { said: `a ${secret} b`, reason: JSON.stringify({ a: secret, b: encodeURIComponent(secret) }) },
  summary: () => `${secret}\n\n${markdownText(secret)}\n\n\`${secret}\` and ${secret.replaceAll(/[\\*_|]/g, '\\$&')}\n`,
});

const ways: Readonly<Record<string, Main>> = {
  async done({ token }, runtime) {
    runtime.info(`with ${token}, that is ${Buffer.from(`robot:${token}`).toString('base64')}`);
    runtime.warn(`with ${token}`);
    runtime.annotate({ severity: 'error', file: token, line: 1, column: 1, title: token, message: `with ${token}` });
    const { outputs, summary } = told(runtime.redact(token));
    return { kind: 'done', outputs: { ...outputs, ...told(token).outputs, result: 'done' }, summary };
  },
  async refused({ token }) {
    const { outputs, summary } = told(token);
    return {
      kind: 'refused',
      outputs: { ...outputs, result: 'refused' },
      summary,
      failure: `X: ${token}. Next: ${token}.`,
    };
  },
  thrown({ token }) {
    const cause = new TypeError(`in "${token}"`, { cause: new Error(`was ${token}`) });
    return Promise.reject(new Error(`not ${token}`, { cause }));
  },
  foreseen: ({ token }) => Promise.reject(new InputError('INPUT_INVALID', `input is ${token}`, `Change ${token}.`)),
  async unmade({ token }) {
    const summary = () => {
      throw new RangeError(`none for ${token}`, { cause: token });
    };
    return { kind: 'done', outputs: { ...told(token).outputs, result: 'done' }, summary };
  },
};

const [, , list = '', directory = ''] = process.argv;
mkdirSync(directory, { recursive: true });
for (const [number, secret] of (JSON.parse(readFileSync(list, 'utf8')) as readonly string[]).entries())
  for (const [way, main] of Object.entries(ways)) {
    const at = (what: string) => join(directory, `${number}.${way}.${what}`);
    const env = { [inputVariable('token')]: secret, GITHUB_OUTPUT: at('output'), GITHUB_STEP_SUMMARY: at('summary') };
    await runAction({ definition, main }, githubRuntime(env));
  }
