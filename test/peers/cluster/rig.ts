import assert from 'node:assert/strict';
import { join } from 'node:path';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { startClusterOrganisation, type ClusterOrganisation } from '../../../scripts/cluster/organisation.ts';
import {
  applicationState,
  applicationStates,
  isHealthy,
  textOf,
  untilApplication,
  type ApplicationState,
} from './application-state.ts';
import { rolloutVersion, settledCanary, type CanaryCourse } from './canary-course.ts';
import { emptyDirectory, keepLogsOnly } from './kept-directory.ts';
import { runningDigests, untilRunning, type Digests } from './running-digests.ts';

export type Environment = 'dev' | 'staging' | 'prod';

export type { Digests };

export const services = ['bitvaultd', 'bitvault-worker', 'bitvault-web'] as const;

/** The example organisation and its cluster, as a test of the whole drives and watches them. */
export class Rig implements AsyncDisposable {
  readonly organisation: ClusterOrganisation;
  readonly #directory: string;
  #reviewed = new Date();

  constructor(organisation: ClusterOrganisation, directory: string) {
    this.organisation = organisation;
    this.#directory = directory;
  }

  /** Lets the bot go as far as it can on a push to the application, and gives the digests that are in dev then. */
  async release(name: string): Promise<Digests> {
    const { bitvault, lab, gitops } = this.organisation;
    const before = await gitops.digests('dev');
    await bitvault.alice.commit(bitvault.application, `Release ${name}`, {
      'app/release.json': `{"release": "${name}"}\n`,
    });
    await lab.runner.idle();
    const digests = await gitops.digests('dev');
    const isNew = services.every((service) => digests.get(service) !== before.get(service));
    assert.ok(isNew, `the release did not come to dev\n${await this.whatHappened()}`);
    return digests;
  }

  /** A person approves the pull request that is open from a branch, as soon as there is one. */
  async review(branch: string, by: 'alice' | 'bob' | 'carol' = 'bob'): Promise<number> {
    const { bitvault, lab, gitops } = this.organisation;
    const number = await eventually(
      `a pull request from ${branch} is open`,
      async () => (await gitops.findPull(branch)) ?? undefined,
      { patience: 120_000, otherwise: () => this.whatHappened() },
    );
    await lab.runner.idle();
    this.#reviewed = new Date();
    await bitvault[by].approve(bitvault.gitops, number);
    await lab.runner.idle();
    return number;
  }

  /** Carol approves the environment that the gate waits for. */
  async approveGate(): Promise<void> {
    const { bitvault, lab } = this.organisation;
    const waiting = await eventually(
      'a run of the gate waits for its approval',
      () => Promise.resolve(lab.runner.runs.findLast((run) => run.jobs.some((job) => job.status === 'waiting'))),
      { otherwise: () => this.whatHappened() },
    );
    await bitvault.carol.approveRun(bitvault.gitops, waiting.id, 'Go.');
    await lab.runner.idle();
  }

  /** Waits until the pods of every service of an environment run these digests and no others. */
  untilRuns(environment: Environment, digests: Digests, patience = 90_000): Promise<void> {
    const { kubernetes } = this.organisation.cluster;
    const otherwise = () => this.whatHappened();
    return untilRunning(kubernetes, `bitvault-${environment}`, digests, { patience, otherwise });
  }

  /** What the pods of an environment run that are ready. */
  running(environment: Environment): Promise<Digests> {
    return runningDigests(this.organisation.cluster.kubernetes, `bitvault-${environment}`);
  }

  application(name: string): Promise<ApplicationState | undefined> {
    return applicationState(this.organisation.cluster.kubernetes, name);
  }

  untilApplication(
    name: string,
    what: string,
    is: (state: ApplicationState) => boolean,
    patience = 60_000,
  ): Promise<ApplicationState> {
    const otherwise = () => this.whatHappened();
    return untilApplication(this.organisation.cluster.kubernetes, name, what, is, { patience, otherwise });
  }

  untilHealthy(name: string, patience?: number): Promise<ApplicationState> {
    return this.untilApplication(name, 'is Synced and Healthy', isHealthy, patience);
  }

  /** The state of everything in a few lines, for whoever has to find out why a test waits. */
  async whatHappened(): Promise<string> {
    const { cluster, lab } = this.organisation;
    const runs = lab.runner.runs
      .slice(-6)
      .flatMap((run) => [
        `${run.workflow.name}: ${run.conclusion ?? run.status}`,
        ...run.jobs.flatMap((job) =>
          job.steps.flatMap((step) => step.annotations.map(({ message }) => `  ${message}`)),
        ),
      ]);
    const states = await applicationStates(cluster.kubernetes);
    return [...states, ...runs, `logs: ${join(this.#directory, 'logs')}`].join('\n');
  }

