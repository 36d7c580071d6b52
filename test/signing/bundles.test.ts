import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SigstoreFaults } from '@bitvault/lab';
import { loadTrust, type SigningErrorCode } from '@bitvault/signing';
import { forgeOf } from './forge.ts';
import { seal, signatureType, statement, type LooseBundle } from './forgery.ts';
import type { MemoryRepository } from './memory-repository.ts';
import { imageOf, startRig, type VerifyChanges } from './rig.ts';

const rig = await startRig();
const { provenanceOf, refuses, signatureOf, withSignature } = forgeOf(rig);

test('a statement about something else is refused', async () => {
  const image = imageOf('statement');
  const other = imageOf('another');
  await refuses(
    await withSignature(image, await signatureOf(other)),
    image,
    'SUBJECT_MISMATCH',
    /about another artifact/,
  );
  const provenanceAsSignature = await provenanceOf(image);
  await refuses(
    await withSignature(image, provenanceAsSignature),
    image,
    'PREDICATE_TYPE',
    /found https:\/\/slsa\.dev/,
  );
  const oddType = await signatureOf(image, { payloadType: 'application/json' });
  await refuses(await withSignature(image, oddType), image, 'PAYLOAD_TYPE', /expected application\/vnd\.in-toto\+json/);
  await refuses(
    await withSignature(image, await seal(rig, '{"_type":"x"}')),
    image,
    'STATEMENT_INVALID',
    /not a statement/,
  );
});

test('a statement of version 0.1, as cosign attest writes it, is accepted', async () => {
  const image = imageOf('old statement');
  const payload = statement({ subject: image.digest, predicateType: signatureType });
  const repository = await withSignature(image, await seal(rig, payload.replace('Statement/v1', 'Statement/v0.1')));
  assert.equal((await rig.verify(repository, image)).subject, image.digest);
});

test('a manifest that does not carry exactly one bundle of this image is refused', async () => {
  const image = imageOf('manifest');
  const signature = await signatureOf(image);
  await refuses(
    await withSignature(image, signature, { layers: 2 }),
    image,
    'BUNDLE_LAYERS',
    /has 2 layers: expected 1/,
  );
  await refuses(await withSignature(image, signature, { layers: 0 }), image, 'BUNDLE_LAYERS', /has 0 layers/);
  const subject = imageOf('another').digest;
  await refuses(
    await withSignature(image, signature, { subject }),
    image,
    'SUBJECT_MISMATCH',
    /bundle .* is of another/,
  );
  await refuses(await withSignature(image, 'not json'), image, 'BUNDLE_INVALID', /form/);
  const old = { ...signature, mediaType: 'application/vnd.dev.sigstore.bundle+json;version=0.2' };
  await refuses(await withSignature(image, old), image, 'BUNDLE_INVALID', /version=0\.2/);
});

