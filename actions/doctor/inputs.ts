import {
  defaulted,
  defineAction,
  flag,
  lines,
  oneOf,
  optional,
  parsed,
  required,
  secretText,
  text,
} from '@bitvault/action-kit';
import { parseAcceptance } from '@bitvault/gitops';
import { parseRepositoryName, plans } from '@bitvault/promotion';
import { gitOpsInputs } from '../input-groups.ts';

export const definition = defineAction({
  name: 'doctor',
  title: 'BitVault: doctor',
  description:
    'Looks whether the gates can be walked round: environments, rulesets, keys, settings of Actions, Apps, code owners and workflows, with what somebody could do and what closes it.',
  icon: 'activity',
  inputs: {
    ...gitOpsInputs,
    token: required(
      secretText,
      'Token that reads settings: of a GitHub App with the permissions that the README lists. `github.token` sees little, and what it does not see is a finding.',
    ),
    'app-repositories': optional(
      lines(parseRepositoryName),
      'Repositories that images are built from, one per line. Default: those in `promotion.yaml`.',
    ),
    plan: optional(oneOf(...plans), 'Plan of the owner, where the token may not see it.'),
    accept: optional(
      parsed(acceptances),
      'Findings that are known and meant, one per line, each with its reason: `CODE: REASON`.',
    ),
    fix: defaulted(flag, 'false', 'Change the settings that can be changed without harm, and look again.'),
    'fail-on': defaulted(
      oneOf('error', 'warning', 'never'),
      'error',
      'What fails the step: `error`, `warning` (errors too) or `never`.',
    ),
    'sarif-file': optional(text, 'Where to write the findings as SARIF, for code scanning.'),
    'json-file': optional(text, 'Where to write the findings as JSON.'),
    annotations: defaulted(flag, 'true', 'Show the findings as annotations.'),
  },
  outputs: {
    result: '`clean`, `findings` or `refused`.',
    errors: 'How many findings defeat a gate, or leave open whether one is defeated.',
    warnings: 'How many weaken one.',
    fixed: 'How many were fixed.',
    'sarif-file': 'Path of the SARIF file, if one was asked for.',
    'json-file': 'Path of the JSON file, if one was asked for.',
    reason: 'Why the step failed: `CODE: sentence. Next: …`.',
  },
});

function acceptances(raw: string): ReadonlyMap<ReturnType<typeof parseAcceptance>[0], string> {
  const given = raw
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return new Map(given.map(parseAcceptance));
}

export type DoctorOutput = keyof typeof definition.outputs;
