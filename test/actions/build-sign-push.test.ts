import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, suite, test } from 'node:test';
import type { Lab } from '@bitvault/lab';
import { bundleFromJSON, isBundleWithDsseEnvelope } from '@sigstore/bundle';
import { TrustedRoot } from '@sigstore/protobuf-specs';
import { toSignedEntity, toTrustMaterial, Verifier } from '@sigstore/verify';
import { account, repository, startPublishingRig, workflowPath, type PublishingRig } from './publishing-rig.ts';

const registries = [
  ['with the referrers API and bearer tokens', { auth: { ...account, bearer: true } }],
  ['with the fallback tag and basic authentication', { auth: account, referrers: false }],
] as const;

for (const [name, options] of registries) {
  suite(`build-sign-push against a registry ${name}`, () => {
    let rig: PublishingRig;
    before(async () => {
      rig = await startPublishingRig(options);
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
      const { sigstore, signing } = rig.lab;
      const { outputs, summary } = await build();
      const commands = (outputs['verify-commands'] ?? '').split('\n');
      const paths = commands.map((command) => / --(?:custom-)?trusted-root (\S+)/.exec(command)?.[1] ?? '');
      assert.equal(commands.length, 4);
      for (const path of paths) assert.equal(path, signing.inputs['trusted-root']);
      assert.equal(await readFile(signing.inputs['trusted-root'], 'utf8'), sigstore.trustedRoot);
      assert.ok(summary.includes(commands.join('\n')));
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
