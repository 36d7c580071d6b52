import { readFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { RunnerError } from './runner-error.ts';

/** The metadata of a JavaScript action, as its `action.yml` gives it. */
export interface ActionDefinition {
  readonly directory: string;
  /** `owner/name` and ref for GITHUB_ACTION_REPOSITORY and GITHUB_ACTION_REF; absent for `./path`. */
  readonly repository?: string;
  readonly ref?: string;
  readonly inputs: ReadonlyMap<string, { readonly default: string }>;
  readonly main: string;
  readonly pre?: string;
  readonly post?: string;
  readonly preIf: string;
  readonly postIf: string;
}

/** The repository that this suite is published as. */
const suiteRepository = 'bitvault/actions';

/** Where the lab's own versions of actions that the examples use are; they run for every ref. */
const standIns: ReadonlyMap<string, string> = new Map(
  [
    'actions/checkout',
    'actions/create-github-app-token',
    'actions/setup-node',
    'github/codeql-action/upload-sarif',
  ].map((action) => [action, fileURLToPath(new URL(`stand-ins/${basename(action)}`, import.meta.url))]),
);

/** Whether the lab has an action for a step's `uses`. A `./path` is looked up when the step comes, as on GitHub. */
export function isAvailable(uses: string): boolean {
  return uses.startsWith('./') || remoteDirectory(uses, '/') !== undefined;
}

/**
 * Finds the action that a step's `uses` names. `./path` is taken from the workspace where that has it (a checkout), else
 * from the suite.
 *
 * @throws RunnerError `ACTION_UNAVAILABLE` or `ACTION_INVALID`
 */
export async function loadAction(uses: string, suiteRoot: string, workspace: string): Promise<ActionDefinition> {
  if (uses.startsWith('./')) {
    const [checkedOut, own] = [workspace, suiteRoot].map((root) => resolve(root, uses));
    const found = (await readMetadata(checkedOut)) ?? (await readMetadata(own));
    if (found === undefined) throw unavailable(uses);
    return definition(uses, found.directory, found.text);
  }
  const directory = remoteDirectory(uses, suiteRoot);
  const found = directory === undefined ? undefined : await readMetadata(directory);
  if (found === undefined) throw unavailable(uses);
  const [path = '', ref = ''] = uses.split('@');
  const repository = path.split('/').slice(0, 2).join('/');
  return { ...definition(uses, found.directory, found.text), repository, ref };
}

function remoteDirectory(uses: string, suiteRoot: string): string | undefined {
  const [path, ref, ...more] = uses.split('@');
  if (path === undefined || !ref || more.length > 0) return undefined;
  if (path === suiteRepository) return suiteRoot;
  const name = path.startsWith(`${suiteRepository}/`) ? path.slice(suiteRepository.length + 1) : undefined;
  if (name !== undefined) return /^[a-z][a-z0-9-]*$/.test(name) ? join(suiteRoot, name) : undefined;
  return standIns.get(path);
}

async function readMetadata(
  directory: string | undefined,
): Promise<{ readonly directory: string; readonly text: string } | undefined> {
  if (directory === undefined) return undefined;
  for (const name of ['action.yml', 'action.yaml']) {
    try {
      return { directory, text: await readFile(join(directory, name), 'utf8') };
    } catch (error) {
      const absent = error instanceof Error && 'code' in error && ['ENOENT', 'ENOTDIR'].includes(String(error.code));
      if (!absent) throw error;
    }
  }
  return undefined;
}

function definition(uses: string, directory: string, text: string): ActionDefinition {
  const metadata = asMapping(parse(text));
  const runs = asMapping(metadata['runs']);
  if (runs['using'] !== 'node24') {
    throw new RunnerError(
      'ACTION_INVALID',
      `action "${uses}" runs with "${String(runs['using'])}", which is not available in the lab`,
      'Use an action with `runs.using: node24`.',
    );
  }
  const program = (key: string) => (typeof runs[key] === 'string' ? join(directory, runs[key]) : undefined);
  const main = program('main');
  if (main === undefined) {
    throw new RunnerError('ACTION_INVALID', `action "${uses}" has no \`runs.main\``, 'Correct its action.yml.');
  }
  const [pre, post] = [program('pre'), program('post')];
  return {
    directory,
    inputs: new Map(
      Object.entries(asMapping(metadata['inputs'])).map(([name, spec]) => [
        name,
        { default: inputDefault(asMapping(spec)['default']) },
      ]),
    ),
    main,
    ...(pre !== undefined && { pre }),
    ...(post !== undefined && { post }),
    preIf: typeof runs['pre-if'] === 'string' ? runs['pre-if'] : 'always()',
    postIf: typeof runs['post-if'] === 'string' ? runs['post-if'] : 'always()',
  };
}

function inputDefault(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value === 'string') return value;
  return JSON.stringify(value);
}

function asMapping(value: unknown): Readonly<Record<string, unknown>> {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

const unavailable = (uses: string) =>
  new RunnerError(
    'ACTION_UNAVAILABLE',
    `action "${uses}" is not available in the lab`,
    `Use an action of this suite, or one of ${[...standIns.keys()].join(', ')}.`,
  );
