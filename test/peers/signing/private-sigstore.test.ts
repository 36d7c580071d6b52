import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provenance, readWorkflowToken, signImage, verificationCommands, verifyImage } from '@bitvault/signing';
import { attachBundle, seal, signatureType, statement, type LooseBundle } from '../../signing/forgery.ts';
import { flipped, present } from '../../signing/matrix/defect.ts';
import { startPrivateRig, startRig } from '../../signing/rig.ts';
import { startBench } from './bench.ts';
import { startCosign } from './cosign.ts';

const cosign = await startCosign();
const rig = await startPrivateRig();
const logging = await startRig({ beside: rig });
const trustedRoot = await cosign.file('trusted_root.json', rig.sigstore.trustedRoot);
const commandsFor = (reference: string) =>
  verificationCommands(reference, rig.expectation, { trustedRoot, proof: 'timestamped' });

test('cosign verifies what is signed without a log, by the printed commands, and not without their flags', async () => {
  const { repository, image: subject, reference } = await startBench(rig, true);
  await signImage({ repository, subject, session: rig.session(), trust: rig.trust });
  for (const command of commandsFor(reference).slice(0, 2)) {
    assert.match((await cosign.shell(command)).stderr, /The cosign claims were validated/);
    for (const flag of ['--use-signed-timestamps', '--insecure-ignore-tlog', '--insecure-ignore-sct']) {
      await assert.rejects(cosign.shell(command.replace(` ${flag}`, '')), flag);
    }
    await assert.rejects(cosign.shell(command.replace('refs/heads/main', 'refs/heads/other')));
  }
});

test('what cosign signs without a log verifies here', async () => {
  const { repository, image, reference } = await startBench(rig, true);
  const token = await cosign.file('token', await rig.issuer.token());
  const { claims } = await readWorkflowToken(
    () => rig.issuer.token(),
    () => undefined,
  );
  const { predicate } = provenance({ claims, server: rig.issuer.server });
  const services = await cosign.file('signing_config.json', rig.sigstore.signingConfig);
  const common = ['--trusted-root', trustedRoot, '--signing-config', services, '--identity-token', token, '--yes'];
  await cosign.run('sign', ...common, reference);
  const given = await cosign.file('predicate.json', JSON.stringify(predicate));
  await cosign.run('attest', '--type', 'slsaprovenance1', '--predicate', given, ...common, reference);
  const { expectation, trust } = rig;
  assert.equal(
    (await verifyImage({ repository, digest: image.digest, expectation, trust })).commit,
    expectation.commit,
  );
});

type Change = (bundle: LooseBundle) => void;
const stampsOf = ({ verificationMaterial }: LooseBundle) => present(verificationMaterial.timestampVerificationData);

const defects: readonly (readonly [name: string, code: string, signer: typeof rig, change: Change])[] = [
  ['no timestamp', 'TIMESTAMP_INVALID', rig, (bundle) => (stampsOf(bundle).rfc3161Timestamps = [])],
  [
    'a timestamp with a bit flipped',
    'TIMESTAMP_INVALID',
    rig,
    (bundle) => {
      const stamp = present(stampsOf(bundle).rfc3161Timestamps[0]);
      stamp.signedTimestamp = flipped(stamp.signedTimestamp);
    },
  ],
  [
    'a certificate of a Sigstore with logs, without its log entry',
    'CERTIFICATE_UNTRUSTED',
    logging,
    ({ verificationMaterial }) => (verificationMaterial.tlogEntries = []),
  ],
];

test('cosign verifies the bundle that each defect is made in', async () => {
  const { repository, image, reference } = await startBench(rig, true);
  const bundle = await seal(rig, statement({ subject: image.digest, predicateType: signatureType }));
  await attachBundle(repository, image, signatureType, bundle);
  await cosign.shell(present(commandsFor(reference)[0]));
});

for (const [name, code, signer, change] of defects) {
  test(`both refuse ${name}`, async () => {
    const { repository, image, reference } = await startBench(rig, true);
    const bundle = await seal(signer, statement({ subject: image.digest, predicateType: signatureType }));
    change(bundle);
    await attachBundle(repository, image, signatureType, bundle);
    const { expectation, trust } = rig;
    await assert.rejects(verifyImage({ repository, digest: image.digest, expectation, trust }), { code });
    await assert.rejects(cosign.shell(present(commandsFor(reference)[0])));
  });
}

test('both refuse a certificate that was over at the time of the timestamp', async () => {
  const { repository, image, reference } = await startBench(rig, true);
  const bundle = await rig.during({ timestamp: 'late' }, () =>
    seal(rig, statement({ subject: image.digest, predicateType: signatureType })),
  );
  await attachBundle(repository, image, signatureType, bundle);
  const { expectation, trust } = rig;
  const code = 'CERTIFICATE_EXPIRED';
  await assert.rejects(verifyImage({ repository, digest: image.digest, expectation, trust }), { code });
  await assert.rejects(cosign.shell(present(commandsFor(reference)[0])));
});
