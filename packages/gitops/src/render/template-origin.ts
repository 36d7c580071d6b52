import type { Origin } from '../repository/resource.ts';
import type { FieldPath, Location } from '../yaml/location.ts';

/**
 * Finds fields of a rendered resource in the template that made it. A template is no YAML, so this goes from key to
 * key downwards, as far as they are written there, and is at worst a few lines off.
 */
export function templateOrigin(file: string, linesOf: () => readonly string[], kind: string, name: string): Origin {
  return {
    file,
    at: (path) => {
      const lines = linesOf();
      return locate(file, lines, sectionOf(lines, kind, name), path);
    },
    replacement: () => undefined,
    renaming: () => undefined,
  };
}

/** The first line, and the one behind the last; from 0. */
type Section = readonly [first: number, last: number];

/** The document of the template that is of this kind, and has the name in it if any has; the whole file otherwise. */
function sectionOf(lines: readonly string[], kind: string, name: string): Section {
  const marks = lines.flatMap((line, index) => (line.startsWith('---') ? [index] : []));
  const bounds = [-1, ...marks, lines.length];
  const sections = bounds.slice(1).map((end, index): Section => [(bounds[index] ?? -1) + 1, end]);
  const declares = new RegExp(`^\\s*kind:\\s*["']?${escaped(kind)}\\b`);
  const ofKind = sections.filter(([start, end]) => lines.slice(start, end).some((line) => declares.test(line)));
  const named = ofKind.find(([start, end]) => lines.slice(start, end).some((line) => line.trim() === `name: ${name}`));
  return named ?? ofKind[0] ?? [0, lines.length];
}

const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

function locate(file: string, lines: readonly string[], [first, last]: Section, path: FieldPath): Location {
  let line = lines.findIndex((text, index) => index >= first && /^\s*(?:apiVersion|kind):/.test(text));
  if (line < 0 || line >= last) line = first;
  let column = 1;
  for (const key of path) {
    if (typeof key === 'number') continue;
    const pattern = new RegExp(`(^\\s*(?:- +)*|[{,]\\s*)["']?${escaped(key)}["']?\\s*:`);
    let found = -1;
    for (let index = line; index < last && found < 0; index += 1) {
      const match = pattern.exec(lines[index] ?? '');
      if (match === null) continue;
      found = index;
      column = match.index + (match[1]?.length ?? 0) + 1;
    }
    if (found < 0) break;
    line = found;
  }
  return { file, line: line + 1, column };
}
