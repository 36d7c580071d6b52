import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provenance, readWorkflowToken, signImage, verificationCommands, verifyImage } from '@bitvault/signing';
import { startRig } from '../../signing/rig.ts';
import { startBench, type Bench } from './bench.ts';
import { startCosign } from './cosign.ts';

const rig = await startRig();
const cosign = await startCosign();
const trustedRoot = await cosign.file('trusted_root.json', rig.sigstore.trustedRoot);
const { expectation, trust } = rig;
const sbom = { predicateType: 'https://spdx.dev/Document', predicate: { spdxVersion: 'SPDX-2.3', SPDXID: 'x' } };

const bench = (): Promise<Bench> => startBench(rig, true);

/** Signs with the real cosign in the older format. */
async function signWithCosign(reference: string): Promise<void> {
  const token = await cosign.file('token', await rig.issuer.token());
  const { claims } = await readWorkflowToken(
    () => rig.issuer.token(),
    () => undefined,
  );
  const { predicate } = provenance({ claims, server: rig.issuer.server });
  const { fulcioUrl, rekorUrl } = rig.sigstore;
  const urls = ['--use-signing-config=false', '--fulcio-url', fulcioUrl, '--rekor-url', rekorUrl];
  const common = ['--trusted-root', trustedRoot, '--identity-token', token, '--yes'];
  const older = [...urls, ...common, '--new-bundle-format=false', reference];
  await cosign.run('sign', ...older);
  const path = await cosign.file('predicate.json', JSON.stringify(predicate));
  await cosign.run('attest', '--type', 'slsaprovenance1', '--predicate', path, ...older);
}

const commands = (reference: string, changes = {}) => {
  const [verify = '', attestation = ''] = verificationCommands(
    reference,
    { ...expectation, ...changes },
    { trustedRoot },
  );
  return [verify, attestation, attestation.replace('slsaprovenance1', 'spdxjson')];
};

const sign = ({ repository, image: subject }: Bench, format: 'legacy' | 'both') =>
  signImage({ repository, subject, session: rig.session({ format }), trust, attestations: [sbom] });

test('cosign verifies what is signed here in the older format', async () => {
  const made = await bench();
  await sign(made, 'legacy');
  for (const line of commands(made.reference)) {
    for (const flag of ['', '--new-bundle-format=false']) {
      const { stderr } = await cosign.shell(`${line} ${flag}`);
      assert.match(stderr, /The cosign claims were validated/);
      assert.match(stderr, /Existence of the claims in the transparency log was verified/);
    }
  }
  for (const line of commands(made.reference, { source: 'bitvault/other' }))
    await assert.rejects(cosign.shell(line), /none of the expected identities|no matching|does not match/i);
});

test('cosign verifies either format of what is signed here in both', async () => {
  const made = await bench();
  await sign(made, 'both');
  for (const line of commands(made.reference)) {
    await cosign.shell(line);
    await cosign.shell(`${line} --new-bundle-format=false`);
  }
});

test('what cosign signs and attests in the older format verifies here, where that is accepted', async () => {
  const { repository, image, reference } = await bench();
  await signWithCosign(reference);
  const args = { repository, digest: image.digest, expectation, trust };
  const verified = await verifyImage({ ...args, accept: { legacy: true } });
  assert.equal(verified.commit, expectation.commit);
  await assert.rejects(verifyImage(args), { code: 'SIGNATURE_MISSING' });
  const other = { ...expectation, source: 'bitvault/other' };
  await assert.rejects(verifyImage({ ...args, expectation: other, accept: { legacy: true } }), {
    code: 'IDENTITY_REPOSITORY',
  });
});

test('cosign and this suite add to what the other signed in the older format', async () => {
  const made = await bench();
  await signWithCosign(made.reference);
  const before = await layers(made);
  const bundles = await sign(made, 'legacy');
  // By the same workflow and commit, so only the SBOM is new.
  assert.deepEqual(
    bundles.bundles.map(({ existed }) => existed),
    [true, true, false],
  );
  const both = await layers(made);
  assert.deepEqual(both, [before[0], [...(before[1] ?? []), ...(both[1]?.slice(1) ?? [])]]);
  await signWithCosign(made.reference);
  for (const line of commands(made.reference)) await cosign.shell(line);
});

/** Digests of the layers under the tags for signatures and for attestations. */
async function layers({ repository, image }: Bench): Promise<readonly (readonly string[])[]> {
  const tag = image.digest.replace(':', '-');
  const stored = await Promise.all([repository.manifest(`${tag}.sig`), repository.manifest(`${tag}.att`)]);
  return stored.map((manifest) => {
    const document = JSON.parse(Buffer.from(manifest?.bytes ?? '').toString()) as { layers: { digest: string }[] };
    return document.layers.map(({ digest }) => digest);
  });
}
