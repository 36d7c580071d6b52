import { planHas, planMatrix, type PlanRow } from '@bitvault/promotion';
import { clusterParameters, destination, type ClusterParameters } from './clusters.ts';
import { scalar } from './scalar.ts';
import { operatorsView, type OperatorsView } from './operators-view.ts';
import { registryHost } from './raw-answers.ts';
import type { Answers, Environment, Owner, Service } from './answers.ts';

export interface ServiceView extends Service {
  readonly image: string;
}

export interface EnvironmentView extends Environment {
  readonly merge: 'auto' | 'review' | 'gate';
  readonly delivery: 'rolling' | 'short-canary' | 'full-canary';
  /** The environment before; `build` for the first. */
  readonly from: string;
  /** Commit statuses by which the environment before is healthy. */
  readonly healthy: readonly string[];
  /** Names of the Applications whose health counts. */
  readonly applications: readonly string[];
  readonly databaseHost: string;
}

/** Everything that templates can name. */
export interface View
  extends
    Omit<
      Answers,
      'source' | 'services' | 'environments' | 'layout' | 'templating' | 'releasers' | 'ruleKeepers' | 'operators'
    >,
    ClusterParameters {
  readonly source: { readonly owner: string; readonly name: string; readonly full: string };
  /** Whether each service has an Application of its own in each environment. */
  readonly perService: boolean;
  /** By Kustomize, otherwise by Helm. */
  readonly kustomize: boolean;
  readonly workflow: string;
  /** The workflow in the certificates of whoever signs, without the server. */
  readonly signer: string;
  /** The same, as a sentence names it. */
  readonly signedBy: string;
  readonly repoUrl: string;
  /** `name` as the beginning of an alert's name. */
  readonly title: string;
  readonly apps: Readonly<Record<'promoter' | 'merger' | 'argocd' | 'rollouts' | 'sources', string>>;
  /** `name` as the beginning of a metric's name. */
  readonly series: string;
  /** As CODEOWNERS names them. */
  readonly releasers: readonly string[];
  readonly keepers: string;
  /** Slug of the team whose members start the gate by hand, where the plan has no required reviewers; else null. */
  readonly starters: string | null;
  /** What the plan lacks for a private repository, and what remains. */
  readonly lacking: readonly Pick<PlanRow, 'name' | 'without'>[];
  readonly ruleKeepers: readonly KeeperView[];
  /** Folders of what is deployed, apart from `envs`. */
  readonly manifestFolders: readonly string[];
  /** Of the tokens by which GitHub's jobs identify themselves. */
  readonly issuer: string;
  /** What a job logs in to the registry with. */
  readonly login: Login;
  readonly services: readonly ServiceView[];
  readonly environments: readonly EnvironmentView[];
  readonly first: EnvironmentView;
  readonly between: readonly EnvironmentView[];
  readonly last: EnvironmentView;
  readonly firstHosted: ServiceView | undefined;
  readonly routeless: ServiceView | undefined;
  readonly digests: { readonly file: string; readonly path: string };
  readonly operators: OperatorsView;
  /** What pods show the database: a token of their own, or a password that External Secrets brings. */
  readonly credential: 'token' | 'password';
  /** Null where neither a service nor a migration asks for one. */
  readonly database: { readonly name: string } | null;
  /** How the Applications of an environment are called, with what differs in angle brackets. */
  readonly application: string;
  /** Base of GitHub's REST API; null for github.com, where it need not be said. */
  readonly apiUrl: string | null;
  hostOf(service: Service, environment: Environment): string | null;
  previewHost(service: Service): string | null;
  destination(place: Pick<Environment, 'cluster'>): string;
  scalar(text: string): string;
  names(items: readonly Named[]): string;
  listed(items: readonly Named[]): string;
  counted(items: readonly Named[]): string;
  /** For a regular expression, the longest first. */
  alternatives(items: readonly Named[]): string;
  capital(text: string): string;
  strings(values: readonly string[]): string;
}

