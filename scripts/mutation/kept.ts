import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.ts';
import type { Part } from './parts.ts';
import type { FoundFile } from './run-part.ts';

/** A mutant that no test notices. */
export interface Survivor {
  /** The whole line that it begins on, without indentation. */
  readonly line: string;
  readonly code: string;
  /** Stryker's name for the kind of change. */
  readonly mutator: string;
  readonly replacement: string;
  /** Why it loosens nothing; written by a person, empty until then. */
  readonly argument: string;
}

export interface FileResult {
  readonly mutants: number;
  readonly killed: number;
  /** Changes of texts that only people read, which are not run. */
  readonly ignored: number;
  readonly survivors: readonly Survivor[];
}

/** By path from the root. */
export type Results = Readonly<Record<string, FileResult>>;

export const keptPath = (part: Part): string => `scripts/mutation/kept/${part.name}.json`;

export function readKept(part: Part): Results {
  const path = join(root, keptPath(part));
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Results) : {};
}

export function writeKept(part: Part, results: Results): void {
  writeFileSync(join(root, keptPath(part)), `${JSON.stringify(results, null, 2)}\n`);
}

const identity = ({ line, code, mutator, replacement }: Omit<Survivor, 'argument'>): string =>
  JSON.stringify([line, code, mutator, replacement]);

/** What was found, with the arguments that were written for the same mutants before. */
export function withArguments(found: ReadonlyMap<string, FoundFile>, before: Results): Results {
  return Object.fromEntries(
    [...found].map(([file, result]) => {
      const known = new Map((before[file]?.survivors ?? []).map((each) => [identity(each), each.argument]));
      const survivors = result.survivors.map((each) => ({ ...each, argument: known.get(identity(each)) ?? '' }));
      return [file, { ...result, survivors }];
    }),
  );
}

/** How a run differs from what is kept, one line each. */
export function differences(found: Results, kept: Results): readonly string[] {
  return Object.entries(found).flatMap(([file, { mutants, survivors }]) => {
    const before = kept[file];
    if (before === undefined) return [`${file}: nothing is kept of it`];
    const known = new Set(before.survivors.map(identity));
    const surviving = new Set(survivors.map(identity));
    return [
      ...(mutants === before.mutants ? [] : [`${file}: ${mutants} mutants, where ${before.mutants} are kept`]),
      ...survivors.filter((each) => !known.has(identity(each))).map((each) => `${file}: survives: ${told(each)}`),
      ...before.survivors
        .filter((each) => !surviving.has(identity(each)))
        .map((each) => `${file}: no longer survives: ${told(each)}`),
    ];
  });
}

const told = ({ line, code, replacement }: Survivor): string => `${code} → ${replacement}, in ${line}`;
