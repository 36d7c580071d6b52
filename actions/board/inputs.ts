import {
  defaulted,
  defineAction,
  flag,
  optional,
  required,
  secretText,
  text,
  type InputValues,
} from '@bitvault/action-kit';
import { dryRunInput, gitOpsInputs, registryInputs, sourceInputs, trustInputs } from '../input-groups.ts';

export const definition = defineAction({
  name: 'board',
  title: 'BitVault: promotion board',
  description:
    'Keeps one issue that shows what runs where, what waits for what, what was promoted and how fast; the same as JSON.',
  icon: 'grid',
  inputs: {
    ...gitOpsInputs,
    token: required(
      secretText,
      'Token that reads contents, pull requests and statuses of the GitOps repository and writes its issues; `github.token` will do.',
    ),
    issue: defaulted(flag, 'true', 'Keep the board in an issue. Without, it is in the summary and the file alone.'),
    title: defaulted(text, 'Promotion board', 'Title of the issue.'),
    label: defaulted(
      text,
      'promotion-board',
      'Label of the issue, by which it is found again among those that this identity opened.',
    ),
    'json-file': optional(text, 'Where to write the board as JSON.'),
    ...sourceInputs,
    ...registryInputs,
    ...trustInputs,
    ...dryRunInput,
  },
  outputs: {
    result: '`created`, `updated`, `unchanged`, `planned` (in a dry run), `shown` (with `issue: false`) or `refused`.',
    'issue-number': 'Number of the issue.',
    url: 'Address of the issue.',
    'json-file': 'Path of the JSON file, if one was asked for.',
    reason: 'Why there is no board: `CODE: sentence. Next: …`.',
  },
});

export type BoardInputs = InputValues<typeof definition.inputs>;
export type BoardOutput = keyof typeof definition.outputs;
