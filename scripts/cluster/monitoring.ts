import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePorts, startService, type Service } from '../peers/service.ts';

export interface Monitoring {
  /** `http://127.0.0.1:<port>` */
  readonly prometheus: string;
  readonly alertmanager: string;
  readonly services: readonly Service[];
  /** The groups of a PrometheusRule, in place of those before. */
  setRules(spec: object): Promise<void>;
  /** An `alertmanager.yml` whose secret files are in `secrets`, below the cluster's directory. */
  setRoutes(configuration: string): Promise<void>;
}

export interface Scraped {
  readonly job: string;
  /** `127.0.0.1:<port>` */
  readonly target: string;
  /** Whether the labels `namespace` and `pod` of the metrics stand, as for the services' own. */
  readonly honorLabels?: boolean;
}

/** Prometheus and Alertmanager; without rules and routes until they are given some. */
export async function startMonitoring(directory: string, scraped: readonly Scraped[]): Promise<Monitoring> {
  const [prometheusPort = 0, alertmanagerPort = 0] = await freePorts(2);
  const prometheus = `http://127.0.0.1:${prometheusPort}`;
  const alertmanager = `http://127.0.0.1:${alertmanagerPort}`;
  const folder = join(directory, 'monitoring');
  mkdirSync(folder, { recursive: true });
  const file = (name: string, content: object | string): string => {
    writeFileSync(join(folder, name), typeof content === 'string' ? content : JSON.stringify(content));
    return join(folder, name);
  };
  const rules = file('rules.json', { groups: [] });
  const routes = file(
    'alertmanager.yml',
    JSON.stringify({ route: { receiver: 'none' }, receivers: [{ name: 'none' }] }),
  );
  const configuration = file('prometheus.yml', {
    global: { scrape_interval: '2s', scrape_timeout: '2s', evaluation_interval: '1s' },
    rule_files: [rules],
    alerting: { alertmanagers: [{ static_configs: [{ targets: [`127.0.0.1:${alertmanagerPort}`] }] }] },
    scrape_configs: scraped.map(({ job, target, honorLabels = false }) => ({
      job_name: job,
      honor_labels: honorLabels,
      static_configs: [{ targets: [target] }],
    })),
  });
  const services = await Promise.all([
    startService(
      'prometheus',
      [
        `--config.file=${configuration}`,
        `--storage.tsdb.path=${join(folder, 'prometheus')}`,
        `--web.listen-address=127.0.0.1:${prometheusPort}`,
        '--web.enable-lifecycle',
      ],
      { directory, ready: () => isReady(prometheus) },
    ),
    startService(
      'prometheus-alertmanager',
      [
        `--config.file=${routes}`,
        `--storage.path=${join(folder, 'alertmanager')}`,
        `--web.listen-address=127.0.0.1:${alertmanagerPort}`,
        '--cluster.listen-address=',
      ],
      { directory, ready: () => isReady(alertmanager) },
    ),
  ]);
  return {
    prometheus,
    alertmanager,
    services,
    setRules: (spec) => {
      file('rules.json', spec);
      return reload(prometheus);
    },
    setRoutes: (text) => {
      file('alertmanager.yml', text);
      return reload(alertmanager);
    },
  };
}

async function isReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/-/ready`)).ok;
  } catch {
    return false;
  }
}

async function reload(url: string): Promise<void> {
  const answer = await fetch(`${url}/-/reload`, { method: 'POST' });
  if (!answer.ok) throw new Error(`the configuration was not taken: ${answer.status} ${await answer.text()}`);
}
