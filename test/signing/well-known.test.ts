import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startTufRepository, type TufRepositoryLab } from '@bitvault/lab';
import { loadTrust, type TufOptions } from '@bitvault/signing';
import { Metadata, MetadataKind, type Root } from '@tufjs/models';
import { forgeOf } from './forge.ts';
import { attachBundle, signatureType } from './forgery.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startPrivateRig, startRig, type AnyRig } from './rig.ts';

const publicGood = await startRig({ organization: 'sigstore.dev' });
const github = await startPrivateRig({ beside: publicGood, organization: 'GitHub, Inc.' });
const impostor = await startPrivateRig({ beside: publicGood, organization: 'GitHub, Inc.' });
const stranger = await startRig({ beside: publicGood });
const { traffic } = publicGood;
const { refuses, withSignature } = forgeOf(publicGood);

const publicTuf = await startTufRepository(traffic, publicGood.sigstore.trustedRoot);
const githubTuf = await startTufRepository(traffic, github.sigstore.trustedRoot);
after(() => Promise.all([publicTuf.close(), githubTuf.close()]));

/** As a job has it that ran nothing of this before. */
async function freshOptions(changes: Partial<Record<'public-good' | 'github', TufRepositoryLab>> = {}) {
  const cachePath = await mkdtemp(join(tmpdir(), 'tuf-cache-'));
  after(() => rm(cachePath, { recursive: true }));
  const repositories = { 'public-good': publicTuf, github: githubTuf, ...changes };
  return { cachePath, repositories } satisfies TufOptions;
}

async function signedBy(rig: AnyRig, name: string) {
  const image = imageOf(name);
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image);
  return { image, repository };
}

/** Paths asked of both repositories while it ran. */
async function asked(run: () => Promise<unknown>): Promise<readonly string[]> {
  const mark = traffic.served.length;
  await run();
  return traffic
    .since(mark)
    .filter(({ part }) => part === 'tuf')
    .map(({ url }) => url);
}

test('each instance’s root comes over TUF, once a certificate says to be of it, and once only', async () => {
  const trust = await loadTrust('well-known', await freshOptions());
  const [open, closed] = [await signedBy(publicGood, 'open'), await signedBy(github, 'closed')];
  for (const { image, repository } of [open, closed]) {
    const verify = () => publicGood.verify(repository, image, { trust });
    const first = await asked(verify);
    assert.equal(first.filter((path) => path.endsWith('.trusted_root.json')).length, 1, first.join(' '));
    assert.deepEqual(await asked(verify), []);
  }
});

test('one instance alone does not trust the other’s', async () => {
  const options = await freshOptions();
  const { image, repository } = await signedBy(github, 'one alone');
  const trust = await loadTrust('public-good', options);
  await refuses(repository, image, 'CERTIFICATE_UNTRUSTED', /not in the trusted root of Sigstore’s public good/, {
    trust,
  });
  await publicGood.verify(repository, image, { trust: await loadTrust('github', options) });
});

test('of a list, only the instances that are in it are asked and trusted', async () => {
  const options = await freshOptions();
  const [open, closed] = [await signedBy(publicGood, 'listed'), await signedBy(github, 'not listed')];
  const trust = await loadTrust(['public-good'], options);
  assert.deepEqual([...trust.proofs], ['logged']);
  await publicGood.verify(open.repository, open.image, { trust });
  const urls = await asked(() =>
    refuses(closed.repository, closed.image, 'CERTIFICATE_UNTRUSTED', /"GitHub, Inc\.", and trusted is Sigstore’s/, {
      trust,
    }),
  );
  assert.deepEqual(urls, []);
});

test('a signature of the public good instance without its log entry is refused', async () => {
  const image = imageOf('stripped');
  const bundle = await forgeOf(publicGood).signatureOf(image);
  bundle.verificationMaterial.tlogEntries = [];
  const trust = await loadTrust('well-known', await freshOptions());
  await refuses(await withSignature(image, bundle), image, 'LOG_ENTRY_MISSING', /./, { trust });
});

test('whoever only calls itself GitHub, or is neither, is refused', async () => {
  const trust = await loadTrust('well-known', await freshOptions());
  const image = imageOf('impostor');
  const bundle = await forgeOf(impostor).signatureOf(image);
  const byNobody = /issued by "GitHub, Inc\., fulcio", whose key is not in the trusted root of GitHub’s own Sigstore/;
  await refuses(await withSignature(image, bundle), image, 'CERTIFICATE_UNTRUSTED', byNobody, { trust });

  const stamped = forgeOf({ ...impostor, sigstore: { ...impostor.sigstore, tsaUrl: github.sigstore.tsaUrl } });
  const convincing = await stamped.signatureOf(image);
  await refuses(await withSignature(image, convincing), image, 'CERTIFICATE_UNTRUSTED', byNobody, { trust });

  const foreign = await signedBy(stranger, 'stranger');
  await refuses(
    foreign.repository,
    foreign.image,
    'CERTIFICATE_UNTRUSTED',
    /"sigstore\.lab", and trusted is Sigstore’s public good instance and GitHub’s own Sigstore/,
    { trust },
  );
});

test('a root that cannot be had is no verdict on the bundle', async () => {
  const away = { ...githubTuf, mirror: `${githubTuf.mirror}/away` };
  const trust = await loadTrust('well-known', await freshOptions({ github: away }));
  const { image, repository } = await signedBy(github, 'away');
  await attachBundle(repository, image, signatureType, 'garbage');
  await assert.rejects(publicGood.verify(repository, image, { trust }), {
    code: 'TRUST_ROOT_UNAVAILABLE',
    message: /GitHub’s own Sigstore/,
  });
  const open = await signedBy(publicGood, 'still open');
  assert.equal((await publicGood.verify(open.repository, open.image, { trust })).subject, open.image.digest);
});

test('metadata that the known root did not sign is refused', async () => {
  const other = await startTufRepository(traffic, impostor.sigstore.trustedRoot);
  after(() => other.close());
  const trust = await loadTrust('well-known', await freshOptions({ github: { ...other, root: githubTuf.root } }));
  const { image, repository } = await signedBy(impostor, 'other repository');
  await assert.rejects(publicGood.verify(repository, image, { trust }), { code: 'TRUST_ROOT_UNAVAILABLE' });
});

test('the root of GitHub’s repository that is built in is signed by its own keys', async () => {
  const path = new URL('../../packages/signing/src/github-tuf-root.json', import.meta.url);
  const content: unknown = JSON.parse(await readFile(path, 'utf8'));
  const root: Metadata<Root> = Metadata.fromJSON(MetadataKind.Root, content as Parameters<typeof Metadata.fromJSON>[1]);
  root.verifyDelegate('root', root);
  assert.ok((root.signed.roles['root']?.threshold ?? 0) >= 3);
});
