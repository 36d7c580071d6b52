import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bundleFromJSON } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';
import { commit } from './workflow-issuer.ts';

const signatureType = 'https://sigstore.dev/cosign/sign/v1';
const provenanceType = 'https://slsa.dev/provenance/v1';
const sbom = {
  predicateType: 'https://spdx.dev/Document',
  predicate: { spdxVersion: 'SPDX-2.3', SPDXID: 'SPDXRef-DOCUMENT' },
};

for (const rekorVersion of [1, 2] as const) {
  test(`an image that was signed verifies, with a version ${rekorVersion} log`, async () => {
    const rig = await startRig({ rekorVersion });
    const image = imageOf('round trip');
    const repository = new MemoryRepository(image);
    const masked: string[] = [];
    const mark = rig.traffic.served.length;

    const bundles = await rig.sign(repository, image, { attestations: [sbom], mask: (secret) => masked.push(secret) });

    assert.deepEqual(
      bundles.map(({ predicateType }) => predicateType),
      [signatureType, provenanceType, sbom.predicateType],
    );
    assert.equal(repository.attachments, 1);
    assert.equal(masked.length, 1);
    const served = rig.traffic.since(mark).map(({ part }) => part);
    const count = (part: string): number => served.filter((each) => each === part).length;
    assert.deepEqual([count('fulcio'), count('rekor'), count('tsa')], [1, 3, 3]);

    const claims = await rig.verify(repository, image);
    const { server } = rig.issuer;
    const san = `${server}/bitvault/bitvault/.github/workflows/release.yml@refs/heads/main`;
    const { signedAt, ...rest } = claims;
    assert.deepEqual(rest, {
      subject: image.digest,
      source: 'bitvault/bitvault',
      workflow: '.github/workflows/release.yml',
      ref: 'refs/heads/main',
      commit,
      runUrl: `${server}/bitvault/bitvault/actions/runs/4711/attempts/1`,
      issuer: rig.issuer.issuer,
      san,
      trigger: 'push',
      runnerEnvironment: 'github-hosted',
      repositoryId: '101',
      ownerId: '7',
      predicateTypes: [signatureType, provenanceType],
      builderId: san,
    });
    assert.match(signedAt, /^2026-03-02T09:00:/);
  });

  test(`bundles verify with @sigstore/verify alone, with a version ${rekorVersion} log`, async () => {
    const rig = await startRig({ rekorVersion });
    const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(rig.sigstore.trustedRoot)));
    const bundles = await rig.sign(new MemoryRepository(), imageOf('peer'), { attestations: [sbom] });
    for (const { bundle } of bundles) {
      const signer = new Verifier(material).verify(toSignedEntity(bundleFromJSON(bundle)));
      const workflow = `${rig.issuer.server}/bitvault/bitvault/.github/workflows/release.yml@refs/heads/main`;
      assert.equal(signer.identity?.subjectAlternativeName, workflow);
      assert.equal(signer.identity.extensions?.issuer, rig.issuer.issuer);
    }
  });
}
