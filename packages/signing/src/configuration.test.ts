import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { loadSigningServices } from './signing-services.ts';
import { loadTrust } from './trust.ts';

const now = new Date('2026-03-02T09:00:00Z');
const before = { validFor: { start: '2025-01-01T00:00:00Z' }, operator: 'x' };
const later = { validFor: { start: '2026-01-01T00:00:00Z' }, operator: 'x' };
const over = { validFor: { start: '2025-01-01T00:00:00Z', end: '2026-01-01T00:00:00Z' }, operator: 'x' };
const future = { validFor: { start: '2027-01-01T00:00:00Z' }, operator: 'x' };

const config = {
  mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.2+json',
  caUrls: [{ url: 'https://fulcio.example/', majorApiVersion: 1, ...before }],
  rekorTlogUrls: [{ url: 'https://rekor.example', majorApiVersion: 1, ...before }],
  rekorTlogConfig: { selector: 'ANY' },
  tsaUrls: [{ url: 'https://tsa.example/api/v1/timestamp', majorApiVersion: 1, ...before }],
  tsaConfig: { selector: 'ANY' },
};

const load = (changes: object): ReturnType<typeof loadSigningServices> =>
  loadSigningServices({ inline: JSON.stringify({ ...config, ...changes }) }, { now });

test('the services of a signing configuration are those that are valid now, newest first', async () => {
  const { fulcio, rekor, timestamps } = await load({
    rekorTlogUrls: [
      { url: 'https://old.example', majorApiVersion: 1, ...before },
      { url: 'https://new.example', majorApiVersion: 2, ...later },
      { url: 'https://over.example', majorApiVersion: 2, ...over },
      { url: 'https://future.example', majorApiVersion: 2, ...future },
      { url: 'https://unknown.example', majorApiVersion: 3, ...later },
    ],
  });
  assert.equal(fulcio, 'https://fulcio.example');
  assert.deepEqual(rekor, [{ url: 'https://new.example', version: 2 }]);
  assert.deepEqual(timestamps, ['https://tsa.example/api/v1/timestamp']);
});

test('its selectors tell how many', async () => {
  const rekorTlogUrls = ['a', 'b', 'c'].map((name) => ({
    url: `https://${name}.example`,
    majorApiVersion: 1,
    ...before,
  }));
  const count = async (rekorTlogConfig: object): Promise<number> =>
    (await load({ rekorTlogUrls, rekorTlogConfig })).rekor.length;
  assert.equal(await count({ selector: 'ANY' }), 1);
  assert.equal(await count({ selector: 'ALL' }), 3);
  assert.equal(await count({ selector: 'EXACT', count: 2 }), 2);
});

test('a signing configuration that cannot be used is refused', async () => {
  const cases: readonly object[] = [
    { mediaType: 'application/vnd.dev.sigstore.signingconfig.v0.1+json' },
    { caUrls: [] },
    { caUrls: [{ url: 'https://fulcio.example', majorApiVersion: 1, ...over }] },
    { rekorTlogUrls: [], tsaUrls: [] },
    { rekorTlogUrls: [{ url: 'http://rekor.example', majorApiVersion: 1, ...before }] },
    { tsaConfig: { selector: 'NONSENSE' } },
  ];
  for (const changes of cases) await assert.rejects(load(changes), { code: 'SIGNING_CONFIG_INVALID' });
  for (const inline of ['', '[]', '{', '"x"']) {
    await assert.rejects(loadSigningServices({ inline }), { code: 'SIGNING_CONFIG_INVALID' });
  }
});

test('the public good services need no configuration', async () => {
  const { fulcio, rekor, timestamps } = await loadSigningServices('public-good');
  assert.deepEqual([fulcio, rekor[0]?.url], ['https://fulcio.sigstore.dev', 'https://rekor.sigstore.dev']);
  assert.equal(timestamps.length, 1);
});

test('GitHub’s services have no log, and neither need others have one that stamp', async () => {
  const { fulcio, rekor, timestamps } = await loadSigningServices('github');
  assert.deepEqual([fulcio, rekor], ['https://fulcio.githubapp.com', []]);
  assert.deepEqual(timestamps, ['https://timestamp.githubapp.com/api/v1/timestamp']);
  assert.deepEqual((await load({ rekorTlogUrls: [] })).rekor, []);
});

test('a file may hold it', async (context) => {
  const folder = await mkdtemp(join(tmpdir(), 'signing-'));
  context.after(() => rm(folder, { recursive: true }));
  const path = join(folder, 'signing_config.json');
  await writeFile(path, JSON.stringify(config));
  assert.equal((await loadSigningServices({ path }, { now })).fulcio, 'https://fulcio.example');
  const absent = join(folder, 'absent.json');
  await assert.rejects(loadSigningServices({ path: absent }), { code: 'SIGNING_CONFIG_UNAVAILABLE' });
  await assert.rejects(loadTrust({ path: absent }), { code: 'TRUST_ROOT_UNAVAILABLE' });
});

test('a trusted root that trusts nobody, or that cannot be read, is refused', async () => {
  const mediaType = 'application/vnd.dev.sigstore.trustedroot+json;version=0.1';
  const empty = { mediaType, tlogs: [], certificateAuthorities: [], ctlogs: [], timestampAuthorities: [] };
  const log = {
    baseUrl: 'x',
    hashAlgorithm: 'SHA2_256',
    publicKey: { rawBytes: 'AAAA', keyDetails: 'PKIX_ECDSA_P256_SHA_256' },
  };
  const cases: readonly unknown[] = [
    {},
    { ...empty, mediaType: 'application/json' },
    empty,
    { ...empty, tlogs: 'x' },
    {
      ...empty,
      certificateAuthorities: [{ certChain: { certificates: [{ rawBytes: 'AAAA' }] } }],
      ctlogs: [log],
      tlogs: [log],
    },
  ];
  for (const root of cases) {
    await assert.rejects(loadTrust({ inline: JSON.stringify(root) }), { code: 'TRUST_ROOT_INVALID' });
  }
});
