import { setTimeout as sleep } from 'node:timers/promises';
import type { LabClock } from '../clock.ts';
import { postCommitStatus, type CommitState } from './commit-status.ts';
import { deployedDigests, fingerprint, hasFiles, type ArgoApplication } from './desired-state.ts';
import { GitMirror, type MirroredFile } from './git-mirror.ts';

export interface ArgoCdOptions {
  /** Where the GitOps repository is cloned from, over HTTP. */
  readonly gitUrl: string;
  readonly apiUrl: string;
  /** `owner/name` that statuses are posted to. */
  readonly repository: string;
  readonly applications: readonly ArgoApplication[];
  /** Gives an installation token of the App that Argo CD has. */
  readonly token: () => Promise<string>;
  readonly clock: LabClock;
  /** Where its copy of the repository goes; the caller removes it. */
  readonly directory: string;
  /** Milliseconds between looks at the repository; without it, it looks when told to. */
  readonly pollInterval?: number;
  /** Address of its user interface, for `target_url`. */
  readonly url?: string;
  readonly onEvent?: (event: ArgoCdEvent) => void;
}

export interface ArgoCdEvent {
  readonly application: string;
  readonly revision: string;
  readonly state: CommitState;
}

/** One sync of an application. */
export interface Deployment {
  readonly revision: string;
  readonly digests: Readonly<Record<string, string>>;
  readonly at: Date;
  /** How it stands, as last reported to GitHub. */
  state?: CommitState;
}

export interface ArgoCd {
  /** Looks at the repository and brings every application up to date; with `slow`, ends before they are healthy. */
  sync(): Promise<void>;
  /** Resolves when no application is on its way any more. */
  settled(): Promise<void>;
  /** What each application had deployed, the latest last. */
  deployments(application: string): readonly Deployment[];
  /** From now on an application takes this long from its sync to being healthy. */
  slow(milliseconds: number): void;
  /** Makes an application, or whatever has a digest that fits, degraded, from the next look on. */
  unhealthy(which: string | ((digest: string) => boolean)): void;
  /** Takes back every `unhealthy`. */
  healthy(): void;
  /** It does nothing any more; what was on its way is never reported. */
  dead(): void;
  revive(): void;
  /** What went wrong with git or GitHub; it is tried again at the next look. */
  readonly problems: readonly string[];
  close(): Promise<void>;
}

/**
 * Stands in for Argo CD with argocd-notifications: pulls, "deploys", and posts commit statuses on the revision that it
 * synced. That is the branch's head when it looked: commits in between never get a status, and an application whose
 * files have not changed does not sync, so it reports nothing for later commits.
 */
export function startArgoCd(options: ArgoCdOptions): ArgoCd {
  return new StandIn(options);
}

/** The repository at the last look. */
interface Snapshot {
  readonly revision: string;
  readonly files: readonly MirroredFile[];
}

interface Application {
  readonly spec: ArgoApplication;
  readonly deployments: Deployment[];
  fingerprint?: string;
  /** While it is on its way to being healthy it takes no new revision, as a running sync operation does. */
  progressing: boolean;
}

class StandIn implements ArgoCd {
  readonly problems: string[] = [];
  readonly #options: ArgoCdOptions;
  readonly #mirror: GitMirror;
  readonly #applications: readonly Application[];
  readonly #progress = new Set<Promise<void>>();
  #unhealthy: ((application: string, digest: string) => boolean)[] = [];
  #delay = 0;
  /** Counts lives: what a former life began is not finished. */
  #life = 1;
  #alive = true;
  #passes: Promise<void> = Promise.resolve();
  #queued: Promise<void> | undefined;
  #snapshot: Snapshot | undefined;
  readonly #timer: NodeJS.Timeout | undefined;

  constructor(options: ArgoCdOptions) {
    this.#options = options;
    this.#mirror = new GitMirror(options.gitUrl, options.directory, options.token);
    this.#applications = options.applications.map((spec) => ({ spec, deployments: [], progressing: false }));
    if (options.pollInterval !== undefined) this.#timer = setInterval(() => void this.sync(), options.pollInterval);
  }

