import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Person, startLab, type CreatedApp, type Lab } from '@bitvault/lab';
import { startCluster, type Cluster } from '../../../scripts/cluster/cluster.ts';
import { notificationSecret, repositorySecret } from '../../../scripts/cluster/github-secrets.ts';
import { quickened } from '../../../scripts/cluster/quickened.ts';
import { readDirectory, runInit } from '../../init/run-init.ts';
import { gitWithoutBlocking } from './git.ts';
import { emptyDirectory, keepLogsOnly } from './kept-directory.ts';
import { startQueries, type Queries } from './queries.ts';
import { WrittenRepository } from './written-repository.ts';

/** A cluster that follows what `init` wrote into repositories of the lab's GitHub; its metrics are always those of healthy services. */
export class WrittenRig implements AsyncDisposable {
  readonly lab: Lab;
  readonly cluster: Cluster;
  readonly alice: Person;
  readonly #argocd: CreatedApp;
  readonly #metrics: Queries;

  private constructor(lab: Lab, cluster: Cluster, metrics: Queries) {
    this.lab = lab;
    this.cluster = cluster;
    this.#metrics = metrics;
    this.alice = new Person(lab, lab.github.createUser('alice'));
    lab.github.createOrganization('acme', ['alice']);
    this.#argocd = lab.github.createApp({ slug: 'acme-argocd', permissions: { contents: 'read', statuses: 'write' } });
  }

  /**
   * What its programs printed last time is in `node_modules/.cache/clusters/<name>/logs`.
   *
   * @param options whether Argo CD looks at signatures
   */
  static async start(name: string, options: { readonly signatures?: boolean } = {}): Promise<WrittenRig> {
    const cluster = await startCluster(emptyDirectory(name), undefined, options);
    const metrics = await startQueries((query) => (query.includes('code!~') ? '1' : '0'));
    return new WrittenRig(await startLab(), cluster, metrics);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#metrics.close();
    await this.cluster[Symbol.asyncDispose]();
    await this.lab.close();
    keepLogsOnly(this.cluster.directory);
  }

  /**
   * Lets `init` write a repository, and makes one on GitHub with nothing but a README yet, which Argo CD may read.
   *
   * @param name of the repository, and what begins the names of its Applications and namespaces
   * @param edit what else is to be changed in a file for this machine
   */
  async write(
    name: string,
    answers: readonly string[],
    edit: (text: string) => string = (text) => text,
  ): Promise<WrittenRepository> {
    const { github } = this.lab;
    const { kubernetes, directory } = this.cluster;
    const folder = join(directory, `${name}-written`);
    const given = ['--owner=acme', `--repository=${name}`, `--name=${name}`, '--source=acme/app', '--domain=acme.test'];
    const { code, errors } = await runInit(...given, ...answers, '--yes', folder);
    assert.equal(code, 0, errors);
    await github.createRepository({ owner: 'acme', name, files: { 'README.md': '# New\n' }, authorLogin: 'alice' });
    const url = `${github.origin}/acme/${name}.git`;
    const settings = { namespace: 'argocd', name: 'argocd-notifications-secret', owner: 'acme' };
    await kubernetes.apply(
      repositorySecret(this.lab, name, url, this.#argocd),
      notificationSecret(this.lab, settings, this.#argocd),
    );
    await gitWithoutBlocking(
      directory,
      'clone',
      '--quiet',
      url.replace('//', `//x-access-token:${this.alice.token}@`),
      name,
    );
    return new WrittenRepository({
      cluster: this.cluster,
      name,
      work: join(directory, name),
      files: new Map([...readDirectory(folder)].map(([path, text]) => [path, edit(this.#edited(text, path))] as const)),
    });
  }

  /** Makes the application's repository, whose pull requests Argo CD may see; gives its name. */
  async previewedApplication(): Promise<string> {
    const { github } = this.lab;
    await github.createRepository({ owner: 'acme', name: 'app', files: { 'README.md': '' }, authorLogin: 'alice' });
    const permissions = { pull_requests: 'read', contents: 'read' } as const;
    const previews = github.createApp({ slug: 'acme-previews', permissions });
    await this.cluster.kubernetes.apply(
      repositorySecret(this.lab, 'github-app-previews', `${github.origin}/acme/app.git`, previews),
    );
    return 'acme/app';
  }

  #edited(text: string, path: string): string {
    const github = this.lab.github.origin;
    return quickened({ github, prometheus: this.#metrics.origin, slackApi: 'http://127.0.0.1:9/' })(text, path);
  }
}
