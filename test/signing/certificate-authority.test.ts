import assert from 'node:assert/strict';
import { generateKeyPairSync, sign, X509Certificate, type KeyObject } from 'node:crypto';
import { test } from 'node:test';
import { LabClock, Traffic } from '@bitvault/lab';
import { exportPKCS8, generateKeyPair, importPKCS8, SignJWT } from 'jose';
import { X509Certificate as SigstoreCertificate } from '@sigstore/core';
import { startRig } from './rig.ts';
import { startIssuer } from './workflow-issuer.ts';

const rig = await startRig();
const subject = 'repo:bitvault/bitvault:ref:refs/heads/main';

interface Issued {
  readonly status: number;
  readonly message: string;
  readonly leaf: string;
}

interface Asking {
  readonly key?: { readonly publicKey: KeyObject; readonly privateKey: KeyObject };
  readonly proofOver?: string;
  readonly tokenIn?: 'body' | 'header';
}

async function ask(
  token: string,
  { key = newKey(), proofOver = subject, tokenIn = 'body' }: Asking = {},
): Promise<Issued> {
  const proof = sign('sha256', Buffer.from(proofOver), key.privateKey).toString('base64');
  const content = key.publicKey.export({ format: 'pem', type: 'spki' });
  const response = await fetch(`${rig.sigstore.fulcioUrl}/api/v2/signingCert`, {
    method: 'POST',
    headers: tokenIn === 'header' ? { authorization: `Bearer ${token}` } : {},
    body: JSON.stringify({
      ...(tokenIn === 'body' && { credentials: { oidcIdentityToken: token } }),
      publicKeyRequest: { publicKey: { algorithm: 'ECDSA', content }, proofOfPossession: proof },
    }),
  });
  const body = (await response.json()) as {
    readonly message?: string;
    readonly signedCertificateEmbeddedSct?: { readonly chain: { readonly certificates: readonly string[] } };
  };
  const [leaf = ''] = body.signedCertificateEmbeddedSct?.chain.certificates ?? [];
  return { status: response.status, message: body.message ?? '', leaf };
}

const newKey = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync('ec', { namedCurve: 'P-256' });

test('a certificate says what the token says, as Fulcio writes it', async () => {
  const { status, leaf } = await ask(await rig.issuer.token({ environment: 'promotion' }));
  assert.equal(status, 200);
  const certificate = new X509Certificate(leaf);
  const { server, issuer } = rig.issuer;
  const workflow = `${server}/bitvault/bitvault/.github/workflows/release.yml@refs/heads/main`;
  const commit = 'c0ffee0123456789c0ffee0123456789c0ffee01';
  assert.equal(certificate.subject ?? '', '');
  assert.equal(certificate.subjectAltName, `URI:${workflow}`);
  assert.equal(Date.parse(certificate.validTo) - Date.parse(certificate.validFrom), 10 * 60_000);
  assert.deepEqual(certificate.keyUsage, ['1.3.6.1.5.5.7.3.3']);
  const parsed = SigstoreCertificate.parse(leaf);
  const value = (arc: number): string => {
    const bytes = parsed.extension(`1.3.6.1.4.1.57264.1.${arc}`)?.value ?? Buffer.alloc(0);
    return (arc < 8 ? bytes : bytes.subarray(bytes[1] === 0x81 ? 3 : 2)).toString('utf8');
  };
  const repository = `${server}/bitvault/bitvault`;
  const expected: Readonly<Record<number, string>> = {
    1: issuer,
    2: 'push',
    3: commit,
    4: 'release',
    5: 'bitvault/bitvault',
    6: 'refs/heads/main',
    8: issuer,
    9: workflow,
    10: commit,
    11: 'github-hosted',
    12: repository,
    13: commit,
    14: 'refs/heads/main',
    15: '101',
    16: `${server}/bitvault`,
    17: '7',
    18: workflow,
    19: commit,
    20: 'push',
    21: `${repository}/actions/runs/4711/attempts/1`,
    22: 'private',
    23: 'promotion',
    24: subject,
  };
  for (const [arc, text] of Object.entries(expected)) assert.equal(value(Number(arc)), text, `extension ${arc}`);
});

test('tokens that prove nothing get no certificate', async (context) => {
  const now = Math.floor(rig.clock.now().getTime() / 1000);
  const foreign = await startIssuer(new Traffic(), new LabClock());
  context.after(() => foreign.close());
  const { privateKey } = await generateKeyPair('RS256', { extractable: true });
  const stranger = await importPKCS8(await exportPKCS8(privateKey), 'RS256');
  const claims = JSON.parse(
    Buffer.from((await rig.issuer.token()).split('.')[1] ?? '', 'base64url').toString(),
  ) as object;
  const byStranger = await new SignJWT({ ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'lab' }).sign(stranger);
  const byPublicKey = await new SignJWT({ ...claims })
    .setProtectedHeader({ alg: 'HS256', kid: 'lab' })
    .sign(Buffer.from('lab'));
  const cases: readonly (readonly [string, string, RegExp])[] = [
    ['unsigned', rig.issuer.unsignedToken(), /ERR_JOSE/],
    ['signed by another key under the same key id', byStranger, /signature verification failed/],
    ['signed with a shared secret', byPublicKey, /alg/],
    ['for another audience', await rig.issuer.token({ aud: 'sts.amazonaws.com' }), /"aud"/],
    ['expired', await rig.issuer.token({ exp: now - 1 }), /"exp"/],
    ['not valid yet', await rig.issuer.token({ nbf: now + 60 }), /"nbf"/],
    ['without a time of expiry', await rig.issuer.token({ exp: undefined }), /"exp"/],
    ['of another issuer', await foreign.token(), /issuer .* is not one of this authority's/],
    ['naming the issuer wrongly', await rig.issuer.token({ iss: foreign.issuer }), /issuer/],
    ['of no workflow', await rig.issuer.token({ job_workflow_ref: undefined }), /no claim job_workflow_ref/],
    ['not a token', 'x.y', /not a JSON Web Token/],
  ];
  for (const [name, token, message] of cases) {
    const answer = await ask(token);
    assert.equal(answer.status, 401, name);
    assert.match(answer.message, message, name);
    assert.equal(answer.message.includes(token), false, name);
  }
});

test('a token is of no use to who does not hold the key, or not its subject', async () => {
  const token = await rig.issuer.token();
  const [mine, theirs] = [newKey(), newKey()];
  const stolen = await ask(token, { key: { publicKey: mine.publicKey, privateKey: theirs.privateKey } });
  assert.deepEqual([stolen.status, /could not be verified/.test(stolen.message)], [400, true]);
  assert.equal((await ask(token, { proofOver: 'somebody else' })).status, 400);
});

test('the token may be where sigstore-go puts it, and is checked there too', async () => {
  assert.equal((await ask(await rig.issuer.token(), { tokenIn: 'header' })).status, 200);
  assert.equal((await ask(rig.issuer.unsignedToken(), { tokenIn: 'header' })).status, 401);
});

test('times are the lab’s', async () => {
  const token = await rig.issuer.token();
  rig.clock.advance(6 * 60_000);
  assert.match((await ask(token)).message, /"exp"/);
  const { leaf } = await ask(await rig.issuer.token());
  assert.equal(Math.abs(Date.parse(new X509Certificate(leaf).validFrom) - rig.clock.now().getTime()) < 60_000, true);
});
