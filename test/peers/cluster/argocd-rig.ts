import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.ts';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { stateOf, type ApplicationState } from './application-state.ts';
import { git } from './git.ts';
import { GitHubStatuses, type PostedStatus } from './github-statuses.ts';
import { emptyDirectory, keepLogsOnly } from './kept-directory.ts';
import { openProject } from './open-project.ts';

type Fields = Readonly<Record<string, unknown>>;

export const namespace = 'claims';

/** A cluster whose Argo CD follows a repository of this machine, with Applications that are made for one test each. */
export class ArgoCdRig implements AsyncDisposable {
  readonly cluster: Cluster;
  readonly #directory: string;
  readonly #github: GitHubStatuses;

  private constructor(cluster: Cluster, directory: string, github: GitHubStatuses) {
    this.cluster = cluster;
    this.#directory = directory;
    this.#github = github;
  }

  static async start(): Promise<ArgoCdRig> {
    const directory = emptyDirectory('argocd-claims');
    const cluster = await startCluster(directory);
    const rig = new ArgoCdRig(cluster, directory, await GitHubStatuses.start());
    git(directory, 'init', '--quiet', '--bare', '--initial-branch=main', 'origin.git');
    git(directory, 'init', '--quiet', '--initial-branch=main', 'work');
    await cluster.kubernetes.apply(
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } },
      openProject('default'),
    );
    return rig;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#github.close();
    await this.cluster[Symbol.asyncDispose]();
    keepLogsOnly(this.#directory);
  }

  /** Commits files to main, and gives the commit. */
  commit(files: Readonly<Record<string, string>>): string {
    const work = join(this.#directory, 'work');
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(work, path)), { recursive: true });
      writeFileSync(join(work, path), text);
    }
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--message', 'Change');
    git(work, 'push', '--quiet', join(this.#directory, 'origin.git'), 'main');
    return git(work, 'rev-parse', 'HEAD');
  }

  /** An Application of the folder of its name, which syncs by itself. */
  async application(
    name: string,
    { source = {}, several = false, selfHeal = true, annotations = {} }: ApplicationOptions = {},
  ): Promise<void> {
    const only = {
      repoURL: `file://${join(this.#directory, 'origin.git')}`,
      targetRevision: 'main',
      path: name,
      ...source,
    };
    await this.cluster.kubernetes.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd', annotations },
      spec: {
        project: 'default',
        ...(several ? { sources: [only] } : { source: only }),
        destination: { server: 'https://kubernetes.default.svc', namespace },
        syncPolicy: { automated: { prune: true, selfHeal } },
      },
    });
  }

  async until<T>(name: string, what: string, ask: (state: ApplicationState) => T | undefined | false): Promise<T> {
    const read = () => this.read('argoproj.io/v1alpha1', 'Application', name, 'argocd');
    return eventually(`of Application ${name}, ${what}`, async () => ask(stateOf(await read())), {
      otherwise: async () => JSON.stringify(field(await read(), 'status'), null, 2),
    });
  }

  read(apiVersion: string, kind: string, name: string, inNamespace = namespace) {
    return this.cluster.kubernetes.read({ apiVersion, kind, name, namespace: inNamespace });
  }

  /** Settings of notifications, with the service `github` that posts to this machine. */
  async notify(settings: Readonly<Record<string, string>>): Promise<void> {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const metadata = (name: string) => ({
      name,
      namespace: 'argocd',
      labels: { 'app.kubernetes.io/part-of': 'argocd' },
    });
    const service = {
      appID: 1,
      installationID: 1,
      privateKey: '$key',
      enterpriseBaseURL: `${this.#github.origin}/api/v3`,
    };
    await this.cluster.kubernetes.apply(
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: metadata('argocd-notifications-secret'),
        stringData: { key: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString() },
      },
      {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: metadata('argocd-notifications-cm'),
        data: { 'service.github': JSON.stringify(service), ...settings },
      },
    );
  }

  /** Has GitHub refuse the statuses of these triggers for an Application until Argo CD has taken each for told. */
  async refuseOnce(application: string, triggers: readonly string[], deploy: () => Promise<void>): Promise<void> {
    const contexts = triggers.map((trigger) => `${trigger}/${application}`);
    for (const context of contexts) this.#github.refuse(context);
    await deploy();
    const told = async () => {
      const live = await this.read('argoproj.io/v1alpha1', 'Application', application, 'argocd');
      const noted = live?.metadata?.annotations?.['notified.notifications.argoproj.io'] ?? '';
      const refused = contexts.every((context) => this.#github.refused.some((status) => status.context === context));
      return refused && triggers.every((trigger) => noted.includes(`${trigger}:`));
    };
    await eventually(`what ${application} is told of has been refused`, told);
    for (const context of contexts) this.#github.accept(context);
  }

  /** The statuses of a name that were posted, in their order. */
  statuses(context: string): readonly PostedStatus[] {
    return this.#github.posted.filter((status) => status.context === context);
  }

  async untilPosted(context: string, commit: string): Promise<void> {
    const isThere = () => Promise.resolve(this.statuses(context).some((status) => status.commit === commit));
    await eventually(`${context} is posted on ${commit}`, isThere, {
      otherwise: () => Promise.resolve(JSON.stringify(this.#github.posted, null, 2)),
    });
  }
}

interface ApplicationOptions {
  readonly source?: Fields;
  /** Under `sources`, although it is one. */
  readonly several?: boolean;
  readonly selfHeal?: boolean;
  readonly annotations?: Readonly<Record<string, string>>;
}
