import assert from 'node:assert/strict';
import { test } from 'node:test';
import { signImage, type SigningSession } from '@bitvault/signing';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig } from './rig.ts';

const rig = await startRig();
const minute = 60;
const now = Math.floor(rig.clock.now().getTime() / 1000);

const images = ['api', 'web', 'worker', 'mailer', 'search'].map((name) => imageOf(name));

/** A session that counts the tokens it asks for, each valid for that many seconds. */
function counted(seconds: number): { readonly session: SigningSession; readonly tokens: string[] } {
  const tokens: string[] = [];
  const session = rig.session({
    idToken: async () => {
      const token = await rig.issuer.token({ iat: now, exp: now + seconds, jti: String(tokens.length) });
      tokens.push(token);
      return token;
    },
  });
  return { session, tokens };
}

async function certificatesDuring(run: () => Promise<void>): Promise<number> {
  const mark = rig.traffic.served.length;
  await run();
  return rig.traffic.served.slice(mark).filter(({ url }) => url.endsWith('/signingCert')).length;
}

async function signAndVerify(session: SigningSession, image: (typeof images)[number]) {
  const repository = new MemoryRepository(image);
  await signImage({ repository, subject: image, session, trust: rig.trust });
  await rig.verify(repository, image);
}

test('images that share a session share one token and one certificate, also at the same time', async () => {
  const { session, tokens } = counted(5 * minute);
  const certificates = await certificatesDuring(async () => {
    await Promise.all(images.map((image) => signAndVerify(session, image)));
  });
  assert.deepEqual([certificates, tokens.length], [1, 1]);
});

test('a certificate that is about to expire is not signed with: the next image gets another', async () => {
  const { session, tokens } = counted(5 * minute);
  const certificates = await certificatesDuring(() =>
    rig.during({ certificate: 'brief' }, async () => {
      for (const image of images) await signAndVerify(session, image);
    }),
  );
  assert.deepEqual([certificates, tokens.length], [images.length, 1]);
});

test('a token that is about to expire is not shown again: another is asked for', async () => {
  const { session, tokens } = counted(minute / 2);
  await rig.during({ certificate: 'brief' }, async () => {
    for (const image of images) await signAndVerify(session, image);
  });
  assert.equal(tokens.length >= images.length, true);
  assert.equal(new Set(tokens).size, tokens.length);
});

test('an authority that fails once does not fail the images that come after', async () => {
  const session = rig.session({ services: { ...rig.services, retries: 0 } });
  const [first = imageOf('api'), second = imageOf('web')] = images;
  rig.traffic.failAt(1, { when: 'before', how: 503 }, ({ url }) => url.endsWith('/signingCert'));
  await assert.rejects(signAndVerify(session, first), { code: 'CERTIFICATE_REFUSED' });
  await signAndVerify(session, second);
});
