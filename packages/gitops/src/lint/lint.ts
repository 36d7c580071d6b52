import { grouped } from '../grouped.ts';
import type { Repository } from '../repository/repository.ts';
import type { Location, TextEdit } from '../yaml/location.ts';
import type { Rule, Severity } from './rule.ts';
import { renderFailed, toolMissing, yamlUnreadable } from './rules/looked-at.ts';
import { policyInvalid } from './rules/policy-names.ts';
import { suppressionInvalid, suppressionUnused } from './rules/suppressions.ts';
import { noSettings, type RuleSetting, type Settings } from './settings.ts';
import { suppressionsIn, type Suppression, type SuppressionComment } from './suppression.ts';

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

/** A finding that the repository says does not count, and why. */
export interface SuppressedReport extends Report {
  readonly reason: string;
  readonly by: 'comment' | 'settings';
}

export interface LintResult {
  /** By file and line. */
  readonly reports: readonly Report[];
  readonly suppressed: readonly SuppressedReport[];
}

export interface LintOptions {
  readonly rules: readonly Rule[];
  /** Ids of all rules there are, those that do not run this time too. */
  readonly known?: ReadonlySet<string>;
  readonly settings?: Settings;
}

/** What the rules find; the same finding of several Applications is one. */
export function lint(repository: Repository, { rules, known, settings = noSettings }: LintOptions): LintResult {
  const ids = new Set(rules.map(({ id }) => id));
  const comments = commentsIn(repository);
  const desk = new Desk(settings, comments);
  for (const report of gathered(repository, rules)) desk.take(report);
  const invalid = comments.flatMap((comment) => faultsOf(comment, known ?? ids));
  const unused = isReadable(repository, desk.reports, ids) ? desk.unused(ids) : [];
  for (const [rule, found] of [
    [suppressionInvalid, invalid],
    [suppressionUnused, unused],
  ] as const) {
    if (ids.has(rule.id)) for (const finding of found) desk.take(reportOf(rule, finding));
  }
  return { reports: desk.reports.toSorted(inOrder), suppressed: desk.suppressed.toSorted(inOrder) };
}

/** Where one of them finds something, the others have not seen all; unless that is how it has to be, and suppressed. */
const readings: readonly Rule[] = [yamlUnreadable, toolMissing, renderFailed, policyInvalid];

const isReadable = (repository: Repository, reports: readonly Report[], ran: ReadonlySet<string>): boolean =>
  readings.every((rule) =>
    ran.has(rule.id) ? !reports.some((report) => report.rule === rule) : [...rule.check(repository)].length === 0,
  );

type Place = Pick<Report, 'at' | 'message'>;

const reportOf = (rule: Rule, { at, message }: Place): Report => ({
  rule,
  severity: rule.severity,
  at,
  message,
  applications: [],
  edit: undefined,
});

function gathered(repository: Repository, rules: readonly Rule[]): Iterable<Report> {
  const reports = new Map<string, Report & { readonly applications: string[] }>();
  for (const rule of rules) {
    for (const { at, message, application, edit } of rule.check(repository)) {
      const key = JSON.stringify([rule.id, at.file, at.line, at.column, message]);
      const report = reports.get(key) ?? { ...reportOf(rule, { at, message }), applications: [], edit };
      if (application !== undefined && !report.applications.includes(application))
        report.applications.push(application);
      reports.set(key, report);
    }
  }
  return reports.values();
}

/** The suppressions of a repository. They stand in YAML files and in the templates of charts. */
export function commentsIn({ tree, yaml }: Repository): readonly SuppressionComment[] {
  return [...tree.files]
    .filter((path) => yaml.has(path) || /(?:^|\/)templates\/.*\.(?:ya?ml|tpl)$/.test(path))
    .flatMap((path) => suppressionsIn(path, yaml.get(path)?.text ?? tree.text(path)));
}

function faultsOf(comment: SuppressionComment, known: ReadonlySet<string>): readonly Place[] {
  if ('fault' in comment) return [{ at: comment.at, message: `this suppression ${comment.fault}` }];
  const strangers = comment.rules.filter((rule) => !known.has(rule));
  return strangers.map((rule) => ({ at: comment.at, message: `there is no rule ${rule} to suppress` }));
}

/** Sorts findings into those that count and those that do not, and remembers what was of use for that. */
class Desk {
  readonly reports: Report[] = [];
  readonly suppressed: SuppressedReport[] = [];
  readonly #settings: Settings;
  readonly #comments: ReadonlyMap<string, readonly Suppression[]>;
  readonly #used = new Set<string>();
  readonly #usedSettings = new Set<RuleSetting>();

  constructor(settings: Settings, comments: readonly SuppressionComment[]) {
    this.#settings = settings;
    this.#comments = grouped(
      comments.filter((comment) => 'rules' in comment),
      ({ at }) => at.file,
    );
  }

  take(report: Report): void {
    const { rule, at } = report;
    const comment = this.#comments
      .get(at.file)
      ?.find(({ rules, from, to }) => rules.includes(rule.id) && at.line >= from && at.line <= to);
    if (comment !== undefined) {
      this.#used.add(useKey(comment, rule.id));
      this.suppressed.push({ ...report, reason: comment.reason, by: 'comment' });
      return;
    }
    const setting = this.#settings.rules.find((each) => each.rule === rule.id && each.applies(at.file));
    if (setting !== undefined) this.#usedSettings.add(setting);
    if (setting?.severity === null) this.suppressed.push({ ...report, reason: setting.reason, by: 'settings' });
    else this.reports.push({ ...report, severity: setting?.severity ?? report.severity });
  }

  /** Those of rules that ran, or nothing could be said of them. */
  unused(ran: ReadonlySet<string>): readonly Place[] {
    const comments = [...this.#comments.values()]
      .flat()
      .flatMap((comment) =>
        comment.rules
          .filter((rule) => ran.has(rule) && !this.#used.has(useKey(comment, rule)))
          .map((rule) => ({ at: comment.at, message: `this suppression of ${rule} suppresses nothing` })),
      );
    const settings = this.#settings.rules
      .filter((setting) => ran.has(setting.rule) && !this.#usedSettings.has(setting))
      .flatMap(({ at, rule }) => (at === null ? [] : [{ at, message: `this setting of ${rule} concerns nothing` }]));
    return [...comments, ...settings];
  }
}

const useKey = ({ at }: Suppression, rule: string): string => `${at.file}:${at.line}:${rule}`;

const inOrder = ({ at: left }: Report, { at: right }: Report): number => {
  if (left.file !== right.file) return left.file < right.file ? -1 : 1;
  return left.line - right.line || left.column - right.column;
};