/** Somebody who may bypass a ruleset. */
interface KeeperView {
  readonly kind: Owner['kind'];
  readonly name: string;
  /** Path in GitHub's REST API that tells the number. */
  readonly address: string;
}

/** Expressions of a workflow. */
interface Login {
  readonly username: string;
  readonly password: string;
  /** Whether the job's own token is let in. */
  readonly ofGitHub: boolean;
}

interface Named {
  readonly name: string;
}

const workflow = '.github/workflows/release.yml';

export function viewOf(answers: Answers): View {
  const { layout, templating, ...rest } = answers;
  const { name, owner, repository, source, serverUrl, signerWorkflow } = answers;
  const full = `${source.owner}/${source.name}`;
  const services = answers.services.map((service) => ({ ...service, image: `${answers.registry}/${service.name}` }));
  const environments = environmentViews(answers);
  const [first, last] = [environments[0], environments.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('answers without environments');
  return {
    ...rest,
    perService: layout === 'service',
    kustomize: templating === 'kustomize',
    source: { ...source, full },
    workflow,
    signer: signerWorkflow ?? `${full}/${workflow}@refs/heads/main`,
    signedBy: signerWorkflow ?? `the release workflow of ${full} on main`,
    repoUrl: `${serverUrl}/${owner}/${repository}.git`,
    title: name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    apps: {
      promoter: `${name}-promoter`,
      merger: `${name}-merger`,
      argocd: `${name}-argocd`,
      rollouts: `${name}-rollouts`,
      sources: `${name}-sources`,
    },
    series: name.replaceAll('-', '_'),
    releasers: answers.releasers.map(codeOwner),
    keepers: answers.ruleKeepers.map(codeOwner).join(' '),
    starters: startersOf(answers),
    lacking: answers.privateOn === null ? [] : planMatrix.filter(({ feature }) => lacks(answers, feature)),
    ruleKeepers: answers.ruleKeepers.map(keeperView),
    manifestFolders: manifestFolders(answers),
    issuer: issuerOf(serverUrl),
    login: loginTo(answers),
    services,
    environments,
    first,
    between: environments.slice(1, -1),
    last,
    firstHosted: services.find(({ host }) => host !== null),
    routeless: services.find(({ host }) => host === null),
    digests: digestsOf(answers),
    operators: operatorsView(answers),
    credential: answers.secretStore === null ? 'token' : 'password',
    database: needsDatabase(answers) ? { name: name.replaceAll('-', '_') } : null,
    application: layout === 'service' ? `${name}-<env>-<service>` : `${name}-<env>`,
    apiUrl: apiUrl(serverUrl),
    ...clusterParameters(answers.environments),
    hostOf: (service, environment) => hostOf(answers, service, environment),
    previewHost: (service) => previewHost(answers, service),
    destination: ({ cluster }) => destination(cluster),
    names: (items) => items.map((item) => item.name).join(', '),
    listed,
    counted,
    alternatives: (items) =>
      items
        .map((item) => item.name)
        .toSorted((left, right) => right.length - left.length)
        .join('|'),
    capital: (text) => text.charAt(0).toUpperCase() + text.slice(1),
    scalar,
    strings: (values) => `[${values.map(scalar).join(', ')}]`,
  };
}

const lacks = ({ privateOn }: Answers, feature: PlanRow['feature']): boolean =>
  privateOn !== null && !planHas(feature, privateOn, 'private');

function startersOf(answers: Answers): string | null {
  if (!lacks(answers, 'required-reviewers')) return null;
  const [team] = answers.releasers.flatMap((owner) => (owner.kind === 'team' ? [owner.slug] : []));
  if (team === undefined) throw new RangeError('answers without a team that could start the gate');
  return team;
}

function environmentViews(answers: Answers): readonly EnvironmentView[] {
  const { environments, databaseHost } = answers;
  return environments.map((environment, index) => {
    const before = environments[index - 1];
    const isLast = index === environments.length - 1;
    return {
      ...environment,
      merge: before === undefined ? 'auto' : isLast ? 'gate' : 'review',
      delivery: before === undefined ? 'rolling' : isLast ? 'full-canary' : 'short-canary',
      from: before?.name ?? 'build',
      healthy:
        before === undefined ? [] : applicationsOf(answers, before).map((application) => `argocd/${application}`),
      applications: applicationsOf(answers, environment),
      databaseHost: databaseHost.replaceAll('{env}', environment.name),
    };
  });
}

function hostOf({ domain, environments }: Answers, { host }: Service, environment: Environment): string | null {
  if (host === null) return null;
  const base = environment.name === environments.at(-1)?.name ? domain : `${environment.name}.${domain}`;
  return host === '@' ? base : `${host}.${base}`;
}

function applicationsOf({ name, layout, services }: Answers, environment: Environment): readonly string[] {
  const whole = `${name}-${environment.name}`;
  return layout === 'service' ? services.map((service) => `${whole}-${service.name}`) : [whole];
}

function digestsOf({ layout, templating }: Answers): View['digests'] {
  if (templating === 'kustomize') return { file: 'envs/{env}/{service}/digest.yaml', path: 'data.digest' };
  const file = layout === 'service' ? 'envs/{env}/{service}.yaml' : 'envs/{env}/values.{env}.yaml';
  return { file, path: 'services.{service}.image.digest' };
}

function loginTo({ registry, serverUrl }: Answers): Login {
  const [host] = registry.split('/');
  if (host === registryHost(serverUrl))
    return { username: '${{ github.actor }}', password: '${{ github.token }}', ofGitHub: true };
  return { username: '${{ vars.REGISTRY_USERNAME }}', password: '${{ secrets.REGISTRY_PASSWORD }}', ofGitHub: false };
}

const needsDatabase = ({ services, migration }: Answers): boolean =>
  migration !== null || services.some(({ database }) => database);

/** GitHub Enterprise Server has its API below its own address, GitHub Enterprise Cloud with data residency beside it. */
function apiUrl(serverUrl: string): string | null {
  const { hostname } = new URL(serverUrl);
  if (hostname === 'github.com') return null;
  return hostname.endsWith('.ghe.com') ? `https://api.${hostname}` : `${serverUrl}/api/v3`;
}

/** One label below `preview`, whatever the service, so that one wildcard certificate covers all. */
function previewHost({ domain }: Answers, { host }: Service): string | null {
  if (host === null) return null;
  return `${host === '@' ? '' : `${host}-`}pr-{{.number}}.preview.${domain}`;
}

const codeOwner = (owner: Owner): string =>
  owner.kind === 'team' ? `@${owner.organisation}/${owner.slug}` : `@${owner.login}`;

const keeperView = (owner: Owner): KeeperView =>
  owner.kind === 'team'
    ? { kind: 'team', name: owner.slug, address: `/orgs/${owner.organisation}/teams/${owner.slug}` }
    : { kind: 'user', name: owner.login, address: `/users/${owner.login}` };

function manifestFolders({ templating, previews }: Answers): readonly string[] {
  if (templating === 'helm') return ['charts'];
  return ['services', 'data', 'unreleased', ...(previews ? ['previews'] : [])];
}

function issuerOf(serverUrl: string): string {
  const { hostname } = new URL(serverUrl);
  if (hostname === 'github.com') return 'https://token.actions.githubusercontent.com';
  return hostname.endsWith('.ghe.com') ? `https://token.actions.${hostname}` : `${serverUrl}/_services/token`;
}

/** `a, b and c` */
function listed(items: readonly Named[]): string {
  const names = items.map(({ name }) => name);
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const counted = (items: readonly Named[]): string =>
  `${words[items.length] ?? items.length} ${items.length === 1 ? 'service' : 'services'}`;