  /** What the bot proposes to staging is reviewed and runs there, healthy. */
  async promoteToStaging(digests: Digests): Promise<void> {
    await this.review('promote/staging');
    await this.untilRuns('staging', digests, 180_000);
    await this.untilHealthy('bitvault-staging', 120_000);
  }

  async promoteToProd(digests: Digests): Promise<void> {
    await this.review('promote/prod', 'alice');
    await this.approveGate();
    await this.untilRuns('prod', digests, 240_000);
    await this.untilHealthy('bitvault-prod', 120_000);
  }

  /** Waits until the canary of a service has been aborted. */
  untilAborted(environment: Environment, service: string): Promise<void> {
    return this.#untilCanary(
      environment,
      service,
      'is aborted',
      (rollout) => field(rollout, 'status', 'abort') === true,
    );
  }

  /** Waits until the canary of a service has taken the step to a weight, and pauses there. */
  untilWeight(environment: Environment, service: string, weight: number): Promise<void> {
    return this.#untilCanary(environment, service, `is at ${weight} %`, (rollout) => {
      const index = Number(field(rollout, 'status', 'currentStepIndex') ?? 0);
      const steps = ['spec', 'strategy', 'canary', 'steps'] as const;
      const isThere = field(rollout, ...steps, index - 1, 'setWeight') === weight;
      return isThere && field(rollout, ...steps, index, 'pause') !== undefined && !isSettled(rollout);
    });
  }

  async #untilCanary(
    environment: Environment,
    service: string,
    what: string,
    is: (rollout: unknown) => boolean,
  ): Promise<void> {
    const { kubernetes } = this.organisation.cluster;
    const namespace = `bitvault-${environment}`;
    const rollout = { apiVersion: rolloutVersion, kind: 'Rollout', name: service, namespace };
    await eventually(
      `the canary of ${service} in ${environment} ${what}`,
      async () => is(await kubernetes.read(rollout)),
      { patience: 180_000, otherwise: () => this.whatHappened() },
    );
  }

  /** The digest of the pods that take all requests of a service; empty where there are none. */
  async stableDigest(environment: Environment, service: string): Promise<string> {
    const { kubernetes } = this.organisation.cluster;
    const namespace = `bitvault-${environment}`;
    const rollout = await kubernetes.read({ apiVersion: rolloutVersion, kind: 'Rollout', name: service, namespace });
    const hash = textOf(rollout, 'status', 'stableRS');
    const [pod] = await kubernetes.list('v1', 'Pod', namespace, `rollouts-pod-template-hash=${hash}`);
    return textOf(pod, 'spec', 'containers', 0, 'image').split('@')[1] ?? '';
  }

  /** Whether Argo CD's last word on GitHub about the newest commit that it synced is this. */
  async statusIs(environment: Environment, wanted: 'success' | 'failure'): Promise<boolean> {
    const { bitvault, lab } = this.organisation;
    const head = lab.github.branch(bitvault.gitops, 'main');
    const path = `/repos/${bitvault.gitops}/commits/${head}/statuses`;
    const statuses = await bitvault.alice.request('GET', path);
    const own = (Array.isArray(statuses) ? statuses : []).find(
      (status) => textOf(status, 'context') === `argocd/bitvault-${environment}`,
    );
    return textOf(own, 'state') === wanted;
  }

  /** Waits until a service has settled on one of these digests since the last review, and tells how it went there. */
  canary(environment: Environment, service: string, digests: Digests): Promise<CanaryCourse> {
    const digest = digests.get(service) ?? '';
    const rollout = { namespace: `bitvault-${environment}`, name: service };
    return settledCanary(this.organisation.cluster, rollout, { digest, since: this.#reviewed }, () =>
      this.whatHappened(),
    );
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.organisation[Symbol.asyncDispose]();
    keepLogsOnly(this.#directory);
  }
}

const isSettled = (rollout: unknown): boolean =>
  textOf(rollout, 'status', 'currentPodHash') === textOf(rollout, 'status', 'stableRS');

/** Each test file has a cluster of its own. What its programs printed last time is in `node_modules/.cache/clusters/<name>/logs`. */
export async function startRig(name: string): Promise<Rig> {
  const directory = emptyDirectory(name);
  return new Rig(await startClusterOrganisation(directory), directory);
}
