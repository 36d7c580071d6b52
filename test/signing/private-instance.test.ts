import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { checkProofs, loadSigningServices, loadTrust, type SigningErrorCode } from '@bitvault/signing';
import { TSAWitness } from '@sigstore/sign';
import { forgeOf } from './forge.ts';
import type { LooseBundle } from './forgery.ts';
import { flipped, present } from './matrix/defect.ts';
import { MemoryRepository } from './memory-repository.ts';
import { imageOf, startPrivateRig, startRig } from './rig.ts';

const rig = await startPrivateRig();
const logging = await startRig({ beside: rig });
const { refuses, signatureOf, withSignature } = forgeOf(rig);

/** Refused, when its signature is changed so. */
async function refusesChanged(code: SigningErrorCode, change: (bundle: LooseBundle) => void): Promise<void> {
  const image = imageOf(randomUUID());
  const bundle = await signatureOf(image);
  change(bundle);
  await refuses(await withSignature(image, bundle), image, code, /./);
}

test('a Sigstore without logs signs, and its root alone verifies it', async () => {
  const image = imageOf('private');
  const repository = new MemoryRepository(image);
  const [signature] = await rig.sign(repository, image);
  const { verificationMaterial } = present(signature).bundle as LooseBundle;
  assert.deepEqual(verificationMaterial.tlogEntries ?? [], []);
  assert.equal(verificationMaterial.timestampVerificationData?.rfc3161Timestamps.length, 1);
  assert.equal((await rig.verify(repository, image)).subject, image.digest);
  await refuses(repository, image, 'CERTIFICATE_UNTRUSTED', /issued by/, { trust: logging.trust });
});

test('signing again keeps what is there', async () => {
  const image = imageOf('private again');
  const repository = new MemoryRepository(image);
  await rig.sign(repository, image);
  const again = await rig.sign(repository, image);
  assert.ok(again.every(({ existed }) => existed));
});

test('without a timestamp, or with one that proves nothing, it is refused', async () => {
  await refusesChanged('TIMESTAMP_INVALID', ({ verificationMaterial }) => {
    delete verificationMaterial.timestampVerificationData;
  });
  await refusesChanged('TIMESTAMP_INVALID', ({ verificationMaterial }) => {
    verificationMaterial.timestampVerificationData = { rfc3161Timestamps: [] };
  });
  await refusesChanged('TIMESTAMP_INVALID', ({ verificationMaterial: { timestampVerificationData } }) => {
    const stamp = present(timestampVerificationData?.rfc3161Timestamps[0]);
    stamp.signedTimestamp = flipped(stamp.signedTimestamp);
  });
  const image = imageOf('another time');
  const [signature, other] = [await signatureOf(image), await signatureOf(imageOf('other'))];
  signature.verificationMaterial.timestampVerificationData = present(
    other.verificationMaterial.timestampVerificationData,
  );
  await refuses(await withSignature(image, signature), image, 'TIMESTAMP_INVALID', /./);
});

test('what the authorities did wrong is refused', async () => {
  const faults = [
    [{ certificate: 'expired' }, 'CERTIFICATE_EXPIRED'],
    [{ timestamp: 'late' }, 'CERTIFICATE_EXPIRED'],
    [{ timestamp: 'of-something-else' }, 'TIMESTAMP_INVALID'],
    [{ certificate: 'other-authority' }, 'CERTIFICATE_UNTRUSTED'],
  ] as const;
  for (const [fault, code] of faults) {
    const image = imageOf(JSON.stringify(fault));
    const bundle = await rig.during(fault, () => signatureOf(image));
    await refuses(await withSignature(image, bundle), image, code, /./);
  }
});

test('a log entry does not stand for the timestamp', async () => {
  const image = imageOf('entry for a timestamp');
  const logged = await forgeOf(logging).signatureOf(image);
  const entries = logged.verificationMaterial.tlogEntries;
  const bundle = await signatureOf(image);
  bundle.verificationMaterial.tlogEntries = entries;
  await refuses(await withSignature(image, bundle), image, 'LOG_ENTRY_INVALID', /names none/);
  delete bundle.verificationMaterial.timestampVerificationData;
  await refuses(await withSignature(image, bundle), image, 'LOG_ENTRY_INVALID', /names none/);
});

