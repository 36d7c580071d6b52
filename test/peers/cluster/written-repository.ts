import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cluster } from '../../../scripts/cluster/cluster.ts';
import { digestOf, promoted } from '../../init/judged.ts';
import { rootApplications, type Files } from '../../init/manifests.ts';
import { applicationStates, textOf, untilApplication, type ApplicationState } from './application-state.ts';
import { git, gitWith, gitWithoutBlocking } from './git.ts';
import type { SigningKey } from './signing-key.ts';
import { untilRunning, type Digests } from './running-digests.ts';

export interface WrittenRepositoryParts {
  readonly cluster: Cluster;
  /** What `init` wrote, for this machine. */
  readonly files: Files;
  readonly name: string;
  /** A clone, whose remote lets it push. */
  readonly work: string;
}

export interface CommitOptions {
  readonly message?: string;
  readonly key?: SigningKey;
}

/** A repository that `init` wrote, as somebody who may push works with it, and what becomes of it in the cluster. */
export class WrittenRepository {
  readonly name: string;
  readonly #cluster: Cluster;
  readonly #work: string;
  #files: Files;

  constructor({ cluster, files, name, work }: WrittenRepositoryParts) {
    this.name = name;
    this.#cluster = cluster;
    this.#work = work;
    this.#files = files;
  }

  get files(): Files {
    return this.#files;
  }

  /** The names of all Applications that the root brings. */
  get applications(): readonly string[] {
    return rootApplications(this.#files).map((application) => textOf(application, 'metadata', 'name'));
  }

  /** Commits all files, changed as `change` says, to main, and gives the commit; one without changes too. */
  async commit(
    change: (files: Files) => Files = (files) => files,
    { message = 'Change', key }: CommitOptions = {},
  ): Promise<string> {
    this.#files = change(this.#files);
    for (const [path, text] of this.#files) {
      mkdirSync(dirname(join(this.#work, path)), { recursive: true });
      writeFileSync(join(this.#work, path), text);
    }
    git(this.#work, 'add', '--all');
    const signed = key === undefined ? [] : [`--gpg-sign=${key.id}`];
    gitWith(key?.env ?? {}, this.#work, 'commit', '--quiet', '--allow-empty', '--message', message, ...signed);
    await gitWithoutBlocking(this.#work, 'push', '--quiet', 'origin', 'main');
    return git(this.#work, 'rev-parse', 'HEAD');
  }

  /** Commits the digests of a release of all services in these environments. */
  promote(environments: readonly string[], release: string, options: CommitOptions = {}): Promise<string> {
    return this.commit((files) => promoted(files, environments, release), options);
  }

  /** Applies files as they are in the last commit. */
  async apply(...paths: readonly string[]): Promise<void> {
    for (const path of paths) await this.#cluster.kubernetes.applyText(this.#files.get(path) ?? '');
  }

  until(name: string, what: string, is: (state: ApplicationState) => boolean): Promise<ApplicationState> {
    const otherwise = () => this.whatHappened();
    return untilApplication(this.#cluster.kubernetes, name, what, is, { patience: 180_000, otherwise });
  }

  /** Waits until every Application of the root, and the root itself, is Synced and Healthy at a commit; some never had anything to sync. */
  async untilAllHealthy(commit: string): Promise<void> {
    for (const name of [`${this.name}-root`, ...this.applications])
      await this.until(
        name,
        `is Synced and Healthy at ${commit}`,
        ({ sync, health, phase, compared }) =>
          sync === 'Synced' && health === 'Healthy' && phase !== 'Running' && compared === commit,
      );
  }

  untilRuns(environment: string, digests: Digests): Promise<void> {
    const otherwise = () => this.whatHappened();
    const namespace = `${this.name}-${environment}`;
    return untilRunning(this.#cluster.kubernetes, namespace, digests, { patience: 180_000, otherwise });
  }

  async whatHappened(): Promise<string> {
    const states = await applicationStates(this.#cluster.kubernetes);
    return [...states, `logs: ${join(this.#cluster.directory, 'logs')}`].join('\n');
  }
}

/** What every service runs after a release. */
export const digestsOf = (services: readonly string[], release: string): Digests =>
  new Map(services.map((service) => [service, digestOf(service, release)] as const));
