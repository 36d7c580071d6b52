import assert from 'node:assert/strict';
import { setDigests, type Digest } from '@bitvault/promotion';
import type { ExampleOrganisation } from '../example-organisation.ts';
import type { Lab } from '../lab.ts';
import type { RunRecord } from '../runner/records.ts';
import type { Account } from './account.ts';
import type { EnvironmentOfExample, GitOpsView } from './gitops-view.ts';
import { every15Minutes } from './promote-schedule.ts';
import { pushUnsignedImage } from './unsigned-image.ts';
import { writeAsPromoter } from './write-as-promoter.ts';

/** The walk: two releases to prod, a rollback that sticks, and two things that are refused. Every claim is asserted. */
export class Story {
  readonly #view: GitOpsView;
  readonly #lab: Lab;
  readonly #bitvault: ExampleOrganisation;
  readonly #account: Account;
  /** The commit of the GitOps repository that Argo CD was last told to look at. */
  #synced: string | null = null;

  constructor(lab: Lab, organisation: ExampleOrganisation, view: GitOpsView, account: Account) {
    this.#lab = lab;
    this.#bitvault = organisation;
    this.#account = account;
    this.#view = view;
  }

  async tell(): Promise<void> {
    await this.#chapter('A commit becomes three signed images, and dev', () => this.#release(1));
    await this.#chapter('Staging, after a review', () => this.#reviewStaging());
    await this.#chapter('Prod, after a review and the approval of its environment', () => this.#gateProd());
    const first = await this.#view.digests('prod');
    await this.#chapter('A second release, all the way', async () => {
      await this.#release(2);
      await this.#reviewStaging();
      await this.#gateProd();
    });
    await this.#chapter('bitvaultd is rolled back in prod, and stays back', () => this.#rollBack(first));
    await this.#chapter('An image without a signature is refused', () => this.#refuseUnsigned());
    await this.#chapter('A pull request with one extra byte is refused', () => this.#refuseExtraByte());
  }

  async #chapter(title: string, act: () => Promise<void>): Promise<void> {
    this.#account.chapter(title);
    await act();
  }

  /** Lets runs end and Argo CD follow, until the repository stays as it is. */
  async #settle(): Promise<void> {
    await this.#lab.runner.idle();
    const head = this.#lab.github.branch(this.#bitvault.gitops, 'main');
    if (head === this.#synced) return;
    await this.#bitvault.argocd.sync();
    await this.#bitvault.argocd.settled();
    this.#synced = head;
    await this.#settle();
  }

  async #release(number: number): Promise<void> {
    const { alice, application } = this.#bitvault;
    const before = await this.#view.digests('dev');
    const commit = await alice.commit(application, `Release ${number}`, {
      'app/release.json': `{"release": ${number}}\n`,
    });
    this.#account.event('alice', `pushed ${commit.slice(0, 7)} to ${application}`);
    await this.#settle();
    await this.#expectArrivals('dev', before, []);
  }

  async #reviewStaging(): Promise<void> {
    const before = await this.#view.digests('staging');
    await this.#review('staging', this.#bitvault.bob);
    await this.#expectArrivals('staging', before, ['bob']);
    assert.deepEqual(await this.#view.digests('staging'), await this.#view.digests('dev'));
  }

  /** Each service of an environment has a new digest, which these people approved and the bot merged. */
  async #expectArrivals(
    environment: EnvironmentOfExample,
    before: ReadonlyMap<string, string>,
    approvers: readonly string[],
  ): Promise<void> {
    for (const service of this.#bitvault.services) {
      const arrival = await this.#view.arrival(service, environment);
      assert.ok(arrival, `${service} came to ${environment} by a pull request`);
      assert.notEqual(arrival.digest, before.get(service), `${service} is another one in ${environment}`);
      assert.equal(arrival.mergedBy, 'bitvault-merger[bot]');
      assert.deepEqual(arrival.approvedBy, approvers);
    }
  }

  async #review(
    environment: string,
    reviewer: ExampleOrganisation['bob'],
    branch = `promote/${environment}`,
  ): Promise<void> {
    const pull = await this.#view.openPull(branch);
    await reviewer.approve(this.#bitvault.gitops, pull);
    this.#account.event(reviewer.login, `approved pull request #${pull}`);
    await this.#settle();
  }

  async #gateProd(): Promise<void> {
    const before = await this.#view.digests('prod');
    await this.#review('prod', this.#bitvault.alice);
    this.#account.event('(the clock)', 'moves forward half an hour, which prod asks of staging');
    this.#lab.clock.advance(30 * 60_000);
    this.#lab.github.schedule(this.#bitvault.gitops, every15Minutes);
    await this.#settle();
    assert.deepEqual(await this.#view.digests('prod'), before, 'a review alone brings nothing to prod');
    await this.#approveGate(this.#bitvault.carol);
    await this.#expectArrivals('prod', before, ['alice', 'carol']);
    assert.deepEqual(await this.#view.digests('prod'), await this.#view.digests('staging'));
  }

  async #approveGate(approver: ExampleOrganisation['carol']): Promise<void> {
    const waiting = this.#lab.runner.runs.find((run) => run.jobs.some((job) => job.status === 'waiting'));
    assert.ok(waiting, 'a run of the gate waits for its approval');
    await approver.approveRun(this.#bitvault.gitops, waiting.id, 'Go.');
    this.#account.event(approver.login, `approved environment production for "${waiting.displayTitle}"`);
    await this.#settle();
  }

  async #rollBack(first: ReadonlyMap<string, string>): Promise<void> {
    const { alice, bob, carol, gitops } = this.#bitvault;
    const before = await this.#view.digests('prod');
    await carol.dispatch(gitops, 'rollback.yml', {
      command: 'rollback',
      environment: 'prod',
      service: 'bitvaultd',
      reason: 'p99 latency doubled',
    });
    this.#account.event('carol', 'asked to roll bitvaultd back in prod: p99 latency doubled');
    await this.#settle();
    await this.#review('prod', alice, 'rollback/prod/bitvaultd');
    await this.#approveGate(bob);
    const after = await this.#view.digests('prod');
    const back = new Map([...before, ['bitvaultd', first.get('bitvaultd')]]);
    assert.deepEqual(after, back, 'the first release of bitvaultd is back, and nothing else has moved');
    assert.deepEqual((await this.#view.arrival('bitvaultd', 'prod'))?.approvedBy, ['alice', 'bob']);
    this.#account.event('(promote)', 'runs again, with staging still ahead');
    this.#lab.github.schedule(gitops, every15Minutes);
    await this.#settle();
    assert.deepEqual(await this.#view.digests('prod'), after, 'the rollback sticks');
    assert.equal(await this.#view.findPull('promote/prod'), null, 'nothing is proposed against the hold');
  }

  async #refuseUnsigned(): Promise<void> {
    const { registryHost, gitops } = this.#bitvault;
    const digest = await pushUnsignedImage(`${registryHost}/bitvault/bitvaultd`);
    this.#account.event('mallory', `pushed ${digest.slice(0, 19)} by hand, and has a token of bitvault-promoter`);
    const before = await this.#view.digests('dev');
    await writeAsPromoter(this.#lab, gitops, 'envs/dev/values.dev.yaml', (text) => this.#withDigest(text, digest));
    await this.#settle();
    this.#expectRefusal('IMAGE_UNVERIFIED');
    assert.deepEqual(await this.#view.digests('dev'), before);
    await this.#closePull('promote/dev');
  }

  async #refuseExtraByte(): Promise<void> {
    const { gitops } = this.#bitvault;
    const before = await this.#view.file('envs/dev/values.dev.yaml');
    const digest = (await this.#view.digests('prod')).get('bitvaultd');
    assert.ok(digest);
    this.#account.event('mallory', 'writes a bump to a signed image, and one more newline, as bitvault-promoter');
    await writeAsPromoter(
      this.#lab,
      gitops,
      'envs/dev/values.dev.yaml',
      (text) => `${this.#withDigest(text, digest)}\n`,
    );
    await this.#settle();
    this.#expectRefusal('NOT_EXACT');
    assert.equal(await this.#view.file('envs/dev/values.dev.yaml'), before);
    await this.#closePull('promote/dev');
  }

  #withDigest(text: string, digest: string): string {
    return setDigests(text, [{ path: ['services', 'bitvaultd', 'image', 'digest'], digest: digest as Digest }]).text;
  }

  #expectRefusal(code: string): void {
    const runs: readonly RunRecord[] = this.#lab.runner.runs;
    const run = runs.findLast(({ workflow }) => workflow.name === 'auto-merge-dev');
    assert.equal(run?.conclusion, 'failure', 'the gate is red');
    const outputs = run?.jobs.flatMap((job) => job.steps).map((step) => step.outputs['reason'] ?? '');
    assert.match(outputs?.join('\n') ?? '', new RegExp(code));
  }

  async #closePull(branch: string): Promise<void> {
    const number = await this.#view.openPull(branch);
    await this.#bitvault.bob.request('PATCH', `/repos/${this.#bitvault.gitops}/pulls/${number}`, { state: 'closed' });
    await this.#bitvault.bob.request('DELETE', `/repos/${this.#bitvault.gitops}/git/refs/heads/${branch}`);
    this.#account.event('bob', `closed pull request #${number} and deleted its branch`);
    await this.#settle();
  }
}
