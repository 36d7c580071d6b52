import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { promisify } from 'node:util';
import { checkOutSigstore, releaseClaims, type Lab, type SigstoreCheckout } from '@bitvault/lab';
import { provenance, readWorkflowToken } from '@bitvault/signing';
import { startApplicationLab } from '../../application-lab.ts';
import { peersPath } from '../../../scripts/peers/folders.ts';
import { startRealSigstore, type RealSigstore } from './real-sigstore.ts';

const run = promisify(execFile);
const repository = 'bitvault/bitvault';
const workflow = '.github/workflows/release.yml';

suite('with the certificate authority, transparency log and timestamp authority of Sigstore', () => {
  let lab: Lab;
  let sigstore: RealSigstore;
  let signing: SigstoreCheckout;
  before(async () => {
    lab = await startApplicationLab();
    await mkdir(join(lab.directory, 'context'));
    await writeFile(join(lab.directory, 'context', 'server.js'), '');
    sigstore = await startRealSigstore(lab);
    signing = await checkOutSigstore(join(lab.directory, 'real'), sigstore);
    await writeFile(join(lab.directory, 'trusted_root.json'), sigstore.trustedRoot);
    await writeFile(join(lab.directory, 'signing_config.json'), sigstore.signingConfig);
  });
  after(async () => {
    await sigstore?.[Symbol.asyncDispose]();
    await lab.close();
  });

  const image = (name: string) => `${lab.registry.host}/bitvault/${name}`;
  const act = async (action: string, inputs: Readonly<Record<string, string>>) => {
    const result = await lab.runner.runAction(action, {
      repository,
      workflowPath: workflow,
      event: signing.event,
      permissions: { 'id-token': 'write' },
      with: { 'trusted-root': sigstore.trustedRoot, ...inputs },
    });
    return { ...result, told: `${result.message ?? ''}\n${result.log}\n${sigstore.log()}` };
  };
  const publish = async (name: string) => {
    const published = await act('build-sign-push', {
      image: image(name),
      context: join(lab.directory, 'context'),
      'source-date-epoch': '1700000000',
      ...signing.inputs,
    });
    assert.equal(published.conclusion, 'success', published.told);
    return published;
  };
  const verify = (name: string, digest: string, inputs: Readonly<Record<string, string>> = {}) =>
    act('verify-image', { image: image(name), digest, source: repository, workflow, ...inputs });
  const cosign = async (command: string): Promise<string> => {
    const env = { PATH: peersPath, HOME: lab.directory };
    try {
      return (await run('sh', ['-c', command], { env, cwd: lab.directory })).stderr;
    } catch (cause) {
      throw new Error(`${command} failed\n${String(cause)}\n${sigstore.log()}`, { cause });
    }
  };

  test('what build-sign-push publishes verifies with verify-image and cosign, and for nobody else', async () => {
    const { outputs } = await publish('api');
    const verified = await verify('api', outputs['digest'] ?? '');
    assert.equal(verified.outputs['result'], 'verified', verified.told);
    const commands = (outputs['verify-commands'] ?? '').split('\n').filter((line) => line.startsWith('cosign '));
    assert.equal(commands.length, 3);
    for (const command of commands) {
      assert.match(await cosign(command), /Existence of the claims in the transparency log was verified/);
      await assert.rejects(cosign(command.replaceAll('release.yml', 'other.yml')), /expected SAN value/);
    }
    const foreign = await verify('api', outputs['digest'] ?? '', { workflow: '.github/workflows/other.yml' });
    assert.match(foreign.outputs['reason'] ?? '', /^IDENTITY_WORKFLOW/, foreign.told);
  });

  test('what cosign signs and attests verifies with verify-image, and for nobody else', async () => {
    const { outputs } = await publish('model');
    const digest = outputs['digest'] ?? '';
    copyImage(lab, digest);
    const claims = { ...releaseClaims(repository, workflow), iss: `${lab.github.origin}/_services/token` };
    const token = await lab.github.mintIdToken(claims);
    await writeFile(join(lab.directory, 'token'), token);
    const read = await readWorkflowToken(
      () => Promise.resolve(token),
      () => undefined,
    );
    const { predicate } = provenance({ claims: read.claims, server: lab.github.origin });
    await writeFile(join(lab.directory, 'provenance.json'), JSON.stringify(predicate));
    const common = '--identity-token token --trusted-root trusted_root.json --signing-config signing_config.json --yes';
    const reference = `${image('cosigned')}@${digest}`;
    await cosign(`cosign sign ${common} ${reference}`);
    await cosign(`cosign attest --type slsaprovenance1 --predicate provenance.json ${common} ${reference}`);
    const verified = await verify('cosigned', digest);
    assert.equal(verified.outputs['result'], 'verified', verified.told);
    const foreign = await verify('cosigned', digest, { source: 'bitvault/other' });
    assert.match(foreign.outputs['reason'] ?? '', /^IDENTITY_REPOSITORY/, foreign.told);
  });
});

/** The image alone, without what is attached to it. */
function copyImage({ registry: { store } }: Lab, digest: string): void {
  const [source, target] = [store.repository('bitvault/model'), store.repository('bitvault/cosigned')];
  for (const [each, blob] of source.blobs) target.blobs.set(each, blob);
  const manifest = source.manifests.get(digest);
  if (manifest !== undefined) target.manifests.set(digest, manifest);
}
