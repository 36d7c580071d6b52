import type { LooseBundle } from '../forgery.ts';
import { changing, present, type Defect, type Listing, type LooseDescriptor, type LooseManifest } from './defect.ts';

const bundle = (name: string, change: (bundle: LooseBundle) => unknown): Defect => ({
  name,
  code: 'BUNDLE_INVALID',
  part: 'signature',
  bundle: change,
});
const manifest = (name: string, code: string, change: (manifest: LooseManifest) => void): Defect => ({
  name,
  code,
  part: 'signature',
  manifest: change,
});
const listing = (
  name: string,
  code: string,
  change: (listing: Listing) => readonly LooseDescriptor[],
  unasked?: string,
): Defect => ({ name, code, part: 'signature', listing: change, ...(unasked !== undefined && { unasked }) });

const layerOf = ({ layers }: LooseManifest) => present(layers[0]);
const version = (number: string) => `application/vnd.dev.sigstore.bundle+json;version=${number}`;

/** The bundle is not one, or is not carried as one. */
export const manifestDefects: readonly Defect[] = [
  bundle(
    'bundle of version 0.1',
    changing((all) => (all.mediaType = version('0.1'))),
  ),
  bundle(
    'bundle of version 0.2',
    changing((all) => (all.mediaType = version('0.2'))),
  ),
  bundle('bundle that is not JSON', (all) => JSON.stringify(all).slice(0, -1)),
  bundle('bundle that is a list', (all) => [all]),
  bundle('bundle with its envelope twice', (all) => {
    const text = JSON.stringify(all);
    return text.replace('"dsseEnvelope":', `"dsseEnvelope":${JSON.stringify(all.dsseEnvelope)},"dsseEnvelope":`);
  }),
  bundle('bundle that signs a digest', ({ dsseEnvelope, ...rest }) => {
    const signature = present(dsseEnvelope.signatures[0]).sig;
    const messageDigest = { algorithm: 'SHA2_256', digest: Buffer.alloc(32).toString('base64') };
    return { ...rest, messageSignature: { messageDigest, signature } };
  }),
  manifest('two layers', 'BUNDLE_LAYERS', ({ layers }) => layers.push(present(layers[0]))),
  manifest('no layer', 'BUNDLE_LAYERS', (all) => (all.layers = [])),
  manifest('layer of another media type', 'BUNDLE_INVALID', (all) => {
    layerOf(all).mediaType = 'application/octet-stream';
  }),
  manifest('layer that is elsewhere', 'BUNDLE_INVALID', (all) => {
    layerOf(all).urls = ['http://127.0.0.1:9/bundle'];
  }),
  manifest('layer of another size', 'DIGEST_MISMATCH', (all) => (layerOf(all).size += 1)),
  manifest('layer that is too large', 'BUNDLE_OVERSIZED', (all) => (layerOf(all).size = 64 * 1024 * 1024)),
  manifest('manifest with another subject', 'SUBJECT_MISMATCH', (all) => {
    present(all.subject).digest = `sha256:${'e'.repeat(64)}`;
  }),
  manifest('manifest without a subject', 'BUNDLE_INVALID', (all) => delete all.subject),
  {
    ...manifest('blob with other bytes', 'DIGEST_MISMATCH', () => undefined),
    listing: ({ own, plant }) => {
      plant('layer', Buffer.from('{}'));
      return [own];
    },
  },
  listing('manifest with other bytes', 'DIGEST_MISMATCH', ({ own, plant }) => {
    plant(own.digest, Buffer.from('{"schemaVersion":2,"layers":[]}'));
    return [own];
  }),
  listing('manifest that is listed and absent', 'BUNDLE_INVALID', ({ own }) => [
    { ...own, digest: `sha256:${'e'.repeat(64)}` },
  ]),
  listing('image that refers to itself', 'BUNDLE_INVALID', ({ own, image }) => [
    { ...own, digest: image.digest, size: image.size, mediaType: image.mediaType },
  ]),
  listing('bundle listed as something else', 'SIGNATURE_MISSING', ({ own }) => [
    { ...own, artifactType: 'application/vnd.example' },
  ]),
  listing('signature listed as of another kind', 'SIGNATURE_MISSING', ({ own }) => [
    { ...own, annotations: { ...own.annotations, 'dev.sigstore.bundle.predicateType': 'https://example.com/x' } },
  ]),
  listing('nothing that is listed', 'SIGNATURE_MISSING', () => []),
  { ...listing('no provenance', 'PROVENANCE_MISSING', () => []), part: 'provenance' },
  listing(
    '100,000 referrers',
    'RESPONSE_TOO_LARGE',
    ({ own }) => Array.from({ length: 100_000 }, () => own),
    'cosign would read them all',
  ),
];
