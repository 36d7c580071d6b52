import { markdownTable } from './tables.ts';

/** The exported `…ErrorCodes` tables of one package, or any other table of codes under its own heading. */
export interface CodeTable {
  readonly heading: string;
  readonly rows: readonly (readonly [code: string, meaning: string])[];
}

/** Every `…ErrorCodes` table among the exports of a module, in the order of their names. */
export function codeTables(heading: string, exports: Readonly<Record<string, unknown>>): CodeTable {
  const rows = Object.keys(exports)
    .filter((name) => name.endsWith('ErrorCodes'))
    .toSorted()
    .flatMap((name) => Object.entries(sentences(name, exports[name])));
  return { heading, rows };
}

function sentences(name: string, table: unknown): Record<string, string> {
  const valid =
    typeof table === 'object' && table !== null && Object.values(table).every((text) => typeof text === 'string');
  if (!valid) throw new Error(`${name} must be a table of codes and sentences`);
  return table as Record<string, string>;
}

/** Why a promotion waits or is refused. */
type ReasonCodes = ReadonlyMap<string, { readonly disposition: string; readonly next: string }>;

export function errorCodesPage(tables: readonly CodeTable[], reasons: ReasonCodes): string {
  const sections = tables
    .filter(({ rows }) => rows.length > 0)
    .map(
      ({ heading, rows }) =>
        `## ${heading}\n\n${markdownTable(
          ['code', 'meaning'],
          rows.map(([code, meaning]) => [`\`${code}\``, meaning]),
        )}`,
    );
  return [
    '# Error codes\n\nMade from the packages by `npm run generate`. Every failure of an action is one line, ' +
      '`CODE: what was wrong. Next: what to do`; the codes are stable.\n\n' +
      'Whatever only reports changes no outcome. Where outputs, the summary, annotations, the log or files for later steps ' +
      'cannot be written (`GITHUB_OUTPUT` is unset, a folder, read-only or on a full disk; nobody reads the log), the step ends ' +
      'as it would have: what was done is done and exits 0, what was refused is refused. It says so in a warning of the same ' +
      'form, with a code that ends in `_LOST`; later steps then find the outputs empty, which the actions of this suite refuse where they need them.\n',
    ...sections,
    '## Reasons of promotions\n\nWhat `promote`, the merge gates and `rollback` answer instead of going on. A reason that waits ' +
      'passes by itself or when a person acts; one that refuses stays until someone corrects what it names.\n',
    markdownTable(
      ['code', 'effect', 'next'],
      [...reasons].map(([code, { disposition, next }]) => [`\`${code}\``, disposition, next]),
    ),
  ].join('\n');
}
