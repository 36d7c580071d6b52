import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { openRepository, parseManifest, type Sha256 } from '@bitvault/registry';
import { robot } from './people.ts';
import { assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';

let rig: Rig;
before(async () => {
  rig = await startRig();
});
after(() => rig[Symbol.asyncDispose]());

/** What whoever may push to the registry can do: image, signature and provenance, byte for byte under another name. */
async function copyImage(digest: Sha256, from: string, to: string): Promise<void> {
  const [source, target] = [from, to].map((name) =>
    openRepository(`${rig.lab.registry.host}/bitvault/${name}`, { credentials: robot }),
  );
  assert.ok(source && target);
  for (const each of [digest, ...(await source.referrers(digest)).map((referrer) => referrer.digest)]) {
    const stored = await source.manifest(each);
    assert.ok(stored);
    const { config, layers } = parseManifest(stored.bytes);
    for (const blob of [config, ...layers]) await target.pushBlob(await source.blob(blob));
    await target.pushManifest(stored.bytes, stored.mediaType);
  }
}

test('an image of one service, copied with all that is signed for it, does not run as another', async () => {
  const web = await rig.images.signed('web', 2);
  await copyImage(web, 'web', 'api');
  const dev = await rig.siteBeforeDev();
  const { number } = await dev.openDev(web);
  await assertRepelled(rig, dev, ['IMAGE_UNVERIFIED'], () => dev.autoMerge(number));
  // Even where somebody had it deployed by hand.
  const [old, running] = [await rig.images.signed('api', 1), { api: web, web }];
  const prod = await rig.createSite({ dev: running, staging: running, prod: { api: old, web } });
  const pull = await prod.openProd(web);
  await assertRepelled(rig, prod, ['IMAGE_UNVERIFIED'], () => prod.gate(pull));
});
