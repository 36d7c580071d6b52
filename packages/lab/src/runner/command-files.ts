import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** The files through which a step talks to the runner, by the variable that names them. */
const files = {
  GITHUB_OUTPUT: 'set_output_',
  GITHUB_STATE: 'save_state_',
  GITHUB_ENV: 'set_env_',
  GITHUB_PATH: 'add_path_',
  GITHUB_STEP_SUMMARY: 'step_summary_',
} as const;

/** The limit of a step summary in bytes; GitHub drops a larger one. */
export const summaryLimit = 1024 * 1024;

type FileVariable = keyof typeof files;

export interface CommandFiles {
  /** Variables for the step's process. */
  readonly variables: Readonly<Record<FileVariable, string>>;
  /** What the step wrote, and a message for each file that broke the rules. */
  read(): Promise<WrittenCommands>;
}

export interface WrittenCommands {
  readonly outputs: readonly Pair[];
  readonly state: readonly Pair[];
  readonly env: readonly Pair[];
  readonly paths: readonly string[];
  readonly summary: string;
  /** Each fails the step. */
  readonly failures: readonly string[];
  /** Each is an error annotation that leaves the step's result alone. */
  readonly complaints: readonly string[];
}

export type Pair = readonly [name: string, value: string];

export async function createCommandFiles(temporary: string): Promise<CommandFiles> {
  const directory = join(temporary, '_runner_file_commands');
  await mkdir(directory, { recursive: true });
  const suffix = randomUUID();
  const at = (variable: FileVariable) => join(directory, files[variable] + suffix);
  const names = Object.keys(files) as FileVariable[];
  await Promise.all(names.map((name) => writeFile(at(name), '')));
  const variables = Object.fromEntries(names.map((name) => [name, at(name)])) as Record<FileVariable, string>;
  return { variables, read: () => readAll(variables) };
}

async function readAll(paths: Readonly<Record<FileVariable, string>>): Promise<WrittenCommands> {
  const failures: string[] = [];
  const complaints: string[] = [];
  const pairs = async (variable: FileVariable): Promise<readonly Pair[]> => {
    const parsed = parsePairs(await readWritten(paths[variable]));
    if (parsed.failure !== undefined) {
      const file = variable.replace('GITHUB_', '').toLowerCase();
      failures.push(`Unable to process file command '${file}' successfully.`, parsed.failure);
    }
    return parsed.pairs;
  };
  const [outputs, state, allEnv] = [
    await pairs('GITHUB_OUTPUT'),
    await pairs('GITHUB_STATE'),
    await pairs('GITHUB_ENV'),
  ];
  const env = allEnv.filter(([name]) => name.toUpperCase() !== 'NODE_OPTIONS');
  if (env.length < allEnv.length) {
    complaints.push("Can't store NODE_OPTIONS output parameter using '$GITHUB_ENV' command.");
  }
  const written = await readWritten(paths.GITHUB_PATH);
  let summary = await readWritten(paths.GITHUB_STEP_SUMMARY);
  const size = Buffer.byteLength(summary);
  if (size > summaryLimit) {
    complaints.push(
      `$GITHUB_STEP_SUMMARY upload aborted, supports content up to a size of 1024k, got ${Math.ceil(size / 1024)}k.`,
    );
    summary = '';
  }
  await Promise.all(Object.values(paths).map((path) => rm(path, { recursive: true, force: true })));
  const added = written.split(/\r\n|\n|\r/).filter((line) => line !== '');
  return { outputs, state, env, paths: added, summary, failures, complaints };
}

/** A step may delete its file; that is as if it had written nothing. */
async function readWritten(path: string): Promise<string> {
  try {
    return (await readFile(path, 'utf8')).replace(/^\uFEFF/, '');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw error;
  }
}

/**
 * The runner's reading of `name=value` and `name<<delimiter` lines: only a line feed ends a line, whichever of `=` and
 * `<<` comes first decides, and what stands before a broken line still counts (actions/runner, `FileCommandManager`).
 */
export function parsePairs(text: string): { readonly pairs: readonly Pair[]; readonly failure?: string } {
  const lines = text.split('\n');
  if (lines.at(-1) === '') lines.pop();
  const pairs: Pair[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line === '') continue;
    const equals = line.indexOf('=');
    const heredoc = line.indexOf('<<');
    if (heredoc >= 0 && (equals < 0 || heredoc < equals)) {
      const [name, delimiter] = [line.slice(0, heredoc), line.slice(heredoc + 2)];
      if (name === '' || delimiter === '') {
        return { pairs, failure: `Invalid format '${line}'. Name must not be empty and delimiter must not be empty` };
      }
      const end = lines.indexOf(delimiter, index + 1);
      if (end < 0) return { pairs, failure: `Invalid value. Matching delimiter not found '${delimiter}'` };
      pairs.push([name, lines.slice(index + 1, end).join('\n')]);
      index = end;
    } else if (equals > 0) {
      pairs.push([line.slice(0, equals), line.slice(equals + 1)]);
    } else {
      return { pairs, failure: `Invalid format '${line}'${equals === 0 ? '. Name must not be empty' : ''}` };
    }
  }
  return { pairs };
}
