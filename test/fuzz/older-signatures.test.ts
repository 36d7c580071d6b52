import assert from 'node:assert/strict';
import { suite } from 'node:test';
import type { VerifiedClaims } from '@bitvault/signing';
import { sha256Of } from '@bitvault/registry';
import { present } from '../signing/matrix/defect.ts';
import { MemoryRepository } from '../signing/memory-repository.ts';
import { imageOf, startRig } from '../signing/rig.ts';
import { fuzz } from './fuzz.ts';
import { byteChanges, valueChanges } from './mutations.ts';
import { outcomeOf } from './refusal.ts';

interface Layer {
  readonly mediaType: string;
  readonly digest: `sha256:${string}`;
  readonly size: number;
  readonly annotations: Readonly<Record<string, string>>;
}

const rig = await startRig();
const image = imageOf('older signature');
const signed = new MemoryRepository(image);
await rig.sign(signed, image, { format: 'legacy' });
const tag = `${image.digest.replace(':', '-')}.att`;
const { bytes, mediaType } = present(await signed.manifest(tag));
const manifest = JSON.parse(Buffer.from(bytes).toString('utf8')) as { readonly layers: readonly Layer[] };
const layer = present(manifest.layers[0]);
const content = await signed.blob(layer);

/** The image with another provenance under its tag. */
async function verified(changed: unknown, blob: Uint8Array = content): Promise<VerifiedClaims | undefined> {
  const repository = new MemoryRepository(image);
  for (const [digest, each] of signed.manifests) repository.manifests.set(digest, each);
  for (const [digest, each] of signed.blobs) repository.blobs.set(digest, each);
  for (const [name, digest] of signed.tags) repository.tags.set(name, digest);
  repository.blobs.set(sha256Of(blob), blob);
  const { digest } = await repository.pushManifest(
    Buffer.from(JSON.stringify({ ...manifest, layers: [changed] })),
    mediaType,
  );
  repository.tags.set(tag, digest);
  return outcomeOf(() => rig.verify(repository, image, { accept: { legacy: true } }));
}

const honest = present(await verified(layer));

async function holds(changed: unknown, blob?: Uint8Array): Promise<void> {
  const claims = await verified(changed, blob);
  if (claims !== undefined) assert.deepEqual(claims, honest);
}

const keyOfBundle = 'dev.sigstore.cosign/bundle';

suite('a signature of the older format, spoilt in any way, is refused with a code or says what it said', () => {
  fuzz('in its layer', valueChanges, (spoil) => {
    const { annotations } = layer;
    return holds({ ...layer, annotations: spoil(annotations) });
  });
  fuzz('in its log entry', valueChanges, (spoil) => {
    const entry = JSON.stringify(spoil(JSON.parse(present(layer.annotations[keyOfBundle]))));
    return holds({ ...layer, annotations: { ...layer.annotations, [keyOfBundle]: entry } });
  });
  fuzz('in its envelope', byteChanges, (spoil) => {
    const blob = spoil(content);
    return holds({ ...layer, digest: sha256Of(blob), size: blob.length }, blob);
  });
});
