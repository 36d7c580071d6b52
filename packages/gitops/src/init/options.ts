import { parseArgs, type ParseArgsConfig } from 'node:util';
import { usageFault } from '../command/usage-fault.ts';
import { InitError } from './init-error.ts';
import type { RawAnswers } from './raw-answers.ts';

export interface Options {
  readonly answers: RawAnswers;
  readonly directory: string;
  readonly yes: boolean;
  readonly dryRun: boolean;
  readonly help: boolean;
}

const options = {
  name: { type: 'string' },
  owner: { type: 'string' },
  repository: { type: 'string' },
  private: { type: 'string' },
  source: { type: 'string' },
  registry: { type: 'string' },
  service: { type: 'string', multiple: true },
  services: { type: 'string' },
  environments: { type: 'string' },
  cluster: { type: 'string', multiple: true },
  layout: { type: 'string' },
  templating: { type: 'string' },
  'server-url': { type: 'string' },
  'argocd-url': { type: 'string' },
  domain: { type: 'string' },
  'database-host': { type: 'string' },
  previews: { type: 'boolean' },
  migration: { type: 'string' },
  operators: { type: 'string' },
  'secret-store': { type: 'string' },
  'require-signed-commits': { type: 'boolean' },
  'signing-keys': { type: 'string' },
  releasers: { type: 'string' },
  'rule-keepers': { type: 'string' },
  sigstore: { type: 'string' },
  'signer-workflow': { type: 'string' },
  actions: { type: 'string' },
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

export type OptionName = keyof typeof options;

/** @throws InitError INIT_OPTION_UNKNOWN */
export function parseOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options,
      allowNegative: true,
      allowPositionals: true,
    });
    if (positionals.length > 1) throw new TypeError(`one folder at a time, not ${positionals.length}`);
    const { yes, 'dry-run': dryRun, help, ...answers } = values;
    return { answers, directory: positionals[0] ?? '.', yes, dryRun, help };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new InitError(
      'INIT_OPTION_UNKNOWN',
      usageFault(error),
      'bitvault-gitops init --help tells the options.',
      [],
      {
        cause: error,
      },
    );
  }
}

/** The command that needs no questions for these answers, for a shell. */
export function commandLine(answers: RawAnswers, directory: string): string {
  const words = Object.entries(answers).flatMap(
    ([name, value]: [string, string | boolean | readonly string[] | undefined]) => {
      if (value === undefined || value === '') return [];
      if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`];
      return [value].flat().map((each) => `--${name}=${quoted(each)}`);
    },
  );
  return ['bitvault-gitops init', ...(directory === '.' ? [] : [quoted(directory)]), ...words, '--yes'].join(' ');
}

const quoted = (word: string): string =>
  /^[A-Za-z0-9@%+=:,./_-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
