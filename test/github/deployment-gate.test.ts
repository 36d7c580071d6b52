import assert from 'node:assert/strict';
import { test } from 'node:test';
import { deploymentGateReader, GitHubError } from '@bitvault/github';
import { json } from '@bitvault/lab';
import { repository, startRig, type Rig } from './rig.ts';
import { startScripted } from './scripted-github.ts';

const workflowPath = '.github/workflows/prod-gate.yml';

/** A run of the gate's workflow whose job waits for the environment `production`. */
function startGate(rig: Rig) {
  const sha = rig.lab.branch(repository, 'main') ?? '';
  const event = {
    name: 'workflow_dispatch' as const,
    repository,
    ref: 'refs/heads/main',
    sha,
    workflowSha: sha,
    actor: 'bob',
    payload: {},
  };
  const { workflowHost } = rig.lab;
  const run = workflowHost.startRun({ event, workflowPath, workflowName: 'Gate' });
  const job = workflowHost.startJob({ run, name: 'gate', permissions: {}, environment: 'production' });
  return { run, job };
}

async function approve(rig: Rig, runId: number): Promise<void> {
  const url = `${rig.lab.apiUrl}/repos/${repository}/actions/runs/${runId}/pending_deployments`;
  const headers = { authorization: `Bearer ${rig.alice.token}`, 'content-type': 'application/json' };
  const pending = (await (await fetch(url, { headers })).json()) as { environment: { id: number } }[];
  const body = { environment_ids: pending.map((each) => each.environment.id), state: 'approved', comment: 'Go.' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  assert.equal(answer.status, 200, await answer.text());
}

test('what guards a job is read: environment, approvals and run', async () => {
  await using rig = await startRig();
  const team = rig.lab.createTeam({ organization: 'bitvault', slug: 'release', members: ['alice'] });
  rig.lab.setEnvironment(repository, 'production', {
    reviewers: ['alice', 'team:release'],
    preventSelfReview: true,
    canAdminsBypass: false,
    branchPolicy: ['main'],
  });
  const { run, job } = startGate(rig);
  const gate = deploymentGateReader(rig.promoter);
  assert.deepEqual(await gate.approvals(run.id), []);
  await approve(rig, run.id);
  await job;
  assert.deepEqual(await gate.environment('Production'), {
    name: 'production',
    reviewers: [
      { kind: 'User', name: 'alice', id: rig.alice.id },
      { kind: 'Team', name: 'release', id: team.id },
    ],
    preventSelfReview: true,
    canAdminsBypass: false,
    branchPolicy: 'custom',
  });
  assert.deepEqual(await gate.approvals(run.id), [
    {
      state: 'approved',
      user: { login: 'alice', id: rig.alice.id, kind: 'User' },
      environments: ['production'],
      comment: 'Go.',
    },
  ]);
  assert.deepEqual(await gate.run(run.id), {
    id: run.id,
    attempt: 1,
    event: 'workflow_dispatch',
    actor: 'bob',
    actorKind: 'User',
    triggeringActor: 'bob',
    path: workflowPath,
    headBranch: 'main',
    headCommit: rig.lab.repository(repository).runs.find(({ id }) => id === run.id)?.headSha,
  });
});

test('an environment that guards nothing is told as it is', async () => {
  await using rig = await startRig();
  const gate = deploymentGateReader(rig.promoter);
  assert.equal(await gate.environment('production'), null);
  rig.lab.setEnvironment(repository, 'production', { waitTimer: 5, canAdminsBypass: undefined });
  assert.deepEqual(await gate.environment('production'), {
    name: 'production',
    reviewers: [],
    preventSelfReview: false,
    canAdminsBypass: undefined,
    branchPolicy: 'none',
  });
});

test('membership of a team is told, and a team that cannot be seen is an error', async () => {
  await using rig = await startRig();
  rig.lab.createTeam({ organization: 'bitvault', slug: 'release', members: ['alice'] });
  const gate = deploymentGateReader(rig.promoter);
  assert.equal(await gate.isTeamMember('bitvault', 'release', 'alice'), true);
  assert.equal(await gate.isTeamMember('bitvault', 'release', 'bob'), false);
  await assert.rejects(
    gate.isTeamMember('bitvault', 'nobody', 'alice'),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_NOT_FOUND',
  );
});

const environment = { id: 1, name: 'production', protection_rules: [], deployment_branch_policy: null };
const odd: readonly (readonly [string, unknown])[] = [
  ['is about another environment', { ...environment, name: 'staging' }],
  [
    'has reviewers of an unknown kind',
    rules({ type: 'required_reviewers', reviewers: [{ type: 'Robot', reviewer: {} }] }),
  ],
  ['has a rule on reviewers without any list', rules({ type: 'required_reviewers' })],
  ['is no object', []],
];

function rules(rule: unknown): unknown {
  return { ...environment, protection_rules: [rule] };
}

for (const [what, answer] of odd) {
  test(`an environment that ${what} is refused`, async () => {
    await using github = await startScripted(() => json(200, answer));
    await assert.rejects(
      deploymentGateReader(github.connection).environment('production'),
      (error) => error instanceof GitHubError && error.code === 'GITHUB_ANSWER_INVALID',
    );
  });
}

test('a membership that is only pending is none', async () => {
  await using github = await startScripted(() => json(200, { state: 'pending', role: 'member' }));
  assert.equal(await deploymentGateReader(github.connection).isTeamMember('bitvault', 'release', 'alice'), false);
});

test('a renamed repository is found again on the same host, and on no other', async () => {
  await using github = await startScripted(({ url }) =>
    url.pathname.startsWith('/api/v3/repositories/1/')
      ? json(200, environment)
      : json(301, {}, { location: '/api/v3/repositories/1/environments/production' }),
  );
  const found = await deploymentGateReader(github.connection).environment('production');
  assert.equal(found?.name, 'production');
  await using moved = await startScripted(() =>
    json(301, {}, { location: `${github.origin}/api/v3/repositories/1/x` }),
  );
  const mark = github.traffic.served.length;
  await assert.rejects(
    deploymentGateReader(moved.connection).environment('production'),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_REDIRECTED',
  );
  assert.equal(github.traffic.served.length, mark);
});

test('a path that names its ref is told without it', async () => {
  const run = {
    id: 1,
    run_attempt: 2,
    event: 'push',
    path: `${workflowPath}@refs/heads/main`,
    head_branch: null,
    head_sha: 'a'.repeat(40),
    actor: null,
  };
  await using github = await startScripted(() => json(200, run));
  assert.deepEqual(await deploymentGateReader(github.connection).run(1), {
    id: 1,
    attempt: 2,
    event: 'push',
    actor: null,
    actorKind: null,
    triggeringActor: null,
    path: workflowPath,
    headBranch: null,
    headCommit: 'a'.repeat(40),
  });
});
