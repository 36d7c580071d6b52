import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { checkOutSigstore, startLab, type Lab, type PrivateSigstoreLab, type SigstoreCheckout } from '@bitvault/lab';
import { privateSigstoreFor } from '../application-lab.ts';

const repository = 'bitvault/secret';
const workflowPath = '.github/workflows/release.yml';

suite('a Sigstore without logs, as GitHub’s own', () => {
  let lab: Lab;
  let sigstore: PrivateSigstoreLab;
  let signing: SigstoreCheckout;
  before(async () => {
    lab = await startLab({});
    sigstore = await privateSigstoreFor(lab);
    signing = await checkOutSigstore(join(lab.directory, 'private'), sigstore);
    lab.github.createUser('alice');
    const files = { 'README.md': '' };
    await lab.github.createRepository({
      owner: 'bitvault',
      name: 'secret',
      files,
      authorLogin: 'alice',
      private: true,
    });
    await mkdir(join(lab.directory, 'context'));
    await writeFile(join(lab.directory, 'context', 'server.js'), '');
  });
  after(() => Promise.all([sigstore.close(), lab.close()]));

  const image = () => `${lab.registry.host}/bitvault/secret`;
  const build = (
    inputs: Readonly<Record<string, string>>,
    permissions = { 'id-token': 'write' } as const,
    { event } = signing,
  ) =>
    lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath,
      event,
      permissions,
      with: { image: image(), context: join(lab.directory, 'context'), 'source-date-epoch': '1700000000', ...inputs },
    });
  const verify = (digest: string, trustedRoot: string) =>
    lab.runner.runAction('verify-image', {
      repository,
      with: { image: image(), digest, source: repository, workflow: workflowPath, 'trusted-root': trustedRoot },
    });

  test('signs; its own root verifies it, and that of a Sigstore with logs does not', async () => {
    const built = await build(signing.inputs);
    assert.equal(built.conclusion, 'success', built.log);
    assert.match(built.summary, /Signed with the Sigstore of the signing configuration\./);
    assert.ok(lab.traffic.served.every(({ part }) => part !== 'rekor'));
    const { digest = '' } = built.outputs;
    const verified = await verify(digest, sigstore.trustedRoot);
    assert.equal(verified.outputs['result'], 'verified', verified.log);
    const both = await verify(digest, `${lab.sigstore.trustedRoot}\n${sigstore.trustedRoot}\n`);
    assert.equal(both.outputs['result'], 'verified', both.log);
    const refused = await verify(digest, lab.sigstore.trustedRoot);
    assert.match(refused.outputs['reason'] ?? '', /^CERTIFICATE_UNTRUSTED: .*issued by .*not in your trusted root/);
    // Whoever did as an advice to log said would have published the name of a private repository.
    assert.doesNotMatch(refused.log, /transparency log|signing configuration|public-good/);
  });

  test('prints commands that tell cosign that there is no log', async () => {
    const { outputs, log } = await build(signing.inputs);
    const [signature = '', provenance = '', gh = ''] = (outputs['verify-commands'] ?? '').split('\n');
    for (const command of [signature, provenance]) {
      assert.match(command, / --use-signed-timestamps --insecure-ignore-tlog --insecure-ignore-sct /, log);
    }
    const path = / --custom-trusted-root (\S+)/.exec(gh)?.[1] ?? '';
    assert.equal(await readFile(path, 'utf8'), sigstore.trustedRoot);
  });

  test('is refused before anything is pushed where the root wants a log, or the format does', async () => {
    const mark = lab.traffic.served.length;
    const files = { trustedRoot: lab.sigstore.trustedRoot, signingConfig: sigstore.signingConfig };
    const other = await checkOutSigstore(join(lab.directory, 'mixed'), files);
    const mixed = await build(other.inputs, undefined, other);
    assert.match(mixed.outputs['reason'] ?? '', /^SIGNING_CONFIG_INVALID: .*no transparency log/);
    const legacy = await build({ ...signing.inputs, 'signature-format': 'both' });
    assert.match(legacy.outputs['reason'] ?? '', /^LEGACY_LOG: /);
    assert.ok(lab.traffic.since(mark).every(({ part }) => part !== 'registry' && part !== 'fulcio'));
  });

  test('on another server than github.com nobody signs unless it is configured', async () => {
    const mark = lab.traffic.served.length;
    const { conclusion, outputs } = await build({});
    assert.equal(conclusion, 'failure');
    assert.match(outputs['reason'] ?? '', /^SIGNING_CONFIG_MISSING: /);
    assert.ok(lab.traffic.since(mark).every(({ part }) => part !== 'registry'));
  });

  test('a dry run needs no token', async () => {
    const { outputs, log } = await build({ 'dry-run': 'true' }, {} as never);
    assert.equal(outputs['result'], 'planned', log);
  });
});
