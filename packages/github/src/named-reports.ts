import type { StatusReport } from '@bitvault/promotion';
import * as v from 'valibot';
import { reportFields, statusReport } from './base-facts.ts';
import { answerInvalid } from './connection.ts';
import { aliased, unaliased, type QueryVariables } from './query-variables.ts';

/** The last reports of these contexts, for a selection on Commit: others may be many. */
export function namedReportsField(contexts: readonly string[], variables: QueryVariables): string {
  const reports = aliased(
    'context',
    contexts,
    (context) => `context(name: ${variables.add('String!', context)}) { ${reportFields} }`,
  );
  return `status { state ${reports} }`;
}

export const namedReports = v.nullable(v.looseObject({ state: v.string() }));

const reported = v.nullable(statusReport);

/** @throws GitHubError where the answer leaves out what was asked for. */
export function reportsNamed(
  contexts: readonly string[],
  status: v.InferOutput<typeof namedReports>,
  about: string,
): readonly StatusReport[] {
  if (status === null) return [];
  return unaliased('context', contexts.length, status).flatMap((found) => {
    const report = v.safeParse(reported, found);
    if (!report.success) throw answerInvalid(about, 'a status is missing from it');
    return report.output === null ? [] : [report.output];
  });
}
