import type { Location } from '../yaml/location.ts';

/** A comment that switches rules off, with the reason. */
export interface Suppression {
  readonly at: Location;
  readonly rules: readonly string[];
  readonly reason: string;
  /** Lines that it is for, both included. */
  readonly from: number;
  readonly to: number;
}

export type SuppressionComment = Suppression | { readonly at: Location; readonly fault: string };

const comment = /(?:^|\s)(?:#|\{\{-?\s*\/\*)\s*lint-gitops:\s*(?<says>.*?)\s*(?:\*\/\s*-?\}\}\s*)?$/;
const form = /^disable=(?<rules>[a-z0-9-]+(?:\s*,\s*[a-z0-9-]+)*)(?:\s+--\s*(?<reason>.*))?$/;

/** Lines without content of a document: blank ones, comments, and actions of a template. */
const isEmptyLine = (line: string): boolean => /^\s*(?:#.*|\{\{.*\}\}\s*)?$/.test(line);
const isMark = (line: string): boolean => /^(?:---(?:\s|$)|\.\.\.\s*$|%)/.test(line);

const shape = '`lint-gitops: disable=RULE[,RULE] -- REASON`';

/** The suppressions in the text of a file, in their order. */
export function suppressionsIn(file: string, text: string): readonly SuppressionComment[] {
  if (!text.includes('lint-gitops:')) return [];
  const lines = text.split(/\r?\n/);
  return lines.flatMap((line, index): readonly SuppressionComment[] => {
    const match = comment.exec(line);
    if (match === null) return [];
    const at = { file, line: index + 1, column: match.index + match[0].search(/\S/) + 1 };
    const { rules, reason } = form.exec(match.groups?.['says'] ?? '')?.groups ?? {};
    if (rules === undefined) return [{ at, fault: `is not understood; it must read ${shape}` }];
    if (reason === undefined || reason === '') return [{ at, fault: `has no reason; it must read ${shape}` }];
    return [{ at, rules: rules.split(/\s*,\s*/), reason, ...linesFor(lines, index) }];
  });
}

function linesFor(lines: readonly string[], index: number): { readonly from: number; readonly to: number } {
  if (!isEmptyLine(lines[index] ?? '')) return { from: index + 1, to: index + 1 };
  if (opensDocument(lines, index)) {
    const end = lines.findIndex(
      (line, later) => later > index && isMark(line) && hasContentBetween(lines, index, later),
    );
    return { from: index + 1, to: end < 0 ? lines.length : end };
  }
  const next = lines.findIndex((line, later) => later > index && !isEmptyLine(line));
  return { from: index + 1, to: (next < 0 ? index : next) + 1 };
}

/** Whether no content of the document comes before the line. */
function opensDocument(lines: readonly string[], index: number): boolean {
  for (let line = index - 1; line >= 0; line -= 1) {
    const text = lines[line] ?? '';
    if (isMark(text)) return true;
    if (!isEmptyLine(text)) return false;
  }
  return true;
}

const hasContentBetween = (lines: readonly string[], from: number, to: number): boolean =>
  lines.slice(from, to).some((line) => !isEmptyLine(line) && !isMark(line));
