import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import {
  LabClock,
  startArgoCd,
  startGitHub,
  startRunner,
  Traffic,
  type ArgoCd,
  type GitHubLab,
  type Runner,
} from '@bitvault/lab';

const repository = 'bitvault/gitops';
const suiteRoot = join(import.meta.dirname, '../..');

const opened = new AsyncDisposableStack();
let github: GitHubLab;
let runner: Runner;
let argocd: ArgoCd;
let carol = '';

const workflow = `
name: check
run-name: Check \${{ github.event_name }}
on: [push, status]
permissions: {contents: read, statuses: write}
jobs:
  look:
    if: github.event_name == 'push'
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
      - run: cat envs/dev/values.yaml
      - id: app
        uses: actions/create-github-app-token@v3
        with: {client-id: "\${{ vars.PROMOTER }}", private-key: "\${{ secrets.PROMOTER_KEY }}", permission-contents: read}
      - run: |
          node --input-type=module -e '
            const { GITHUB_API_URL, GITHUB_REPOSITORY, TOKEN } = process.env;
            const answer = await fetch(GITHUB_API_URL + "/repos/" + GITHUB_REPOSITORY + "/git/ref/heads/main", {
              headers: { authorization: "Bearer " + TOKEN },
            });
            console.log(answer.status, (await answer.json()).object.sha);
          '
        env: {TOKEN: "\${{ steps.app.outputs.token }}"}
  gate:
    needs: look
    environment: production
    runs-on: ubuntu-latest
    steps: [{run: 'echo "in production with \${{ secrets.ONLY_HERE }}"'}]
  healthy:
    if: github.event_name == 'status' && github.event.state != 'pending'
    runs-on: ubuntu-latest
    steps: [{run: 'echo "\${{ github.event.context }} \${{ github.event.state }} by \${{ github.actor }}"'}]
`;

before(async () => {
  const directory = await mkdtemp(join(tmpdir(), 'runner-with-github-'));
  opened.defer(() => rm(directory, { recursive: true, force: true, maxRetries: 3 }));
  const clock = new LabClock();
  github = await startGitHub({ traffic: new Traffic(), clock, directory: join(directory, 'github') });
  opened.defer(() => github.close());
  github.createUser('alice');
  carol = github.createUser('carol').token;
  github.createOrganization('bitvault', ['alice']);
  await github.createRepository({
    owner: 'bitvault',
    name: 'gitops',
    private: true,
    authorLogin: 'alice',
    files: { '.github/workflows/check.yml': workflow },
  });
  github.setCollaborator(repository, 'carol', 'write');
  github.setEnvironment(repository, 'production', { reviewers: ['carol'], secrets: { ONLY_HERE: 'hunter-two' } });
  const promoter = github.createApp({ slug: 'bitvault-promoter', permissions: { contents: 'write' } });
  github.createApp({ slug: 'bitvault-argocd', permissions: { contents: 'read', statuses: 'write' } });
  github.setVariable(repository, 'PROMOTER', promoter.clientId);
  github.setSecret(repository, 'PROMOTER_KEY', promoter.privateKey);
  runner = startRunner({ host: github.workflowHost, clock, directory: join(directory, 'runner'), suiteRoot });
  opened.defer(() => runner.close());
  argocd = startArgoCd({
    gitUrl: `${github.origin}/${repository}`,
    apiUrl: github.apiUrl,
    repository,
    applications: [{ name: 'bitvault-dev', path: 'envs/dev' }],
    token: () => Promise.resolve(github.installationToken('bitvault-argocd')),
    clock,
    directory: join(directory, 'argocd'),
  });
  opened.defer(() => argocd.close());
});
after(() => opened.disposeAsync());

test('a push runs its workflow, waits for its reviewer, and Argo CD’s status runs it again', async () => {
  const digest = `sha256:${'a'.repeat(64)}`;
  const head = await github.push(repository, {
    login: 'alice',
    message: 'Deploy to dev',
    files: { 'envs/dev/values.yaml': `image: {digest: "${digest}"}\n` },
  });
  await runner.idle();
  const [run] = runner.runs;
  const look = run?.jobs.find((job) => job.id === 'look');
  const gate = run?.jobs.find((job) => job.id === 'gate');
  assert.equal(run?.displayTitle, 'Check push');
  assert.equal(look?.conclusion, 'success', JSON.stringify(look));
  assert.match(look?.steps[1]?.log ?? '', /sha256:a/);
  assert.equal(look?.steps[3]?.log, `200 ${head}\n`);
  assert.equal(gate?.waitingFor, 'environment production');

  await approve(run?.id ?? 0);
  await runner.idle();
  assert.equal(gate?.steps[0]?.log, 'in production with ***\n');
  assert.equal(run?.conclusion, 'success');

  await argocd.sync();
  await runner.idle();
  assert.deepEqual(argocd.problems, []);
  const [pending, success] = runner.runs.slice(1);
  assert.equal(pending?.conclusion, 'skipped');
  assert.equal(
    success?.jobs.find((job) => job.id === 'healthy')?.steps[0]?.log,
    'argocd/bitvault-dev success by bitvault-argocd[bot]\n',
  );
  assert.deepEqual(argocd.deployments('bitvault-dev').at(-1)?.digests, { 'image.digest': digest });
});

async function approve(run: number): Promise<void> {
  const address = `${github.apiUrl}/repos/${repository}/actions/runs/${run}/pending_deployments`;
  const headers = { authorization: `Bearer ${carol}` };
  const pending = (await (await fetch(address, { headers })).json()) as { environment: { id: number } }[];
  const answer = await fetch(address, {
    method: 'POST',
    headers,
    body: JSON.stringify({
      environment_ids: pending.map(({ environment }) => environment.id),
      state: 'approved',
      comment: 'go',
    }),
  });
  assert.equal(answer.status, 200, await answer.text());
}
