import type { Action, Runtime } from '@bitvault/action-kit';
import {
  consult,
  countOf,
  jsonReport,
  markdownReport,
  sarifReport,
  severityOf,
  textReport,
  type DoctorReport,
} from '@bitvault/gitops';
import { gitOpsRepository, serverAddresses } from '../connections.ts';
import { openSafeguards } from '../safeguards.ts';
import { writeReportFile } from '../workspace.ts';
import { definition, type DoctorOutput } from './inputs.ts';

export const action: Action<typeof definition.inputs, DoctorOutput> = {
  definition,
  async main(inputs, runtime) {
    const { env } = runtime;
    const { api: apiUrl, graphql: graphqlUrl } = serverAddresses(env);
    const ports = openSafeguards({ token: inputs.token, apiUrl, graphqlUrl, plan: inputs.plan });
    const report = await consult(ports, {
      repository: gitOpsRepository(inputs.repository, env),
      branch: inputs.branch,
      applications: inputs['app-repositories'],
      fix: inputs.fix,
      acceptances: inputs.accept ?? new Map(),
    });
    const [sarif, json] = [inputs['sarif-file'], inputs['json-file']];
    const written = async (input: string, path: string | undefined, text: () => string): Promise<string> =>
      path === undefined ? '' : writeReportFile(runtime, input, path, text());
    const sarifFile = await written('sarif-file', sarif, () => sarifReport(report));
    const jsonFile = await written('json-file', json, () => jsonReport(report));
    runtime.info(textReport(report, { colours: false }));
    if (inputs.annotations) annotate(report, runtime);
    const [errors, warnings] = [countOf(report.findings, 'error'), countOf(report.findings, 'warning')];
    const fails = { error: errors > 0, warning: errors + warnings > 0, never: false }[inputs['fail-on']];
    const failure = fails ? failureLine(report) : '';
    const outputs = {
      result: report.findings.length === 0 ? 'clean' : 'findings',
      errors: String(errors),
      warnings: String(warnings),
      fixed: String(report.treatments.filter((treatment) => treatment.failure === null).length),
      'sarif-file': sarifFile,
      'json-file': jsonFile,
      reason: failure,
    };
    const summary = () => `${markdownReport(report)}\n`;
    return fails ? { kind: 'refused', outputs, summary, failure } : { kind: 'done', outputs, summary };
  },
};

/** What is no file's has no line: it is shown at the policy, which it puts at risk. */
function annotate({ findings, repository }: DoctorReport, runtime: Runtime): void {
  for (const finding of findings) {
    const severity = severityOf(finding);
    if (severity === 'note') continue;
    const own = finding.repository === repository ? finding.at : undefined;
    const { file, line, column } = own ?? { file: 'promotion.yaml', line: 1, column: 1 };
    const message = `${finding.repository}: ${finding.says}`;
    runtime.annotate({ severity, file, line, column, title: finding.code, message });
  }
}

function failureLine({ findings, repository }: DoctorReport): string {
  const codes = [...new Set(findings.map(({ code }) => code))];
  const shown = codes.length > 4 ? `${codes.slice(0, 3).join(', ')} and ${codes.length - 3} more` : codes.join(', ');
  return `DOCTOR_FINDINGS: ${repository} has findings: ${shown}. Next: close them as the log says, or accept what is meant with its reason.`;
}
