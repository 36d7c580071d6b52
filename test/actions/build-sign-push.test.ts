import assert from 'node:assert/strict';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { ActionRequest, Lab, LabOptions, StepResult } from '@bitvault/lab';
import { openRepository } from '@bitvault/registry';
import { bundleFromJSON, isBundleWithDsseEnvelope } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { startApplicationLab } from '../application-lab.ts';

const repository = 'bitvault/bitvault';
const workflowPath = '.github/workflows/release.yml';
const account = { username: 'ci', password: 'registry-password-of-ci' };

interface Rig {
  readonly lab: Lab;
  readonly context: string;
  readonly image: string;
  run(name: string, inputs: Readonly<Record<string, string>>, event?: ActionRequest['event']): Promise<StepResult>;
}

async function startRig(registry: NonNullable<LabOptions['registry']>): Promise<Rig> {
  const lab = await startApplicationLab({ registry });
  const context = join(lab.directory, 'context');
  await mkdir(context);
  await writeFile(join(context, 'server.js'), 'console.log("hello");\n');
  const { sigstore } = lab;
  return {
    lab,
    context,
    image: `${lab.registry.host}/bitvault/api`,
    run: (name, inputs, event = {}) =>
      lab.runner.runAction(name, {
        repository,
        workflowPath,
        event,
        permissions: { 'id-token': 'write' },
        with: {
          ...(registry.auth && { 'registry-username': account.username, 'registry-password': account.password }),
          'trusted-root': sigstore.trustedRoot,
          ...(name === 'build-sign-push' && { 'signing-config': sigstore.signingConfig }),
          ...inputs,
        },
      }),
  };
}

const registries = [
  ['with the referrers API and bearer tokens', { auth: { ...account, bearer: true } }],
  ['with the fallback tag and basic authentication', { auth: account, referrers: false }],
] as const;

for (const [name, options] of registries) {
  suite(`build-sign-push against a registry ${name}`, () => {
    let rig: Rig;
    before(async () => {
      rig = await startRig(options);
    });
    after(() => rig.lab.close());

    const build = (inputs: Readonly<Record<string, string>> = {}) =>
      rig.run('build-sign-push', {
        image: rig.image,
        context: rig.context,
        'source-date-epoch': '1700000000',
        ...inputs,
      });
    const verify = (digest: string, inputs: Readonly<Record<string, string>> = {}) =>
      rig.run('verify-image', { image: rig.image, digest, source: repository, workflow: workflowPath, ...inputs });

    test('pushes, signs and attests, and what it made verifies; again, it makes nothing twice', async () => {
      const first = await build({ tags: 'v1' });
      assert.equal(first.conclusion, 'success', first.log);
      assert.equal(first.outputs['ref'], `${rig.image}@${first.outputs['digest']}`);
      assert.match(first.outputs['verify-commands'] ?? '', /^cosign verify /);
      assert.match(first.summary, /SBOM lists 1 package and 1 file\./);
      const verified = await verify(first.outputs['digest'] ?? '');
      assert.equal(verified.outputs['result'], 'verified', verified.log);
      assert.equal(JSON.parse(verified.outputs['claims'] ?? '').source, repository);

      const mark = rig.lab.traffic.served.length;
      const second = await build({ tags: 'v1' });
      assert.equal(second.outputs['digest'], first.outputs['digest'], 'the same content gives the same digest');
      const parts = rig.lab.traffic.since(mark).map((request) => request.part);
      assert.ok(!parts.includes('fulcio') && !parts.includes('rekor'), 'nothing is signed again');
    });

    test('leaves bundles that Sigstore’s own library verifies from the trusted root', async () => {
      const { outputs } = await build();
      const paths = (outputs['bundle-paths'] ?? '').split('\n');
      const statements = await Promise.all(paths.map((path) => verifiedAlone(path, rig.lab)));
      assert.deepEqual(
        statements.map(({ predicateType }) => predicateType),
        ['https://sigstore.dev/cosign/sign/v1', 'https://slsa.dev/provenance/v1', 'https://spdx.dev/Document'],
      );
      for (const { subject } of statements) {
        assert.deepEqual(
          subject.map(({ digest }) => `sha256:${digest.sha256}`),
          [outputs['digest']],
        );
      }
    });

    test('prints commands that trust the same root as the action', async () => {
      const { sigstore, directory } = rig.lab;
      const inline = await build();
      const commands = (inline.outputs['verify-commands'] ?? '').split('\n');
      const paths = commands.map((command) => / --(?:custom-)?trusted-root (\S+)/.exec(command)?.[1] ?? '');
      assert.equal(commands.length, 4);
      for (const path of paths) assert.equal(await readFile(path, 'utf8'), sigstore.trustedRoot);
      assert.ok(inline.summary.includes(commands.join('\n')));

      const path = join(directory, 'root of the lab.json');
      await writeFile(path, sigstore.trustedRoot);
      const given = await build({ 'trusted-root': path });
      for (const command of (given.outputs['verify-commands'] ?? '').split('\n')) {
        assert.ok(command.includes(`trusted-root '${path}'`), command);
      }
    });

    test('verify-image refuses any other identity, with the claim that is wrong', async () => {
      const { digest = '' } = (await build()).outputs;
      const wrong = async (inputs: Readonly<Record<string, string>>) => {
        const refused = await verify(digest, inputs);
        assert.equal(refused.conclusion, 'failure');
        assert.equal(refused.outputs['result'], 'refused');
        return /^[A-Z_]+/.exec(refused.outputs['reason'] ?? '')?.[0];
      };
      assert.equal(await wrong({ source: 'bitvault/other' }), 'IDENTITY_REPOSITORY');
      assert.equal(await wrong({ workflow: '.github/workflows/other.yml' }), 'IDENTITY_WORKFLOW');
      assert.equal(await wrong({ ref: 'refs/heads/other' }), 'IDENTITY_REF');
      assert.equal(await wrong({ commit: '1'.repeat(40) }), 'IDENTITY_COMMIT');
      assert.equal(await wrong({ 'repository-id': '999999' }), 'IDENTITY_REPOSITORY_ID');
      assert.equal(await wrong({ 'owner-id': '999999' }), 'IDENTITY_OWNER_ID');
      assert.equal(await wrong({ trigger: 'pull_request' }), 'IDENTITY_TRIGGER');
      assert.equal(await wrong({ 'runner-environment': 'self-hosted' }), 'IDENTITY_RUNNER');
      assert.equal(await wrong({ 'repository-id': '0x1' }), 'INPUT_INVALID');
      assert.equal(await wrong({ accept: 'anything' }), 'INPUT_INVALID');
      assert.equal(await wrong({ digest: `sha256:${'1'.repeat(64)}` }), 'IMAGE_MISSING');
    });

    test('verify-image accepts the numbers that the certificate has', async () => {
      const { digest = '' } = (await build()).outputs;
      const { repositoryId, ownerId, trigger } = JSON.parse((await verify(digest)).outputs['claims'] ?? '') as Record<
        'repositoryId' | 'ownerId' | 'trigger',
        string
      >;
      const policy = { 'runner-environment': 'github-hosted', trigger };
      const numbered = await verify(digest, { 'repository-id': repositoryId, 'owner-id': ownerId, ...policy });
      assert.equal(numbered.outputs['result'], 'verified', numbered.log);
    });

    test('signs in the older format, which verify-image takes only where it is told to', async () => {
      const inputs = { 'signature-format': 'legacy', 'source-date-epoch': '1700000001' };
      const { outputs, log } = await build(inputs);
      assert.equal(outputs['result'], 'pushed', log);
      assert.equal((outputs['verify-commands'] ?? '').split('\n').length, 3);
      const digest = outputs['digest'] ?? '';
      assert.match((await verify(digest)).outputs['reason'] ?? '', /^SIGNATURE_MISSING/);
      const told = await verify(digest, { accept: 'legacy' });
      assert.equal(told.outputs['result'], 'verified', told.log);
      const mark = rig.lab.traffic.served.length;
      await build({ ...inputs, 'signature-format': 'legacy' });
      assert.ok(!rig.lab.traffic.since(mark).some(({ part }) => part === 'rekor'));
    });

    test('prints no secret, whatever it printed besides', async () => {
      const { rawLog, summary, outputs } = await build();
      const shown = [rawLog.replaceAll(/^::add-mask::.*$/gm, ''), summary, ...Object.values(outputs)].join('\n');
      assert.ok(!shown.includes(account.password));
      assert.ok(!shown.includes(Buffer.from(`${account.username}:${account.password}`).toString('base64')));
      assert.doesNotMatch(shown, /eyJ[A-Za-z0-9_-]{20,}\./, 'no token');
    });
  });
}

