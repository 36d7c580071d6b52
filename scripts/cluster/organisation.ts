import {
  createExampleOrganisation,
  GitOpsView,
  startLab,
  type ExampleOrganisation,
  type Lab,
  type LabOptions,
} from '@bitvault/lab';
import { loadAllYaml } from '@kubernetes/client-node';
import { mkdir } from 'node:fs/promises';
import { startCluster, type Cluster } from './cluster.ts';
import { quickened } from './quickened.ts';

/** The organisation of `examples/`, with a cluster that follows its GitOps repository. Containers and GitHub are not real; the rest is. */
export interface ClusterOrganisation extends AsyncDisposable {
  readonly lab: Lab;
  readonly bitvault: ExampleOrganisation;
  readonly gitops: GitOpsView;
  readonly cluster: Cluster;
  /** Applies a file of the GitOps repository, as its README asks an administrator to do. */
  apply(path: string): Promise<void>;
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
  const lab = await startLab(options);
  try {
    await mkdir(directory, { recursive: true });
    const cluster = await startCluster(directory, say);
    const bitvault = await createExampleOrganisation(lab, { edit: quickened(lab.github.origin) });
    const gitops = new GitOpsView(bitvault);
    const organisation: ClusterOrganisation = {
      lab,
      bitvault,
      gitops,
      cluster,
      apply: async (path) => {
        await cluster.kubernetes.apply(...loadAllYaml(await gitops.file(path)).filter(Boolean));
      },
      [Symbol.asyncDispose]: async () => {
        await bitvault.argocd.close();
        await cluster[Symbol.asyncDispose]();
        await lab.close();
      },
    };
    say('the settings of Argo CD …');
    await connectArgoCd(organisation);
    return organisation;
  } catch (error) {
    await lab.close();
    throw error;
  }
}

/** All that the README of `examples/gitops` asks for under "Argo CD", but for the Applications. */
async function connectArgoCd({ lab, bitvault, cluster, apply }: ClusterOrganisation): Promise<void> {
  const { github } = lab;
  const { argocd } = bitvault.apps;
  const installation = String(github.installationId(argocd.slug, 'bitvault'));
  const namespace = 'argocd';
  const secret = (name: string, stringData: Readonly<Record<string, string>>, type?: string) => ({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, ...(type && { labels: { 'argocd.argoproj.io/secret-type': type } }) },
    ...{ stringData },
  });
  await cluster.kubernetes.apply(
    secret(
      'gitops-repository',
      {
        url: `${github.origin}/bitvault/gitops.git`,
        githubAppID: String(argocd.id),
        githubAppInstallationID: installation,
        githubAppPrivateKey: argocd.privateKey,
        githubAppEnterpriseBaseUrl: github.apiUrl,
      },
      'repository',
    ),
    secret('argocd-notifications-secret', {
      'github-app-id': String(argocd.id),
      'github-installation-id': installation,
      'github-private-key': argocd.privateKey,
      'slack-token': 'none',
    }),
  );
  await apply('argocd/argocd-cm.yaml');
  await apply('argocd/notifications-cm.yaml');
  await apply('argocd/appproject.yaml');
}
