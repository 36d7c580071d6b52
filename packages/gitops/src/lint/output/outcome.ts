import type { Repository } from '../../repository/repository.ts';
import type { Notice } from '../base/compare.ts';
import type { LintResult } from '../lint.ts';

/** What an output has to show. */
export interface Outcome extends LintResult {
  readonly repository: Repository;
  readonly notices: readonly Notice[];
  /** What comes before the path of a file where the checked folder is a part of something larger: empty, or with a slash at its end. */
  readonly prefix: string;
}

export interface Tally {
  readonly errors: number;
  readonly warnings: number;
}

export const tallyOf = ({ reports }: Pick<LintResult, 'reports'>): Tally => ({
  errors: reports.filter(({ severity }) => severity === 'error').length,
  warnings: reports.filter(({ severity }) => severity === 'warning').length,
});

/** Whether it has Applications; else it is one that images are built from. */
export const deploys = ({ applications, applicationSets }: Repository): boolean =>
  applications.length > 0 || applicationSets.length > 0;

/** What was looked at: `3 Applications`, `2 workflows`. */
export const subjectOf = (repository: Repository): string =>
  deploys(repository)
    ? counted(repository.applications.length, 'Application')
    : counted(repository.workflows.length, 'workflow');

/** `3 errors`, `1 error`. */
export const counted = (count: number, one: string, several = `${one}s`): string =>
  `${count} ${count === 1 ? one : several}`;

/** `dev, staging and 3 more`; empty where there are none. */
export function enumerated(names: readonly string[], most = 3): string {
  const shown = names.length > most + 1 ? names.slice(0, most) : names;
  const rest = names.length - shown.length;
  return `${shown.join(', ')}${rest === 0 ? '' : ` and ${rest} more`}`;
}
