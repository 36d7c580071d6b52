import { mkdir, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/project.ts';

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2;
}

/** `--runs N`, a positive whole number. */
export function parseRuns(raw: string): number {
  const runs = Number(raw);
  if (Number.isInteger(runs) && runs > 0) return runs;
  throw new Error('--runs must be a positive whole number');
}

/** Keeps raw figures, with the machine that they are of, as `bench/results/<name>.json`. */
export async function keepFigures(name: string, figures: object): Promise<void> {
  const directory = join(root, 'bench', 'results');
  await mkdir(directory, { recursive: true });
  const machine = {
    node: process.versions.node,
    platform: process.platform,
    arch: process.arch,
    cores: availableParallelism(),
  };
  await writeFile(join(directory, `${name}.json`), `${JSON.stringify({ machine, ...figures }, null, 2)}\n`);
}
