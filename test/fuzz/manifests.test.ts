import assert from 'node:assert/strict';
import { suite } from 'node:test';
import { isSha256, mediaTypeOf, mediaTypes, parseIndex, parseManifest, type Descriptor } from '@bitvault/registry';
import fc from 'fast-check';
import { fuzz } from './fuzz.ts';
import { byteChanges, valueChanges } from './mutations.ts';
import { outcomeOf } from './refusal.ts';

const described = (mediaType: string, digit: string) => ({
  mediaType,
  digest: `sha256:${digit.repeat(64)}`,
  size: 100,
  annotations: { 'org.example.note': 'text' },
  platform: { os: 'linux', architecture: 'arm64', variant: 'v8' },
});
const manifest = {
  schemaVersion: 2,
  mediaType: mediaTypes.manifest,
  artifactType: 'application/vnd.example',
  config: described('application/vnd.oci.image.config.v1+json', '1'),
  layers: [described('application/vnd.oci.image.layer.v1.tar', '2'), described('x/y', '3')],
  subject: described(mediaTypes.manifest, '4'),
  annotations: { a: 'b' },
};
const index = {
  schemaVersion: 2,
  mediaType: mediaTypes.index,
  manifests: [described(mediaTypes.manifest, '5'), described(mediaTypes.index, '6')],
  annotations: { a: 'b' },
};

function assertDescribed({ digest, size, mediaType }: Descriptor): void {
  assert.ok(isSha256(digest) && Number.isSafeInteger(size) && size >= 0 && typeof mediaType === 'string');
}

async function holds(bytes: Uint8Array): Promise<void> {
  const [asManifest, asIndex] = [await outcomeOf(() => parseManifest(bytes)), await outcomeOf(() => parseIndex(bytes))];
  for (const each of [...(asManifest ? [asManifest.config, ...asManifest.layers] : []), ...(asIndex?.manifests ?? [])])
    assertDescribed(each);
  if (asManifest?.subject) assertDescribed(asManifest.subject);
  const types = await Promise.all(
    [mediaTypes.manifest, mediaTypes.index, null].map((type) => outcomeOf(() => mediaTypeOf(bytes, type))),
  );
  // What can be read as both is one of the two at most.
  if (asManifest && asIndex) assert.deepEqual(types, [undefined, undefined, undefined]);
}

suite('a manifest or index, spoilt in any way, is refused with a code or is one', () => {
  for (const [what, document] of Object.entries({ manifest, index })) {
    const text = Buffer.from(JSON.stringify(document));
    fuzz(`${what}, in its text`, byteChanges, (spoil) => holds(spoil(text)), { atLeast: 500 });
    fuzz(`${what}, in its parts`, valueChanges, (spoil) => holds(Buffer.from(JSON.stringify(spoil(document)))), {
      atLeast: 500,
    });
  }
  fuzz('bytes', fc.uint8Array({ maxLength: 200 }), holds, { atLeast: 500 });
});
