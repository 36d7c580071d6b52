import { folder, type Source } from './sources.ts';
import type { EnvironmentView, View } from './view.ts';

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

/** Two charts, and for each environment their values. */
export function helmSources(view: View): readonly Source[] {
  const { name, migration, previews, database } = view;
  const app = [
    ...appChart,
    ...(migration === null ? [] : ['templates/migration.yaml']),
    ...(previews ? ['values-preview.yaml', 'templates/bounds.yaml'] : []),
  ];
  return [
    ...folder(`charts/${name}`, 'charts/app', app),
    ...folder(`charts/${name}-data`, 'charts/data', database === null ? emptyDataChart : dataChart),
    ...view.environments.flatMap((environment) => values(view, environment)),
  ];
}

function values(view: View, environment: EnvironmentView): readonly Source[] {
  const { name } = environment;
  const data = {
    path: `envs/${name}/data.${name}.yaml`,
    template: 'envs/environment/data.yaml',
    also: { environment },
  };
  return [...serviceValues(view, environment), ...(view.database === null ? [] : [data])];
}

function serviceValues({ perService, services, firstHosted }: View, environment: EnvironmentView): readonly Source[] {
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
