import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, open, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

type Variables = Readonly<Record<string, string | undefined>>;

/** What keeps a step from telling how it ended. */
export interface Hindrance {
  /** Variables in place of those that a runner sets; the files and folders that they name are in `directory`. */
  readonly variables?: (directory: string) => Promise<Variables> | Variables;
  /** `closed`: nobody reads it; `full`: it is a file on a full disk. */
  readonly stdout?: 'closed' | 'full';
  /** Bytes after which no file grows any more, as where the disk is full. */
  readonly space?: 512;
}

const folder = async (path: string): Promise<string> => {
  await mkdir(path);
  return path;
};

const files = ['GITHUB_OUTPUT', 'GITHUB_STEP_SUMMARY'] as const;

/** Every way in which one of the two files cannot be written. */
const spoilt: Readonly<Record<string, (directory: string) => Promise<string> | string | undefined>> = {
  'is not set': () => undefined,
  'is empty': () => '',
  'is a folder': (directory) => folder(join(directory, 'folder')),
  'is in a folder that is not there': (directory) => join(directory, 'absent', 'file'),
  'cannot be written': () => '/proc/version',
  'is a device without space': () => '/dev/full',
};

export const hindrances: Readonly<Record<string, Hindrance>> = {
  none: {},
  ...Object.fromEntries(
    files.flatMap((file) =>
      Object.entries(spoilt).map(([how, spoil]): [string, Hindrance] => [
        `${file} ${how}`,
        { variables: async (directory) => ({ [file]: await spoil(directory) }) },
      ]),
    ),
  ),
  'the disk is full': { space: 512 },
  'nobody reads the log': { stdout: 'closed' },
  'the disk with the log is full': { stdout: 'full' },
  'there is no temporary folder': { variables: () => ({ RUNNER_TEMP: '/dev/null/none' }) },
  'nothing can be written, and nobody reads the log': {
    stdout: 'closed',
    variables: async (directory) => {
      const nowhere = await folder(join(directory, 'nowhere'));
      return { GITHUB_OUTPUT: nowhere, GITHUB_STEP_SUMMARY: nowhere };
    },
  },
};

export interface Ended {
  readonly exitCode: number | null;
  /** Standard output and error, as far as somebody read them. */
  readonly printed: string;
  /** What later steps get. @throws Error where the runner would fail the step because of what was written */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
}

/** Runs an action of the shipped bundle in a process of its own, with everything but `hindrance` as in a job. */
export async function runHindered(
  action: string,
  inputs: Variables,
  env: Variables,
  hindrance: Hindrance,
): Promise<Ended> {
  const directory = await mkdtemp(join(tmpdir(), 'hindered-'));
  const at = (name: string) => join(directory, name);
  try {
    await Promise.all([at('output'), at('summary')].map((path) => writeFile(path, '')));
    const given = Object.entries(inputs).map(([input, value]) => [`INPUT_${input.toUpperCase()}`, value]);
    const variables = {
      PATH: process.env['PATH'],
      GITHUB_WORKSPACE: directory,
      GITHUB_OUTPUT: at('output'),
      GITHUB_STEP_SUMMARY: at('summary'),
      RUNNER_TEMP: await folder(at('temporary')),
      ...env,
      ...Object.fromEntries(given),
      ...(await hindrance.variables?.(directory)),
    };
    const { exitCode, printed } = await spawned(action, variables, hindrance);
    const [output, summary] = await Promise.all([at('output'), at('summary')].map(textOf));
    return { exitCode, printed, outputs: parsedOutputs(output ?? ''), summary: summary ?? '' };
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function spawned(action: string, env: Variables, { stdout, space }: Hindrance) {
  const program = fileURLToPath(new URL(`../../dist/${action}.js`, import.meta.url));
  const [command = '', ...args] =
    space === undefined
      ? [process.execPath, program]
      : // A shell hands on no variables with a hyphen in their names.
        [
          '/bin/sh',
          '-c',
          `ulimit -f ${space / 512}; exec env "$@"`,
          'sh',
          ...assignments(env),
          process.execPath,
          program,
        ];
  const full = stdout === 'full' ? await open('/dev/full', 'w') : undefined;
  const child = spawn(command, args, { env, stdio: ['ignore', full?.fd ?? 'pipe', 'pipe'] });
  let printed = '';
  if (stdout === 'closed') child.stdout?.destroy();
  else child.stdout?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (printed += text));
  const exitCode = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject).once('close', resolve);
  });
  await full?.close();
  return { exitCode, printed };
}

const assignments = (env: Variables): readonly string[] =>
  Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]));

const textOf = async (path: string): Promise<string> => ((await stat(path)).isFile() ? readFile(path, 'utf8') : '');

/** Of the form `name<<delimiter`, value, delimiter, a line each, as the runner reads it. */
function parsedOutputs(text: string): Readonly<Record<string, string>> {
  const outputs: Record<string, string> = {};
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the file of outputs does not end with a line');
  while (lines.length > 0) {
    const [name = '', delimiter = ''] = (lines.shift() ?? '').split('<<');
    const end = lines.indexOf(delimiter);
    if (delimiter === '' || end < 0) throw new Error(`the output ${name} has no end`);
    outputs[name] = lines.splice(0, end).join('\n');
    lines.shift();
  }
  return outputs;
}
