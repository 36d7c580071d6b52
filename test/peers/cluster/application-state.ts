import { eventually, field, type Kubernetes, type Reference } from '../../../scripts/cluster/kubernetes.ts';

/** How Argo CD sees an Application. */
export interface ApplicationState {
  readonly sync: string;
  readonly health: string;
  /** Of the last sync, or of the one that runs. */
  readonly phase: string;
  /** The commit that its last sync was of, and the one that it was compared with last. */
  readonly revision: string;
  readonly compared: string;
  readonly message: string;
  /** `Type: message` */
  readonly conditions: readonly string[];
}

export const applicationOf = (name: string): Reference => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  name,
  namespace: 'argocd',
});

/** Undefined where there is no such Application, or where Argo CD has not looked at it yet. */
export async function applicationState(kubernetes: Kubernetes, name: string): Promise<ApplicationState | undefined> {
  const application = await kubernetes.read(applicationOf(name));
  return field(application, 'status') === undefined ? undefined : stateOf(application);
}

/** All Applications in a line each, for whoever has to find out why a test waits. */
export async function applicationStates(kubernetes: Kubernetes): Promise<readonly string[]> {
  const applications = await kubernetes.list('argoproj.io/v1alpha1', 'Application', 'argocd');
  return applications.map((application) =>
    JSON.stringify({ name: application.metadata?.name, ...stateOf(application) }),
  );
}

export const isHealthy = ({ sync, health, phase }: ApplicationState): boolean =>
  sync === 'Synced' && health === 'Healthy' && phase === 'Succeeded';

export function untilApplication(
  kubernetes: Kubernetes,
  name: string,
  what: string,
  is: (state: ApplicationState) => boolean,
  options: { readonly patience?: number; readonly otherwise: () => Promise<string> },
): Promise<ApplicationState> {
  return eventually(
    `${name} ${what}`,
    async () => {
      const state = await applicationState(kubernetes, name);
      return state !== undefined && is(state) && state;
    },
    options,
  );
}

/** Empty texts where Argo CD has not looked at it yet. */
export function stateOf(application: unknown): ApplicationState {
  const status = field(application, 'status');
  return {
    sync: textOf(status, 'sync', 'status'),
    health: textOf(status, 'health', 'status'),
    phase: textOf(status, 'operationState', 'phase'),
    revision: textOf(status, 'operationState', 'syncResult', 'revision'),
    compared: textOf(status, 'sync', 'revision'),
    message: textOf(status, 'operationState', 'message'),
    conditions: conditionsOf(status),
  };
}

/** `Type: message` of each. */
export function conditionsOf(status: unknown): readonly string[] {
  const conditions = field(status, 'conditions');
  return (Array.isArray(conditions) ? conditions : []).map(
    (each) => `${textOf(each, 'type')}: ${textOf(each, 'message')}`,
  );
}

/** A field that is a text; empty where there is none. */
export function textOf(value: unknown, ...path: readonly (string | number)[]): string {
  const found = field(value, ...path);
  return typeof found === 'string' ? found : '';
}