suite('build-sign-push before it builds', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig({});
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
    ['a trusted root that is none', { context: '.', 'trusted-root': '{}' }, /^TRUST_ROOT_INVALID/],
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
    const config = JSON.parse(rig.lab.sigstore.signingConfig) as { rekorTlogUrls: { majorApiVersion: number }[] };
    for (const log of config.rekorTlogUrls) log.majorApiVersion = 2;
    const mark = rig.lab.traffic.served.length;
    const inputs = { image: rig.image, context: rig.context, 'signing-config': JSON.stringify(config) };
    const refused = await rig.run('build-sign-push', { ...inputs, 'signature-format': 'both' });
    assert.match(refused.outputs['reason'] ?? '', /^LEGACY_LOG: .*Next: Choose signature-format: bundle/);
    assert.deepEqual(rig.lab.traffic.since(mark), []);
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
    const nothing = join(lab.directory, 'nothing');
    await mkdir(context);
    await mkdir(nothing);
    await writeFile(join(context, 'Dockerfile'), 'FROM scratch\n');
    const run = (inputs: Readonly<Record<string, string>>) =>
      lab.runner.runAction('build-sign-push', {
        repository,
        env: { PATH: nothing },
        with: {
          image,
          context,
          'source-date-epoch': '1',
          'dry-run': 'true',
          'trusted-root': lab.sigstore.trustedRoot,
          'signing-config': lab.sigstore.signingConfig,
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

interface Statement {
  readonly predicateType: string;
  readonly subject: readonly { readonly digest: { readonly sha256: string } }[];
}

/** What a bundle says, verified without a line of this suite. */
async function verifiedAlone(path: string, { sigstore, github }: Lab): Promise<Statement> {
  const bundle = bundleFromJSON(JSON.parse(await readFile(path, 'utf8')));
  const material = toTrustMaterial(TrustedRoot.fromJSON(JSON.parse(sigstore.trustedRoot)));
  const { identity } = new Verifier(material).verify(toSignedEntity(bundle));
  // Compared here: as a policy of the verifier it would be a pattern that matches anywhere.
  assert.equal(identity?.subjectAlternativeName, `${github.origin}/${repository}/${workflowPath}@refs/heads/main`);
  assert.equal(identity.extensions?.issuer, `${github.origin}/_services/token`);
  assert.equal(bundle.mediaType, 'application/vnd.dev.sigstore.bundle.v0.3+json');
  assert.ok(isBundleWithDsseEnvelope(bundle));
  return JSON.parse(bundle.content.dsseEnvelope.payload.toString('utf8')) as Statement;
}

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
