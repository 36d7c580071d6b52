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
  yes: { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies NonNullable<ParseArgsConfig['options']>;

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

export const help = `Usage: bitvault-gitops init [PATH] [OPTION …]

Writes a GitOps repository, which Argo CD follows and the actions of this suite promote images through, to PATH (the
current folder, if not said).
On a terminal, what is not given is asked for. Existing files are never overwritten.

What it is for
  --owner OWNER             owner of the GitOps repository on GitHub
  --repository NAME         its name (gitops)
  --source OWNER/NAME       the application repository, whose workflow builds the images
  --name NAME               begins the names of Applications, namespaces and GitHub Apps (from the source's name)
  --service NAME[,host=LABEL][,database][,keda]
                            a service; once for each. host: reachable from outside at LABEL below the domain, or at
                            the domain itself with @. database: gets the address of the database and a token for it.
                            keda: scaled by what waits for it; only without a host
  --services A,B,C          the same for services without options
  --registry HOST/PATH      where the images are, each under the name of its service (ghcr.io/OWNER)
  --environments A,B,…      in the order of promotion, two or more (dev,staging,prod): a bot merges the first, a person
                            approves in the last, a review is asked for between
  --migration "SERVICE ARG …"
                            what runs in the image of that service before each new version (no migration)
  --secret-store [KIND/]NAME
                            where External Secrets finds the database's password: a ClusterSecretStore, or KIND
                            SecretStore (none: pods show the database tokens of their own)
  --[no-]previews           environments for labelled pull requests of the source (yes)

Who decides
  --releasers @OWNER,…      who approves what goes to the last environment (@OWNER/releasers)
  --rule-keepers @OWNER,…   who may change rules, manifests and workflows (@OWNER/rule-keepers)
  --require-signed-commits  Argo CD takes only commits that one of the signing keys signed (no)
  --signing-keys ID,…       GPG keys for that (the one by which github.com signs merges; others must say)

How it is cut
  --layout LAYOUT           environment: one Application for each environment; service: one for each of its services
  --templating TEMPLATING   helm or kustomize

Where it runs
  --cluster ENV=CLUSTER     address of an API server or name of a cluster in Argo CD; once for each (in-cluster)
  --domain DOMAIN           of the last environment; the others are below it
  --operators A,B,…         what Argo CD installs there: external-secrets, cert-manager, keda (none)
  --database-host HOST      with {env} for the environment (postgres.{env}.internal.DOMAIN)
  --argocd-url URL          (https://argocd.DOMAIN)
  --server-url URL          of GitHub, if it is an Enterprise Server (https://github.com)

  --yes                     ask nothing, even on a terminal
  --dry-run                 write nothing, say what would be written
  -h, --help
`;
