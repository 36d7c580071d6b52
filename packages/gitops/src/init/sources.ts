import { grouped } from '../grouped.ts';
import type { OperatorApplication } from './operators.ts';
import type { EnvironmentView, ServiceView, View } from './view.ts';

/** One file of the written repository: where it stands, from which template, and what that can name besides the view. */
export interface Source {
  readonly path: string;
  readonly template: string;
  readonly also?: Also;
}

export interface Also {
  readonly environment?: EnvironmentView;
  readonly service?: ServiceView;
  /** The services whose values are in the file. */
  readonly deployed?: readonly ServiceView[];
  /** The service at which a remark stands that holds for the others too. */
  readonly noted?: ServiceView | undefined;
  /** Components of the service that an environment takes. */
  readonly components?: readonly string[];
  /** How a new version takes over where these files are used. */
  readonly delivery?: string;
  /** What the canary of a service is judged by. */
  readonly analyses?: readonly string[];
  /** One operator, in each of the clusters. */
  readonly installed?: readonly OperatorApplication[];
  readonly settings?: string;
}

/** Files whose templates have the same path. */
export const same = (...paths: readonly string[]): readonly Source[] => paths.map((path) => ({ path, template: path }));

/** Files of one folder, whose templates are together in another. */
export const folder = (path: string, template: string, files: readonly string[], also: Also = {}): readonly Source[] =>
  files.map((file) => ({ path: `${path}/${file}`, template: `${template}/${file}`, also }));

/** What the repository holds, whatever renders it. */
export function sharedSources(view: View): readonly Source[] {
  return [
    ...same('promotion.yaml', '.github/CODEOWNERS', 'docs/on-call.md'),
    ...folder('.github/workflows', '.github/workflows', workflows),
    ...folder('.github/rulesets', '.github/rulesets', rulesets),
    ...folder('policies', 'policies', ['kyverno-release-images.yaml', 'policy-controller-release-images.yaml']),
    ...folder('monitoring', 'monitoring', monitoring),
    ...runbooks(view),
    ...argocd(view),
  ];
}

/** A page for each alert. */
function runbooks({ title, migration }: View): readonly Source[] {
  const names = [...alerts, ...(migration === null ? [] : ['MigrationFailed'])];
  return names.map((name) => ({
    path: `docs/runbooks/${title}${name}.md`,
    template: `docs/runbooks/${name}.md`,
  }));
}

const alerts = [
  'AutoSyncOff',
  'Blind',
  'CanaryAborted',
  'CanaryStuck',
  'NotReconciled',
  'NotificationsFailing',
  'OutOfSync',
  'SelfHealLoop',
  'SelfHealed',
  'SyncFailed',
  'SyncStuck',
  'Unhealthy',
  'Unwatched',
];

const rulesets = ['1-reviewed.json', '2-merged-by-the-gates.json', '3-the-bots-branches.json', 'README.md'];

const monitoring = [
  'alertmanager.yml',
  'grafana-dashboard.json',
  'kustomization.yaml',
  'prometheusrule-drift.yaml',
  'servicemonitors.yaml',
];

const workflows = [
  'auto-merge-dev.yml',
  'board.yml',
  'lint.yml',
  'prod-gate.yml',
  'promote.yml',
  'rollback.yml',
  'wake.yml',
];

/** One Application for each environment and service. */
export const serviceSet = 'argocd/applicationset-services.yaml';

function argocd({ previews, perService, environments, operators }: View): readonly Source[] {
  const files = [
    'appproject',
    'argocd-cm',
    'notifications-cm',
    'rollouts-notifications-cm',
    'root',
    ...(previews ? ['applicationset-previews'] : []),
    ...(operators.applications.length > 0 ? ['operators'] : []),
  ];
  const byOperator = grouped(operators.applications, ({ operator }) => operator.name);
  // No environment can have a dot in its name, so it is in nobody's way there.
  const set = { path: 'argocd/applications/services.applicationset.yaml', template: serviceSet };
  return [
    ...same(...files.map((name) => `argocd/${name}.yaml`)),
    ...(perService ? [set] : []),
    ...[...byOperator].map(([name, installed]) => ({
      path: `argocd/operators/${name}.yaml`,
      template: 'argocd/operators/operator.yaml',
      also: { installed },
    })),
    ...environments.map((environment) => ({
      path: `argocd/applications/${environment.name}.yaml`,
      template: 'argocd/applications/environment.yaml',
      also: { environment },
    })),
  ];
}
