import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { root } from '../../../scripts/project.ts';
import type { Files } from './folder.ts';

/** A repository as another team would publish it, without a fault, and what a fault in it looks like. */
export interface Published {
  /** Name of its folder in `repositories`. */
  readonly layout: string;
  /** How much of it is looked at; less means that its silence says nothing. */
  readonly applications: number;
  readonly manifests: number;
  readonly mistakes: readonly Mistake[];
}

/** One edit that breaks something. */
export interface Mistake {
  readonly title: string;
  readonly file: string;
  /** What stands in the file, once. */
  readonly from: string;
  readonly to: string;
  /** All findings, each as `file:line rule`. */
  readonly found: readonly string[];
}

export function filesOf({ layout }: Published): Files {
  const folder = join(root, 'test/peers/gitops/repositories', layout);
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [relative(folder, file).replaceAll(sep, '/'), readFileSync(file, 'utf8')];
    }),
  );
}

/** The text of the file with the mistake in it. */
export function mistaken(files: Files, { file, from, to }: Mistake): string {
  const pieces = (files[file] ?? '').split(from);
  if (pieces.length !== 2) throw new Error(`${file} has ${JSON.stringify(from)} ${pieces.length - 1} times`);
  return pieces.join(to);
}
