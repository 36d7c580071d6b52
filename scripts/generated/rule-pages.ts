import type { Rule } from '@bitvault/gitops';
import { markdownTable } from './tables.ts';

export const rulesFolder = 'docs/lint';

/** A page for every rule, and one that lists them. */
export function rulePages(rules: readonly Rule[]): ReadonlyMap<string, string> {
  const pages = rules.map((rule) => [`${rulesFolder}/${rule.id}.md`, rulePage(rule)] as const);
  return new Map([...pages, [`${rulesFolder}/README.md`, overview(rules)]]);
}

function rulePage({ id, severity, title, why, fix, argo }: Rule): string {
  const controllers =
    argo === undefined
      ? ''
      : `## What the controllers do\n\n${argo.does} Shown on the real ones by ${shown(argo.test)}.\n\n`;
  return [
    `# ${id}\n\n**${title}.** Severity: ${severity}.\n`,
    `## Why\n\n${why}\n`,
    `${controllers}## How to fix it\n\n${fix}\n`,
    `## Where it does not apply\n\nSay so on the line, or on the line above it, with the reason:\n`,
    `\`\`\`yaml\n# lint-gitops: disable=${id} -- why it is right here\n\`\`\`\n`,
    `or for whole paths in [\`.lint-gitops.yaml\`](README.md#settings).\n`,
  ].join('\n');
}

/** `path: name of the test`. */
function shown(test: string): string {
  const [path = '', ...name] = test.split(': ');
  return `“${name.join(': ')}” in [${path}](../../${path})`;
}

function overview(rules: readonly Rule[]): string {
  const rows = rules.map(({ id, severity, title }) => [`[${id}](${id}.md)`, severity, title]);
  return [
    '# Rules of lint-gitops\n\nMade from the rules by `npm run generate`.\n',
    markdownTable(['rule', 'severity', 'what is wrong'], rows),
    settings,
  ].join('\n');
}

const settings = `## Suppressions

A comment switches rules off for its own line or, where it stands alone, for the next line that is none; before the first key of a document, for the whole document:

\`\`\`yaml
image: nginx:1.29 # lint-gitops: disable=image-not-pinned -- a preview, gone tomorrow
# lint-gitops: disable=hook-spelling,image-not-pinned -- kept for the old cluster
\`\`\`

The reason is obligatory. A suppression that suppresses nothing is a finding itself. In the template of a chart, \`{{/* lint-gitops: … */}}\` works as well.

## Settings

\`.lint-gitops.yaml\` at the root of the repository, where every key is optional and an unknown one is an error:

\`\`\`yaml
# Addresses of this repository, where they cannot be told from git or from the Applications.
addresses: [https://github.com/acme/gitops]
# What Argo CD has a Secret for, as its sets with a cluster generator see it; \`[]\` if that is only the cluster it runs in.
clusters:
  - name: prod-eu
    server: https://prod-eu.example.com
    labels: {environment: prod}
# Folders and files that are not looked at.
exclude: [archive/**]
# Version of the clusters, for charts that ask for it. Where it is left out, they are told a new one.
kubernetes: 1.36.2
rules:
  image-not-pinned:
    severity: warning
    reason: third-party charts are pinned next quarter
  workflow-touches-cluster:
    off: true
    paths: [.github/workflows/bootstrap.yml]
    reason: the cluster is made there
\`\`\`

\`severity\` is \`error\` or \`warning\`; \`off: true\` switches the rule off; with \`paths\`, only for these. \`reason\` is obligatory.

A pull request is checked by the settings of the commit that it is to be merged onto, not by its own: those count once they are merged. On the command line, \`--base main\` does the same. What a change does to the settings, and what it newly suppresses, is told as a note beside the findings, which fails nothing.
`;
