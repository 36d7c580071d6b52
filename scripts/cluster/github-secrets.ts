import type { CreatedApp, Lab } from '@bitvault/lab';
import type { Manifest } from './kubernetes.ts';

/** What lets Argo CD read a repository of the lab's GitHub, as an App. */
export const repositorySecret = ({ github }: Lab, name: string, url: string, app: CreatedApp): Manifest => ({
  ...secret('argocd', name, {
    type: 'git',
    url,
    githubAppID: String(app.id),
    githubAppInstallationID: String(github.installationId(app.slug, ownerOf(url))),
    githubAppPrivateKey: app.privateKey,
    githubAppEnterpriseBaseUrl: github.apiUrl,
  }),
  metadata: { name, namespace: 'argocd', labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
});

/** As whom a controller's notifications speak to the lab's GitHub, under the names that the READMEs give. */
export const notificationSecret = (
  { github }: Lab,
  { namespace, name, owner }: { readonly namespace: string; readonly name: string; readonly owner: string },
  app: CreatedApp,
  more: Readonly<Record<string, string>> = {},
): Manifest =>
  secret(namespace, name, {
    'github-app-id': String(app.id),
    'github-installation-id': String(github.installationId(app.slug, owner)),
    'github-private-key': app.privateKey,
    ...more,
  });

const secret = (namespace: string, name: string, stringData: Readonly<Record<string, string>>): Manifest => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  stringData,
});

const ownerOf = (url: string): string => new URL(url).pathname.split('/')[1] ?? '';
