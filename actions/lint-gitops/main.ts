import type { Action, Runtime } from '@bitvault/action-kit';
import {
  cacheFolder,
  checkFolder,
  enumerated,
  failsOn,
  noticeTitle,
  render,
  tallyOf,
  type Shown,
} from '@bitvault/gitops';
import { relative, resolve } from 'node:path';
import { workspaceOf, writeReportFile } from '../workspace.ts';
import { baseOf } from './base.ts';
import { definition } from './inputs.ts';
import { failureLine, findingsSummary } from './summary.ts';

type Output = 'result' | 'errors' | 'warnings' | 'sarif-file' | 'reason';

export const action: Action<typeof definition.inputs, Output> = {
  definition,
  async main(inputs, runtime) {
    const { env } = runtime;
    const workspace = workspaceOf(env);
    const root = resolve(workspace, inputs.path);
    const cache = inputs.cache === undefined ? cacheFolder(env) : resolve(workspace, inputs.cache);
    const base = inputs.base === undefined ? await baseOf(env) : [inputs.base];
    const checked = await checkFolder({ root, only: inputs.rules ?? [], fix: false, base, cache, env });
    const shown: Shown = { ...checked, prefix: prefixOf(workspace, root) };
    const [sarif, json] = [inputs['sarif-file'], inputs['json-file']];
    const write = (form: 'sarif' | 'json', path: string) =>
      writeReportFile(runtime, `${form}-file`, path, render(form, shown, { colours: false }));
    const sarifFile = sarif === undefined ? '' : await write('sarif', sarif);
    if (json !== undefined) await write('json', json);
    runtime.info(render('text', shown, { colours: false }));
    if (inputs.annotations) annotate(shown, runtime);
    const { errors, warnings } = tallyOf(shown);
    const fails = failsOn[inputs['fail-on']].fails(shown);
    const failure = fails ? failureLine(shown) : '';
    const outputs = {
      result: errors + warnings === 0 ? 'clean' : 'findings',
      errors: String(errors),
      warnings: String(warnings),
      'sarif-file': sarifFile,
      reason: failure,
    };
    const summary = () => findingsSummary(shown);
    return fails ? { kind: 'refused', outputs, summary, failure } : { kind: 'done', outputs, summary };
  },
};

/** Annotations and SARIF name files from the root of the checkout, of which the GitOps repository may be a part. */
function prefixOf(workspace: string, root: string): string {
  const path = relative(workspace, root).replaceAll('\\', '/');
  return path === '' || path.startsWith('..') ? '' : `${path}/`;
}

function annotate({ reports, notices, prefix }: Shown, runtime: Runtime): void {
  // A step keeps only some of them: the errors first.
  const ordered = reports.toSorted((left, right) => left.severity.localeCompare(right.severity));
  for (const { severity, at, rule, message, applications } of ordered) {
    const where = applications.length === 0 ? '' : ` [${enumerated(applications)}]`;
    const place = { file: prefix + at.file, line: at.line, column: at.column };
    runtime.annotate({ severity, ...place, title: rule.id, message: message + where });
  }
  for (const { at, message } of notices) {
    const place = { file: prefix + at.file, line: at.line, column: at.column };
    runtime.annotate({ severity: 'notice', ...place, title: noticeTitle, message });
  }
}
