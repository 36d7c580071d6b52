import { createHash } from 'node:crypto';
import type { TextEdit } from '../../yaml/location.ts';
import type { Report, SuppressedReport } from '../lint.ts';
import type { Rule } from '../rule.ts';
import { projectAddress, rulePage } from './docs.ts';
import type { Outcome } from './outcome.ts';

/** SARIF 2.1.0, as GitHub's code scanning reads it. */
export function sarifOutput(outcome: Outcome, rules: readonly Rule[]): string {
  const results = [
    ...outcome.reports.map((report) => resultOf(report, rules, outcome)),
    ...outcome.suppressed.map((report) => ({
      ...resultOf(report, rules, outcome),
      suppressions: [suppressionOf(report)],
    })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'lint-gitops', informationUri: projectAddress, rules: rules.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

const descriptorOf = ({ id, severity, title, why, fix }: Rule) => ({
  id,
  shortDescription: { text: title },
  fullDescription: { text: why },
  help: { text: fix, markdown: fix },
  helpUri: rulePage(id),
  defaultConfiguration: { level: severity },
});

function resultOf(report: Report, rules: readonly Rule[], outcome: Outcome) {
  const { rule, severity, at, message, applications, edit } = report;
  const { prefix } = outcome;
  const suffix = applications.length === 0 ? '' : ` (${applications.join(', ')})`;
  return {
    ruleId: rule.id,
    ruleIndex: rules.indexOf(rule),
    level: severity,
    message: { text: `${message}${suffix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(prefix + at.file),
          region: { startLine: at.line, startColumn: at.column },
        },
      },
    ],
    // The same finding keeps its identity when lines above it come or go.
    partialFingerprints: {
      'finding/v1': createHash('sha256').update(`${rule.id}\0${at.file}\0${message}`).digest('hex'),
    },
    ...(edit !== undefined && { fixes: [fixOf(edit, rule, prefix)] }),
  };
}

const fixOf = (edit: TextEdit, rule: Rule, prefix: string) => ({
  description: { text: rule.fix },
  artifactChanges: [
    {
      artifactLocation: artifact(prefix + edit.file),
      replacements: [
        {
          deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
          insertedContent: { text: edit.text },
        },
      ],
    },
  ],
});

const suppressionOf = ({ by, reason }: SuppressedReport) => ({
  kind: by === 'comment' ? 'inSource' : 'external',
  justification: reason,
});

const artifact = (path: string) => ({ uri: path.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' });
