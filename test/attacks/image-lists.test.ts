import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { mediaTypes, sha256Of } from '@bitvault/registry';
import { startStranger } from '../registry/rig.ts';
import { assertTextOnly, hostile } from './hostile-text.ts';
import { startPublishing, type Publishing } from './publishing.ts';

let rig: Publishing;
before(async () => {
  rig = await startPublishing();
});
after(() => rig[Symbol.asyncDispose]());

const alias = (depth: number) => [
  'a0: &a0 x',
  ...Array.from({ length: depth }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at},`.repeat(9)}]`),
];

describe('a list of images that means harm is refused', () => {
  const lists: Readonly<Record<string, string>> = {
    'a prototype for an entry': '- __proto__: {image: ghcr.io/a/b}',
    'a constructor for an entry': '- constructor: ghcr.io/a/b',
    'an entry whose image stands twice': '- image: ghcr.io/a/b\n  image: ghcr.io/evil/b',
    'an input by the name of its variable': '- INPUT_IMAGE: ghcr.io/a/b',
    'an input in capitals': '- image: ghcr.io/a/b\n  IMAGE: ghcr.io/evil/b',
    'a login for one of them': '- image: ghcr.io/a/b\n  registry-password: hush',
    'another Sigstore for one of them': '- image: ghcr.io/a/b\n  trusted-root: "{}"',
    'a list in a list': '- image: ghcr.io/a/b\n  images: "- image: ghcr.io/a/c"',
    'no dry run for one of them': '- image: ghcr.io/a/b\n  dry-run: "false"',
    'an image that is an option': '- image: --output=/etc/passwd',
    'an image with a command behind it': '- image: "ghcr.io/a/b; curl evil"',
    'an image that reads in another direction': '- image: "ghcr.io/a/\\u202eb"',
    'a tag that climbs': '- image: ghcr.io/a/b\n  tags: ../../c/manifests/latest',
    'a tag that YAML reads as a number, with an exponent': '- image: ghcr.io/a/b\n  tags: 12e4567',
    'a tag that YAML reads as a number, with a zero before it': '- image: ghcr.io/a/b\n  tags: 012',
    'tags of which YAML reads one as a number, in hexadecimal': '- image: ghcr.io/a/b\n  tags: [v1, 0x1F]',
    'a merge key': '- &x {image: ghcr.io/a/b}\n- {<<: *x, image: ghcr.io/a/c}',
    'a tag of YAML that makes a function': '- image: !!js/function "function () {}"\n  x: 1',
    'two documents': '- image: ghcr.io/a/b\n---\n- image: ghcr.io/a/c',
    'aliases that multiply': `${alias(12).join('\n')}\n`,
    'depth without end': '['.repeat(50_000),
    'mappings without end': '{a: '.repeat(10_000),
    'entries without end': '- image: ghcr.io/a/b\n'.repeat(4_000),
    'a number': '12',
    nothing: '[]',
    'text of others': `- image: ${JSON.stringify(hostile).replaceAll('\u202e', '\\u202e').replaceAll('\u2028', '\\u2028').replaceAll('\u0085', '\\u0085')}`,
    'a name of others': `- ? ${JSON.stringify(hostile).replaceAll('\u202e', '\\u202e').replaceAll('\u2028', '\\u2028').replaceAll('\u0085', '\\u0085')}\n  : x`,
  };
  for (const [what, images] of Object.entries(lists))
    test(what, { timeout: 60_000 }, async () => {
      const mark = rig.lab.traffic.served.length;
      const result = await rig.repels('INPUT_INVALID', () => rig.build({ images }));
      assertTextOnly(result);
      assert.ok((result.outputs['reason'] ?? '').length < 2_000);
      assert.deepEqual(rig.lab.traffic.since(mark), [], 'nothing is asked of anybody');
    });

  for (const parallel of ['0', '-1', '17', '1e9', '99999999999', 'all'])
    test(`${parallel} at a time`, async () => {
      await rig.repels('INPUT_INVALID', () => rig.build({ images: `- image: ${rig.image}`, parallel }));
    });

  test('a login for one registry, and an image in another: neither is asked', async (t) => {
    const stranger = await startStranger(t);
    const images = `- image: ${rig.image}\n- image: ${new URL(stranger.origin).host}/a/b`;
    const mark = rig.lab.traffic.served.length;
    await rig.repels('INPUT_INVALID', () => rig.build({ images }));
    assert.deepEqual(stranger.received, []);
    assert.deepEqual(rig.lab.traffic.since(mark), []);
  });
});

describe('a merge that means harm', () => {
  const merge = (digests: string, more = {}) => rig.build({ mode: 'merge', digests, ...more });
  const plant = (document: object, mediaType: string = mediaTypes.manifest) =>
    rig.lab.registry.store.repository('bitvault/api').putManifest(Buffer.from(JSON.stringify(document)), mediaType)
      .digest;
  const config = {
    mediaType: 'application/vnd.oci.image.config.v1+json',
    digest: sha256Of(Buffer.from('{}')),
    size: 2,
  };
  const image = (more: object) => ({ schemaVersion: 2, mediaType: mediaTypes.manifest, config, layers: [], ...more });

  test('of an image that nobody signed', async () => {
    const unsigned = plant(image({ annotations: { by: 'mallory' } }));
    await rig.repels('SIGNATURE_MISSING', () => merge(`${rig.digest},${unsigned}`));
  });

  test('of one that is not there', async () => {
    await rig.repels('IMAGE_MISSING', () => merge(`${rig.digest},sha256:${'1'.repeat(64)}`));
  });

  test('of an image of another repository, or of the same by another name', async () => {
    for (const name of ['ghcr.io/evil/api', `${rig.image}x`, `x${rig.image}`, '../api', '-x'])
      await rig.repels('INPUT_INVALID', () => merge(`${name}@${rig.digest}`));
  });

  for (const [what, digests, more] of [
    ['the same twice', 'DIGEST DIGEST'],
    ['a digest with a path', 'DIGEST/../../other'],
    ['a digest that is an option', '--digest=DIGEST'],
    ['more than there can be', Array.from({ length: 101 }, (_, at) => `sha256:${String(at).padStart(64, '0')}`).join()],
    ['no digest', ' , '],
    ['inputs of a build beside it', 'DIGEST', { 'build-args': 'A=1' }],
    ['annotations of something else', 'DIGEST', { annotations: 'manifest:a=b' }],
    ['platforms that are options', 'DIGEST', { platforms: '--linux/amd64' }],
    ['text of others', hostile],
  ] as const)
    test(`of ${what}`, async () => {
      const attack = () => merge(digests.replaceAll('DIGEST', rig.digest), more);
      assertTextOnly(await rig.repels('INPUT_INVALID', attack));
    });

  test('where the registry says otherwise of what was verified', async () => {
    let asked = 0;
    const stop = rig.lab.registry.tamper((request, answer) => {
      if (request.method !== 'GET' || !request.url.pathname.endsWith(`/manifests/${rig.digest}`)) return answer;
      asked += 1;
      return { status: 200, headers: { 'content-type': mediaTypes.manifest }, body: JSON.stringify(image({})) };
    });
    await rig.repels('DIGEST_MISMATCH', () => merge(rig.digest)).finally(stop);
    assert.ok(asked > 0);
  });

  test('with text of others in an annotation: it stays text', async () => {
    const annotated = await merge(rig.digest, { annotations: `index:x=${hostile.replaceAll('\n', ' ')}` });
    assert.equal(annotated.outputs['result'], 'pushed', annotated.log);
    assertTextOnly(annotated);
  });
});