  sync(): Promise<void> {
    this.#queued ??= this.#passes.then(() => {
      this.#queued = undefined;
      return this.#pass();
    });
    this.#passes = this.#queued;
    return this.#passes;
  }

  async settled(): Promise<void> {
    await this.#passes;
    await Promise.all(this.#progress);
  }

  deployments(application: string): readonly Deployment[] {
    return this.#applications.find(({ spec }) => spec.name === application)?.deployments ?? [];
  }

  slow(milliseconds: number): void {
    this.#delay = milliseconds;
  }

  unhealthy(which: string | ((digest: string) => boolean)): void {
    this.#unhealthy.push((application, digest) => (typeof which === 'string' ? application === which : which(digest)));
  }

  healthy(): void {
    this.#unhealthy = [];
  }

  dead(): void {
    this.#alive = false;
    this.#life += 1;
    for (const application of this.#applications) application.progressing = false;
  }

  revive(): void {
    this.#alive = true;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.dead();
    await this.#passes;
  }

  /** Never throws: what goes wrong is among `problems`. */
  async #pass(): Promise<void> {
    if (!this.#alive) return;
    try {
      const snapshot = await this.#look();
      for (const application of this.#applications) await this.#reconcile(application, snapshot);
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Never throws, so that one application does not hold up the others. */
  async #reconcile(application: Application, snapshot: Snapshot): Promise<void> {
    if (application.progressing || !this.#alive) return;
    try {
      // An application whose folder is not there is in error, which no notification tells.
      if (!hasFiles(snapshot.files, application.spec)) return;
      const same = fingerprint(snapshot.files, application.spec) === application.fingerprint;
      await (same ? this.#report(application, this.#health(application)) : this.#deploy(application, snapshot));
    } catch (error) {
      this.#complain(error);
    }
  }

  async #look(): Promise<Snapshot> {
    const revision = await this.#mirror.head();
    if (this.#snapshot?.revision === revision) return this.#snapshot;
    const folders = this.#applications.flatMap(({ spec }) => [spec.path, ...(spec.alsoFrom ?? [])]);
    this.#snapshot = { revision, files: await this.#mirror.files(revision, folders) };
    return this.#snapshot;
  }

  async #deploy(application: Application, { revision, files }: Snapshot): Promise<void> {
    const digests = await deployedDigests(this.#mirror, files, application.spec);
    application.deployments.push({ revision, digests, at: this.#options.clock.now() });
    application.fingerprint = fingerprint(files, application.spec);
    if (this.#delay === 0) {
      await this.#report(application, 'pending');
      return this.#report(application, this.#health(application));
    }
    application.progressing = true;
    await this.#report(application, 'pending');
    const progress = this.#becomeHealthy(application, this.#life, this.#delay);
    this.#progress.add(progress);
    void progress.finally(() => this.#progress.delete(progress));
  }

  async #becomeHealthy(application: Application, life: number, delay: number): Promise<void> {
    await sleep(delay, undefined, { ref: false });
    if (life !== this.#life) return;
    application.progressing = false;
    await this.#report(application, this.#health(application));
  }

  #health(application: Application): CommitState {
    const digests = Object.values(application.deployments.at(-1)?.digests ?? {});
    const name = application.spec.name;
    // An application without any digest can still be made unhealthy by its name.
    const degraded = this.#unhealthy.some((matches) => ['', ...digests].some((digest) => matches(name, digest)));
    return degraded ? 'failure' : 'success';
  }

  async #report(application: Application, state: CommitState): Promise<void> {
    const deployment = application.deployments.at(-1);
    if (!this.#alive || deployment === undefined || deployment.state === state) return;
    const { apiUrl, repository, token, url = 'https://argocd.example.com' } = this.#options;
    const { name } = application.spec;
    try {
      await postCommitStatus(apiUrl, await token(), {
        repository,
        sha: deployment.revision,
        context: `argocd/${name}`,
        state,
        description: descriptions[state],
        targetUrl: `${url}/applications/${name}`,
      });
      deployment.state = state;
      this.#options.onEvent?.({ application: name, revision: deployment.revision, state });
    } catch (error) {
      this.#complain(error);
    }
  }

  #complain(error: unknown): void {
    this.problems.push(error instanceof Error ? error.message : 'a value that is no Error was thrown');
  }
}

const descriptions: Readonly<Record<CommitState, string>> = {
  pending: 'Synced, progressing',
  success: 'Synced and healthy',
  failure: 'Synced, degraded',
};
