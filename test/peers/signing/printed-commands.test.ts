import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { checkOutSigstore, type SigstoreCheckout } from '@bitvault/lab';
import { startApplicationLab, type ApplicationLab } from '../../application-lab.ts';
import { startCosign } from './cosign.ts';

const cosign = await startCosign();
const repository = 'bitvault/bitvault';

suite('the commands that build-sign-push prints', () => {
  let lab: ApplicationLab;
  before(async () => {
    lab = await startApplicationLab();
    await mkdir(join(lab.directory, 'context'));
    await writeFile(join(lab.directory, 'context', 'server.js'), '');
  });
  after(() => lab.close());

  /** The commands for cosign, as a job gets them that trusts this root. */
  const printed = async ({ inputs, event }: SigstoreCheckout): Promise<readonly string[]> => {
    const { outputs, log } = await lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath: '.github/workflows/release.yml',
      event,
      permissions: { 'id-token': 'write' },
      with: {
        image: `${lab.registry.host}/bitvault/api`,
        context: join(lab.directory, 'context'),
        'source-date-epoch': '1700000000',
        ...inputs,
      },
    });
    const commands = (outputs['verify-commands'] ?? '').split('\n').filter((line) => line.startsWith('cosign '));
    assert.equal(commands.length, 3, log);
    return commands;
  };

  test('verify the image with cosign, also where the path of the trusted root has spaces in it', async () => {
    const spaced = await checkOutSigstore(join(lab.directory, 'root of the lab'), lab.sigstore);
    for (const signing of [lab.signing, spaced]) {
      for (const command of await printed(signing)) {
        assert.match((await cosign.shell(command)).stderr, /The cosign claims were validated/);
        await assert.rejects(cosign.shell(command.replace('refs/heads/main', 'refs/heads/other')));
      }
    }
  });
});
