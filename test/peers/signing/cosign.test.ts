import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RegistryLab } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { provenance, readWorkflowToken, signImage, verificationCommands, verifyImage } from '@bitvault/signing';
import { startRig } from '../../signing/rig.ts';
import { startBench } from './bench.ts';
import { startCosign } from './cosign.ts';

const cosign = await startCosign();

function copyAll({ store }: RegistryLab, from: string, to: string): void {
  const [source, target] = [store.repository(from), store.repository(to)];
  for (const [digest, blob] of source.blobs) target.blobs.set(digest, blob);
  for (const [digest, manifest] of source.manifests) target.manifests.set(digest, manifest);
  for (const [tag, digest] of source.tags) target.tags.set(tag, digest);
}

for (const rekorVersion of [1, 2] as const) {
  for (const referrers of [true, false]) {
    const setting = `version ${rekorVersion} log, ${referrers ? 'with' : 'without'} the referrers API`;

    test(`cosign verifies what this suite signs: ${setting}`, async () => {
      const rig = await startRig({ rekorVersion });
      const { repository, image: subject, reference } = await startBench(rig, referrers);
      const { trust, expectation } = rig;
      await signImage({ repository, subject, session: rig.session(), trust });
      const trustedRoot = await cosign.file('trusted_root.json', rig.sigstore.trustedRoot);
      const [verify = '', attestation = ''] = verificationCommands(reference, expectation, { trustedRoot });
      for (const command of [verify, attestation]) {
        const { stderr } = await cosign.shell(command);
        assert.match(stderr, /The cosign claims were validated/);
        assert.match(stderr, /Existence of the claims in the transparency log was verified/);
      }
      const foreign = verificationCommands(reference, { ...expectation, source: 'bitvault/other' }, { trustedRoot });
      for (const command of foreign.slice(0, 2)) await assert.rejects(cosign.shell(command));
    });

    test(`this suite verifies what cosign signs: ${setting}`, async () => {
      const rig = await startRig({ rekorVersion });
      const { registry, image, reference } = await startBench(rig, referrers);
      const token = await cosign.file('token', await rig.issuer.token());
      const { claims } = await readWorkflowToken(
        () => rig.issuer.token(),
        () => undefined,
      );
      const { predicate } = provenance({ claims, server: rig.issuer.server });
      const trustedRoot = await cosign.file('trusted_root.json', rig.sigstore.trustedRoot);
      const services = await cosign.file('signing_config.json', rig.sigstore.signingConfig);
      const trusting = ['--trusted-root', trustedRoot, '--signing-config', services];
      const common = [...trusting, '--identity-token', token, '--yes'];
      await cosign.run('sign', ...common, reference);
      const statement = await cosign.file('predicate.json', JSON.stringify(predicate));
      const attest = ['attest', '--type', 'slsaprovenance1', '--predicate', statement, ...common, reference];
      await cosign.run(...attest);
      const { expectation, trust } = rig;
      const repository = openRepository(`${registry.host}/bitvault/bitvaultd`);
      const verified = await verifyImage({ repository, digest: image.digest, expectation, trust });
      assert.equal(verified.commit, expectation.commit);

      copyAll(registry, 'bitvault/bitvaultd', 'bitvault/other');
      const copy = openRepository(`${registry.host}/bitvault/other`);
      await assert.rejects(verifyImage({ repository: copy, digest: image.digest, expectation, trust }), {
        code: 'SUBJECT_NAME',
        message: /another name: expected [0-9.:]+\/bitvault\/other, found [0-9.:]+\/bitvault\/bitvaultd/,
      });
    });
  }
}
