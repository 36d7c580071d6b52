import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { startLab, type Lab } from '@bitvault/lab';
import { startCluster, type Cluster } from '../../../../scripts/cluster/cluster.ts';
import { eventually, type Kubernetes, type Manifest } from '../../../../scripts/cluster/kubernetes.ts';
import { root } from '../../../../scripts/project.ts';
import { applicationState, type ApplicationState } from '../application-state.ts';

/** A repository of one claim, which Argo CD can read without credentials. */
export interface ClaimRepository {
  readonly url: string;
  /** Commits to main; null removes a file. */
  push(files: Readonly<Record<string, string | null>>): Promise<string>;
}

/** One cluster on which what rules claim of the controllers is tried, each claim in a repository and namespace of its own. */
export interface Stage extends AsyncDisposable {
  readonly lab: Lab;
  readonly cluster: Cluster;
  readonly kubernetes: Kubernetes;
  repository(name: string, files: Readonly<Record<string, string>>): Promise<ClaimRepository>;
  /** Makes the namespace, and an Application named like it that deploys the folder `app` of the repository to it. */
  deploy(name: string, repository: ClaimRepository, spec?: Readonly<Record<string, unknown>>): Promise<void>;
  until(
    application: string,
    what: string,
    is: (state: ApplicationState) => boolean,
    patience?: number,
  ): Promise<ApplicationState>;
}

/** @param name of the folder that keeps the logs, below `node_modules/.cache/clusters` */
export async function startStage(name: string): Promise<Stage> {
  const directory = join(root, 'node_modules', '.cache', 'clusters', name);
  rmSync(directory, { recursive: true, force: true });
  await using parts = new AsyncDisposableStack();
  const lab = parts.adopt(await startLab(), (started) => started.close());
  lab.github.createUser('alice');
  const cluster = parts.use(await startCluster(directory));
  const { kubernetes } = cluster;
  await kubernetes.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace: 'argocd' },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  });
  const all = parts.move();
  return {
    lab,
    cluster,
    kubernetes,
    repository: (repository, files) => claimRepository(lab, repository, files),
    deploy: async (application, { url }, spec = {}) => {
      const metadata = { name: application };
      await kubernetes.apply(
        { apiVersion: 'v1', kind: 'Namespace', metadata },
        applicationManifest(application, url, spec),
      );
    },
    until: (application, what, is, patience = 60_000) => {
      let seen: ApplicationState | undefined;
      return eventually(
        `${application} ${what}`,
        async () => {
          seen = await applicationState(kubernetes, application);
          return seen !== undefined && is(seen) && seen;
        },
        { patience, otherwise: () => Promise.resolve(`${JSON.stringify(seen)}; logs: ${join(directory, 'logs')}`) },
      );
    },
    [Symbol.asyncDispose]: () => all.disposeAsync(),
  };
}

async function claimRepository(
  { github }: Lab,
  name: string,
  files: Readonly<Record<string, string>>,
): Promise<ClaimRepository> {
  const { fullName } = await github.createRepository({ owner: 'alice', name, files, authorLogin: 'alice' });
  return {
    url: `${github.origin}/${fullName}.git`,
    push: (changes) => github.push(fullName, { login: 'alice', message: 'Change it', files: changes }),
  };
}

const applicationManifest = (name: string, repoURL: string, spec: Readonly<Record<string, unknown>>): Manifest => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: { name, namespace: 'argocd' },
  spec: {
    project: 'default',
    source: { repoURL, targetRevision: 'main', path: 'app' },
    destination: { server: 'https://kubernetes.default.svc', namespace: name },
    syncPolicy: { automated: { enabled: true, prune: true, selfHeal: true } },
    ...spec,
  },
});
