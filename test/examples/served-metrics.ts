import { parser } from '@prometheus-io/lezer-promql';

/** Who serves a metric, and which labels it has. */
export interface ServedMetric {
  readonly by: Source;
  readonly labels: readonly string[];
  /** Served as `_bucket`, `_sum` and `_count`. */
  readonly histogram?: true;
}

export type Source =
  | 'Argo CD application controller'
  | 'Argo CD repository server'
  | 'Argo CD notifications controller'
  | 'Argo Rollouts'
  | 'kube-state-metrics'
  | 'Prometheus';

const application = ['namespace', 'name', 'project'];
const ofController = 'Argo CD application controller';
const ofRollouts = 'Argo Rollouts';
const ofNotifications = 'Argo CD notifications controller';

/** What alerts and dashboard are made from; test/peers/examples holds those of Argo CD and Rollouts to their source. */
export const servedMetrics: Readonly<Record<string, ServedMetric>> = {
  argocd_app_info: {
    by: ofController,
    labels: [
      ...application,
      'autosync_enabled',
      'repo',
      'dest_server',
      'dest_namespace',
      'sync_status',
      'health_status',
      'operation',
      'phase',
    ],
  },
  argocd_app_sync_total: { by: ofController, labels: [...application, 'dest_server', 'phase', 'dry_run'] },
  argocd_app_reconcile: { by: ofController, labels: ['namespace', 'dest_server'], histogram: true },
  argocd_git_request_total: { by: 'Argo CD repository server', labels: ['repo', 'request_type'] },
  argocd_notifications_deliveries_total: { by: ofNotifications, labels: ['trigger', 'service', 'succeeded'] },
  argocd_notifications_trigger_eval_total: { by: ofNotifications, labels: ['name', 'triggered'] },
  rollout_info: { by: ofRollouts, labels: ['namespace', 'name', 'strategy', 'traffic_router', 'phase'] },
  analysis_run_info: { by: ofRollouts, labels: ['namespace', 'name', 'phase'] },
  argo_rollouts_controller_info: { by: ofRollouts, labels: ['version'] },
  kube_job_failed: { by: 'kube-state-metrics', labels: ['namespace', 'job_name', 'condition'] },
  kube_pod_info: { by: 'kube-state-metrics', labels: ['namespace', 'pod'] },
  ALERTS: { by: 'Prometheus', labels: ['alertname', 'alertstate', 'severity', 'environment'] },
};

/** The first place that Prometheus' own grammar cannot make sense of. */
export function promqlProblem(query: string): string | undefined {
  let problem: string | undefined;
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) problem ??= `at ${node.from}: ${query.slice(node.from)}`;
    },
  });
  return problem;
}

/** A series that a query asks for, with the labels that it asks it by. */
export interface Selector {
  readonly metric: string;
  readonly labels: readonly string[];
}

export function selectorsOf(query: string): readonly Selector[] {
  const selectors: { metric: string; labels: string[] }[] = [];
  parser.parse(query).iterate({
    enter({ name, from, to }) {
      const text = query.slice(from, to);
      if (name === 'VectorSelector') selectors.push({ metric: /^[\w:]*/.exec(text)?.[0] ?? '', labels: [] });
      if (name === 'UnquotedLabelMatcher') selectors.at(-1)?.labels.push(/^\w+/.exec(text)?.[0] ?? '');
    },
  });
  return selectors;
}

/** What of a query nobody serves, where `recorded` are the names that rules record. */
export function unservedIn(query: string, recorded: ReadonlySet<string>): readonly string[] {
  return selectorsOf(query).flatMap(({ metric, labels }) => {
    if (recorded.has(metric)) return [];
    const base = metric.replace(/_(?:bucket|sum|count)$/, '');
    const histogram = servedMetrics[base]?.histogram === true && base !== metric;
    const served = histogram ? servedMetrics[base] : servedMetrics[metric];
    if (served === undefined || (served.histogram === true && !histogram)) return [metric];
    return labels.filter((label) => !served.labels.includes(label)).map((label) => `${metric}{${label}}`);
  });
}
