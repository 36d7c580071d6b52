import {
  createExampleOrganisation,
  GitOpsView,
  startLab,
  type ExampleOrganisation,
  type Lab,
  type LabOptions,
} from '@bitvault/lab';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { peersBin } from '../peers/folders.ts';
import { startCluster, type Cluster } from './cluster.ts';
import { notificationSecret, repositorySecret } from './github-secrets.ts';
import { field } from './kubernetes.ts';
import { startMonitoring, type Monitoring } from './monitoring.ts';
import { quickened, quickenedAlerts, quickenedRoutes } from './quickened.ts';
import { startReceivers, type Receivers } from './receivers.ts';
import { startServiceMetrics, type ServiceMetrics } from './service-metrics.ts';

/** The organisation of `examples/`, with a cluster that follows its GitOps repository. Containers and GitHub are not real; the rest is. */
export interface ClusterOrganisation extends AsyncDisposable {
  readonly lab: Lab;
  readonly bitvault: ExampleOrganisation;
  readonly gitops: GitOpsView;
  readonly cluster: Cluster;
  readonly monitoring: Monitoring;
  readonly serviceMetrics: ServiceMetrics;
  /** Where alerts end. */
  readonly receivers: Receivers;
  /** Applies a file of the GitOps repository, as its README asks an administrator to do. */
  apply(path: string): Promise<void>;
  /** Changes a file of a GitOps repository so that it serves on this machine. */
  edit(text: string, path: string): string;
}

/**
 * @param directory where the cluster keeps its data and `logs/`; the caller removes it
 * @param say is told what comes up, a line each
 */
export async function startClusterOrganisation(
  directory: string,
  say: (line: string) => void = () => {},
  options: LabOptions = {},
): Promise<ClusterOrganisation> {
  await mkdir(directory, { recursive: true });
  await using parts = new AsyncDisposableStack();
  const lab = parts.adopt(await startLab({ programs: [peersBin], ...options }), (started) => started.close());
  const cluster = parts.use(await startCluster(directory, say));
  say('Prometheus, Alertmanager …');
  const serviceMetrics = parts.use(await startServiceMetrics(cluster.kubernetes));
  const receivers = parts.use(await startReceivers(pagerDutyKey));
  const monitoring = await startMonitoring(directory, [
    { job: 'argocd-metrics', target: cluster.argocd.metrics },
    { job: 'argocd-notifications', target: cluster.argocd.notificationMetrics },
    { job: 'argo-rollouts', target: cluster.rollouts.metrics },
    { job: 'services', target: serviceMetrics.target, honorLabels: true },
  ]);
  for (const service of monitoring.services) parts.use(service);
  say('the repositories, and what Argo CD is told of them …');
  const edit = quickened({
    github: lab.github.origin,
    prometheus: monitoring.prometheus,
    slackApi: receivers.slackApiUrl,
  });
  const bitvault = await createExampleOrganisation(lab, { lint: true, edit });
  parts.defer(() => bitvault.argocd.close());
  const gitops = new GitOpsView(bitvault);
  const apply = async (path: string) => {
    await cluster.kubernetes.applyText(await gitops.file(path));
  };
  const started = { lab, bitvault, gitops, cluster, monitoring, serviceMetrics, receivers, apply, edit };
  await connectArgoCd(started);
  await connectMonitoring(started, directory);
  const all = parts.move();
  return { ...started, [Symbol.asyncDispose]: () => all.disposeAsync() };
}

type Started = Omit<ClusterOrganisation, typeof Symbol.asyncDispose>;

const pagerDutyKey = '0123456789abcdef0123456789abcdef';

async function connectMonitoring({ gitops, monitoring, receivers }: Started, directory: string): Promise<void> {
  const secrets = join(directory, 'secrets');
  await mkdir(secrets);
  await writeFile(join(secrets, 'pagerduty-routing-key'), pagerDutyKey);
  await writeFile(join(secrets, 'slack-webhook-url'), receivers.slackUrl);
  const rules = parse(quickenedAlerts(await gitops.file('monitoring/prometheusrule-drift.yaml')), { merge: true });
  await monitoring.setRules(field(rules, 'spec') as object);
  const routes = await gitops.file('monitoring/alertmanager.yml');
  await monitoring.setRoutes(quickenedRoutes(routes, { secrets, pagerDutyUrl: receivers.pagerDutyUrl }));
}

/** All that the README of `examples/gitops` asks for under "Argo CD", but for the Applications. */
async function connectArgoCd({ lab, bitvault, cluster, apply }: Started): Promise<void> {
  const { argocd, rollouts } = bitvault.apps;
  const owner = 'bitvault';
  const ofArgoCd = { namespace: 'argocd', name: 'argocd-notifications-secret', owner };
  const ofRollouts = { namespace: 'argo-rollouts', name: 'argo-rollouts-notification-secret', owner };
  await cluster.kubernetes.apply(
    repositorySecret(lab, 'gitops-repository', `${lab.github.origin}/bitvault/gitops.git`, argocd),
    notificationSecret(lab, ofArgoCd, argocd, { 'slack-token': 'xoxb-of-the-lab' }),
    notificationSecret(lab, ofRollouts, rollouts),
  );
  await apply('argocd/argocd-cm.yaml');
  await apply('argocd/notifications-cm.yaml');
  await apply('argocd/rollouts-notifications-cm.yaml');
  await apply('argocd/appproject.yaml');
}