test('a certificate of a Sigstore with logs is as little use there as here without them', async () => {
  const image = imageOf('stripped');
  const stripped = await forgeOf(logging).signatureOf(image);
  stripped.verificationMaterial.tlogEntries = [];
  const repository = await withSignature(image, stripped);
  await refuses(repository, image, 'CERTIFICATE_UNTRUSTED', /issued by/);
  const ofBoth = await loadTrust({ inline: `${rig.sigstore.trustedRoot}\n${logging.sigstore.trustedRoot}\n` });
  await refuses(repository, image, 'LOG_ENTRY_MISSING', /./, { trust: ofBoth });

  // Even stamped by the authority whose word would do for its own certificates.
  const stamps = await stampedBy(rig.sigstore.tsaUrl, stripped);
  stripped.verificationMaterial.timestampVerificationData = stamps;
  const stamped = await withSignature(image, stripped);
  await refuses(stamped, image, 'CERTIFICATE_UNTRUSTED', /./);
  await refuses(stamped, image, 'LOG_ENTRY_MISSING', /./, { trust: ofBoth });
});

async function stampedBy(tsaBaseURL: string, { dsseEnvelope }: LooseBundle) {
  const sig = Buffer.from(present(dsseEnvelope.signatures[0]).sig, 'base64');
  const envelope = { payload: Buffer.alloc(0), payloadType: '', signatures: [{ sig, keyid: '' }] };
  const content = { $case: 'dsseEnvelope', dsseEnvelope: envelope } as const;
  const { rfc3161Timestamps } = await new TSAWitness({ tsaBaseURL }).testify(content);
  return {
    rfc3161Timestamps: rfc3161Timestamps.map(({ signedTimestamp }) => ({
      signedTimestamp: signedTimestamp.toString('base64'),
    })),
  };
}

test('roots of several Sigstores, one per line, are each for their own certificates', async () => {
  const [first, second] = [rig.sigstore.trustedRoot, logging.sigstore.trustedRoot];
  for (const inline of [`${first}\n${second}`, `${second}\n${first}\n\n`]) {
    const trust = await loadTrust({ inline });
    assert.deepEqual([...trust.proofs].toSorted(), ['logged', 'timestamped']);
    for (const each of [rig, logging]) {
      const image = imageOf(`several ${inline.length} ${each.sigstore.fulcioUrl}`);
      const repository = new MemoryRepository(image);
      await each.sign(repository, image);
      assert.equal((await rig.verify(repository, image, { trust })).subject, image.digest);
    }
  }
  await assert.rejects(loadTrust({ inline: `${first}\n{"mediaType":1}` }), { code: 'TRUST_ROOT_INVALID' });
});

test('a root that lost its logs, or a part of them, is none that wants no logs', async () => {
  const publicGood = await startRig({ beside: rig, organization: 'sigstore.dev' });
  const without = (text: string, ...parts: readonly string[]): string =>
    JSON.stringify(
      Object.fromEntries(Object.entries(JSON.parse(text) as object).filter(([key]) => !parts.includes(key))),
    );
  for (const inline of [
    without(logging.sigstore.trustedRoot, 'tlogs'),
    without(logging.sigstore.trustedRoot, 'ctlogs'),
    without(publicGood.sigstore.trustedRoot, 'tlogs', 'ctlogs'),
    without(rig.sigstore.trustedRoot, 'timestampAuthorities'),
  ]) {
    await assert.rejects(loadTrust({ inline }), { code: 'TRUST_ROOT_INVALID' });
  }
});

test('services that cannot prove what the root wants proven are refused before anything is signed', async () => {
  const now = rig.clock.now();
  const config = JSON.parse(logging.sigstore.signingConfig) as object;
  const onlyLog = await loadSigningServices({ inline: JSON.stringify({ ...config, tsaUrls: [] }) }, { now });
  const code = 'SIGNING_CONFIG_INVALID';
  assert.throws(() => checkProofs(rig.services, logging.trust), { code, message: /no transparency log/ });
  assert.throws(() => checkProofs(onlyLog, rig.trust), { code, message: /no timestamp authority/ });
  checkProofs(rig.services, rig.trust);
  checkProofs(onlyLog, logging.trust);
});

test('the older format is refused: it lives on the log’s promise', () => {
  for (const format of ['legacy', 'both'] as const) {
    assert.throws(() => rig.session({ format }), { code: 'LEGACY_LOG', next: /: bundle$/ });
  }
  rig.session({ format: 'bundle' });
});
