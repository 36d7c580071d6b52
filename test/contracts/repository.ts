import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/project.ts';

/** The files of the project as paths from the root: tracked, or new and not ignored. */
export function projectFiles(): string[] {
  const list = ['ls-files', '-z', '--cached', '--others', '--exclude-standard', '--deduplicate'];
  return execFileSync('git', list, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(root, path)));
}

export const read = (path: string): string => readFileSync(join(root, path), 'utf8');

/** What the contracts look at in a `package.json`. */
export interface PackageJson {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** Where the sources of a package of this repository lie; `root` holds scripts, tests and benchmarks. */
export type Unit = 'root' | 'actions' | `packages/${string}`;

export function unitOf(path: string): Unit {
  const [first = '', second = ''] = path.split('/');
  if (first === 'packages') return `packages/${second}`;
  return first === 'actions' ? 'actions' : 'root';
}

export const packageJson = (unit: Unit): PackageJson =>
  JSON.parse(read(unit === 'root' ? 'package.json' : `${unit}/package.json`)) as PackageJson;

const sourceRoots = /^(packages\/[^/]+\/src|actions|scripts|test|bench)\//;

/** Every TypeScript and JavaScript source of the project itself; neither the bundle nor the examples. */
export const sourceFiles = (): string[] =>
  projectFiles().filter((path) => sourceRoots.test(path) && /\.(ts|mjs)$/.test(path));
