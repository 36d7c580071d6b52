import type { OptionGroup, OptionHelp } from '../command/option-help.ts';
import { defaults } from './raw-answers.ts';
import type { OptionName } from './options.ts';

const flag = (form: string, says: string, standard?: string): OptionHelp =>
  standard === undefined ? { form, says } : { form, says, standard };

const texts: Readonly<Record<OptionName, OptionHelp>> = {
  owner: flag('--owner OWNER', 'owner of the GitOps repository on GitHub; must be given'),
  repository: flag('--repository NAME', 'its name', defaults.repository),
  private: flag(
    '--private PLAN',
    'the GitOps repository is private, and its owner on this plan: pro, team or enterprise. Below enterprise there are no required reviewers: a member of the releasers starts the gate by hand',
    'it is public',
  ),
  source: flag('--source OWNER/NAME', 'the application repository, whose workflow builds the images; must be given'),
  name: flag('--name NAME', 'begins the names of Applications, namespaces and GitHub Apps', "from the source's name"),
  service: flag(
    '--service NAME[,host=LABEL][,database][,keda]',
    'a service; once for each. host: reachable from outside at LABEL below the domain, or at the domain itself with @. database: gets the address of the database and a token for it. keda: scaled by what waits for it; only without a host',
  ),
  services: flag('--services A,B,C', 'the same for services without options; one of the two must be given'),
  registry: flag('--registry HOST/PATH', 'where the images are, each under the name of its service', 'ghcr.io/OWNER'),
  environments: flag(
    '--environments A,B,…',
    'in the order of promotion, two or more: a bot merges the first, a person approves in the last, a review is asked for between',
    defaults.environments,
  ),
  migration: flag(
    '--migration "SERVICE ARG …"',
    'what runs in the image of that service before each new version',
    'no migration',
  ),
  'secret-store': flag(
    '--secret-store [KIND/]NAME',
    "where External Secrets finds the database's password: a ClusterSecretStore, or KIND SecretStore",
    'none: pods show the database tokens of their own',
  ),
  previews: flag('--[no-]previews', 'environments for labelled pull requests of the source', 'yes'),
  releasers: flag('--releasers @OWNER,…', 'who approves what goes to the last environment', '@OWNER/releasers'),
  'rule-keepers': flag(
    '--rule-keepers @OWNER,…',
    'who may change rules, manifests and workflows',
    '@OWNER/rule-keepers',
  ),
  'require-signed-commits': flag(
    '--require-signed-commits',
    'Argo CD takes only commits that one of the signing keys signed',
    'no',
  ),
  'signing-keys': flag(
    '--signing-keys ID,…',
    'GPG keys for that',
    'the one by which github.com signs merges; others must say',
  ),
  sigstore: flag(
    '--sigstore SIGSTORE',
    "whose signatures the admission policies take. public-good: Sigstore's public instance, where the source is public; github: GitHub's own, where it is private or internal",
    defaults.sigstore,
  ),
  'signer-workflow': flag(
    '--signer-workflow OWNER/NAME/PATH@REF',
    'the reusable workflow that builds and signs, where that of the source calls one: acme/ci/.github/workflows/build.yml@refs/tags/v2',
    "the source's own",
  ),
  actions: flag(
    '--actions VERSION@COMMIT',
    'what the workflows run of bitvault/actions, pinned by its commit',
    'the checkout that init runs from',
  ),
  layout: flag(
    '--layout LAYOUT',
    'environment: one Application for each environment; service: one for each of its services',
    defaults.layout,
  ),
  templating: flag('--templating TEMPLATING', 'helm or kustomize', defaults.templating),
  cluster: flag(
    '--cluster ENV=CLUSTER',
    'address of an API server or name of a cluster in Argo CD; once for each',
    'in-cluster',
  ),
  domain: flag('--domain DOMAIN', 'of the last environment; the others are below it; must be given'),
  operators: flag('--operators A,B,…', 'what Argo CD installs there: external-secrets, cert-manager, keda', 'none'),
  'database-host': flag('--database-host HOST', 'with {env} for the environment', 'postgres.{env}.internal.DOMAIN'),
  'argocd-url': flag('--argocd-url URL', 'of its web interface, for links', 'https://argocd.DOMAIN'),
  'server-url': flag('--server-url URL', 'of GitHub, if it is an Enterprise Server', defaults['server-url']),
  yes: flag('--yes', 'ask nothing, even on a terminal'),
  'dry-run': flag('--dry-run', 'write nothing, say what would be written'),
  help: flag('-h, --help', 'show this'),
};

const group = (title: string, ...names: readonly OptionName[]): OptionGroup => ({
  title,
  options: names.map((name) => texts[name]),
});

/** The options of `init`, each once. */
export const optionGroups: readonly OptionGroup[] = [
  group(
    'What it is for',
    'owner',
    'repository',
    'private',
    'source',
    'name',
    'service',
    'services',
    'registry',
    'environments',
    'migration',
    'secret-store',
    'previews',
  ),
  group(
    'Who decides',
    'releasers',
    'rule-keepers',
    'require-signed-commits',
    'signing-keys',
    'sigstore',
    'signer-workflow',
    'actions',
  ),
  group('How it is cut', 'layout', 'templating'),
  group('Where it runs', 'cluster', 'domain', 'operators', 'database-host', 'argocd-url', 'server-url'),
  group('How it goes', 'yes', 'dry-run', 'help'),
];
