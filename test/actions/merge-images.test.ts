import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import { openRepository, sha256Of, type Sha256 } from '@bitvault/registry';
import { Merging, predicates, writeLayout } from './merging.ts';

const provenanceType = 'https://slsa.dev/provenance/v1';
const hex = (digest: string) => digest.slice('sha256:'.length);

for (const referrers of [true, false]) {
  suite(`merge, in a registry ${referrers ? 'with the referrers API' : 'with the fallback tag'}`, () => {
    let rig: Merging;
    let amd64: Sha256;
    let arm64: Sha256;
    before(async () => {
      rig = await Merging.start({ registry: { referrers } });
      [amd64, arm64] = await Promise.all([rig.digestOf('linux/amd64'), rig.digestOf('linux/arm64')]);
    });
    after(() => rig[Symbol.asyncDispose]());

    test('makes the index that one machine would make, whatever the order, and all of it verifies', async () => {
      const merged = await rig.merge([arm64, `${rig.image}@${amd64}`], {
        tags: 'v1',
        platforms: 'linux/arm64,linux/amd64',
      });
      assert.equal(merged.conclusion, 'success', merged.log);
      const { digest = '' } = merged.outputs;
      assert.deepEqual(
        (await rig.listed(digest)).map(({ digest: each, platform }) => [each, platform]),
        [
          [amd64, { os: 'linux', architecture: 'amd64' }],
          [arm64, { os: 'linux', architecture: 'arm64' }],
        ],
      );
      assert.equal((await rig.open().resolve('v1'))?.digest, digest);
      assert.match(merged.summary, new RegExp(`linux/arm64.*${arm64}`));
      for (const each of [digest, amd64, arm64]) {
        const verified = await rig.verify(each);
        assert.equal(verified.outputs['result'], 'verified', verified.log);
      }
      assert.equal((await rig.merge([amd64, arm64])).outputs['digest'], digest);
      assert.equal(await rig.digestOf('linux/amd64,linux/arm64'), digest);
    });

    test('again, makes nothing twice', async () => {
      const first = await rig.merge([amd64, arm64], { annotations: 'index:org.example.again=1', tags: 'again' });
      const digest = first.outputs['digest'] as Sha256;
      const attached = await rig.open().referrers(digest);
      const mark = rig.lab.traffic.served.length;
      const second = await rig.merge([arm64, amd64], { annotations: 'org.example.again=1', tags: 'again' });
      assert.equal(second.outputs['digest'], digest, second.log);
      assert.deepEqual(await rig.open().referrers(digest), attached);
      assert.equal(attached.length, 3);
      const writes = rig.lab.traffic.since(mark).filter(({ method }) => !['GET', 'HEAD'].includes(method));
      assert.deepEqual(
        writes.map(({ method, url }) => `${method} ${url}`),
        [],
      );
    });
  });
}

