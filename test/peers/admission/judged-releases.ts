import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tampering } from '@bitvault/lab';
import type { AdmissionRig, RigOptions } from './admission-rig.ts';
import { debuggedWith, elsewhere, relabelled, withImage } from './judged-pods.ts';

/** How a policy says no. */
export interface Refusals {
  readonly unsigned: RegExp;
  readonly signedByOthers: RegExp;
  /** Of what others had the same workflow sign. */
  readonly signedForOthers: RegExp;
  readonly unnamed: RegExp;
  readonly attached: RegExp;
  readonly unproven: RegExp;
  readonly unreachable: RegExp;
}

/** A policy in force, and an image that it is for. */
export interface Judged {
  readonly rig: AdmissionRig;
  readonly release: string;
}

const settings: readonly (readonly [title: string, options: RigOptions])[] = [
  ['version 1 log, registry with referrers', { sigstore: { rekorVersion: 1 }, registry: { referrers: true } }],
  ['version 2 log, registry without referrers', { sigstore: { rekorVersion: 2 }, registry: { referrers: false } }],
  ["GitHub's own Sigstore, registry without referrers", { private: true, registry: { referrers: false } }],
  ['a workflow that others call signs', { calledWorkflow: 'acme/ci/.github/workflows/build.yml@refs/tags/v2' }],
];

/** That a policy lets in what was released, and nothing else, whatever the signatures are by and wherever they are. */
export function judgesReleases(
  controller: string,
  start: (options: RigOptions) => Promise<AdmissionRig>,
  { unsigned, signedByOthers, signedForOthers }: Refusals,
): void {
  for (const [title, options] of settings) {
    const foreign = options.calledWorkflow === undefined ? signedByOthers : signedForOthers;
    describe(`${controller}: ${title}`, () => {
      const judged = begun(() => start(options));

      test('lets in what was released', async () => {
        const { rig, release } = judged();
        assert.equal(await rig.refusal(release), undefined);
        assert.equal(await rig.refusal(release, { init: release }), undefined);
        const pod = await rig.run(release);
        assert.equal(await rig.refusalOfChange(pod, debuggedWith(release)), undefined);
        assert.equal(await rig.refusalOfChange(pod, relabelled), undefined);
        assert.equal(await rig.refusalOfChange(pod, withImage(await rig.images.publish())), undefined);
      });

      test('refuses what nobody signed, wherever in a pod it is', async () => {
        const { rig, release } = judged();
        const image = await rig.images.push();
        assert.match(String(await rig.refusal(image)), unsigned);
        assert.match(String(await rig.refusal(release, { init: image })), unsigned);
        const pod = await rig.run(release);
        assert.match(String(await rig.refusalOfChange(pod, debuggedWith(image))), unsigned);
        assert.match(String(await rig.refusalOfChange(pod, withImage(image))), unsigned);
      });

      for (const [who, origin] of [
        ['another workflow', { workflow: 'test.yml' }],
        ['another branch', { branch: 'feature' }],
        ['another repository', { repository: 'bitvault/other' }],
      ] as const) {
        test(`refuses what ${who} signed`, async () => {
          const { rig } = judged();
          assert.match(String(await rig.refusal(await rig.images.publish(origin))), foreign);
        });
      }
    });
  }
}

/** Starts a rig before the tests of a suite, with a release, and ends it after them. */
export function begun(start: () => Promise<AdmissionRig>): () => Judged {
  let judged: Judged | undefined;
  const current = (): Judged => {
    assert.ok(judged !== undefined);
    return judged;
  };
  before(async () => {
    const rig = await start();
    judged = { rig, release: await rig.images.publish() };
  });
  after(() => judged?.rig[Symbol.asyncDispose]());
  return current;
}

/** That no policy is talked round by what is attached, taken away or out of reach. */
export function standsFirm(judged: () => Judged, { unnamed, attached, unproven, unreachable }: Refusals): void {
  test('refuses an image that promotion.yaml does not name, though it was released', async () => {
    const { rig } = judged();
    assert.match(String(await rig.refusal(await rig.images.publish({ service: 'api-tools' }))), unnamed);
  });

  test('refuses an image with the signatures of another', async () => {
    const { rig, release } = judged();
    const image = await rig.images.push();
    rig.images.attach(release, image);
    assert.match(String(await rig.refusal(image)), attached);
  });

  test('refuses a release without its provenance', async () => {
    const { rig } = judged();
    const image = await rig.images.publish();
    rig.images.detach(image, 'https://slsa.dev/provenance/v1');
    assert.match(String(await rig.refusal(image)), unproven);
  });

  test('asks nothing of other namespaces', async () => {
    const { rig } = judged();
    assert.equal(await rig.refusal('nowhere.test/preview:pr-7', { namespace: elsewhere }), undefined);
  });

  test('refuses what it cannot look at', async () => {
    const { rig } = judged();
    const image = await rig.images.publish();
    const end = rig.lab.registry.tamper(tampering.statusFor('/v2/', 503));
    assert.match(String(await rig.refusal(image)), unreachable);
    end();
    assert.equal(await rig.refusal(image), undefined);
  });
}
