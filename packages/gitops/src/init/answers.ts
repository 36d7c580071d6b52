import type { Plan, SignerWorkflow } from '@bitvault/promotion';
import type { SuiteRelease } from '../command/suite.ts';

/** What a GitOps repository is made from; every field has been through `parseAnswers`. */
export interface Answers {
  /** Begins the name of every Application, namespace, chart and GitHub App: `bitvault` makes `bitvault-dev`. */
  readonly name: string;
  readonly owner: string;
  readonly repository: string;
  /** What its owner pays for, where the repository is private; null where it is public. */
  readonly privateOn: PrivatePlan | null;
  /** The application repository, whose workflow builds the images. */
  readonly source: { readonly owner: string; readonly name: string };
  /** `host/path` without a slash at the end; a service's image is below it. */
  readonly registry: string;
  readonly services: readonly [Service, ...Service[]];
  /** In the order of promotion, at least two. */
  readonly environments: readonly Environment[];
  readonly layout: Layout;
  readonly templating: Templating;
  /** Origin of GitHub, such as `https://github.com`. */
  readonly serverUrl: string;
  readonly argocdUrl: string;
  /** The last environment is here, the others one label below. */
  readonly domain: string;
  /** Host of an environment's database, with `{env}` for its name. */
  readonly databaseHost: string;
  readonly previews: boolean;
  /** Who approves what goes to the last environment. */
  readonly releasers: readonly Owner[];
  /** Who may change the rules, the manifests and the workflows. */
  readonly ruleKeepers: readonly Owner[];
  readonly migration: Migration | null;
  /** What Argo CD installs into the clusters besides, in the order of `operatorNames`. */
  readonly operators: readonly OperatorName[];
  /** Where the database's password is; null where pods show the database tokens of their own. */
  readonly secretStore: SecretStore | null;
  /** Ids of the GPG keys, one of which must have signed each commit of `main`; empty where signatures are not looked at. */
  readonly signingKeys: readonly string[];
  /** Whose certificates the signatures of the images are by. */
  readonly sigstore: Sigstore;
  /** The workflow that signs, where the source's own calls one for it; null where it signs itself. */
  readonly signerWorkflow: SignerWorkflow | null;
  /** What the workflows run of this suite. */
  readonly actions: SuiteRelease;
}

/** The plans on which a private repository can have gates at all. */
export const privatePlans = ['pro', 'team', 'enterprise'] as const satisfies readonly Plan[];
export type PrivatePlan = (typeof privatePlans)[number];

export const layouts = ['environment', 'service'] as const;
export type Layout = (typeof layouts)[number];

export const templatings = ['helm', 'kustomize'] as const;
export type Templating = (typeof templatings)[number];

/** As build-sign-push chooses: the public one for public repositories, GitHub's own for private and internal ones. */
export const sigstores = ['public-good', 'github'] as const;
export type Sigstore = (typeof sigstores)[number];

export const operatorNames = ['external-secrets', 'cert-manager', 'keda'] as const;
export type OperatorName = (typeof operatorNames)[number];

/** As an ExternalSecret names it. */
export interface SecretStore {
  readonly kind: 'ClusterSecretStore' | 'SecretStore';
  readonly name: string;
}

export interface Service {
  readonly name: string;
  /** Label below the domain, `@` for the domain itself, null where nothing comes in from outside. */
  readonly host: string | null;
  readonly database: boolean;
  /** Scaled by KEDA on what waits for it, otherwise by the load of its CPUs; only without a host. */
  readonly keda: boolean;
}

export interface Environment {
  readonly name: string;
  readonly cluster: Cluster;
}

/** As CODEOWNERS names it. */
export type Owner =
  | { readonly kind: 'team'; readonly organisation: string; readonly slug: string }
  | { readonly kind: 'user'; readonly login: string };

/** As Argo CD knows it. */
export type Cluster =
  | { readonly kind: 'server'; readonly url: string }
  | { readonly kind: 'name'; readonly name: string };

export const inCluster: Cluster = { kind: 'server', url: 'https://kubernetes.default.svc' };

/** Runs in the image of `service` before each new version. */
export interface Migration {
  readonly service: string;
  readonly args: readonly string[];
}
