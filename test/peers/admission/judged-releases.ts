import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { AdmissionRig, RigOptions } from './admission-rig.ts';

/** How a policy says no. */
export interface Refusals {
  readonly unsigned: RegExp;
  readonly signedByOthers: RegExp;
}

const settings: readonly (readonly [title: string, options: RigOptions])[] = [
  ['version 1 log, registry with referrers', { sigstore: { rekorVersion: 1 }, registry: { referrers: true } }],
  ['version 2 log, registry without referrers', { sigstore: { rekorVersion: 2 }, registry: { referrers: false } }],
  ["GitHub's own Sigstore, registry without referrers", { private: true, registry: { referrers: false } }],
];

/** That a policy lets in what was released, and nothing else, whatever the signatures are by and wherever they are. */
export function judgesReleases(
  controller: string,
  start: (options: RigOptions) => Promise<AdmissionRig>,
  { unsigned, signedByOthers }: Refusals,
): void {
  for (const [title, options] of settings) {
    describe(`${controller}: ${title}`, () => {
      let rig: AdmissionRig;
      let release: string;
      before(async () => {
        rig = await start(options);
        release = await rig.images.publish();
      });
      after(() => rig[Symbol.asyncDispose]());

      test('lets in what was released', async () => {
        assert.equal(await rig.refusal(release), undefined);
        assert.equal(await rig.refusal(release, { init: release }), undefined);
        assert.equal(await rig.refusalOfDebugging(release, release), undefined);
      });

      test('refuses what nobody signed, wherever in a pod it is', async () => {
        const image = await rig.images.push();
        assert.match(String(await rig.refusal(image)), unsigned);
        assert.match(String(await rig.refusal(release, { init: image })), unsigned);
        assert.match(String(await rig.refusalOfDebugging(image, release)), unsigned);
      });

      for (const [who, origin] of [
        ['another workflow', { workflow: 'test.yml' }],
        ['another branch', { branch: 'feature' }],
        ['another repository', { repository: 'bitvault/other' }],
      ] as const) {
        test(`refuses what ${who} signed`, async () => {
          assert.match(String(await rig.refusal(await rig.images.publish(origin))), signedByOthers);
        });
      }
    });
  }
}
