import assert from 'node:assert/strict';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { checkOutSigstore } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { pathWithGit } from '../application-lab.ts';
import { repository, startPublishingRig, type PublishingRig } from './publishing-rig.ts';

suite('what build-sign-push builds, and what it refuses before', () => {
  let rig: PublishingRig;
  before(async () => {
    rig = await startPublishingRig({});
  });
  after(() => rig.lab.close());

  test('a dry run builds and tells the digest, and sends nothing anywhere', async () => {
    const mark = rig.lab.traffic.served.length;
    const { outputs } = await rig.run('build-sign-push', {
      image: rig.image,
      context: rig.context,
      'source-date-epoch': '1700000000',
      'dry-run': 'true',
    });
    assert.equal(outputs['result'], 'planned');
    assert.match(outputs['digest'] ?? '', /^sha256:[0-9a-f]{64}$/);
    assert.deepEqual(rig.lab.traffic.since(mark), []);
  });

  const refusals: readonly (readonly [string, Readonly<Record<string, string>>, RegExp])[] = [
    ['neither context nor layout', {}, /^INPUT_INVALID: of inputs "context" and "layout"/],
    ['a context that is not there', { context: 'nowhere', 'source-date-epoch': '1' }, /^CONTEXT_MISSING/],
    ['a layout that is not there', { layout: 'nowhere' }, /^LAYOUT_MISSING/],
    ['a base without a digest', { context: '.', base: 'ghcr.io/acme/base:latest' }, /^INPUT_INVALID: input "base"/],
    ['a tag that is none', { context: '.', tags: '-v1' }, /^INPUT_INVALID: input "tags"/],
    ['no time to build at', { context: '.' }, /^INPUT_MISSING: the time of the source commit/],
    ['half of the credentials', { context: '.', 'registry-username': 'ci' }, /^INPUT_MISSING: of registry-username/],
    [
      'a layout with the time of a build',
      { layout: '.', 'source-date-epoch': '1' },
      /^INPUT_INVALID: input "source-date/,
    ],
    [
      'a stage for append',
      { context: '.', builder: 'append', target: 'run' },
      /^INPUT_INVALID: input "target" is nothing that the builder append can do.* Next: .*`with: builder: buildx` or `buildah`/,
    ],
    [
      'a base for a Dockerfile',
      { context: '.', base: 'scratch', target: 'run' },
      /^INPUT_INVALID: input "target" is nothing that the builder append can do \(chosen because only it takes the input "base"\)/,
    ],
    ['a stage that begins as an option does', { context: '.', target: '-run' }, /^INPUT_INVALID: input "target"/],
    ['an instance that begins so', { context: '.', 'builder-name': '--push' }, /^INPUT_INVALID: input "builder-name"/],
    [
      'a control group that begins so',
      { context: '.', 'cgroup-parent': '--push' },
      /^INPUT_INVALID: input "cgroup-parent"/,
    ],
    [
      'a stage to build again that begins so',
      { context: '.', 'no-cache-filters': 'a,-b' },
      /^INPUT_INVALID: input "no-cache-filters"/,
    ],
    ['a platform that is none', { context: '.', platforms: 'linux/amd64,-' }, /^OPTION_INVALID|^INPUT_INVALID/],
    ['a platform twice', { context: '.', platforms: 'linux/amd64\nlinux/amd64' }, /^INPUT_INVALID: input "platforms"/],
    [
      'a password in the options of a cache',
      { context: '.', 'cache-to': 'type=s3,secret_access_key=hush' },
      /^INPUT_INVALID: input "cache-to"/,
    ],
    ['a secret without a name', { context: '.', secrets: 'hush' }, /^INPUT_INVALID: input "secrets" is \(hidden\)/],
    [
      'an SBOM that is none',
      { context: '.', 'source-date-epoch': '1', 'sbom-path': 'sbom.json' },
      /^INPUT_INVALID: input "sbom-path"/,
    ],
  ];
  test('refused: the older format with nothing but a version 2 log', async () => {
    const { directory, sigstore, traffic } = rig.lab;
    const config = JSON.parse(sigstore.signingConfig) as { rekorTlogUrls: { majorApiVersion: number }[] };
    for (const log of config.rekorTlogUrls) log.majorApiVersion = 2;
    const files = { trustedRoot: sigstore.trustedRoot, signingConfig: JSON.stringify(config) };
    const signing = await checkOutSigstore(join(directory, 'version-2'), files);
    const mark = traffic.served.length;
    const inputs = { image: rig.image, context: rig.context, 'signature-format': 'both', ...signing.inputs };
    const refused = await rig.run('build-sign-push', inputs, signing.event);
    assert.match(refused.outputs['reason'] ?? '', /^LEGACY_LOG: .*Next: Choose signature-format: bundle/);
    assert.deepEqual(traffic.since(mark), []);
  });

  test('refused: a trusted root that is none', async () => {
    const { directory, sigstore } = rig.lab;
    const files = { trustedRoot: '{}', signingConfig: sigstore.signingConfig };
    const signing = await checkOutSigstore(join(directory, 'rootless'), files);
    const inputs = { image: rig.image, context: rig.context, ...signing.inputs };
    const refused = await rig.run('build-sign-push', inputs, signing.event);
    assert.match(refused.outputs['reason'] ?? '', /^TRUST_ROOT_INVALID: /);
  });

  for (const [name, inputs, expected] of refusals) {
    test(`refused: ${name}`, async () => {
      const mark = rig.lab.traffic.served.length;
      const refused = await rig.run('build-sign-push', { image: rig.image, ...inputs });
      assert.equal(refused.conclusion, 'failure');
      assert.equal(refused.outputs['result'], 'refused');
      assert.match(refused.outputs['reason'] ?? '', expected);
      assert.ok(!refused.log.includes('hush'));
      assert.deepEqual(rig.lab.traffic.since(mark), []);
    });
  }

  test('without a tool, neither a builder that is named nor a Dockerfile is passed over', async () => {
    const { lab, image } = rig;
    const context = join(lab.directory, 'with-dockerfile');
    const nothing = await pathWithGit(lab);
    await mkdir(context);
    await writeFile(join(context, 'Dockerfile'), 'FROM scratch\n');
    const run = (inputs: Readonly<Record<string, string>>) =>
      lab.runner.runAction('build-sign-push', {
        repository,
        event: lab.signing.event,
        env: { PATH: nothing },
        with: {
          image,
          context,
          'source-date-epoch': '1',
          'dry-run': 'true',
          ...lab.signing.inputs,
          ...inputs,
        },
      });
    for (const builder of ['buildx', 'buildah']) {
      const refused = await run({ builder });
      assert.match(refused.outputs['reason'] ?? '', /^BUILDER_MISSING: build(x|ah) .* Next: .*apt-get install buildah/);
    }
    const staged = await run({ target: 'run' });
    assert.match(staged.outputs['reason'] ?? '', /^BUILDER_MISSING: the input "target" is set/);
    const found = await run({});
    assert.match(found.outputs['reason'] ?? '', /^BUILDER_MISSING: the context has a Dockerfile.* `builder: append`/);
    const appended = await run({ builder: 'append' });
    assert.equal(appended.outputs['result'], 'planned', appended.log);
  });

  test('append builds several platforms into one index, the same each time', async () => {
    const inputs = {
      image: rig.image,
      context: rig.context,
      'source-date-epoch': '1700000000',
      platforms: 'linux/amd64,linux/arm64',
    };
    const first = await rig.run('build-sign-push', inputs);
    const { digest = '' } = first.outputs;
    const stored = await openRepository(rig.image).manifest(digest);
    const { manifests } = JSON.parse(Buffer.from(stored?.bytes ?? []).toString());
    assert.equal(manifests.length, 2, first.log);
    assert.equal((await rig.run('build-sign-push', inputs)).outputs['digest'], digest);
    assert.notEqual(
      (await rig.run('build-sign-push', { ...inputs, platforms: 'linux/amd64' })).outputs['digest'],
      digest,
    );
  });

  test('the commands name a tag with an @ in it whole', async () => {
    const inputs = { image: rig.image, context: rig.context, 'source-date-epoch': '1700000000' };
    const { outputs, log } = await rig.run('build-sign-push', inputs, { ref: 'refs/tags/api@1.2.0' });
    for (const command of (outputs['verify-commands'] ?? '').split('\n')) {
      assert.match(command, /release\.yml@refs\/tags\/api@1\.2\.0 .*-ref refs\/tags\/api@1\.2\.0 /, log);
    }
  });

  test('an OCI layout is pushed as it is', async () => {
    const layout = join(rig.lab.directory, 'layout');
    const config = JSON.stringify({ architecture: 'amd64', os: 'linux', rootfs: { type: 'layers', diff_ids: [] } });
    const digest = await writeLayout(layout, config);
    const pushed = await rig.run('build-sign-push', { image: rig.image, layout });
    assert.equal(pushed.conclusion, 'success', pushed.log);
    assert.equal(pushed.outputs['digest'], digest);
    await rm(layout, { recursive: true });
  });
});

/** A layout (image-spec, image-layout.md) of an image without layers; gives its digest. */
async function writeLayout(directory: string, config: string): Promise<string> {
  const blobs = join(directory, 'blobs', 'sha256');
  await mkdir(blobs, { recursive: true });
  const write = async (text: string) => {
    const hash = Buffer.from(await crypto.subtle.digest('SHA-256', Buffer.from(text))).toString('hex');
    await writeFile(join(blobs, hash), text);
    return { digest: `sha256:${hash}`, size: Buffer.byteLength(text) };
  };
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  const configDescriptor = { mediaType: 'application/vnd.oci.image.config.v1+json', ...(await write(config)) };
  const manifest = await write(JSON.stringify({ schemaVersion: 2, mediaType, config: configDescriptor, layers: [] }));
  await writeFile(
    join(directory, 'index.json'),
    JSON.stringify({ schemaVersion: 2, manifests: [{ mediaType, ...manifest }] }),
  );
  await writeFile(join(directory, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}');
  return manifest.digest;
}
