import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { repositorySecret } from '../../../scripts/cluster/github-secrets.ts';
import { eventually } from '../../../scripts/cluster/kubernetes.ts';
import { root } from '../../../scripts/project.ts';
import { textOf } from './application-state.ts';
import { assertPreviewed } from './previewed-pull.ts';
import { written, type WrittenFiles } from './written-files.ts';
import { startRig, type Rig } from './rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'fleet-'));
const digest = `sha256:${'d1'.repeat(32)}`;
let rig: Rig;
let files: WrittenFiles;

before(async () => {
  rig = await startRig('sets');
  const { lab, bitvault, cluster } = rig.organisation;
  files = fleet('first', { services: 'api,web', environments: 'dev,prod' });
  await lab.github.createRepository({
    owner: 'bitvault',
    name: 'fleet',
    files: Object.fromEntries(files),
    authorLogin: 'alice',
  });
  lab.github.setCollaborator('bitvault/fleet', 'alice', 'write');
  const address = `${lab.github.origin}/bitvault/fleet.git`;
  await cluster.kubernetes.apply(repositorySecret(lab, 'fleet-repository', address, bitvault.apps.argocd));
  for (const path of ['argocd/appproject.yaml', 'argocd/root.yaml'])
    await cluster.kubernetes.applyText(files.get(path) ?? '');
});
after(async () => {
  await rig[Symbol.asyncDispose]();
  rmSync(folder, { recursive: true });
});

test('a matrix of environments and services is one Application each; a row comes and goes alone', async () => {
  await untilRows(['fleet-dev-api', 'fleet-dev-web', 'fleet-prod-api', 'fleet-prod-web']);
  await untilRuns(['fleet-dev/api', 'fleet-dev/web', 'fleet-prod/api', 'fleet-prod/web']);
  const atFirst = await workloadIds();

  await change({ services: 'api,web,jobs', environments: 'dev,prod' });
  await untilRows([
    'fleet-dev-api',
    'fleet-dev-jobs',
    'fleet-dev-web',
    'fleet-prod-api',
    'fleet-prod-jobs',
    'fleet-prod-web',
  ]);
  await untilRuns(['fleet-dev/jobs', 'fleet-prod/jobs']);

  await change({ services: 'api,web,jobs', environments: 'dev,test,prod' });
  await untilRuns(['fleet-test/api', 'fleet-test/jobs', 'fleet-test/web']);

  await change({ services: 'api,jobs', environments: 'dev,test,prod' });
  const left = ['dev', 'prod', 'test'].flatMap((env) => [`fleet-${env}-api`, `fleet-${env}-jobs`]);
  await untilRows(left);
  await eventually('the pods of web are gone', async () =>
    [...(await podIds()).keys()].every((name) => !name.includes('/web')),
  );
  assert.deepEqual(await workloadIds(), atFirst, 'those of api are the same as before all that');
});

test('a labelled pull request has a preview, which follows it and goes with it', async () => {
  const { bitvault, lab, cluster } = rig.organisation;
  const previews = lab.github.createApp({
    slug: 'bitvault-previews',
    permissions: { pull_requests: 'read', contents: 'read' },
  });
  await cluster.kubernetes.apply(
    repositorySecret(lab, 'github-app-previews', `${lab.github.origin}/bitvault/bitvault.git`, previews),
  );
  await rig.organisation.apply('argocd/applicationset-previews.yaml');
  await assertPreviewed({
    kubernetes: cluster.kubernetes,
    author: bitvault.alice,
    repository: bitvault.application,
    prefix: 'bitvault',
    services: 3,
    files: (count) => ({ 'app/release.json': `{"release": "try ${count}"}\n` }),
    settled: () => lab.runner.idle(),
    whatHappened: () => rig.whatHappened(),
  });
});

const patient = () => ({ patience: 180_000, otherwise: () => rig.whatHappened() });

/** What init writes for these answers, with a digest for every service. */
function fleet(
  name: string,
  { services, environments }: { readonly services: string; readonly environments: string },
): WrittenFiles {
  const directory = join(folder, name);
  const answers = `--owner bitvault --repository fleet --name fleet --source bitvault/bitvault --domain example.com --layout service --no-previews --yes`;
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      join(root, 'dist', 'bitvault-gitops.js'),
      'init',
      directory,
      ...answers.split(' '),
      '--services',
      services,
      '--environments',
      environments,
    ],
    { encoding: 'utf8' },
  );
  assert.equal(status, 0, stderr);
  const { organisation } = rig;
  const deployed = (text: string, path: string) =>
    path.startsWith('envs/') ? text.replaceAll('digest: ""', `digest: ${digest}`) : text;
  return new Map(
    [...written(directory)].map(([path, text]) => [path, deployed(organisation.edit(text, path), path)] as const),
  );
}

/** Commits what init writes for other answers, as a person would who edits the files by hand. */
async function change(answers: Parameters<typeof fleet>[1]): Promise<void> {
  const next = fleet(`${answers.services}-${answers.environments}`, answers);
  const gone = [...files.keys()].filter((path) => !next.has(path));
  const changed = [...next].filter(([path, text]) => files.get(path) !== text);
  await rig.organisation.bitvault.alice.commit('bitvault/fleet', 'Other rows', {
    ...Object.fromEntries(changed),
    ...Object.fromEntries(gone.map((path) => [path, null])),
  });
  files = next;
  await rig.organisation.cluster.kubernetes.applyText(files.get('argocd/appproject.yaml') ?? '');
}

async function untilRows(wanted: readonly string[]): Promise<void> {
  let seen: readonly string[] = [];
  await eventually(
    `the Applications of services are ${wanted.join(', ')}`,
    async () => {
      const all = await rig.organisation.cluster.kubernetes.list('argoproj.io/v1alpha1', 'Application', 'argocd');
      seen = all
        .map(({ metadata }) => metadata?.name ?? '')
        .filter((name) => /^fleet-[a-z]+-(?!data$)/.test(name))
        .toSorted();
      return seen.join() === wanted.join();
    },
    { ...patient(), otherwise: async () => `seen: ${seen.join(', ')}\n${await rig.whatHappened()}` },
  );
}

/** `namespace/service` → the unique id of one of its pods that are ready. */
async function podIds(): Promise<ReadonlyMap<string, string>> {
  const pods = await rig.organisation.cluster.kubernetes.list(
    'v1',
    'Pod',
    undefined,
    'app.kubernetes.io/part-of=fleet',
  );
  return new Map(
    pods
      .filter((pod) => textOf(pod, 'status', 'phase') === 'Running')
      .map(({ metadata }) => [
        `${metadata?.namespace}/${metadata?.labels?.['app.kubernetes.io/name']}`,
        metadata?.uid ?? '',
      ]),
  );
}

/** The unique ids of what runs api in the environments that are there from the beginning. */
async function workloadIds(): Promise<readonly (string | undefined)[]> {
  const { kubernetes } = rig.organisation.cluster;
  const dev = await kubernetes.read({ apiVersion: 'apps/v1', kind: 'Deployment', name: 'api', namespace: 'fleet-dev' });
  const prod = await kubernetes.read({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    name: 'api',
    namespace: 'fleet-prod',
  });
  return [dev?.metadata?.uid, prod?.metadata?.uid];
}

async function untilRuns(wanted: readonly string[]): Promise<void> {
  await eventually(
    `${wanted.join(', ')} run`,
    async () => {
      const found = await podIds();
      return wanted.every((name) => found.has(name));
    },
    patient(),
  );
}
