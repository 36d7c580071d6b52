import { generateKeyPairSync, sign } from 'node:crypto';
import { dsse } from '@sigstore/core';
import { TSAWitness } from '@sigstore/sign';
import type { LooseBundle } from '../forgery.ts';
import { changing, flipped, present, type Defect, type Tools } from './defect.ts';

type Material = LooseBundle['verificationMaterial'];

const spoilt = (name: string, code: string, bundle: (bundle: LooseBundle, tools: Tools) => unknown): Defect => ({
  name,
  code,
  part: 'signature',
  bundle,
});
const material = (name: string, code: string, change: (material: Material) => void): Defect =>
  spoilt(
    name,
    code,
    changing(({ verificationMaterial }) => change(verificationMaterial)),
  );

const entryOf = ({ tlogEntries }: Material) => present(tlogEntries[0]);
const proofOf = (all: Material) => present(entryOf(all).inclusionProof);
const stampOf = ({ timestampVerificationData }: Material) => present(timestampVerificationData?.rfc3161Timestamps[0]);

/** Certificate, certificate log, transparency log or timestamp do not prove what they should. */
export const materialDefects: readonly Defect[] = [
  { name: 'expired certificate', code: 'CERTIFICATE_EXPIRED', part: 'signature', faults: { certificate: 'expired' } },
  {
    name: 'certificate of another authority',
    code: 'CERTIFICATE_UNTRUSTED',
    part: 'signature',
    faults: { certificate: 'other-authority' },
  },
  {
    name: 'no certificate timestamp',
    code: 'SCT_MISSING',
    part: 'signature',
    faults: { certificate: 'without-sct' },
  },
  {
    name: 'certificate timestamp of another log',
    code: 'SCT_INVALID',
    part: 'signature',
    faults: { certificate: 'other-log' },
  },
  material('certificate with a bit flipped', 'CERTIFICATE_UNTRUSTED', ({ certificate }) => {
    certificate.rawBytes = flipped(certificate.rawBytes);
  }),
  spoilt('certificate of another signature', 'SIGNATURE_INVALID', async (bundle, { foreign }) => {
    bundle.verificationMaterial.certificate = (await foreign()).verificationMaterial.certificate;
    return bundle;
  }),
  spoilt('public key for a certificate', 'BUNDLE_INVALID', ({ verificationMaterial, ...rest }) => {
    const { certificate: _, ...others } = verificationMaterial;
    return { ...rest, verificationMaterial: { ...others, publicKey: { hint: 'key' } } };
  }),
  spoilt('certificate chain for a certificate', 'BUNDLE_INVALID', ({ verificationMaterial, ...rest }) => {
    const { certificate, ...others } = verificationMaterial;
    const x509CertificateChain = { certificates: [certificate] };
    return { ...rest, verificationMaterial: { ...others, x509CertificateChain } };
  }),
  { name: 'entry without proof', code: 'LOG_ENTRY_MISSING', part: 'signature', faults: { entry: 'without-proof' } },
  material('no log entry', 'LOG_ENTRY_MISSING', (all) => (all.tlogEntries = [])),
  material('no inclusion proof', 'LOG_ENTRY_MISSING', (all) => delete entryOf(all).inclusionProof),
  spoilt('proof for another entry', 'LOG_ENTRY_INVALID', async (bundle, { foreign }) => {
    entryOf(bundle.verificationMaterial).inclusionProof = proofOf((await foreign()).verificationMaterial);
    return bundle;
  }),
  spoilt('entry of another signature', 'LOG_ENTRY_INVALID', async (bundle, { foreign }) => {
    bundle.verificationMaterial.tlogEntries = (await foreign()).verificationMaterial.tlogEntries;
    return bundle;
  }),
  material('the same log entry twice', 'TIMESTAMP_INVALID', (all) => all.tlogEntries.push(entryOf(all))),
  material('checkpoint with another signature', 'LOG_ENTRY_INVALID', (all) => {
    const { checkpoint } = proofOf(all);
    checkpoint.envelope = checkpoint.envelope.replace(/[A-Za-z0-9+/=]+\n$/, (signature) => `${flipped(signature)}\n`);
  }),
  material('checkpoint of another size', 'LOG_ENTRY_INVALID', (all) => {
    const { checkpoint } = proofOf(all);
    checkpoint.envelope = checkpoint.envelope.replace(/\n\d+\n/, '\n9999\n');
  }),
  material('proof with another root', 'LOG_ENTRY_INVALID', (all) => {
    proofOf(all).rootHash = flipped(proofOf(all).rootHash);
  }),
  material('proof of another tree size', 'LOG_ENTRY_INVALID', (all) => {
    proofOf(all).treeSize = '9999';
  }),
  material('proof with another path', 'LOG_ENTRY_INVALID', (all) => {
    proofOf(all).hashes = [Buffer.alloc(32).toString('base64'), ...proofOf(all).hashes];
  }),
  material('promise with another signature', 'LOG_ENTRY_INVALID', (all) => {
    const promise = present(entryOf(all).inclusionPromise);
    promise.signedEntryTimestamp = flipped(promise.signedEntryTimestamp);
  }),
  material('entry of another time', 'LOG_ENTRY_INVALID', (all) => {
    entryOf(all).integratedTime = String(Number(entryOf(all).integratedTime) + 60);
  }),
  {
    ...material('no timestamp where the log gives none', 'TIMESTAMP_INVALID', (all) => {
      delete all.timestampVerificationData;
    }),
    withLog2: true,
  },
  material('timestamp with a bit flipped', 'TIMESTAMP_INVALID', (all) => {
    stampOf(all).signedTimestamp = flipped(stampOf(all).signedTimestamp);
  }),
  material('timestamp that is none', 'TIMESTAMP_INVALID', (all) => (stampOf(all).signedTimestamp = 'AAAA')),
  material('the same timestamp twice', 'TIMESTAMP_INVALID', (all) => {
    all.timestampVerificationData?.rfc3161Timestamps.push(stampOf(all));
  }),
  {
    name: 'timestamp over something else',
    code: 'TIMESTAMP_INVALID',
    part: 'signature',
    faults: { timestamp: 'of-something-else' },
  },
  {
    name: 'timestamp after the certificate’s time',
    code: 'CERTIFICATE_EXPIRED',
    part: 'signature',
    faults: { timestamp: 'late' },
  },
  spoilt('timestamp of another authority', 'TIMESTAMP_INVALID', async (bundle, { other }) => {
    const sig = Buffer.from(present(bundle.dsseEnvelope.signatures[0]).sig, 'base64');
    const tsa = new TSAWitness({ tsaBaseURL: other.sigstore.tsaUrl });
    const dsseEnvelope = { payload: Buffer.alloc(0), payloadType: '', signatures: [{ sig, keyid: '' }] };
    const { rfc3161Timestamps } = await tsa.testify({ $case: 'dsseEnvelope', dsseEnvelope });
    stampOf(bundle.verificationMaterial).signedTimestamp = present(rfc3161Timestamps?.[0]).signedTimestamp.toString(
      'base64',
    );
    return bundle;
  }),
  spoilt(
    'payload changed after signing',
    'SIGNATURE_INVALID',
    changing(({ dsseEnvelope }) => {
      dsseEnvelope.payload = Buffer.from(`${Buffer.from(dsseEnvelope.payload, 'base64').toString()} `).toString(
        'base64',
      );
    }),
  ),
  spoilt(
    'signature by another key',
    'SIGNATURE_INVALID',
    changing(({ dsseEnvelope }) => {
      const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
      const signed = dsse.preAuthEncoding(dsseEnvelope.payloadType, Buffer.from(dsseEnvelope.payload, 'base64'));
      present(dsseEnvelope.signatures[0]).sig = sign('sha256', signed, privateKey).toString('base64');
    }),
  ),
  spoilt(
    'two signatures in the envelope',
    'BUNDLE_INVALID',
    changing(({ dsseEnvelope: { signatures } }) => signatures.push(present(signatures[0]))),
  ),
  spoilt(
    'no signature in the envelope',
    'BUNDLE_INVALID',
    changing(({ dsseEnvelope }) => (dsseEnvelope.signatures = [])),
  ),
];