test('a bundle that was tampered with is refused', async () => {
  const image = imageOf('tampered');
  const tampered = async (change: (bundle: LooseBundle) => void): Promise<MemoryRepository> => {
    const bundle = await signatureOf(image);
    change(bundle);
    return withSignature(image, bundle);
  };
  const flip = (base64: string, at = -1): string => {
    const bytes = Buffer.from(base64, 'base64');
    const index = at < 0 ? bytes.length + at : at;
    bytes[index] = (bytes[index] ?? 0) ^ 1;
    return bytes.toString('base64');
  };
  const cases: readonly (readonly [SigningErrorCode, (bundle: LooseBundle) => void])[] = [
    [
      'SIGNATURE_INVALID',
      ({ dsseEnvelope }) => {
        const payload = Buffer.from(dsseEnvelope.payload, 'base64').toString('utf8');
        dsseEnvelope.payload = Buffer.from(`${payload} `).toString('base64');
      },
    ],
    [
      'SIGNATURE_INVALID',
      ({
        dsseEnvelope: {
          signatures: [signature],
        },
      }) => {
        if (signature) signature.sig = flip(signature.sig);
      },
    ],
    [
      'TIMESTAMP_INVALID',
      ({ verificationMaterial: { timestampVerificationData } }) => {
        const [stamp] = timestampVerificationData?.rfc3161Timestamps ?? [];
        if (stamp) stamp.signedTimestamp = flip(stamp.signedTimestamp);
      },
    ],
    [
      'TIMESTAMP_INVALID',
      ({ verificationMaterial: { timestampVerificationData } }) => {
        const [stamp] = timestampVerificationData?.rfc3161Timestamps ?? [];
        if (stamp) stamp.signedTimestamp = 'AAAA';
      },
    ],
    [
      'LOG_ENTRY_MISSING',
      ({ verificationMaterial }) => {
        verificationMaterial.tlogEntries = [];
      },
    ],
    [
      'LOG_ENTRY_MISSING',
      ({ verificationMaterial }) => {
        verificationMaterial.tlogEntries = [];
        delete verificationMaterial.timestampVerificationData;
      },
    ],
    [
      'LOG_ENTRY_MISSING',
      ({
        verificationMaterial: {
          tlogEntries: [entry],
        },
      }) => {
        delete entry?.inclusionProof;
      },
    ],
    [
      'LOG_ENTRY_INVALID',
      ({
        verificationMaterial: {
          tlogEntries: [entry],
        },
      }) => {
        if (entry) entry.integratedTime = String(Number(entry.integratedTime) + 60);
      },
    ],
    [
      'LOG_ENTRY_INVALID',
      ({
        verificationMaterial: {
          tlogEntries: [entry],
        },
      }) => {
        if (entry?.inclusionProof) entry.inclusionProof.checkpoint.envelope += '\u2014 127.0.0.1 AAAAAAAA\n';
        if (entry?.inclusionProof) entry.inclusionProof.hashes = [flip('A'.repeat(43) + '=')];
      },
    ],
    [
      'CERTIFICATE_UNTRUSTED',
      ({ verificationMaterial: { certificate } }) => {
        certificate.rawBytes = flip(certificate.rawBytes);
      },
    ],
  ];
  for (const [code, change] of cases) await refuses(await tampered(change), image, code, /./);
});

test('a log entry of another signature is refused', async () => {
  const image = imageOf('swapped');
  const [bundle, other] = [await signatureOf(image), await signatureOf(imageOf('other'))];
  bundle.verificationMaterial.tlogEntries = other.verificationMaterial.tlogEntries;
  await refuses(await withSignature(image, bundle), image, 'LOG_ENTRY_INVALID', /./);
});

test('what a Sigstore did wrong is refused', async () => {
  const image = imageOf('faults');
  const faulty = async (fault: SigstoreFaults, code: SigningErrorCode): Promise<void> => {
    const bundle = await rig.during(fault, () => signatureOf(image));
    await refuses(await withSignature(image, bundle), image, code, /./);
  };
  await faulty({ certificate: 'expired' }, 'CERTIFICATE_EXPIRED');
  await faulty({ certificate: 'without-sct' }, 'SCT_MISSING');
  await faulty({ certificate: 'other-authority' }, 'CERTIFICATE_UNTRUSTED');
  await faulty({ entry: 'without-proof' }, 'LOG_ENTRY_MISSING');
  await faulty({ timestamp: 'of-something-else' }, 'TIMESTAMP_INVALID');
  await faulty({ timestamp: 'late' }, 'CERTIFICATE_EXPIRED');
});

test('with another Sigstore’s trusted root nothing verifies', async () => {
  const image = imageOf('foreign root');
  const repository = await withSignature(image, await signatureOf(image));
  const other = await startRig();
  await refuses(repository, image, 'CERTIFICATE_UNTRUSTED', /issued by/, { trust: other.trust });
  const mixed = (part: 'ctlogs' | 'certificateAuthorities' | 'tlogs'): Promise<VerifyChanges> => {
    const own = JSON.parse(rig.sigstore.trustedRoot) as Record<string, unknown>;
    const foreign = JSON.parse(other.sigstore.trustedRoot) as Record<string, unknown>;
    return loadTrust({ inline: JSON.stringify({ ...own, [part]: foreign[part] }) }).then((trust) => ({ trust }));
  };
  await refuses(repository, image, 'SCT_INVALID', /SCT/, await mixed('ctlogs'));
  await refuses(repository, image, 'CERTIFICATE_UNTRUSTED', /./, await mixed('certificateAuthorities'));
  await refuses(repository, image, 'LOG_ENTRY_INVALID', /./, await mixed('tlogs'));
});
