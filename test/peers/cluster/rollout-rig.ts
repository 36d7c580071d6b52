import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.ts';
import { eventually, field, type Manifest } from '../../../scripts/cluster/kubernetes.ts';
import { textOf } from './application-state.ts';
import { emptyDirectory, keepLogsOnly } from './kept-directory.ts';
import { startQueries, type Queries } from './queries.ts';

export interface RolloutState {
  readonly phase: string;
  readonly message: string;
  readonly hash: string;
  readonly abort: boolean;
  /** Phase of the analysis in the background; empty where there is none. */
  readonly analysis: string;
  /** Whether the version that is rolled out is the stable one. */
  readonly promoted: boolean;
  /** Pods of the version that is rolled out, and of all. */
  readonly updated: number;
  readonly replicas: number;
  readonly conditions: ReadonlyMap<string, { readonly reason: string; readonly message: string }>;
}

type Fields = Readonly<Record<string, unknown>>;

type Named = Manifest & { readonly metadata: { readonly name: string } };

const namespace = 'claims';
const api = 'argoproj.io/v1alpha1';
const images = ['a', 'b'].map((letter) => `registry.example/claims@sha256:${letter.repeat(64)}`);

/** A cluster for Rollouts that are applied by hand, each by its name in one namespace. */
export class RolloutRig implements AsyncDisposable {
  readonly #cluster: Cluster;
  readonly #directory: string;
  readonly #metrics: Queries;
  /** What queries give that do not give themselves. */
  readonly #values: Map<string, string>;

  private constructor(cluster: Cluster, directory: string, metrics: Queries, values: Map<string, string>) {
    this.#cluster = cluster;
    this.#directory = directory;
    this.#metrics = metrics;
    this.#values = values;
  }

  static async start(): Promise<RolloutRig> {
    const directory = emptyDirectory('rollout-claims');
    const cluster = await startCluster(directory);
    await cluster.kubernetes.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
    const values = new Map<string, string>();
    const metrics = await startQueries((query) => values.get(query) ?? query);
    return new RolloutRig(cluster, directory, metrics, values);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#metrics.close();
    await this.#cluster[Symbol.asyncDispose]();
    keepLogsOnly(this.#directory);
  }

  /** Puts the resource into the namespace. */
  async apply(resource: Named): Promise<void> {
    const { name } = resource.metadata;
    await this.#cluster.kubernetes.apply({ ...resource, metadata: { name, namespace } });
  }

  read(apiVersion: string, kind: string, name: string) {
    return this.#cluster.kubernetes.read({ apiVersion, kind, name, namespace });
  }

  /** A Rollout of the first image; waits until it runs, if it is one that can. */
  async rollout(
    name: string,
    {
      canary,
      replicas = 2,
      spec = {},
    }: { readonly canary: Fields; readonly replicas?: number; readonly spec?: Fields },
  ): Promise<void> {
    const strategy = { canary };
    const pods = { selector: { matchLabels: { app: name } }, template: template(name) };
    const resource = {
      apiVersion: api,
      kind: 'Rollout',
      metadata: { name },
      spec: { replicas, ...pods, strategy, ...spec },
    };
    await this.apply(resource);
    await this.until(
      name,
      'it is judged',
      ({ phase, conditions }) => phase === 'Healthy' || conditions.has('InvalidSpec'),
    );
  }

  /** The second image, and with `pod` fields of the pods. */
  async next(name: string, pod: Fields = {}): Promise<void> {
    await this.#changed(name, { spec: { ...pod, containers: [container(1)] } });
  }

  /** The first image again. */
  async back(name: string): Promise<void> {
    await this.#changed(name, { spec: { containers: [container(0)] } });
  }

  async annotatePods(name: string, annotations: Fields): Promise<void> {
    await this.#changed(name, { metadata: { annotations } });
  }

  /** Changes the pod template, and waits until the controller has seen it. */
  async #changed(name: string, change: Fields): Promise<void> {
    const rollout = { apiVersion: api, kind: 'Rollout', name, namespace };
    await this.#cluster.kubernetes.patch(rollout, { spec: { template: change } });
    await eventually(`the controller has seen the change of ${name}`, async () => {
      const seen = await this.read(api, 'Rollout', name);
      return field(seen, 'status', 'observedGeneration') === String(field(seen, 'metadata', 'generation'));
    });
  }

  async state(name: string): Promise<RolloutState> {
    const rollout = await this.read(api, 'Rollout', name);
    const status = field(rollout, 'status');
    const conditions = (field(status, 'conditions') ?? []) as readonly Record<'type' | 'reason' | 'message', string>[];
    return {
      phase: textOf(status, 'phase'),
      message: textOf(status, 'message'),
      hash: textOf(status, 'currentPodHash'),
      abort: field(status, 'abort') === true,
      analysis: textOf(status, 'canary', 'currentBackgroundAnalysisRunStatus', 'status'),
      promoted: textOf(status, 'currentPodHash') === textOf(status, 'stableRS'),
      updated: Number(field(status, 'updatedReplicas') ?? 0),
      replicas: Number(field(status, 'HPAReplicas') ?? 0),
      conditions: new Map(conditions.map((condition) => [condition.type, condition])),
    };
  }

  until<T>(name: string, what: string, ask: (state: RolloutState) => T | undefined | false): Promise<T> {
    return eventually(`of Rollout ${name}, ${what}`, async () => ask(await this.state(name)), {
      otherwise: async () => JSON.stringify(field(await this.read(api, 'Rollout', name), 'status'), null, 2),
    });
  }

  /** How often the controller has told of a step that was completed. */
  async stepsCompleted(name: string): Promise<number> {
    const events = await this.#cluster.kubernetes.list('v1', 'Event', namespace);
    return events
      .filter(
        (event) => field(event, 'involvedObject', 'name') === name && field(event, 'reason') === 'RolloutStepCompleted',
      )
      .reduce((sum, event) => sum + Number(field(event, 'count') ?? 1), 0);
  }

  deployment(name: string): Named {
    const pods = { selector: { matchLabels: { app: name } }, template: template(name) };
    return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec: { replicas: 2, ...pods } };
  }

  analysisTemplate(name: string, metric: Fields, args: readonly Fields[] = [], query = '1'): Named {
    const metrics = [this.#metric(query, metric)];
    return { apiVersion: api, kind: 'AnalysisTemplate', metadata: { name }, spec: { args, metrics } };
  }

  /** From now on, the query gives this value; before, it gives itself. */
  measures(query: string, value: string): void {
    this.#values.set(query, value);
  }

  /** Runs an analysis whose query always gives the value. */
  async analysis(
    name: string,
    value: string,
    metric: Fields,
  ): Promise<{ readonly phase: string; readonly failed: number }> {
    await this.apply({
      apiVersion: api,
      kind: 'AnalysisRun',
      metadata: { name },
      spec: { metrics: [this.#metric(value, metric)] },
    });
    return eventually(`analysis ${name} ends`, async () => {
      const status = field(await this.read(api, 'AnalysisRun', name), 'status');
      const phase = textOf(status, 'phase');
      const failed = Number(field(status, 'metricResults', 0, 'failed') ?? 0);
      return !['', 'Pending', 'Running'].includes(phase) && { phase, failed };
    });
  }

  #metric(value: string, metric: Fields): Fields {
    return {
      name: 'value',
      ...metric,
      provider: { prometheus: { address: this.#metrics.origin, query: value } },
    };
  }
}

const container = (image: number): Fields => ({ name: 'main', image: images[image] });

const template = (app: string): Fields => ({ metadata: { labels: { app } }, spec: { containers: [container(0)] } });
