import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.ts';
import { eventually, field, type Manifest } from '../../../scripts/cluster/kubernetes.ts';
import { stateOf, textOf } from './application-state.ts';
import { git } from './git.ts';
import { emptyDirectory, keepLogsOnly } from './kept-directory.ts';
import { openProject } from './open-project.ts';

type Fields = Readonly<Record<string, unknown>>;

/** Where an Application stands, as far as claims are about it. */
export interface Standing {
  readonly sync: string;
  readonly phase: string;
  readonly message: string;
  /** The commit that it was compared with last, and the one that its last or running sync is of. */
  readonly compared: string;
  readonly synced: string;
  readonly retries: number;
  readonly healed: number;
  readonly conditions: string;
}

/** A cluster whose Argo CD follows a repository of this machine, in which every claim has a branch of its own. */
export class ClaimsRig implements AsyncDisposable {
  readonly cluster: Cluster;
  readonly repoURL: string;
  readonly #directory: string;

  private constructor(cluster: Cluster, directory: string) {
    this.cluster = cluster;
    this.#directory = directory;
    this.repoURL = `file://${join(directory, 'origin.git')}`;
  }

  /** What its programs printed last time is in `node_modules/.cache/clusters/<name>/logs`. */
  static async start(name: string): Promise<ClaimsRig> {
    const directory = emptyDirectory(name);
    git(directory, 'init', '--quiet', '--bare', 'origin.git');
    const rig = new ClaimsRig(await startCluster(directory), directory);
    await rig.project('claims');
    return rig;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.cluster[Symbol.asyncDispose]();
    keepLogsOnly(this.#directory);
  }

  /** Makes these the only manifests of the claim's branch, and gives the commit. */
  commit(claim: string, manifests: readonly Fields[]): string {
    const work = join(this.#directory, 'work', claim);
    mkdirSync(work, { recursive: true });
    git(work, 'init', '--quiet', `--initial-branch=${claim}`);
    for (const file of readdirSync(work).filter((name) => name.endsWith('.json'))) rmSync(join(work, file));
    for (const [index, manifest] of manifests.entries())
      writeFileSync(join(work, `${index}.json`), JSON.stringify(manifest));
    git(work, 'add', '--all');
    git(work, 'commit', '--quiet', '--message', 'Change');
    git(work, 'push', '--quiet', join(this.#directory, 'origin.git'), claim);
    return git(work, 'rev-parse', 'HEAD');
  }

  /** The manifests as the claim's Application, in the namespace of its name; gives the commit. */
  async deploy(claim: string, manifests: readonly Fields[], spec: Fields = {}, namespace = claim): Promise<string> {
    const commit = this.commit(claim, manifests);
    await this.cluster.kubernetes.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: claim, namespace: 'argocd' },
      spec: { ...this.spec(claim, namespace), ...spec },
    });
    return commit;
  }

  /** Synced, healed and pruned by itself, into a namespace that Argo CD makes, and not retried. */
  spec(branch: string, namespace: string): Fields {
    return {
      project: 'claims',
      source: { repoURL: this.repoURL, targetRevision: branch, path: '.' },
      destination: { server: 'https://kubernetes.default.svc', namespace },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
        retry: { limit: 0 },
      },
    };
  }

  /** Returns once the application controller knows it: an Application that comes before fails, and is not retried. */
  async project(name: string, spec: Fields = {}): Promise<void> {
    const { kubernetes } = this.cluster;
    await kubernetes.apply(openProject(name, spec));
    const probe = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      name: `probe-${name}`,
      namespace: 'argocd',
    };
    const { syncPolicy: _, ...unsynced } = this.spec('nowhere', 'nowhere');
    const { apiVersion, kind, ...metadata } = probe;
    await kubernetes.apply({ apiVersion, kind, metadata, spec: { ...unsynced, project: name } });
    await eventually(`the application controller knows the project ${name}`, async () => {
      const status = field(await kubernetes.read(probe), 'status');
      if (status !== undefined && !JSON.stringify(status).includes('which does not exist')) return true;
      await kubernetes.patch(probe, { metadata: { annotations: { 'argocd.argoproj.io/refresh': 'normal' } } });
      return false;
    });
    await kubernetes.delete(probe);
  }

  /** An ApplicationSet of the claim's name; the branch of its Applications is `branch`. */
  async set(
    claim: string,
    spec: Fields,
    name: string,
    namespace: string,
    branch: string,
    more: Fields = {},
  ): Promise<void> {
    await this.cluster.kubernetes.apply({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: claim, namespace: 'argocd' },
      spec: { ...spec, template: { metadata: { name }, spec: { ...this.spec(branch, namespace), ...more } } },
    });
  }

  read(apiVersion: string, kind: string, name: string, namespace: string): Promise<Manifest | undefined> {
    return this.cluster.kubernetes.read({ apiVersion, kind, name, namespace }) as Promise<Manifest | undefined>;
  }

  configMap(name: string, namespace: string): Promise<Manifest | undefined> {
    return this.read('v1', 'ConfigMap', name, namespace);
  }

  async until(name: string, what: string, is: (standing: Standing) => boolean): Promise<Standing> {
    const read = () => this.read('argoproj.io/v1alpha1', 'Application', name, 'argocd');
    return eventually(
      `${name} ${what}`,
      async () => {
        const standing = standingOf(await read());
        return is(standing) && standing;
      },
      { patience: 120_000, otherwise: async () => JSON.stringify(field(await read(), 'status'), null, 2) },
    );
  }

  untilSynced(name: string, commit?: string): Promise<Standing> {
    return this.until(
      name,
      'is synced',
      ({ phase, synced }) => phase === 'Succeeded' && (commit === undefined || synced === commit),
    );
  }

  /** The message of a condition that an ApplicationSet has. */
  async untilRefused(set: string): Promise<string> {
    return eventually(`ApplicationSet ${set} has an error`, async () => {
      const conditions = field(
        await this.read('argoproj.io/v1alpha1', 'ApplicationSet', set, 'argocd'),
        'status',
        'conditions',
      );
      const error = (Array.isArray(conditions) ? conditions : []).find(
        (each) => field(each, 'type') === 'ErrorOccurred' && field(each, 'status') === 'True',
      );
      return error === undefined ? undefined : String(field(error, 'message'));
    });
  }
}

function standingOf(application: unknown): Standing {
  const at = (...path: readonly string[]): unknown => field(application, 'status', ...path);
  const { sync, phase, message, compared, conditions } = stateOf(application);
  return {
    sync,
    phase,
    message,
    compared,
    synced: textOf(application, 'status', 'operationState', 'operation', 'sync', 'revision'),
    retries: Number(at('operationState', 'retryCount') ?? 0),
    healed: Number(at('operationState', 'operation', 'sync', 'autoHealAttemptsCount') ?? 0),
    conditions: conditions.join('\n'),
  };
}
