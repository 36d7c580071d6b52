/** Answers as somebody gave them, on the command line or at a prompt. */
export interface RawAnswers {
  readonly name?: string | undefined;
  readonly owner?: string | undefined;
  readonly repository?: string | undefined;
  /** The plan; empty or absent where the repository is public. */
  readonly private?: string | undefined;
  readonly source?: string | undefined;
  readonly registry?: string | undefined;
  /** Each `name[,host=LABEL][,database][,keda]`. */
  readonly service?: readonly string[] | undefined;
  /** Names alone, separated by commas. */
  readonly services?: string | undefined;
  readonly environments?: string | undefined;
  /** Each `environment=address-or-name`. */
  readonly cluster?: readonly string[] | undefined;
  readonly layout?: string | undefined;
  readonly templating?: string | undefined;
  readonly 'server-url'?: string | undefined;
  readonly 'argocd-url'?: string | undefined;
  readonly domain?: string | undefined;
  readonly 'database-host'?: string | undefined;
  readonly previews?: boolean | undefined;
  readonly migration?: string | undefined;
  /** Names, separated by commas. */
  readonly operators?: string | undefined;
  readonly 'secret-store'?: string | undefined;
  readonly 'require-signed-commits'?: boolean | undefined;
  /** Key ids, separated by commas. */
  readonly 'signing-keys'?: string | undefined;
  /** Names of code owners, separated by commas. */
  readonly releasers?: string | undefined;
  readonly 'rule-keepers'?: string | undefined;
  readonly sigstore?: string | undefined;
  readonly 'signer-workflow'?: string | undefined;
  /** `VERSION@COMMIT` of this suite. */
  readonly actions?: string | undefined;
}

/** What is taken where nothing was said; the others follow from what was said. */
export const defaults = {
  repository: 'gitops',
  environments: 'dev,staging,prod',
  layout: 'environment',
  templating: 'helm',
  'server-url': 'https://github.com',
  previews: true,
  operators: '',
  'require-signed-commits': false,
  sigstore: 'public-good',
} as const;

/** Host of the container registry that belongs to a GitHub server. */
export function registryHost(serverUrl: string): string {
  const { hostname } = new URL(serverUrl);
  return hostname === 'github.com' ? 'ghcr.io' : `containers.${hostname}`;
}

/** By which github.com signs what it commits; each other GitHub has a key of its own (at `/web-flow.gpg`). */
export const webFlowKey = 'B5690EEEBB952194';

export const splitNames = (raw: string): readonly string[] =>
  raw
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
