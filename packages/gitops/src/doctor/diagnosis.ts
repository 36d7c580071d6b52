import type { RepositoryName } from '@bitvault/promotion';
import { topics, type Severity } from './check.ts';
import { checkOf, type CheckCode } from './check-table.ts';
import { actionsFindings } from './checks/actions.ts';
import { appFindings } from './checks/apps.ts';
import { baseBranchFindings } from './checks/base-branch.ts';
import { botBranchFindings } from './checks/bot-branches.ts';
import { environmentFindings } from './checks/environments.ts';
import { keyFindings } from './checks/keys.ts';
import { ownerFindings } from './checks/owners.ts';
import { planFindings } from './checks/plan.ts';
import { sourceFindings } from './checks/sources.ts';
import { workflowFindings } from './checks/workflows.ts';
import { severityOf, type Finding } from './finding.ts';
import { lookedAt } from './looked-at.ts';
import type { Patient } from './patient.ts';

/** What came of looking, in the order in which reports show it. */
export interface Diagnosis {
  readonly repository: RepositoryName;
  /** Worst first, and within that by topic. */
  readonly findings: readonly Finding[];
  /** Findings that somebody has accepted, with why. */
  readonly accepted: readonly { readonly finding: Finding; readonly reason: string }[];
  /** One line for each repository: what was seen there. */
  readonly lookedAt: readonly string[];
}

/** Codes of findings that are known and accepted → why. */
export type Acceptances = ReadonlyMap<CheckCode, string>;

const checks: readonly ((patient: Patient) => Iterable<Finding>)[] = [
  planFindings,
  environmentFindings,
  keyFindings,
  baseBranchFindings,
  botBranchFindings,
  actionsFindings,
  appFindings,
  ownerFindings,
  workflowFindings,
  sourceFindings,
];

/** Facts to findings; asks nobody. */
export function diagnose(patient: Patient, acceptances: Acceptances = new Map()): Diagnosis {
  const all = distinct(checks.flatMap((check) => [...check(patient)])).toSorted(byWeight);
  return {
    repository: patient.gitops.repository,
    findings: all.filter(({ code }) => !acceptances.has(code)),
    accepted: all.flatMap((finding) => {
      const reason = acceptances.get(finding.code);
      return reason === undefined ? [] : [{ finding, reason }];
    }),
    lookedAt: lookedAt(patient),
  };
}

const identity = ({ code, repository, subject, says, at }: Finding): string =>
  JSON.stringify([code, repository, subject, says, at?.line ?? 0]);

function distinct(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [identity(finding), finding])).values()];
}

const weights: Readonly<Record<Severity, number>> = { error: 0, warning: 1, note: 2 };
const order = Object.keys(topics);

const byWeight = (left: Finding, right: Finding): number =>
  weights[severityOf(left)] - weights[severityOf(right)] ||
  order.indexOf(checkOf(left.code).topic) - order.indexOf(checkOf(right.code).topic);

/** What was not read, which is a finding of its own. */
export const isUnread = ({ code }: Finding): boolean => code.startsWith('unread-');

export const countOf = (findings: readonly Finding[], severity: Severity): number =>
  findings.filter((finding) => severityOf(finding) === severity).length;
