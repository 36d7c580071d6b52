import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { LabClock } from '../clock.ts';
import { startGitServer } from '../runner/git-server.test-host.ts';
import { startArgoCd } from './argocd.ts';

const repository = 'bitvault/gitops';
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const values = (letter: string) => `services:\n  api: {image: {digest: "${digest(letter)}"}}\n`;

async function startRig() {
  let refusing = false;
  const server = await startGitServer(() => ({ status: refusing ? 502 : 201, body: {} }));
  const directory = await mkdtemp(join(tmpdir(), 'lab-argocd-'));
  const argocd = startArgoCd({
    gitUrl: `${server.origin}/${repository}`,
    apiUrl: `${server.origin}/api/v3`,
    repository,
    applications: [
      { name: 'bitvault-dev', path: 'envs/dev', alsoFrom: ['chart'] },
      { name: 'bitvault-prod', path: 'envs/prod' },
    ],
    token: () => Promise.resolve('ghs_tokenOfArgo'),
    clock: new LabClock(),
    directory,
  });
  return {
    argocd,
    server,
    commit: (files: Readonly<Record<string, string>>) => server.commit(repository, 'main', files),
    refuse(on: boolean) {
      refusing = on;
    },
    /** The statuses posted since the last call: `context state commit`. */
    statuses: () =>
      server.seen.splice(0).map(({ path, body }) => {
        const { context, state } = body as { readonly context: string; readonly state: string };
        return `${context} ${state} ${path.split('/').at(-1)}`;
      }),
    async [Symbol.asyncDispose]() {
      await argocd.close();
      await server[Symbol.asyncDispose]();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

test('every application is synced and reported on the revision that it was synced to', async () => {
  await using rig = await startRig();
  const first = await rig.commit({
    'envs/dev/values.dev.yaml': values('a'),
    'envs/prod/values.prod.yaml': values('b'),
  });
  await rig.argocd.sync();
  const [request] = rig.server.seen;
  assert.equal(request?.path, `/api/v3/repos/${repository}/statuses/${first}`);
  assert.equal(request?.authorization, 'Bearer ghs_tokenOfArgo');
  assert.deepEqual(request?.body, {
    state: 'pending',
    context: 'argocd/bitvault-dev',
    description: 'Synced, progressing',
    target_url: 'https://argocd.example.com/applications/bitvault-dev',
  });
  assert.deepEqual(rig.statuses(), [
    `argocd/bitvault-dev pending ${first}`,
    `argocd/bitvault-dev success ${first}`,
    `argocd/bitvault-prod pending ${first}`,
    `argocd/bitvault-prod success ${first}`,
  ]);
  assert.deepEqual(
    rig.argocd.deployments('bitvault-dev').map(({ digests }) => digests),
    [{ 'services.api.image.digest': digest('a') }],
  );
  assert.ok(rig.server.gitAuthorizations.every((header) => header?.startsWith('basic ')));
});

test('an application whose files did not change reports nothing for later commits', async () => {
  await using rig = await startRig();
  await rig.commit({ 'envs/dev/v.yaml': values('a'), 'envs/prod/v.yaml': values('b') });
  await rig.argocd.sync();
  rig.statuses();
  const second = await rig.commit({ 'envs/prod/v.yaml': values('c') });
  await rig.argocd.sync();
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [
    `argocd/bitvault-prod pending ${second}`,
    `argocd/bitvault-prod success ${second}`,
  ]);
  const third = await rig.commit({ 'chart/Chart.yaml': 'version: 2.0.0\n', README: 'x' });
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev pending ${third}`, `argocd/bitvault-dev success ${third}`]);
});

test('a commit that was passed over never gets a status; its change is reported at the later one', async () => {
  await using rig = await startRig();
  await rig.commit({ 'envs/dev/v.yaml': values('a') });
  await rig.argocd.sync();
  rig.statuses();
  await rig.commit({ 'envs/dev/v.yaml': values('b') });
  const later = await rig.commit({ README: 'x' });
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev pending ${later}`, `argocd/bitvault-dev success ${later}`]);
});

test('a slow application stays pending and takes no new revision until it is healthy', async () => {
  await using rig = await startRig();
  const first = await rig.commit({ 'envs/dev/v.yaml': values('a'), 'envs/prod/v.yaml': values('a') });
  rig.argocd.slow(60_000);
  await rig.argocd.sync();
  await rig.commit({ 'envs/dev/v.yaml': values('b') });
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev pending ${first}`, `argocd/bitvault-prod pending ${first}`]);
});

test('a slow application is healthy after a while', async () => {
  await using rig = await startRig();
  const first = await rig.commit({ 'envs/dev/v.yaml': values('a') });
  rig.argocd.slow(1);
  await rig.argocd.sync();
  await rig.argocd.settled();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev pending ${first}`, `argocd/bitvault-dev success ${first}`]);
});

test('a digest or an application can be unhealthy, later too, until it is healthy again', async () => {
  await using rig = await startRig();
  rig.argocd.unhealthy((some) => some === digest('b'));
  const first = await rig.commit({ 'envs/dev/v.yaml': values('a'), 'envs/prod/v.yaml': values('b') });
  await rig.argocd.sync();
  assert.deepEqual(
    rig.statuses().filter((status) => !status.includes('pending')),
    [`argocd/bitvault-dev success ${first}`, `argocd/bitvault-prod failure ${first}`],
  );
  rig.argocd.unhealthy('bitvault-dev');
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev failure ${first}`]);
  rig.argocd.healthy();
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev success ${first}`, `argocd/bitvault-prod success ${first}`]);
});

test('dead, it says nothing, not even what was on its way; revived, it catches up', async () => {
  await using rig = await startRig();
  const first = await rig.commit({ 'envs/dev/v.yaml': values('a') });
  rig.argocd.slow(1);
  await rig.argocd.sync();
  rig.argocd.dead();
  await rig.argocd.sync();
  rig.argocd.revive();
  await rig.argocd.settled();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev pending ${first}`]);
  rig.argocd.slow(0);
  const second = await rig.commit({ 'envs/dev/v.yaml': values('b') });
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-dev pending ${second}`, `argocd/bitvault-dev success ${second}`]);
});

test('an application whose values are broken does not hold up the others', async () => {
  await using rig = await startRig();
  const first = await rig.commit({ 'envs/dev/v.yaml': 'a: *unknown\n', 'envs/prod/v.yaml': values('b') });
  await rig.argocd.sync();
  assert.deepEqual(rig.statuses(), [`argocd/bitvault-prod pending ${first}`, `argocd/bitvault-prod success ${first}`]);
  assert.equal(rig.argocd.problems.length, 1);
});

test('a status that GitHub does not take is posted at the next look', async () => {
  await using rig = await startRig();
  const first = await rig.commit({ 'envs/dev/v.yaml': values('a') });
  rig.refuse(true);
  await rig.argocd.sync();
  assert.match(rig.argocd.problems[0] ?? '', /argocd\/bitvault-dev was answered with 502/);
  rig.statuses();
  rig.refuse(false);
  await rig.argocd.sync();
  assert.ok(rig.statuses().includes(`argocd/bitvault-dev success ${first}`));
});
