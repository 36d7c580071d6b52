import assert from 'node:assert/strict';
import { test } from 'node:test';
import { seal, statement, signatureType, type LooseBundle } from './forgery.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();

const post = (path: string, body: unknown): Promise<Response> =>
  fetch(`${rig.sigstore.rekorUrl}${path}`, { method: 'POST', body: JSON.stringify(body) });

const pem = (base64: string): string =>
  `-----BEGIN CERTIFICATE-----\n${base64.replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;

const dsseEntry = ({ dsseEnvelope, verificationMaterial }: LooseBundle): object => ({
  apiVersion: '0.0.1',
  kind: 'dsse',
  spec: {
    proposedContent: {
      // Written otherwise than when it was sealed: it is another entry.
      envelope: JSON.stringify(dsseEnvelope, undefined, 1),
      verifiers: [Buffer.from(pem(verificationMaterial.certificate.rawBytes)).toString('base64')],
    },
  },
});

const sealed = (content: string): Promise<LooseBundle> =>
  seal(rig, statement({ subject: imageOf(content).digest, predicateType: signatureType }));

test('an entry that is in the log is not taken twice, and can be looked up', async () => {
  const entry = dsseEntry(await sealed('twice'));
  const size = rig.sigstore.log.entries.length;
  const first = await post('/api/v1/log/entries', entry);
  const again = await post('/api/v1/log/entries', entry);
  assert.deepEqual([first.status, again.status], [201, 409]);
  assert.equal(rig.sigstore.log.entries.length, size + 1);
  const location = again.headers.get('location') ?? '';
  assert.match(location, /^\/api\/v1\/log\/entries\/[0-9a-f]{80}$/);

  const created = (await first.json()) as Record<string, { readonly body: string; readonly logIndex: number }>;
  const found = (await (await fetch(rig.sigstore.rekorUrl + location)).json()) as typeof created;
  const [uuid = ''] = Object.keys(created);
  assert.equal(location.endsWith(uuid), true);
  assert.deepEqual([found[uuid]?.body, found[uuid]?.logIndex], [created[uuid]?.body, created[uuid]?.logIndex]);

  const body = JSON.parse(Buffer.from(created[uuid]?.body ?? '', 'base64').toString('utf8')) as {
    readonly spec: { readonly payloadHash: { readonly value: string } };
  };
  const search = await post('/api/v1/index/retrieve', { hash: `sha256:${body.spec.payloadHash.value}` });
  assert.equal(((await search.json()) as string[]).includes(uuid), true);
});

test('an envelope whose signature is not the verifier’s is not logged', async () => {
  const [one, other] = [await sealed('one'), await sealed('other')];
  one.verificationMaterial.certificate = other.verificationMaterial.certificate;
  const size = rig.sigstore.log.entries.length;
  const answer = await post('/api/v1/log/entries', dsseEntry(one));
  assert.equal(answer.status, 400);
  assert.equal(rig.sigstore.log.entries.length, size);
});

test('what the log does not know is refused', async () => {
  assert.equal((await post('/api/v1/log/entries', { kind: 'rpm', apiVersion: '0.0.1', spec: {} })).status, 400);
  assert.equal((await post('/api/v2/log/entries', { dsseRequestV002: {} })).status, 400);
  assert.equal((await fetch(`${rig.sigstore.rekorUrl}/api/v1/log/entries/${'0'.repeat(80)}`)).status, 404);
});
