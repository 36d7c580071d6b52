import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

const digest = `sha256:${'a'.repeat(64)}`;

type Inputs = Readonly<Record<string, string>>;

const promoting = { image: 'ghcr.io/a/b', digest };
const rollingBack = { environment: 'dev', service: 'api', reason: 'it leaks' };
const verifying = { image: 'ghcr.io/a/b', digest, source: 'a/b', workflow: '.github/workflows/release.yml' };
const building = { image: 'ghcr.io/a/b', context: '.', 'source-date-epoch': '0' };

/** Where leaving an input out means another mode, or asks for less. */
const elective: readonly (readonly [action: string, inputs: Inputs, names: readonly string[]])[] = [
  ['promote', promoting, ['digest', 'merge-token']],
  ['rollback', rollingBack, ['to', 'from']],
  [
    'verify-image',
    verifying,
    [
      'signer-workflow',
      'ref',
      'commit',
      'repository-id',
      'owner-id',
      'trigger',
      'runner-environment',
      'require',
      'issuer',
      'trusted-root',
    ],
  ],
  ['build-sign-push', building, ['base', 'sbom-path', 'scan-path', 'signing-config', 'trusted-root']],
];

describe('an expression that gave nothing', () => {
  let rig: Rig;
  let site: Site;
  before(async () => {
    rig = await startRig();
    site = await rig.siteBeforeDev();
  });
  after(() => rig[Symbol.asyncDispose]());

  for (const [action, inputs, names] of elective)
    for (const name of names)
      test(`is not taken for leaving out ${name} of ${action}`, async () => {
        const run = () => site.run(action, 'bitvault-promoter', { ...inputs, [name]: '' });
        const { outputs } = await assertRepelled(rig, site, ['INPUT_EMPTY'], run);
        assert.match(outputs['reason'] ?? '', new RegExp(`input "${name}" is set, but to nothing.*Next: Find out why`));
      });

  for (const name of ['image', 'service', 'environment'])
    test(`nor ${name} without a digest for an order to take all environments further`, async () => {
      const given = { image: 'ghcr.io/a/b', service: 'api', environment: 'dev' }[name] ?? '';
      const run = () => site.run('promote', 'bitvault-promoter', { [name]: given });
      await assertRepelled(rig, site, ['INPUT_MISSING'], run);
    });

  test('what is meant by leaving them out can be written', async () => {
    const words = { digest: 'none', 'merge-token': 'token' };
    const { outputs, log } = await site.run('promote', 'bitvault-promoter', words);
    assert.equal(outputs['result'], 'done', log);
    assert.match(outputs['plan'] ?? '', /^\[/);
  });
});
