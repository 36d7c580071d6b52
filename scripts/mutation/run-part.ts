import { Stryker } from '@stryker-mutator/core';
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from '../project.ts';
import type { FileResult, Survivor } from './kept.ts';
import { testCommand, type Part } from './parts.ts';

export type Found = Omit<Survivor, 'argument'>;
export interface FoundFile extends Omit<FileResult, 'survivors'> {
  readonly survivors: readonly Found[];
}

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number];

/** Mutates the files of a part in a copy of the packages and runs its tests on each mutant; by file. */
export async function runPart(part: Part): Promise<ReadonlyMap<string, FoundFile>> {
  const stryker = new Stryker({
    mutate: [...part.files],
    testRunner: 'command',
    commandRunner: { command: testCommand(part) },
    plugins: ['./scripts/mutation/texts-ignorer.ts'],
    ignorers: ['texts'],
    // The tests import their own package by relative path, so the copy tests itself; all else comes from node_modules.
    ignorePatterns: ['**', '!package.json', '!packages/promotion/**', '!packages/signing/**', '**/out/**'],
    tempDirName: '.stryker-tmp',
    disableTypeChecks: false,
    checkers: [],
    reporters: ['progress-append-only'],
    concurrency: 2,
    // A loaded machine must not pass for an endless loop.
    timeoutMS: 60_000,
    allowConsoleColors: false,
  });
  const mutants = await stryker.runMutationTest();
  return new Map(part.files.map((file) => [file, fileResult(file, mutants)]));
}

function fileResult(file: string, all: readonly MutantResult[]): FoundFile {
  const lines = readFileSync(join(root, file), 'utf8').split('\n');
  const mutants = all.filter(({ fileName }) => relative(root, fileName).replaceAll('\\', '/') === file);
  const broken = mutants.find(({ status }) => status === 'RuntimeError' || status === 'CompileError');
  if (broken !== undefined)
    throw new Error(`${file}: a mutant could not be run: ${broken.statusReason ?? 'no reason'}`);
  const run = mutants.filter(({ status }) => status !== 'Ignored');
  const survivors = run
    .filter(({ status }) => status !== 'Killed' && status !== 'Timeout')
    .map((mutant) => foundOf(mutant, lines))
    .toSorted((left, right) => left.at - right.at)
    .map(({ found }) => found);
  return {
    mutants: run.length,
    killed: run.length - survivors.length,
    ignored: mutants.length - run.length,
    survivors,
  };
}

/** Told by its text, not by its line number, which any edit above it would change. Stryker counts from 1. */
function foundOf(
  { location: { start, end }, mutatorName, replacement }: MutantResult,
  lines: readonly string[],
): { readonly at: number; readonly found: Found } {
  const affected = lines.slice(start.line - 1, end.line);
  const last = affected.length - 1;
  const code = affected
    .map((line, index) => line.slice(index === 0 ? start.column - 1 : 0, index === last ? end.column - 1 : undefined))
    .join('\n');
  const found = {
    line: (affected[0] ?? '').trim(),
    code: brief(code),
    mutator: mutatorName,
    replacement: brief(replacement ?? ''),
  };
  return { at: start.line * 1_000 + start.column, found };
}

const longest = 160;

function brief(code: string): string {
  const line = code.replaceAll(/\s+/g, ' ');
  return line.length > longest ? `${line.slice(0, longest)} …` : line;
}
