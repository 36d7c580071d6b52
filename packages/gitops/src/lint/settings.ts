import { limited } from '@bitvault/promotion';
import picomatch from 'picomatch';
import * as v from 'valibot';
import { firstFaults } from '../first-faults.ts';
import type { KnownCluster } from '../sets/clusters.ts';
import type { Location } from '../yaml/location.ts';
import { readYamlFile, type YamlDocument } from '../yaml/yaml-file.ts';
import { rulesPage } from './output/docs.ts';
import { LintError } from './lint-error.ts';
import type { Severity } from './rule.ts';

export const settingsPath = '.lint-gitops.yaml';

const nonEmpty = v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));

const texts = v.optional(v.record(v.string(), v.string()), {});

const schema = v.strictObject({
  addresses: v.optional(v.array(nonEmpty)),
  clusters: v.optional(
    v.array(
      v.strictObject({
        name: nonEmpty,
        server: nonEmpty,
        project: v.optional(v.string(), ''),
        labels: texts,
        annotations: texts,
      }),
    ),
  ),
  exclude: v.optional(v.array(nonEmpty)),
  kubernetes: v.optional(v.pipe(v.string(), v.regex(/^\d+\.\d+\.\d+$/, 'must be a whole version such as 1.36.2'))),
  rules: v.optional(
    v.record(
      v.string(),
      v.strictObject({
        severity: v.optional(v.picklist(['error', 'warning'])),
        off: v.optional(v.literal(true)),
        paths: v.optional(v.pipe(v.array(nonEmpty), v.nonEmpty('must not be empty'))),
        reason: nonEmpty,
      }),
    ),
  ),
});

/** What the repository says of one rule. */
export interface RuleSetting {
  readonly rule: string;
  /** Null where the change that is checked takes it out. */
  readonly at: Location | null;
  /** Null where the rule is off. */
  readonly severity: Severity | null;
  readonly reason: string;
  readonly applies: (file: string) => boolean;
}

export interface Settings {
  /** Addresses of the repository itself. */
  readonly addresses: readonly string[];
  /** Those of Argo CD, but for the one it runs in; undefined where it is not said. */
  readonly clusters: readonly KnownCluster[] | undefined;
  /** Version of the clusters; undefined where it is not said. */
  readonly kubernetes: string | undefined;
  /** Whether a file or folder is not looked at. */
  readonly isExcluded: (path: string) => boolean;
  readonly rules: readonly RuleSetting[];
}

export const noSettings: Settings = {
  addresses: [],
  clusters: undefined,
  kubernetes: undefined,
  isExcluded: () => false,
  rules: [],
};

/**
 * Reads the text of `.lint-gitops.yaml`.
 *
 * @param known ids of all rules there are
 * @throws LintError `LINT_SETTINGS_INVALID` with everything that is wrong, each with its line.
 */
export function parseSettings(text: string, known: ReadonlySet<string>): Settings {
  const { documents, problem, repeatedKeys } = readYamlFile(settingsPath, text);
  if (problem !== undefined) throw invalid([`${place(problem.at)} ${problem.says}`]);
  if (repeatedKeys.length > 0)
    throw invalid(repeatedKeys.map(({ at, key }) => `${place(at)} ${limited(key, 80)} is written twice`));
  const [document] = documents;
  if (document === undefined) return noSettings;
  const result = v.safeParse(schema, document.value);
  if (!result.success) throw invalid(result.issues.map((issue) => faultOf(issue, document)));
  const { addresses = [], clusters, kubernetes, exclude = [], rules = {} } = result.output;
  const faults = Object.entries(rules).flatMap(([rule, { severity, off }]) => {
    const at = place(document.at(['rules', rule], 'key'));
    if (!known.has(rule)) return [`${at} there is no rule ${limited(rule, 80)}`];
    return (severity === undefined) === (off === undefined) ? [`${at} ${rule} needs one of severity and off`] : [];
  });
  if (faults.length > 0) throw invalid(faults);
  return {
    addresses,
    clusters,
    kubernetes,
    isExcluded: exclude.length === 0 ? () => false : picomatch([...exclude], { dot: true }),
    rules: Object.entries(rules).map(([rule, { severity, paths, reason }]) => ({
      rule,
      at: document.at(['rules', rule], 'key'),
      severity: severity ?? null,
      reason,
      applies: paths === undefined ? () => true : picomatch([...paths], { dot: true }),
    })),
  };
}

function faultOf(issue: v.BaseIssue<unknown>, document: YamlDocument): string {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? key : String(key)));
  const name = path.join('.');
  const unknown = issue.type === 'strict_object' && issue.expected === 'never';
  const missing = issue.input === undefined;
  if (path.length === 0) return `${settingsPath} must hold a mapping of settings, but holds ${issue.received}`;
  const says = unknown ? 'is no setting' : missing ? 'is missing' : issue.message;
  return `${place(document.at(path, 'key'))} ${limited(name, 80)} ${says}`;
}

const place = ({ file, line, column }: Location): string => `${file}:${line}:${column}`;

/** The settings are those of a change that somebody proposes. */
const invalid = (faults: readonly string[]): LintError =>
  new LintError(
    'LINT_SETTINGS_INVALID',
    firstFaults(faults).join('; '),
    `Correct the settings; ${rulesPage} describes them.`,
  );
