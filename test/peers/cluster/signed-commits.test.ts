import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { mountKeys } from '../../../scripts/cluster/key-ring.ts';
import { eventually, type Manifest } from '../../../scripts/cluster/kubernetes.ts';
import { applicationOf } from './application-state.ts';
import { runningDigests } from './running-digests.ts';
import { SigningKey } from './signing-key.ts';
import { WrittenRig } from './written-rig.ts';
import { digestsOf, type WrittenRepository } from './written-repository.ts';

/** What the README of a repository says of signed commits that `init --require-signed-commits` writes. */

const services = ['api', 'web'];
const service = { apiVersion: 'v1', kind: 'Service', name: 'web', namespace: 'vault-dev' };

let rig: WrittenRig;
let repository: WrittenRepository;
let old: SigningKey;
let next: SigningKey;

before(async () => {
  rig = await WrittenRig.start('signed-commits', { signatures: true });
  const { directory } = rig.cluster;
  [old, next] = ['old', 'next'].map((name) => new SigningKey(join(directory, `key-${name}`), name)) as [
    SigningKey,
    SigningKey,
  ];
  repository = await rig.write('vault', [
    '--services=api,web',
    '--environments=dev,prod',
    '--no-previews',
    '--require-signed-commits',
    `--signing-keys=${old.id}`,
  ]);
  await trust(old);
});
after(async () => {
  old[Symbol.dispose]();
  next[Symbol.dispose]();
  await rig[Symbol.asyncDispose]();
});

const seal = (why: string, key: SigningKey): Promise<string> =>
  repository.commit(undefined, { message: `Go on from here\n\nArgocd-gpg-seal: ${why}`, key });

test('a signed commit is not deployed where the first one was not signed', async () => {
  const commit = await repository.commit(undefined, { key: old });
  await repository.apply('argocd/argocd-cm.yaml', 'argocd/appproject.yaml', 'argocd/root.yaml');
  await untilRefused('vault-root', commit, /Failed verifying revision \w{40} by 'alice <[^>]+>': unsigned \(key_id=\)/);
  assert.deepEqual(await applications(), ['vault-root']);
});

test('from a seal on, what is signed is deployed', async () => {
  await seal('the first commit is but a README', old);
  const commit = await repository.promote(['dev'], 'one', { key: old });
  await repository.untilRuns('dev', digestsOf(services, 'one'));
  await repository.until('vault-dev', 'is at that commit', ({ compared }) => compared === commit);
});

test('after a commit that nobody signed, the cluster keeps what it has', async () => {
  const unsigned = await repository.promote(['dev'], 'two');
  const reason = new RegExp(`GIT/GPG: Failed verifying revision ${unsigned} by 'Test <test@example.com>': unsigned`);
  await untilRefused('vault-dev', unsigned, reason);
  await rig.cluster.kubernetes.delete(service);
  const signed = await repository.promote(['dev'], 'three', { key: old });
  await untilRefused('vault-dev', signed, reason);
  await untilRefused('vault-root', signed, reason);
  await repository.until('vault-dev', 'has given up', ({ phase }) => phase === 'Error');
  assert.deepEqual(await runningDigests(rig.cluster.kubernetes, 'vault-dev'), digestsOf(services, 'one'));
  assert.equal(await rig.cluster.kubernetes.read(service), undefined, 'drift is not put back');
});

test('once it is reviewed and sealed, the newest is deployed', async () => {
  await seal('looked at both', old);
  await eventually('drift is put back', async () => (await rig.cluster.kubernetes.read(service)) !== undefined);
  await repository.untilRuns('dev', digestsOf(services, 'three'));
});

test('a new key signs once both places have it, and the old one may go after a seal', async () => {
  await trust(old, next);
  await keys(old, [old, next]);
  await repository.promote(['dev'], 'four', { key: next });
  await repository.untilRuns('dev', digestsOf(services, 'four'));

  await seal('the old key goes', next);
  await keys(next, [next]);
  await trust(next);
  await repository.promote(['dev'], 'five', { key: next });
  await repository.untilRuns('dev', digestsOf(services, 'five'));

  const late = await repository.promote(['dev'], 'six', { key: old });
  await untilRefused('vault-dev', late, new RegExp(`Failed verifying revision ${late} .*\\(key_id=${old.id}\\)`));
  assert.deepEqual(await runningDigests(rig.cluster.kubernetes, 'vault-dev'), digestsOf(services, 'five'));
  await seal('an old key by mistake', next);
  await repository.untilRuns('dev', digestsOf(services, 'six'));
});

test('an address that is written otherwise goes round nothing', async () => {
  const unsigned = await repository.promote(['prod'], 'seven');
  const dev = (await rig.cluster.kubernetes.read(applicationOf('vault-dev'))) as Manifest;
  const spec = JSON.stringify(dev['spec']).replace('acme/vault.git', 'acme/Vault');
  await rig.cluster.kubernetes.apply({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name: 'vault-otherwise', namespace: 'argocd' },
    spec: JSON.parse(spec) as unknown,
  });
  await untilRefused('vault-otherwise', unsigned, new RegExp(`Failed verifying revision ${unsigned} .*unsigned`));
});

const untilRefused = (name: string, commit: string, reason: RegExp) =>
  repository.until(
    name,
    `refuses ${commit}`,
    ({ compared, conditions }) =>
      compared === commit && conditions.some((each) => each.startsWith('ComparisonError: ') && reason.test(each)),
  );

const applications = async (): Promise<readonly string[]> =>
  (await rig.cluster.kubernetes.list('argoproj.io/v1alpha1', 'Application', 'argocd')).map(
    ({ metadata }) => metadata?.name ?? '',
  );

/** Makes these all the keys in Argo CD's key ring. */
async function trust(...trusted: readonly SigningKey[]): Promise<void> {
  const { kubernetes, directory } = rig.cluster;
  await kubernetes.apply({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: 'argocd-gpg-keys-cm', namespace: 'argocd' },
    data: Object.fromEntries(trusted.map(({ id, publicKey }) => [id, publicKey] as const)),
  });
  await mountKeys(kubernetes, directory);
}

/** Changes the keys of the projects by a commit, and applies them. */
async function keys(by: SigningKey, trusted: readonly SigningKey[]): Promise<void> {
  const path = 'argocd/appproject.yaml';
  const list = JSON.stringify(trusted.map(({ id }) => id));
  await repository.commit(
    (files) => new Map(files).set(path, (files.get(path) ?? '').replaceAll(/keys: \[[^\]]*\]/g, `keys: ${list}`)),
    { key: by },
  );
  await repository.apply(path);
}
