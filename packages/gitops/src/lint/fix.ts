import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { grouped } from '../grouped.ts';
import type { TextEdit } from '../yaml/location.ts';

/** The text with all edits that do not touch each other, and how many these were. */
export function applyEdits(
  text: string,
  edits: readonly TextEdit[],
): { readonly text: string; readonly applied: number } {
  let result = text;
  let limit = text.length + 1;
  let applied = 0;
  for (const { start, end, text: replacement } of edits.toSorted((left, right) => right.start - left.start)) {
    if (end > limit || start > end) continue;
    result = result.slice(0, start) + replacement + result.slice(end);
    limit = start;
    applied += 1;
  }
  return { text: result, applied };
}

/** Writes the edits into the files below `root`, and tells how many there were. */
export function fixFiles(root: string, edits: readonly TextEdit[]): number {
  let applied = 0;
  for (const [file, ofFile] of grouped(edits, (edit) => edit.file)) {
    const path = join(root, file);
    const result = applyEdits(readFileSync(path, 'utf8'), ofFile);
    writeFileSync(path, result.text);
    applied += result.applied;
  }
  return applied;
}
