import { folder, type Source } from './sources.ts';
import type { EnvironmentView, ServiceView, View } from './view.ts';

/** For each service a base with components, and for each environment and service an overlay. */
export function kustomizeSources(view: View): readonly Source[] {
  const { migration, database, previews } = view;
  const data = [
    'kustomization.yaml',
    'namespace.yaml',
    ...(migration === null ? [] : ['migration.yaml']),
    ...(database === null ? [] : ['database.yaml']),
  ];
  return [
    ...folder('unreleased', 'kustomize/unreleased', ['kustomization.yaml', 'transformer.yaml']),
    ...folder('data', 'kustomize/data', data),
    ...(previews
      ? folder('previews', 'kustomize/previews', ['bounds.yaml', 'kustomization.yaml', 'namespace.yaml'])
      : []),
    ...view.services.flatMap((service) => ofService(view, service)),
    ...view.environments.flatMap((environment) => ofEnvironment(view, environment)),
  ];
}

function ofService({ migration, between }: View, service: ServiceView): readonly Source[] {
  const parts = (name: string, files: readonly string[]): readonly Source[] =>
    folder(`services/${service.name}/${name}`, `kustomize/service/${name}`, files, { service });
  const analysis = (delivery: string, analyses: readonly string[]): Source => ({
    path: `services/${service.name}/${delivery}/analysis.yaml`,
    template: 'kustomize/service/analysis.yaml',
    also: { service, delivery, analyses },
  });
  const hosted = service.host !== null;
  return [
    ...parts('base', ['kustomization.yaml', 'identity.yaml', 'network.yaml', 'workload.yaml']),
    ...(service.keda ? parts('keda', ['kustomization.yaml', 'scaledobject.yaml']) : []),
    ...(service.database ? parts('database', ['kustomization.yaml', 'deployment.yaml']) : []),
    ...(migration?.service === service.name ? parts('migration', ['kustomization.yaml', 'migration.yaml']) : []),
    ...(between.length === 0
      ? []
      : [...parts('short-canary', ['kustomization.yaml']), analysis('short-canary', ['no-restarts'])]),
    ...parts('full-canary', ['kustomization.yaml', ...(hosted ? ['network.yaml'] : [])]),
    analysis('full-canary', [...(hosted ? ['success-rate', 'latency'] : []), 'no-restarts']),
  ];
}

function ofEnvironment(view: View, environment: EnvironmentView): readonly Source[] {
  const whole: Source = {
    path: `envs/${environment.name}/kustomization.yaml`,
    template: 'kustomize/environment/kustomization.yaml',
    also: { environment },
  };
  return [
    ...(view.perService ? [] : [whole]),
    {
      path: `envs/${environment.name}/data/kustomization.yaml`,
      template: 'kustomize/environment/data.yaml',
      also: { environment },
    },
    ...view.services.flatMap((service) => overlay(view, environment, service)),
  ];
}

function overlay({ migration }: View, environment: EnvironmentView, service: ServiceView): readonly Source[] {
  const components = [
    ...(service.database ? ['database'] : []),
    ...(service.keda ? ['keda'] : []),
    ...(environment.delivery === 'rolling' ? [] : [environment.delivery]),
    ...(migration?.service === service.name ? ['migration'] : []),
  ];
  const files = ['kustomization.yaml', 'digest.yaml'];
  const also = { environment, service, components };
  return folder(`envs/${environment.name}/${service.name}`, 'kustomize/overlay', files, also);
}
