import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { promisify } from 'node:util';
import { checkOutSigstore, sigstorePaths, startSigstore, type SigstoreCheckout, type SigstoreLab } from '@bitvault/lab';
import { startPublishing, type Inputs, type Publishing } from './publishing.ts';

/** Who gets the job's token: whoever a file that was reviewed names, and nobody that a variable does. */

const run = promisify(execFile);

let rig: Publishing;
let foreign: SigstoreLab;
before(async () => {
  rig = await startPublishing();
  const { traffic, clock, github } = rig.lab;
  const issuer = `${github.origin}/_services/token`;
  foreign = await startSigstore({ traffic, clock, oidcIssuers: [{ issuer, jwksUrl: `${issuer}/.well-known/jwks` }] });
});
after(async () => {
  await foreign.close();
  await rig[Symbol.asyncDispose]();
});

let checkouts = 0;
const checkOut = (others: Readonly<Record<string, string>> = {}): Promise<SigstoreCheckout> =>
  checkOutSigstore(join(rig.lab.directory, `checkout-${(checkouts += 1)}`), rig.lab.sigstore, others);

/** Refused before any Sigstore or registry is asked for anything; GitHub may be asked which workflow this is. */
async function assertUnreviewed(says: RegExp, inputs: Inputs, { event }: SigstoreCheckout, env: Inputs = {}) {
  const mark = rig.lab.traffic.served.length;
  const { outputs } = await rig.repels('INPUT_UNREVIEWED', () => rig.build(inputs, env, event));
  assert.match(outputs['reason'] ?? '', says);
  const asked = rig.lab.traffic.since(mark).filter(({ part }) => part !== 'github');
  assert.deepEqual(asked, [], 'nobody gets anything');
}

describe('a configuration of Sigstore is not taken', () => {
  for (const input of ['signing-config', 'trusted-root'] as const) {
    const content = () => (input === 'signing-config' ? foreign.signingConfig : foreign.trustedRoot);
    const file = input === 'signing-config' ? sigstorePaths.signingConfig : sigstorePaths.trustedRoot;

    test(`${input}: as JSON`, () =>
      assertUnreviewed(/is the JSON itself, and a variable .* may have set it/, { [input]: content() }, rig.signing));

    test(`${input}: from a file that a step wrote`, async () => {
      const checkout = await checkOut();
      const path = join(checkout.directory, '.github', 'late.json');
      await writeFile(path, content());
      await assertUnreviewed(/is no file of commit/, { ...checkout.inputs, [input]: path }, checkout);
    });

    test(`${input}: from a file that a step changed`, async () => {
      const checkout = await checkOut();
      await writeFile(join(checkout.directory, file), content());
      await assertUnreviewed(/was changed since commit/, checkout.inputs, checkout);
    });

    test(`${input}: from a link that a step put in its place`, async () => {
      const checkout = await checkOut();
      const path = join(checkout.directory, file);
      await rm(path);
      await writeFile(join(checkout.directory, 'elsewhere.json'), content());
      await symlink(join(checkout.directory, 'elsewhere.json'), path);
      await assertUnreviewed(/was changed since commit/, checkout.inputs, checkout);
    });

    test(`${input}: from a file of the commit that nobody reviews as trust`, async () => {
      const checkout = await checkOut({ 'test/fixtures/evil.json': content() });
      for (const path of ['test/fixtures/evil.json', '.github/../test/fixtures/evil.json'])
        await assertUnreviewed(
          /is not in the folder \.github of a checkout/,
          { ...checkout.inputs, [input]: join(checkout.directory, path) },
          checkout,
        );
    });

    test(`${input}: from outside of any checkout`, async () => {
      const folder = join(rig.lab.directory, `${input}-nowhere`, '.github');
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'evil.json'), content());
      for (const path of [join(folder, 'evil.json'), join(folder, 'absent', 'evil.json'), 'relative.json'])
        await assertUnreviewed(/which is in no checkout/, { [input]: path }, rig.signing);
    });

    test(`${input}: from a checkout of something else, directly and by a link`, async () => {
      const other = await checkOutSigstore(join(rig.lab.directory, `${input}-other`), foreign);
      await assertUnreviewed(/is no file of commit/, { [input]: other.inputs[input] }, rig.signing);
      const checkout = await checkOut();
      await symlink(join(other.directory, '.github'), join(checkout.directory, '.github', 'linked'));
      const linked = join(checkout.directory, '.github', 'linked', 'sigstore', file.split('/').at(-1) ?? '');
      await assertUnreviewed(/is no file of commit/, { ...checkout.inputs, [input]: linked }, checkout);
    });

    test(`${input}: where git is told to take another object for it`, async () => {
      const checkout = await checkOut();
      const path = join(checkout.directory, file);
      const git = async (...args: readonly string[]) =>
        (await run('git', ['-C', checkout.directory, ...args])).stdout.trim();
      const committed = await git('rev-parse', `HEAD:${file}`);
      await writeFile(path, content());
      await git('replace', committed, await git('hash-object', '-w', path));
      assert.equal(await git('cat-file', 'blob', `HEAD:${file}`), content(), 'git itself believes it');
      await assertUnreviewed(/was changed since commit/, checkout.inputs, checkout);
    });

    test(`${input}: where variables lead git to another repository`, async () => {
      const checkout = await checkOut();
      const other = await checkOutSigstore(join(rig.lab.directory, `${input}-led`), foreign);
      await cp(join(other.directory, file), join(checkout.directory, file));
      const env = {
        GIT_DIR: join(other.directory, '.git'),
        GIT_OBJECT_DIRECTORY: join(other.directory, '.git/objects'),
      };
      await assertUnreviewed(/was changed since commit/, checkout.inputs, checkout, env);
    });
  }
});

describe('a configuration of Sigstore is taken', () => {
  test('from the commit that the job runs for, whatever follows it', async () => {
    const { conclusion, log } = await rig.build({ labels: 'taken=1' }, {}, rig.signing.event);
    assert.equal(conclusion, 'success', log);
    const sha = rig.signing.otherCommit;
    const next = await rig.build({ labels: 'taken=2' }, {}, { sha, workflowSha: sha });
    assert.equal(next.conclusion, 'success', next.log);
  });

  test('with the line ends of Windows', async () => {
    const checkout = await checkOut({
      '.github/root.json': JSON.stringify(JSON.parse(rig.lab.sigstore.trustedRoot), null, 2),
    });
    const path = join(checkout.directory, '.github', 'root.json');
    const text = JSON.stringify(JSON.parse(rig.lab.sigstore.trustedRoot), null, 2);
    await writeFile(path, text.replaceAll('\n', '\r\n'));
    const { conclusion, log } = await rig.build({ ...checkout.inputs, 'trusted-root': path }, {}, checkout.event);
    assert.equal(conclusion, 'success', log);
  });

  test('from the commit of the called workflow, as the job’s token names it', async () => {
    const shared = await checkOut();
    const event = { sha: rig.signing.commit, workflowSha: shared.commit };
    const { conclusion, log } = await rig.build({ ...shared.inputs, labels: 'taken=4' }, {}, event);
    assert.equal(conclusion, 'success', log);
  });
});
