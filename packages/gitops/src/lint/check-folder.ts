import { execFile } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { folderCache, noCache } from '../render/cache.ts';
import { pruneCache } from '../render/prune.ts';
import { findTools } from '../render/tools.ts';
import { loadRepository } from '../repository/load.ts';
import type { Repository } from '../repository/repository.ts';
import { openBase } from './base/base-files.ts';
import type { Notice } from './base/compare.ts';
import { newSuppressions, settingsThatHold } from './base/settings-that-hold.ts';
import { fixFiles } from './fix.ts';
import { rulesPage } from './output/docs.ts';
import { deploys } from './output/outcome.ts';
import { lint, type LintResult } from './lint.ts';
import { LintError } from './lint-error.ts';
import { rules as allRules, sourceRules } from './rules/index.ts';
import { usesAction } from './rules/workflow-rights.ts';
import { settingsPath, type Settings } from './settings.ts';
import type { Rule } from './rule.ts';

export interface CheckOptions {
  /** Absolute path of the repository. */
  readonly root: string;
  /** Ids of the rules that run; all, where it is empty. */
  readonly only: readonly string[];
  readonly fix: boolean;
  /** Names of the commit that what is checked is to be merged onto: the first that is there is taken. None by default. */
  readonly base?: readonly string[];
  /** Folder in which renderings are kept; null to keep none. */
  readonly cache: string | null;
  readonly env: NodeJS.ProcessEnv;
  readonly progress?: (rendered: number, of: number) => void;
}

export interface Checked extends LintResult {
  readonly repository: Repository;
  /** The rules that ran. */
  readonly rules: readonly Rule[];
  /** What the change does to what is looked at. */
  readonly notices: readonly Notice[];
  /** Edits that were made. */
  readonly fixed: number;
}

/**
 * Checks the repository in a folder.
 *
 * @throws LintError where there is nothing to check, the settings are at fault, or the base is not there.
 */
export async function checkFolder(options: CheckOptions): Promise<Checked> {
  const { root, only, fix } = options;
  refuseMissing(root);
  const chosen = chosenRules(only);
  const known = new Set(allRules.map(({ id }) => id));
  const own = await readable(() => readSettings(root));
  const { base: revisions = [] } = options;
  const base = revisions.length === 0 ? null : await openBase(root, revisions);
  const { settings, notices } = await settingsThatHold(own, base, known);
  const look = async () => {
    const repository = await readable(() => load(options, settings));
    const rules = isSource(repository) ? chosen.filter((rule) => sourceRules.includes(rule)) : chosen;
    return { repository, rules, result: lint(repository, { rules, known, settings }) };
  };
  const first = await look();
  const edits = fix ? first.result.reports.flatMap(({ edit }) => edit ?? []) : [];
  const fixed = edits.length === 0 ? 0 : fixFiles(root, edits);
  const { repository, rules, result } = fixed === 0 ? first : await look();
  if (options.cache !== null) await pruneCache(options.cache, Date.now());
  const suppressed = base === null ? [] : await newSuppressions(repository, base);
  return { ...result, repository, rules, fixed, notices: [...notices, ...suppressed] };
}

function refuseMissing(root: string): void {
  const found = statSync(root, { throwIfNoEntry: false });
  if (found?.isDirectory() === true) return;
  throw new LintError(
    'LINT_PATH_MISSING',
    found === undefined ? `there is no folder ${root}` : `${root} is a file, but a repository is checked as a whole`,
    'Name the root of the GitOps repository, checked out.',
  );
}

/** Tells what the file system refuses to let be read. */
async function readable<T>(read: () => T | Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && refusals.has(error.code))) throw error;
    throw new LintError(
      'LINT_PATH_UNREADABLE',
      `the repository cannot be read whole: ${error.message}`,
      `Let it be read, or leave it out with exclude in ${settingsPath}.`,
      { cause: error },
    );
  }
}

const refusals: ReadonlySet<unknown> = new Set(['EACCES', 'EPERM', 'EISDIR']);

function chosenRules(only: readonly string[]): readonly Rule[] {
  const unknown = only.filter((id) => !allRules.some((rule) => rule.id === id));
  if (unknown.length > 0) {
    throw new LintError('LINT_RULE_UNKNOWN', `there is no rule ${unknown.join(', ')}`, `${rulesPage} lists the rules.`);
  }
  return only.length === 0 ? allRules : allRules.filter(({ id }) => only.includes(id));
}

/** The text of the settings; empty where there are none. */
function readSettings(root: string): string {
  const file = join(root, settingsPath);
  const misnamed = settingsPath.replace(/yaml$/, 'yml');
  if (existsSync(join(root, misnamed)))
    throw new LintError('LINT_SETTINGS_INVALID', `${misnamed} is not read`, `Call it ${settingsPath}.`);
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

async function load({ root, env, cache, progress }: CheckOptions, settings: Settings): Promise<Repository> {
  const repository = await loadRepository(root, {
    addresses: [...settings.addresses, ...(await knownAddresses(root, env))],
    clusters: settings.clusters,
    kubernetes: settings.kubernetes,
    tools: await findTools(env['PATH'] ?? ''),
    cache: cache === null ? noCache : folderCache(cache),
    isExcluded: settings.isExcluded,
    ...(progress !== undefined && { progress }),
  });
  if (deploys(repository) || isSource(repository)) return repository;
  throw new LintError(
    'LINT_NO_APPLICATION',
    `none of the ${repository.yaml.size} YAML files below ${root} has an Application or ApplicationSet of argoproj.io`,
    'Name the root of the GitOps repository; if it is in charts alone, commit the Application that deploys them.',
  );
}

/** Whether it is one that images are built from: it deploys nothing, and its workflows decide what is released. */
const isSource = (repository: Repository): boolean =>
  !deploys(repository) &&
  repository.policy.kind === 'absent' &&
  repository.workflows.some(({ jobs }) => jobs.some((job) => usesAction(job, 'build-sign-push')));

/** What the job and the checkout say of themselves. */
async function knownAddresses(root: string, env: NodeJS.ProcessEnv): Promise<readonly string[]> {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: name } = env;
  return [...(server && name ? [`${server}/${name}`] : []), ...(await remotesOf(root))];
}

async function remotesOf(root: string): Promise<readonly string[]> {
  try {
    const { stdout } = await promisify(execFile)('git', [
      '-C',
      root,
      'config',
      '--get-regexp',
      String.raw`^remote\..*\.url$`,
    ]);
    return stdout.split('\n').flatMap((line) => line.split(' ')[1] ?? []);
  } catch {
    // No git, no repository or no remote: the Applications tell what the address is.
    return [];
  }
}
