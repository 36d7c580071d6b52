import { createHash } from 'node:crypto';
import { projectAddress } from '../../lint/output/docs.ts';
import type { Severity } from '../check.ts';
import { checkOf, checks, type CheckCode } from '../check-table.ts';
import { severityOf, type Finding } from '../finding.ts';
import { commandOf, pageOf, plain, type Report } from './treated.ts';

/** What code scanning shows: 9.0 and above is critical, 4.0 medium, below that low. */
const scores: Readonly<Record<Severity, string>> = { error: '9.0', warning: '5.0', note: '1.0' };

const codes = Object.keys(checks) as readonly CheckCode[];

/** SARIF 2.1.0, as GitHub's code scanning reads it. A setting has no line: what is no file's is shown at promotion.yaml. */
export function sarifReport(report: Report): string {
  const results = [
    ...report.findings.map((finding) => resultOf(finding, report)),
    ...report.accepted.map(({ finding, reason }) => ({
      ...resultOf(finding, report),
      suppressions: [{ kind: 'external', justification: reason }],
    })),
  ];
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'doctor', informationUri: projectAddress, rules: codes.map(descriptorOf) } },
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function descriptorOf(code: CheckCode) {
  const { title, attack, remedy, severity } = checkOf(code);
  return {
    id: code,
    shortDescription: { text: plain(title) },
    fullDescription: { text: plain(attack) },
    help: { text: plain(remedy), markdown: remedy },
    helpUri: pageOf(code),
    defaultConfiguration: { level: severity },
    properties: { tags: ['security'], 'security-severity': scores[severity] },
  };
}

function resultOf(finding: Finding, { repository: gitops }: Report) {
  const { code, repository, subject, says, at, fix } = finding;
  const place = repository === gitops && at !== undefined ? at : { file: 'promotion.yaml', line: 1, column: 1 };
  const how = (fix?.changes ?? []).map((change) => `\n${commandOf(change)}`).join('');
  return {
    ruleId: code,
    ruleIndex: codes.indexOf(code),
    level: severityOf(finding),
    message: { text: `${repository}: ${says}.${how}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: place.file.split('/').map(encodeURIComponent).join('/'), uriBaseId: '%SRCROOT%' },
          region: { startLine: place.line, startColumn: place.column },
        },
        logicalLocations: [{ fullyQualifiedName: `${repository}: ${subject}`, kind: 'resource' }],
      },
    ],
    partialFingerprints: {
      'finding/v1': createHash('sha256').update(`${code}\0${repository}\0${subject}`).digest('hex'),
    },
  };
}
