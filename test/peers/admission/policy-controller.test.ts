import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { tampering, type TufRepositoryLab } from '@bitvault/lab';
import type { Document } from 'yaml';
import { AdmissionRig, type Change, type RigOptions } from './admission-rig.ts';
import { elsewhere, relabelled } from './judged-pods.ts';
import { begun, judgesReleases, standsFirm } from './judged-releases.ts';
import { startPolicyController } from './policy-controller.ts';

/** `policies/policy-controller-release-images.yaml`, by Sigstore's policy-controller. */

const policy = 'policies/policy-controller-release-images.yaml';

const noBundle = /failed policy: bitvault-release-images: [^]*no valid bundles exist in registry/;
const refusals = {
  unsigned: noBundle,
  signedByOthers: /failed policy: bitvault-release-images: [^]*no matching CertificateIdentity found/,
  signedForOthers: /failed policy: bitvault-release-images: [^]*conflicting values/,
  unnamed: /no matching policies/,
  attached: /failed policy: bitvault-release-images/,
  unproven: /failed policy: bitvault-release-images/,
  unreachable: /503/,
};

judgesReleases('policy-controller', start, refusals);

describe('policy-controller', () => {
  const judged = begun(start);

  standsFirm(judged, refusals);

  test('puts the digest behind a tag', async () => {
    const { rig, release } = judged();
    const [name = '', digest = ''] = release.split('@');
    rig.images.tag(release, 'latest');
    assert.equal(await rig.imageOf(await rig.run(`${name}:latest`)), `${name}:latest@${digest}`);
  });

  test('judges workloads too', async () => {
    const { rig } = judged();
    await assert.rejects(rig.deploy(await rig.images.push()), noBundle);
  });

  test('asks the registry at every change of a pod', async () => {
    const { rig, release } = judged();
    const pod = await rig.run(release);
    const end = rig.lab.registry.tamper(tampering.statusFor('/v2/', 503));
    assert.match(String(await rig.refusalOfChange(pod, relabelled)), /503/);
    end();
    assert.equal(await rig.refusalOfChange(pod, relabelled), undefined);
  });

  test('refuses a release whose provenance tells of another repository than the policy', async () => {
    const { rig, release } = judged();
    const data = ['spec', 'authorities', 0, 'attestations', 0, 'policy', 'data'];
    await apply(rig, (document) => document.setIn(data, String(document.getIn(data)).replace('bitvault"', 'other"')));
    await rig.untilRefused(release, /conflicting values .*bitvault\/bitvault/);
  });

  test('of bundles, it takes attestations alone', async () => {
    const { rig, release } = judged();
    await apply(rig, (document) => document.deleteIn(['spec', 'authorities', 0, 'attestations']));
    await rig.untilRefused(release, /bundle support for image signatures is not yet implemented/);
  });

  test('in a TrustRoot, it finds no log for bundles', async () => {
    const { rig, release } = judged();
    await apply(rig);
    await rig.untilAdmitted(release);
    await trustByName(rig);
    await apply(rig, ofTrustRoot);
    await rig.untilRefused(release, /not enough verified log entries from transparency log/);
  });

  test('without signatureFormat, it asks for older tags', async () => {
    const { rig, release } = judged();
    const legacy = await rig.images.publish({ format: 'legacy' });
    const both = await rig.images.publish({ format: 'both' });
    await apply(rig);
    await rig.untilAdmitted(both);
    assert.match(String(await rig.refusal(legacy)), noBundle);
    await apply(rig, (document) => {
      ofTrustRoot(document);
      document.deleteIn(['spec', 'authorities', 0, 'signatureFormat']);
    });
    await rig.untilAdmitted(legacy);
    assert.equal(await rig.refusal(both), undefined);
    assert.match(String(await rig.refusal(release)), /no matching attestations/);
  });

  test('is not gone past while it is away', async () => {
    const { rig, release } = judged();
    await rig.endController();
    assert.match(String(await rig.refusal(release)), /failed calling webhook "policy.sigstore.dev"/);
    assert.equal(await rig.refusal(release, { namespace: elsewhere }), undefined);
  });
});

async function start(options: RigOptions = {}): Promise<AdmissionRig> {
  const rig = await AdmissionRig.start('policy-controller', startPolicyController, options);
  await apply(rig);
  // What matches no policy is refused before there is one.
  await rig.untilRefused(await rig.images.push(), noBundle);
  return rig;
}

/** The policy as it was written, but for GitHub's own Sigstore, which is of the lab in place of the world's. */
const apply = (rig: AdmissionRig, change: Change = () => {}): Promise<void> =>
  rig.applyWritten(policy, {
    TrustRoot: (document) => document.setIn(['spec', 'remote'], remote(rig.signerTuf)),
    ClusterImagePolicy: change,
  });

const remote = ({ mirror, root }: TufRepositoryLab) => ({ mirror, root: Buffer.from(root).toString('base64') });

/** The lab's Sigstore in a resource of its own, in place of the one that policy-controller was started with. */
async function trustByName({ kubernetes, tuf }: AdmissionRig): Promise<void> {
  await kubernetes.apply({
    apiVersion: 'policy.sigstore.dev/v1alpha1',
    kind: 'TrustRoot',
    metadata: { name: 'lab' },
    spec: { remote: remote(tuf) },
  });
}

function ofTrustRoot(document: Document): void {
  for (const part of ['keyless', 'ctlog']) document.setIn(['spec', 'authorities', 0, part, 'trustRootRef'], 'lab');
}
