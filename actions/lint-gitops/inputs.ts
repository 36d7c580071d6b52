import { defaulted, defineAction, flag, lines, oneOf, optional, text } from '@bitvault/action-kit';

export const definition = defineAction({
  name: 'lint-gitops',
  title: 'BitVault: lint GitOps repository',
  description:
    'Renders what Argo CD will apply and checks it for what no schema catches: waves, hooks, digests, policy.',
  icon: 'search',
  inputs: {
    path: defaulted(text, '${{ github.workspace }}', 'Root of the GitOps repository, checked out.'),
    'fail-on': defaulted(
      oneOf('error', 'warning', 'never'),
      'error',
      'From which severity on findings fail the step: `error`, `warning` or `never`.',
    ),
    rules: optional(
      lines((raw) => raw),
      'Rules that run, one per line. Default: all of docs/lint.',
    ),
    base: optional(
      text,
      'Commit of the checkout, or its name, whose `.lint-gitops.yaml` holds. Default: what a pull request is to be merged onto, which `actions/checkout` brings with `fetch-depth: 2`; elsewhere the checked out one.',
    ),
    annotations: defaulted(flag, 'true', 'Show findings at their lines in the pull request.'),
    'sarif-file': optional(text, 'Where to write the findings as SARIF, for github/codeql-action/upload-sarif.'),
    'json-file': optional(text, 'Where to write the findings as JSON.'),
    cache: optional(
      text,
      'Folder in which renderings are kept by their content. Kept with actions/cache, only what changed is rendered. Default: one in the temporary folder of the job.',
    ),
  },
  outputs: {
    result: '`clean`, `findings` or `refused`.',
    errors: 'Number of findings that are errors.',
    warnings: 'Number of findings that are warnings.',
    'sarif-file': 'Path of the SARIF file, if one was asked for.',
    reason: 'Why the repository could not be checked, or did not pass: `CODE: sentence. Next: …`.',
  },
});