suite('merge', () => {
  let rig: Merging;
  let amd64: Sha256;
  let arm64: Sha256;
  before(async () => {
    rig = await Merging.start();
    [amd64, arm64] = await Promise.all([rig.digestOf('linux/amd64'), rig.digestOf('linux/arm64')]);
  });
  after(() => rig[Symbol.asyncDispose]());

  const read = (path: string) => readFile(path, 'utf8');

  test('records its images in provenance and SBOM, and the bases that their provenance lists', async () => {
    const base = await rig.digestOf('linux/amd64,linux/arm64', { image: `${rig.image}-base`, prefix: '/base' });
    const on = { base: `${rig.image}-base@${base}` };
    const [left, right] = await Promise.all([rig.digestOf('linux/amd64', on), rig.digestOf('linux/arm64', on)]);
    const merged = await rig.merge([right, left]);
    const attested = await predicates(merged, read);
    const [source, ...materials] = attested.get(provenanceType)?.buildDefinition?.resolvedDependencies ?? [];
    assert.ok(source?.digest['gitCommit']);
    const uri = `oci://${rig.image}`;
    assert.deepEqual(materials, [
      { uri, digest: { sha256: hex(left) }, annotations: { platform: 'linux/amd64' } },
      { uri, digest: { sha256: hex(right) }, annotations: { platform: 'linux/arm64' } },
      { uri: `${uri}-base`, digest: { sha256: hex(base) } },
    ]);
    const listed = attested
      .get('https://spdx.dev/Document')
      ?.packages?.map(({ checksums }) => checksums[0]?.checksumValue);
    assert.deepEqual(listed, [merged.outputs['digest'] ?? '', left, right].map(hex));
  });

  test('takes the images out of an index, and records it besides them', async () => {
    const index = await rig.digestOf('linux/amd64,linux/s390x');
    const merged = await rig.merge([index, arm64]);
    assert.equal(merged.conclusion, 'success', merged.log);
    assert.deepEqual(
      (await rig.listed(merged.outputs['digest'] ?? '')).map(({ platform }) => platform?.architecture),
      ['amd64', 'arm64', 's390x'],
    );
    const { buildDefinition } = (await predicates(merged, read)).get(provenanceType) ?? {};
    const recorded = buildDefinition?.resolvedDependencies.map(({ digest }) => digest['sha256']);
    assert.ok(recorded?.includes(hex(index)) && recorded.includes(hex(amd64)));
  });

  test('leaves out what an index holds that is no image, and refuses what holds none', async () => {
    const imageConfig = 'application/vnd.oci.image.config.v1+json';
    const s390x = { mediaType: imageConfig, text: '{"os":"linux","architecture":"s390x"}' };
    const unknown = { mediaType: imageConfig, text: '{"os":"unknown","architecture":"unknown"}' };
    const chart = { mediaType: 'application/vnd.cncf.helm.config.v1+json', text: '{}' };
    const attestation = { platform: { os: 'unknown', architecture: 'unknown' } };
    const pushed = (...listed: Parameters<typeof writeLayout>[1]) => rig.layout((path) => writeLayout(path, listed));

    const wrapped = await pushed({ config: s390x }, { config: unknown, ...attestation });
    const merged = await rig.merge([amd64, wrapped]);
    assert.match(merged.log, /sha256:[0-9a-f]{64}, which is no image, is left out/);
    assert.deepEqual(
      (await rig.listed(merged.outputs['digest'] ?? '')).map(({ platform }) => platform?.architecture),
      ['amd64', 's390x'],
    );
    await refused([amd64, await pushed({ config: unknown, ...attestation })], /^NOT_MERGEABLE: .*without an image/);
    await refused([amd64, await pushed({ config: unknown })], /^NOT_MERGEABLE: .*what platform it is for/);
    await refused([amd64, await pushed({ config: chart })], /^NOT_MERGEABLE: .*is an artifact/);
  });

  test('takes images in the older format only where it signs in it alone', async () => {
    const older = { 'signature-format': 'legacy' };
    const own = { ...older, 'source-date-epoch': '5' };
    const digests = await Promise.all([rig.digestOf('linux/amd64', own), rig.digestOf('linux/arm64', own)]);
    const merged = await rig.merge(digests, older);
    assert.equal(merged.outputs['result'], 'pushed', merged.log);
    for (const format of ['bundle', 'both']) {
      await refused(digests, /^SIGNATURE_MISSING/, { 'signature-format': format });
    }
  });

  test('a dry run tells the digest and writes nothing', async () => {
    const mark = rig.lab.traffic.served.length;
    const inputs = { annotations: 'org.example.planned=1', tags: 'planned' };
    const planned = await rig.merge([amd64, arm64], { ...inputs, 'dry-run': 'true' });
    assert.equal(planned.outputs['result'], 'planned', planned.log);
    const writes = rig.lab.traffic.since(mark).filter(({ method }) => !['GET', 'HEAD'].includes(method));
    assert.deepEqual(writes, []);
    assert.equal((await rig.merge([amd64, arm64], inputs)).outputs['digest'], planned.outputs['digest']);
  });

  /** Refused with this, and nothing was written. */
  async function refused(digests: readonly string[], expected: RegExp, ...rest: readonly [Inputs?, Other?]) {
    const mark = rig.lab.traffic.served.length;
    const { outputs, conclusion, log } = await rig.merge(digests, ...rest);
    assert.equal(conclusion, 'failure', log);
    assert.equal(outputs['result'], 'refused', log);
    assert.match(outputs['reason'] ?? '', expected);
    const writes = rig.lab.traffic.since(mark).filter(({ method }) => !['GET', 'HEAD'].includes(method));
    assert.deepEqual(writes, []);
  }
  type Inputs = Readonly<Record<string, string>>;
  type Other = Parameters<Merging['merge']>[2];

  test('refuses an image that this workflow did not sign at this commit, under this name', async () => {
    const at = (digest: string, code: string) => new RegExp(`^${code}: .*${digest}`);
    const of = (epoch: string) => ({ 'source-date-epoch': epoch });
    const commit = await rig.digestOf('linux/arm64', of('1'), { event: { sha: rig.lab.signing.otherCommit } });
    await refused([amd64, commit], at(commit, 'IDENTITY_COMMIT'));
    const ref = await rig.digestOf('linux/arm64', of('2'), { event: { ref: 'refs/heads/feature' } });
    await refused([amd64, ref], at(ref, 'IDENTITY_REF'));
    const workflow = await rig.digestOf('linux/arm64', of('3'), { workflowPath: '.github/workflows/test.yml' });
    await refused([amd64, workflow], at(workflow, 'IDENTITY_WORKFLOW'));
    const source = await rig.digestOf('linux/arm64', of('4'), { repository: 'bitvault/other' });
    await refused([source, amd64], at(source, 'IDENTITY_REPOSITORY'));
    await refused([amd64, arm64], at(amd64, 'IDENTITY_COMMIT'), {}, { event: { sha: rig.lab.signing.otherCommit } });
  });

  test('refuses an image that nobody signed, and one that was signed under another name', async () => {
    const unsigned = await copied(
      `${rig.image}-unsigned`,
      await rig.digestOf('linux/arm64', { image: `${rig.image}-unsigned`, cmd: 'unsigned' }),
      false,
    );
    await refused([amd64, unsigned], new RegExp(`^SIGNATURE_MISSING: .*${unsigned}`));
    const renamed = await copied(
      `${rig.image}-worker`,
      await rig.digestOf('linux/arm64', { image: `${rig.image}-worker`, cmd: 'worker' }),
      true,
    );
    await refused([amd64, renamed], new RegExp(`^SUBJECT_NAME: .*${renamed}`));
  });

  /** Whoever may write to the repository can copy an image there, with all that is attached or without. */
  async function copied(from: string, digest: Sha256, withSignatures: boolean): Promise<Sha256> {
    const [source, target] = [openRepository(from), rig.open()];
    const copy = async (reference: string) => {
      const stored = await source.manifest(reference);
      assert.ok(stored);
      const { config, layers } = JSON.parse(Buffer.from(stored.bytes).toString()) as { config: Part; layers: Part[] };
      for (const blob of [config, ...layers]) await target.pushBlob(await source.blob(blob));
      await target.pushManifest(stored.bytes, stored.mediaType);
    };
    await copy(digest);
    if (withSignatures) for (const each of await source.referrers(digest)) await copy(each.digest);
    return digest;
  }
  interface Part {
    readonly mediaType: string;
    readonly digest: Sha256;
    readonly size: number;
  }

  test('refuses what is not there, what is no image, and two for one platform', async () => {
    const absent = sha256Of(Buffer.from('absent'));
    await refused([amd64, absent], new RegExp(`^IMAGE_MISSING: .*${absent}`));
    const twice = await rig.digestOf('linux/arm64/v8', { cmd: 'twice' });
    await refused([amd64, arm64, twice], /^PLATFORM_REPEATED: .* are both for linux\/arm64/);
    const [signature] = await rig.open().referrers(amd64);
    await refused([amd64, signature?.digest ?? ''], /^SIGNATURE_MISSING/);
  });

  test('refuses other platforms than it is told to expect', async () => {
    await refused(
      [amd64],
      /^PLATFORMS_DIFFER: .*expected images for linux\/amd64, linux\/arm64\/v8, found linux\/amd64/,
      {
        platforms: 'linux/amd64,linux/arm64',
      },
    );
    await refused([amd64, arm64], /^PLATFORMS_DIFFER/, { platforms: 'linux/amd64' });
  });

  test('asks for a token of its own, without which it cannot tell whose the images have to be', async () => {
    await refused([amd64, arm64], /^TOKEN_UNAVAILABLE/, {}, { permissions: { contents: 'read' } });
  });

  const foreign = `sha256:${'1'.repeat(64)}`;
  const impossible: readonly (readonly [string, Inputs, RegExp])[] = [
    ['without digests', { digests: '' }, /^INPUT_MISSING: input "digests"/],
    [
      'with a digest twice',
      { digests: `${foreign},${foreign}` },
      /^INPUT_INVALID: input "digests" .*each of them once/,
    ],
    ['with a tag for a digest', { digests: 'v1' }, /^INPUT_INVALID: input "digests"/],
    [
      'with a digest of elsewhere',
      { digests: `ghcr.io/acme/api@${foreign}` },
      /^INPUT_INVALID: input "digests" has ghcr/,
    ],
    ['with a context', { context: '.' }, /^INPUT_INVALID: input "context" is nothing that `mode: merge` can do/],
    ['with a layout', { layout: '.' }, /^INPUT_INVALID: input "layout"/],
    ['with a builder', { builder: 'buildx' }, /^INPUT_INVALID: input "builder"/],
    ['with a time', { 'source-date-epoch': '1' }, /^INPUT_INVALID: input "source-date-epoch"/],
    [
      'with an annotation of an image',
      { annotations: 'manifest[linux/amd64]:a=b' },
      /^INPUT_INVALID: input "annotations"/,
    ],
    ['in an unheard-of mode', { mode: 'join' }, /^INPUT_INVALID: input "mode"/],
    ['as a build with digests', { mode: 'build', context: '.' }, /^INPUT_INVALID: input "digests" is set/],
  ];
  for (const [name, inputs, expected] of impossible) {
    test(`refused: ${name}`, async () => {
      const mark = rig.lab.traffic.served.length;
      await refused([foreign], expected, inputs);
      assert.deepEqual(rig.lab.traffic.since(mark), []);
    });
  }
});
