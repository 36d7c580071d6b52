import type { Answers, Cluster, Environment, Service } from './answers.ts';

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
  readonly databaseHost: string;
}

/** Everything that templates can name. */
export interface View extends Omit<Answers, 'source' | 'services' | 'environments' | 'layout' | 'templating'> {
  readonly source: { readonly owner: string; readonly name: string; readonly full: string };
  /** Whether each service has an Application of its own in each environment. */
  readonly perService: boolean;
  readonly workflow: string;
  readonly repoUrl: string;
  /** `name` as the beginning of an alert's name. */
  readonly title: string;
  readonly apps: Readonly<Record<'promoter' | 'merger' | 'argocd', string>>;
  readonly services: readonly ServiceView[];
  readonly environments: readonly EnvironmentView[];
  readonly first: EnvironmentView;
  readonly between: readonly EnvironmentView[];
  readonly last: EnvironmentView;
  readonly firstHosted: ServiceView | undefined;
  readonly routeless: ServiceView | undefined;
  readonly digests: { readonly file: string; readonly path: string };
  readonly database: { readonly name: string };
  hostOf(service: Service, environment: Environment): string | null;
  destination(environment: Environment): string;
  names(items: readonly Named[]): string;
  listed(items: readonly Named[]): string;
  counted(items: readonly Named[]): string;
  strings(values: readonly string[]): string;
}

interface Named {
  readonly name: string;
}

export function viewOf(answers: Answers): View {
  const { layout, templating: _templating, ...rest } = answers;
  const { name, owner, repository, source, serverUrl } = answers;
  const services = answers.services.map((service) => ({ ...service, image: `${answers.registry}/${service.name}` }));
  const environments = environmentViews(answers);
  const [first, last] = [environments[0], environments.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('answers without environments');
  return {
    ...rest,
    perService: layout === 'service',
    source: { ...source, full: `${source.owner}/${source.name}` },
    workflow: '.github/workflows/release.yml',
    repoUrl: `${serverUrl}/${owner}/${repository}.git`,
    title: name.replaceAll(/(?:^|-)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
    apps: { promoter: `${name}-promoter`, merger: `${name}-merger`, argocd: `${name}-argocd` },
    services,
    environments,
    first,
    between: environments.slice(1, -1),
    last,
    firstHosted: services.find(({ host }) => host !== null),
    routeless: services.find(({ host }) => host === null),
    digests: { file: 'envs/{env}/values.{env}.yaml', path: 'services.{service}.image.digest' },
    database: { name: name.replaceAll('-', '_') },
    hostOf: (service, environment) => hostOf(answers, service, environment),
    destination: ({ cluster }) => destination(cluster),
    names: (items) => items.map((item) => item.name).join(', '),
    listed,
    counted,
    strings: (values) => `[${values.map(yamlString).join(', ')}]`,
  };
}

function environmentViews({ name, environments, databaseHost }: Answers): readonly EnvironmentView[] {
  return environments.map((environment, index) => {
    const before = environments[index - 1];
    const isLast = index === environments.length - 1;
    return {
      ...environment,
      merge: before === undefined ? 'auto' : isLast ? 'gate' : 'review',
      delivery: before === undefined ? 'rolling' : isLast ? 'full-canary' : 'short-canary',
      from: before?.name ?? 'build',
      healthy: before === undefined ? [] : [`argocd/${name}-${before.name}`],
      databaseHost: databaseHost.replaceAll('{env}', environment.name),
    };
  });
}

function hostOf({ domain, environments }: Answers, { host }: Service, environment: Environment): string | null {
  if (host === null) return null;
  if (environment.name === environments[0]?.name && host !== '@') return null;
  const base = environment.name === environments.at(-1)?.name ? domain : `${environment.name}.${domain}`;
  return host === '@' ? base : `${host}.${base}`;
}

const destination = (cluster: Cluster): string =>
  cluster.kind === 'server' ? `server: ${cluster.url}` : `name: ${cluster.name}`;

/** `a, b and c` */
function listed(items: readonly Named[]): string {
  const names = items.map(({ name }) => name);
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

const words = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];

const counted = (items: readonly Named[]): string =>
  `${words[items.length] ?? items.length} ${items.length === 1 ? 'service' : 'services'}`;

/** As it stands in a flow sequence: plain where nobody could read it as something else. */
const yamlString = (value: string): string =>
  /^[A-Za-z/][A-Za-z0-9/._=-]*$/.test(value) && !/^(?:y|yes|no?|true|false|on|off|null)$/i.test(value)
    ? value
    : JSON.stringify(value);
