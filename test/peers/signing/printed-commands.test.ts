import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import type { Lab } from '@bitvault/lab';
import { startApplicationLab } from '../../application-lab.ts';
import { startCosign } from './cosign.ts';

const cosign = await startCosign();
const repository = 'bitvault/bitvault';

suite('the commands that build-sign-push prints', () => {
  let lab: Lab;
  before(async () => {
    lab = await startApplicationLab();
    await mkdir(join(lab.directory, 'context'));
    await writeFile(join(lab.directory, 'context', 'server.js'), '');
  });
  after(() => lab.close());

  /** The commands for cosign, as a job gets them that trusts this root. */
  const printed = async (trustedRoot: string): Promise<readonly string[]> => {
    const { outputs, log } = await lab.runner.runAction('build-sign-push', {
      repository,
      workflowPath: '.github/workflows/release.yml',
      permissions: { 'id-token': 'write' },
      with: {
        image: `${lab.registry.host}/bitvault/api`,
        context: join(lab.directory, 'context'),
        'source-date-epoch': '1700000000',
        'trusted-root': trustedRoot,
        'signing-config': lab.sigstore.signingConfig,
      },
    });
    const commands = (outputs['verify-commands'] ?? '').split('\n').filter((line) => line.startsWith('cosign '));
    assert.equal(commands.length, 3, log);
    return commands;
  };

  for (const how of ['JSON', 'a path'] as const) {
    test(`verify the image with cosign where the trusted root is given as ${how}`, async () => {
      const { trustedRoot } = lab.sigstore;
      const path = join(lab.directory, 'root of the lab.json');
      await writeFile(path, trustedRoot);
      for (const command of await printed(how === 'JSON' ? trustedRoot : path)) {
        assert.match((await cosign.shell(command)).stderr, /The cosign claims were validated/);
        await assert.rejects(cosign.shell(command.replace('refs/heads/main', 'refs/heads/other')));
      }
    });
  }
});
