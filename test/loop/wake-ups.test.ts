import assert from 'node:assert/strict';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { test } from 'node:test';
import {
  createExampleOrganisation,
  protectGitOps,
  startLab,
  type ExampleOrganisation,
  type Lab,
  type RunRecord,
} from '@bitvault/lab';
import { setDigest } from '@bitvault/promotion';
import { signedImages } from './images.ts';

const gitops = 'bitvault/gitops';
const valuesFile = 'envs/dev/values.dev.yaml';
const concurrency = '    concurrency:\n      group: promote\n';

/** Holds runs where they have looked at everything and go on; lets them pass until it is told to. */
class Barrier implements AsyncDisposable {
  readonly #server = createServer((socket) => this.#arrive(socket));
  readonly #held = new Set<Socket>();
  #reached = Promise.withResolvers<void>();
  #holds = false;

  async listen(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  /** A step that ends when it is let go. */
  get step(): string {
    const { port } = this.#server.address() as AddressInfo;
    return `      - run: exec 3<>/dev/tcp/127.0.0.1/${port}; cat <&3\n`;
  }

  /** Resolves when the next run has got there. */
  hold(): { readonly reached: Promise<void> } {
    this.#holds = true;
    this.#reached = Promise.withResolvers();
    return { reached: this.#reached.promise };
  }

  letGo(): void {
    this.#holds = false;
    for (const socket of this.#held) socket.end();
    this.#held.clear();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.letGo();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #arrive(socket: Socket): void {
    socket.on('error', () => socket.destroy());
    socket.resume();
    if (!this.#holds) return void socket.end();
    this.#held.add(socket);
    this.#reached.resolve();
  }
}

/** The repository of the example with this promote.yml, and whoever wants to know when its runs have got somewhere. */
class Scene implements AsyncDisposable {
  readonly #barrier = new Barrier();
  readonly #watchers = new Set<() => void>();
  #lab!: Lab;
  #bitvault!: ExampleOrganisation;

  static async with(edit: (promote: string) => string): Promise<Scene> {
    const scene = new Scene();
    await scene.#barrier.listen();
    scene.#lab = await startLab({ onRunnerEvent: () => scene.#watchers.forEach((look) => look()) });
    scene.#bitvault = await createExampleOrganisation(scene.#lab, {
      lint: false,
      edit: (text, path) => (path.endsWith('/promote.yml') ? edit(text) + scene.#barrier.step : text),
    });
    return scene;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#barrier[Symbol.asyncDispose]();
    await this.#lab.close();
  }

  /** Brings a digest to dev, where it is healthy: promote proposes it to staging, and awaits a review. */
  async propose(): Promise<void> {
    const digest = await (await signedImages(this.#lab))('bitvaultd', 1);
    const { github } = this.#lab;
    const path = `/repos/${gitops}/contents/${valuesFile}`;
    const { content } = (await this.#bitvault.alice.request('GET', path)) as { readonly content: string };
    const place = ['services', 'bitvaultd', 'image', 'digest'];
    const { text } = setDigest(Buffer.from(content, 'base64').toString(), place, digest);
    github.protect(gitops, 'main', null);
    await github.push(gitops, { login: 'alice', message: 'Promote', files: { [valuesFile]: text } });
    protectGitOps(github, gitops);
    await this.#bitvault.argocd.sync();
    await this.#bitvault.argocd.settled();
    await this.#lab.runner.idle();
  }

  /** While a run of promote that has looked already goes on, a review wakes it, and then a foreign status comes. */
  async reviewAmidStatuses(): Promise<void> {
    const { alice, bob } = this.#bitvault;
    const { reached } = this.#barrier.hold();
    this.#lab.github.schedule(gitops, '*/15 * * * *');
    await reached;
    await bob.approve(gitops, (await this.#pull()).number);
    await this.#until((run) => run.event.name === 'workflow_dispatch' && waits(run));
    const head = this.#lab.github.branch(gitops, 'main');
    await alice.request('POST', `/repos/${gitops}/statuses/${head}`, { state: 'success', context: 'ci/elsewhere' });
    await this.#until((run) => isForeign(run) && (waits(run) || run.status === 'completed'));
    this.#barrier.letGo();
    await this.#lab.runner.idle();
  }

  async outcome() {
    const { runs } = this.#lab.runner;
    return {
      wakeUp: runs.find(({ event }) => event.name === 'workflow_dispatch')?.conclusion,
      foreign: runs.find(isForeign)?.conclusion,
      pull: (await this.#pull()).state,
    };
  }

  async #pull() {
    const [pull] = (await this.#bitvault.alice.request('GET', `/repos/${gitops}/pulls?state=all`)) as readonly {
      readonly number: number;
      readonly state: string;
    }[];
    assert.ok(pull, 'promote has proposed nothing to staging');
    return pull;
  }

  async #until(arrived: (run: RunRecord) => boolean): Promise<void> {
    const found = Promise.withResolvers<void>();
    const look = (): void => {
      if (this.#lab.runner.runs.some(arrived)) found.resolve();
    };
    this.#watchers.add(look);
    look();
    await found.promise;
    this.#watchers.delete(look);
  }
}

const waits = (run: RunRecord): boolean =>
  [run, ...run.jobs].some(({ waitingFor }) => waitingFor === 'concurrency group promote');

const isForeign = ({ event }: RunRecord): boolean =>
  event.name === 'status' && event.payload['context'] === 'ci/elsewhere';

test('a status of somebody else’s does not take the place of a review that waits to be seen', async () => {
  await using scene = await Scene.with((promote) => promote);
  await scene.propose();
  await scene.reviewAmidStatuses();
  assert.deepEqual(await scene.outcome(), { wakeUp: 'success', foreign: 'skipped', pull: 'closed' });
});

test('it does where the whole workflow has the group, as on GitHub: the review is seen by the schedule at best', async () => {
  await using scene = await Scene.with((promote) =>
    promote.replace(concurrency, '').replace('jobs:\n', 'concurrency:\n  group: promote\n\njobs:\n'),
  );
  await scene.propose();
  await scene.reviewAmidStatuses();
  assert.deepEqual(await scene.outcome(), { wakeUp: 'cancelled', foreign: 'skipped', pull: 'open' });
});
