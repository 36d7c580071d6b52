import type { Answers } from './answers.ts';
import { fill, type Templates } from './templates.ts';
import { viewOf, type EnvironmentView, type ServiceView, type View } from './view.ts';

/** One file of the written repository: where it stands, from which template, and what that can name besides the view. */
interface Source {
  readonly path: string;
  readonly template: string;
  readonly also?: Also;
}

interface Also {
  readonly environment?: EnvironmentView;
  /** The services whose values are in the file. */
  readonly deployed?: readonly ServiceView[];
  /** The service at which a remark stands that holds for the others too. */
  readonly noted?: ServiceView | undefined;
  readonly settings?: string;
}

/** The files of a GitOps repository by their paths, in the order of paths. */
export function repositoryFiles(answers: Answers, templates: Templates): ReadonlyMap<string, string> {
  const view = viewOf(answers);
  const all = sources(view, settingsText(answers, templates)).toSorted((left, right) =>
    left.path < right.path ? -1 : 1,
  );
  return new Map(all.map(({ path, template, also }) => [path, filled(templates, template, { ...view, ...also })]));
}

/** What is to be set up outside of the repository, as Markdown; its README ends with the same. */
export const settingsText = (answers: Answers, templates: Templates): string =>
  filled(templates, 'settings.md', viewOf(answers));

function filled(templates: Templates, template: string, view: View & Also): string {
  const text = templates[template];
  if (text === undefined) throw new RangeError(`no template is called ${template}`);
  return fill(text, view);
}

const same = (...paths: readonly string[]): readonly Source[] => paths.map((path) => ({ path, template: path }));

function sources(view: View, settings: string): readonly Source[] {
  return [
    { path: 'README.md', template: 'README.md', also: { settings } },
    ...atRoot,
    ...ofArgoCd(view),
    ...charts(view),
    ...view.environments.flatMap((environment) => ofEnvironment(view, environment)),
  ];
}

const workflows = ['auto-merge-dev', 'prod-gate', 'promote', 'rollback', 'wake'];

const atRoot = same(
  'promotion.yaml',
  'monitoring/alertmanager.yml',
  'monitoring/prometheusrule-drift.yaml',
  ...workflows.map((name) => `.github/workflows/${name}.yml`),
);

function ofArgoCd({ previews, perService }: View): readonly Source[] {
  const files = [
    'appproject',
    'argocd-cm',
    'notifications-cm',
    'root',
    ...(previews ? ['applicationset-previews'] : []),
  ];
  const path = perService ? 'argocd/applications/services.applicationset.yaml' : 'argocd/applicationset-services.yaml';
  return [
    ...same(...files.map((name) => `argocd/${name}.yaml`)),
    { path, template: 'argocd/applicationset-services.yaml' },
  ];
}

const appChart = [
  'Chart.yaml',
  'values.yaml',
  'values.schema.json',
  'templates/_delivery.tpl',
  'templates/_pod.tpl',
  'templates/analysis.yaml',
  'templates/identity.yaml',
  'templates/namespace.yaml',
  'templates/network.yaml',
  'templates/workloads.yaml',
];
const dataChart = ['Chart.yaml', 'values.yaml', 'values.schema.json', 'templates/data.yaml'];
const emptyDataChart = ['Chart.yaml', 'templates/data.yaml'];

function charts({ name, migration, previews, database }: View): readonly Source[] {
  const app = [
    ...appChart,
    ...(migration === null ? [] : ['templates/migration.yaml']),
    ...(previews ? ['values-preview.yaml'] : []),
  ];
  const data = database === null ? emptyDataChart : dataChart;
  return [
    ...app.map((file) => ({ path: `charts/${name}/${file}`, template: `charts/app/${file}` })),
    ...data.map((file) => ({ path: `charts/${name}-data/${file}`, template: `charts/data/${file}` })),
  ];
}

function ofEnvironment(view: View, environment: EnvironmentView): readonly Source[] {
  const { name } = environment;
  const also = { environment };
  const data = { path: `envs/${name}/data.${name}.yaml`, template: 'envs/environment/data.yaml', also };
  return [
    { path: `argocd/applications/${name}.yaml`, template: 'argocd/applications/environment.yaml', also },
    ...values(view, environment),
    ...(view.database === null ? [] : [data]),
  ];
}

function values({ perService, services, firstHosted }: View, environment: EnvironmentView): readonly Source[] {
  const { name } = environment;
  const template = 'envs/environment/values.yaml';
  if (!perService) {
    const also = { environment, deployed: services, noted: firstHosted };
    return [{ path: `envs/${name}/values.${name}.yaml`, template, also }];
  }
  return services.map((service) => ({
    path: `envs/${name}/${service.name}.yaml`,
    template,
    also: { environment, deployed: [service], noted: service },
  }));
}
