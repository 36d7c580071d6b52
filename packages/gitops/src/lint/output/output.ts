import type { Checked } from '../check-folder.ts';
import { githubOutput } from './github.ts';
import { jsonOutput } from './json.ts';
import { tallyOf, type Outcome } from './outcome.ts';
import { sarifOutput } from './sarif.ts';
import { textOutput } from './text.ts';

/** A form in which findings are told. */
export type OutputFormat = 'text' | 'json' | 'sarif' | 'github';

export const outputs = { text: 'text', json: 'json', sarif: 'sarif', github: 'github' } as const;

export type Shown = Outcome & Pick<Checked, 'rules'>;

export function render(format: OutputFormat, shown: Shown, { colours }: { readonly colours: boolean }): string {
  switch (format) {
    case 'text':
      return textOutput(shown, { colours });
    case 'json':
      return jsonOutput(shown);
    case 'sarif':
      return sarifOutput(shown, shown.rules);
    case 'github':
      return githubOutput(shown);
    default:
      return format satisfies never;
  }
}

/** From which severity on findings make a run fail. */
export interface FailOn {
  fails(result: Parameters<typeof tallyOf>[0]): boolean;
}

export const failsOn: Readonly<Record<'error' | 'warning' | 'never', FailOn>> = {
  error: { fails: (result) => tallyOf(result).errors > 0 },
  warning: { fails: ({ reports }) => reports.length > 0 },
  never: { fails: () => false },
};
