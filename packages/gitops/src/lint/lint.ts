import type { Repository } from '../repository/repository.ts';
import type { Location, TextEdit } from '../yaml/location.ts';
import type { Rule, Severity } from './rule.ts';

/** A finding with the rule that it is of. */
export interface Report {
  readonly rule: Rule;
  readonly severity: Severity;
  readonly at: Location;
  readonly message: string;
  /** The Applications that it was found in, in their order. */
  readonly applications: readonly string[];
  readonly edit: TextEdit | undefined;
}

/** What all rules find, by file and line; the same finding of several Applications is one. */
export function lint(repository: Repository, rules: readonly Rule[]): readonly Report[] {
  const reports = new Map<string, Report>();
  for (const rule of rules) {
    for (const { at, message, application, edit } of rule.check(repository)) {
      const key = JSON.stringify([rule.id, at.file, at.line, at.column, message]);
      const applications = [
        ...(reports.get(key)?.applications ?? []),
        ...(application === undefined ? [] : [application]),
      ];
      reports.set(key, { rule, severity: rule.severity, at, message, applications: [...new Set(applications)], edit });
    }
  }
  return [...reports.values()].toSorted(inOrder);
}

const inOrder = ({ at: left }: Report, { at: right }: Report): number => {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
};
