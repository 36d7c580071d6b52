import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startRegistry } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { signImage, verifyImage } from '@bitvault/signing';
import { startRig } from './rig.ts';

const rig = await startRig();
const type = 'application/vnd.oci.image.manifest.v1+json';

for (const referrers of [true, false]) {
  test(`signs and verifies over a registry ${referrers ? 'with' : 'without'} the referrers API`, async () => {
    const registry = await startRegistry({ traffic: rig.traffic, clock: rig.clock, referrers });
    after(() => registry.close());
    const open = (): ReturnType<typeof openRepository> => openRepository(`${registry.host}/bitvault/bitvaultd`);
    const repository = open();
    const config = await repository.pushBlob(Buffer.from('{}'));
    const image = {
      schemaVersion: 2,
      mediaType: type,
      config: { mediaType: 'application/vnd.oci.image.config.v1+json', digest: config.digest, size: 2 },
      layers: [],
    };
    const { digest, size } = await repository.pushManifest(Buffer.from(JSON.stringify(image)), type);
    const subject = { mediaType: type, digest, size };
    const { expectation, trust } = rig;
    await signImage({ repository, subject, session: rig.session(), trust });

    const mark = rig.traffic.served.length;
    const claims = await verifyImage({ repository: open(), digest, expectation, trust });
    assert.equal(claims.subject, digest);
    // The image and the listing, then manifest and bundle of the signature and of the provenance.
    assert.equal(rig.traffic.since(mark).length <= (referrers ? 6 : 7), true, JSON.stringify(rig.traffic.since(mark)));

    const again = { repository: open(), subject, session: rig.session(), trust };
    const { bundles } = await signImage(again);
    assert.deepEqual(
      bundles.map(({ existed }) => existed),
      [true, true],
    );
    assert.equal((await repository.referrers(digest)).length, 2);
  });
}
