import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { startTufRepository, tampering, type TufRepositoryLab } from '@bitvault/lab';
import { privateSigstoreFor } from '../../application-lab.ts';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { AdmissionRig, type Change, type RigOptions } from './admission-rig.ts';
import { elsewhere, relabelled, withImage } from './judged-pods.ts';
import { begun, judgesReleases, standsFirm } from './judged-releases.ts';
import { startKyverno } from './kyverno.ts';

/** `policies/kyverno-release-images.yaml`, by Kyverno. */

const notSigned = /The image is not signed by (?:the release workflow of bitvault\/bitvault on main|acme\/ci\/.+)\./;
const refusals = {
  unsigned: notSigned,
  signedByOthers: notSigned,
  signedForOthers:
    /The provenance tells of another workflow than .github\/workflows\/release.yml of bitvault\/bitvault/,
  unnamed: /Only the images that promotion.yaml names run here/,
  attached: notSigned,
  unproven: /has no provenance of the release workflow/,
  unreachable: /failed to evaluate policy/,
};

judgesReleases('Kyverno', start, refusals);

describe('Kyverno', () => {
  const judged = begun(start);

  standsFirm(judged, refusals);

  test('refuses a tag, alone and before a digest', async () => {
    const { rig, release } = judged();
    const [name = '', digest = ''] = release.split('@');
    assert.match(String(await rig.refusal(`${name}:latest`)), /does not have a digest/);
    assert.match(String(await rig.refusal(`${name}:latest@${digest}`)), /each by its digest alone/);
  });

  test('takes any bundle of the signer for a signature', async () => {
    const { rig } = judged();
    const image = await rig.images.publish();
    rig.images.detach(image, 'https://sigstore.dev/cosign/sign/v1');
    assert.equal(await rig.refusal(image), undefined);
  });

  test('looks at older tags only where there is no bundle', async () => {
    const { rig } = judged();
    const legacy = await rig.images.publish({ format: 'legacy' });
    assert.equal(await rig.refusal(legacy), undefined);
    const other = await rig.images.publish({ format: 'legacy' });
    rig.images.attach(await rig.images.publish({ workflow: 'test.yml' }), other);
    assert.match(String(await rig.refusal(other)), notSigned);
  });

  test('judges pods: of a Deployment with another image none come, and its status says why', async () => {
    const { rig } = judged();
    const deployment = await rig.deploy(await rig.images.push());
    const told = async () => {
      const conditions = field(await rig.kubernetes.read(deployment), 'status', 'conditions');
      return JSON.stringify(conditions ?? []);
    };
    await eventually('the Deployment says why', async () => notSigned.test(await told()), { otherwise: told });
  });

  test('asks the registry about new images alone', async () => {
    const { rig, release } = judged();
    const pod = await rig.run(release);
    const end = rig.lab.registry.tamper(tampering.statusFor('/v2/', 503));
    assert.equal(await rig.refusalOfChange(pod, relabelled), undefined);
    assert.match(
      String(await rig.refusalOfChange(pod, withImage(`${rig.images.name()}@sha256:${'0'.repeat(64)}`))),
      /failed to evaluate/,
    );
    end();
  });

  test('refuses a release whose provenance tells of another workflow than the policy', async () => {
    const { rig, release } = judged();
    const expected = ['spec', 'validations', 3, 'expression'];
    await apply(rig, (policy) => policy.setIn(expected, String(policy.getIn(expected)).replace('bitvault"', 'other"')));
    await rig.untilRefused(release, /The provenance tells of another workflow/);
  });

  test('takes no TUF repository of a Sigstore without a log', async () => {
    const { rig, release } = judged();
    const sigstore = await privateSigstoreFor(rig.lab);
    const tuf = await startTufRepository(rig.lab.traffic, sigstore.trustedRoot);
    await apply(rig, (policy) => policy.setIn(['spec', 'attestors', 0, 'cosign', 'tuf'], rootOf(tuf)));
    await rig.untilRefused(release, notSigned);
    assert.match(rig.log, /no Rekor public keys found in trusted root/);
    await Promise.all([tuf.close(), sigstore.close()]);
  });

  test('is not gone past while it is away', async () => {
    const { rig, release } = judged();
    await rig.endController();
    assert.match(String(await rig.refusal(release)), /failed calling webhook "ivpol.validate/);
    assert.equal(await rig.refusal(release, { namespace: elsewhere }), undefined);
  });
});

async function start(options: RigOptions = {}): Promise<AdmissionRig> {
  const rig = await AdmissionRig.start('kyverno', startKyverno, options);
  const { kubernetes, signer } = rig;
  if (options.private)
    await kubernetes.apply({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'github-trusted-root', namespace: 'kyverno' },
      data: { 'trusted_root.json': signer.trustedRoot },
    });
  await apply(rig);
  await rig.untilRefused(await rig.images.push(), notSigned);
  return rig;
}

/** The policy as it was written, but for the Sigstores, which are of the lab in place of the world's. */
const apply = (rig: AdmissionRig, change: Change = () => {}): Promise<void> =>
  rig.applyWritten('policies/kyverno-release-images.yaml', {
    ImageValidatingPolicy: (policy) => {
      policy.setIn(['spec', 'attestors', 0, 'cosign', 'tuf'], rootOf(rig.tuf));
      change(policy);
    },
  });

const rootOf = ({ mirror, root }: TufRepositoryLab) => ({
  mirror,
  root: { data: Buffer.from(root).toString('base64') },
});
