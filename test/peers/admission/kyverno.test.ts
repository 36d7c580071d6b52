import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { tampering } from '@bitvault/lab';
import { eventually, field } from '../../../scripts/cluster/kubernetes.ts';
import { AdmissionRig, elsewhere, type Change, type RigOptions } from './admission-rig.ts';
import { judgesReleases } from './judged-releases.ts';
import { startKyverno } from './kyverno.ts';

/** `policies/kyverno-release-images.yaml`, by Kyverno. */

const notSigned = /not signed by the release workflow of bitvault\/bitvault on main/;

judgesReleases('Kyverno', start, { unsigned: notSigned, signedByOthers: notSigned });

describe('Kyverno', () => {
  let rig: AdmissionRig;
  let release: string;
  before(async () => {
    rig = await start();
    release = await rig.images.publish();
  });
  after(() => rig[Symbol.asyncDispose]());

  test('refuses an image that promotion.yaml does not name, though it was released', async () => {
    const released = await rig.images.publish({ service: 'api-tools' });
    assert.match(String(await rig.refusal(released)), /Only the images that promotion.yaml names run here/);
  });

  test('refuses a tag, alone and before a digest', async () => {
    const [name = '', digest = ''] = release.split('@');
    assert.match(String(await rig.refusal(`${name}:latest`)), /does not have a digest/);
    assert.match(String(await rig.refusal(`${name}:latest@${digest}`)), /each by its digest alone/);
  });

  test('refuses an image with the signatures of another', async () => {
    const unsigned = await rig.images.push();
    rig.images.attach(release, unsigned);
    assert.match(String(await rig.refusal(unsigned)), notSigned);
  });

  test('refuses a release without its provenance', async () => {
    const image = await rig.images.publish();
    rig.images.detach(image, 'https://slsa.dev/provenance/v1');
    assert.match(String(await rig.refusal(image)), /has no provenance of the release workflow/);
  });

  test('takes any bundle of the signer for a signature', async () => {
    const image = await rig.images.publish();
    rig.images.detach(image, 'https://sigstore.dev/cosign/sign/v1');
    assert.equal(await rig.refusal(image), undefined);
  });

  test('looks at older tags only where there is no bundle', async () => {
    const legacy = await rig.images.publish({ format: 'legacy' });
    assert.equal(await rig.refusal(legacy), undefined);
    const other = await rig.images.publish({ format: 'legacy' });
    rig.images.attach(await rig.images.publish({ workflow: 'test.yml' }), other);
    assert.match(String(await rig.refusal(other)), notSigned);
  });

  test('judges pods: of a Deployment with another image none come, and its status says why', async () => {
    const deployment = await rig.deploy(await rig.images.push());
    const told = async () => {
      const conditions = field(await rig.kubernetes.read(deployment), 'status', 'conditions');
      return JSON.stringify(conditions ?? []);
    };
    await eventually('the Deployment says why', async () => notSigned.test(await told()), { otherwise: told });
  });

  test('asks nothing of other namespaces', async () => {
    assert.equal(await rig.refusal('nowhere.test/preview:pr-7', { namespace: elsewhere }), undefined);
  });

  test('refuses what it cannot look at', async () => {
    const image = await rig.images.publish();
    const end = rig.lab.registry.tamper(tampering.statusFor('/v2/', 503));
    assert.match(String(await rig.refusal(image)), /failed to evaluate policy/);
    end();
    assert.equal(await rig.refusal(image), undefined);
  });

  test('refuses a release whose provenance tells of another repository than the policy', async () => {
    const expected = ['spec', 'validations', 3, 'expression'];
    await apply(rig, (policy) => policy.setIn(expected, String(policy.getIn(expected)).replace('bitvault"', 'other"')));
    await rig.untilRefused(release, /The provenance tells of another repository/);
  });

  test('is not gone past while it is away', async () => {
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
  await rig.untilInForce();
  return rig;
}

/** The policy as it was written, but for the Sigstores, which are of the lab in place of the world's. */
const apply = (rig: AdmissionRig, change: Change = () => {}): Promise<void> =>
  rig.applyWritten('policies/kyverno-release-images.yaml', {
    ImageValidatingPolicy: (policy) => {
      const { mirror, root } = rig.tuf;
      const tuf = { mirror, root: { data: Buffer.from(root).toString('base64') } };
      policy.setIn(['spec', 'attestors', 0, 'cosign', 'tuf'], tuf);
      change(policy);
    },
  });
