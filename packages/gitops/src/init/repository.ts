import type { Answers } from './answers.ts';
import { fill, type Templates } from './templates.ts';
import { viewOf, type EnvironmentView, type View } from './view.ts';

/** One file of the written repository: where it stands, from which template, and what that can name besides the view. */
interface Source {
  readonly path: string;
  readonly template: string;
  readonly also?: { readonly environment: EnvironmentView };
}

/** The files of a GitOps repository by their paths, in the order of paths. */
export function repositoryFiles(answers: Answers, templates: Templates): ReadonlyMap<string, string> {
  const view = viewOf(answers);
  return new Map(
    sources(view)
      .toSorted((left, right) => (left.path < right.path ? -1 : 1))
      .map(({ path, template, also }) => {
        const text = templates[template];
        if (text === undefined) throw new RangeError(`no template is called ${template}`);
        return [path, fill(text, { ...view, ...also })];
      }),
  );
}

const same = (...paths: readonly string[]): readonly Source[] => paths.map((path) => ({ path, template: path }));

function sources(view: View): readonly Source[] {
  return [...atRoot(), ...ofArgoCd(view), ...charts(view), ...view.environments.flatMap(ofEnvironment)];
}

function atRoot(): readonly Source[] {
  const workflows = ['auto-merge-dev', 'prod-gate', 'promote', 'rollback', 'wake'];
  return [
    ...same('README.md', 'promotion.yaml', 'monitoring/alertmanager.yml', 'monitoring/prometheusrule-drift.yaml'),
    ...same(...workflows.map((name) => `.github/workflows/${name}.yml`)),
  ];
}

function ofArgoCd({ previews }: View): readonly Source[] {
  const files = ['appproject', 'argocd-cm', 'notifications-cm', 'root', 'applicationset-services'];
  return same(...[...files, ...(previews ? ['applicationset-previews'] : [])].map((name) => `argocd/${name}.yaml`));
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

function charts({ name, migration, previews }: View): readonly Source[] {
  const app = [
    ...appChart,
    ...(migration === null ? [] : ['templates/migration.yaml']),
    ...(previews ? ['values-preview.yaml'] : []),
  ];
  return [
    ...app.map((file) => ({ path: `charts/${name}/${file}`, template: `charts/app/${file}` })),
    ...dataChart.map((file) => ({ path: `charts/${name}-data/${file}`, template: `charts/data/${file}` })),
  ];
}

function ofEnvironment(environment: EnvironmentView): readonly Source[] {
  const { name } = environment;
  const also = { environment };
  return [
    { path: `argocd/applications/${name}.yaml`, template: 'argocd/applications/environment.yaml', also },
    { path: `envs/${name}/values.${name}.yaml`, template: 'envs/environment/values.yaml', also },
    { path: `envs/${name}/data.${name}.yaml`, template: 'envs/environment/data.yaml', also },
  ];
}
