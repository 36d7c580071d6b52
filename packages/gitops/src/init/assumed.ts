import { isDeepStrictEqual } from 'node:util';
import { inCluster, type Answers } from './answers.ts';
import { viewOf } from './view.ts';

/** What nobody was asked about, as it is taken, and the options that change it. */
export function assumedText(answers: Answers): string {
  const { owner, repository, registry, releasers, keepers, last, argocdUrl, operators, actions } = viewOf(answers);
  const elsewhere = answers.environments.filter(({ cluster }) => !isDeepStrictEqual(cluster, inCluster));
  const rows: readonly (readonly [what: string, value: string, options: string])[] = [
    ['GitOps repository', `${owner}/${repository}`, '--repository'],
    ['images below', registry, '--registry'],
    [`who approves ${last.name}`, releasers.join(' '), '--releasers'],
    ['who may change rules', keepers, '--rule-keepers'],
    [
      'clusters',
      elsewhere.length === 0
        ? 'the one that Argo CD runs in'
        : `others for ${elsewhere.map(({ name }) => name).join(', ')}`,
      '--cluster',
    ],
    ['Argo CD', argocdUrl, '--argocd-url'],
    [
      'operators',
      [...new Set(operators.applications.map(({ operator }) => operator.name))].join(', ') || 'none',
      '--operators',
    ],
    ['bitvault/actions', `${actions.version}, ${actions.commit.slice(0, 7)}`, '--actions'],
  ];
  const widths = [0, 1].map((column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  const lines = rows.map(
    ([what, value, option]) => `  ${what.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${option}`,
  );
  return ['Taken as they are, if not said otherwise:', ...lines, ''].join('\n');
}
