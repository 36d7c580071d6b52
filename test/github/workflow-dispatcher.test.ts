import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GitHubError, workflowDispatcher } from '@bitvault/github';
import { json, type GitHubEvent } from '@bitvault/lab';
import { repository, startRig, type Rig } from './rig.ts';
import { startScripted } from './scripted-github.ts';

const file = 'prod-gate.yml';
const workflowPath = `.github/workflows/${file}`;
const workflow = `name: Gate
on:
  workflow_dispatch:
    inputs:
      head: {type: string, required: true}
jobs: {}
`;

async function startWithWorkflow(): Promise<{ rig: Rig; events: GitHubEvent[] }> {
  const rig = await startRig();
  await rig.lab.push(repository, { login: 'alice', message: 'Gate', files: { [workflowPath]: workflow } });
  const events: GitHubEvent[] = [];
  rig.lab.workflowHost.subscribe((event) => events.push(event));
  return { rig, events };
}

test('a workflow is dispatched on the default branch, with its inputs', async () => {
  const { rig, events } = await startWithWorkflow();
  await using _ = rig;
  await workflowDispatcher(rig.promoter).dispatch(workflowPath, { head: 'abc' });
  await workflowDispatcher(rig.promoter, { branch: 'main' }).dispatch(file, { head: 'abc' });
  assert.deepEqual(
    events.map(({ name, ref, payload }) => [name, ref, payload['inputs']]),
    [
      ['workflow_dispatch', 'refs/heads/main', { head: 'abc' }],
      ['workflow_dispatch', 'refs/heads/main', { head: 'abc' }],
    ],
  );
});

test('a dispatch tells the run that it starts', async () => {
  const { rig, events } = await startWithWorkflow();
  await using _ = rig;
  const told = await workflowDispatcher(rig.promoter).dispatch(file, { head: 'abc' });
  const [event] = events;
  assert.ok(event !== undefined);
  const run = rig.lab.workflowHost.startRun({ event, workflowPath, workflowName: 'Gate' });
  assert.equal(told, `${rig.lab.origin}/${repository}/actions/runs/${run.id}`);
});

test('a server that cannot tell the run is asked again without it, and starts one', async () => {
  const { rig, events } = await startWithWorkflow();
  await using _ = rig;
  rig.lab.rules.namesDispatchedRuns = false;
  assert.equal(await workflowDispatcher(rig.promoter).dispatch(file, { head: 'abc' }), null);
  assert.equal(events.length, 1);
});

for (const [what, answer] of Object.entries({
  'no content': { status: 204 },
  'something else': json(200, { workflow_run_id: 1 }),
}))
  test(`a dispatch that is answered by ${what} has started a run of which no more is known`, async () => {
    await using github = await startScripted(() => answer);
    const dispatcher = workflowDispatcher(github.connection, { branch: 'main' });
    assert.equal(await dispatcher.dispatch(file, {}), null);
    assert.equal(github.traffic.served.length, 1);
  });

test('a dispatch that GitHub refuses, or that got lost, is an error and is not sent again', async () => {
  const { rig } = await startWithWorkflow();
  await using _ = rig;
  const dispatcher = workflowDispatcher(rig.promoter, { branch: 'main' });
  await assert.rejects(
    dispatcher.dispatch(file, {}),
    (error) => error instanceof GitHubError && error.code === 'GITHUB_REFUSED',
  );
  rig.traffic.failAt(1, { when: 'after', how: 'reset' });
  const { served } = await rig.counted(() =>
    assert.rejects(dispatcher.dispatch(file, { head: 'abc' }), (error) => error instanceof GitHubError),
  );
  assert.equal(served.length, 1);
});

const title = 'Gate #1 at abc';

test('a run counts as under way until it is completed, by its title', async () => {
  const { rig, events } = await startWithWorkflow();
  await using _ = rig;
  const dispatcher = workflowDispatcher(rig.promoter);
  const kindOf = async (workflowFile: string, name: string) =>
    (await dispatcher.standing(workflowFile, name, 'main')).kind;
  assert.equal(await kindOf(file, title), 'none');
  await dispatcher.dispatch(file, { head: 'abc' });
  const [event] = events;
  assert.ok(event !== undefined);
  const { workflowHost } = rig.lab;
  const run = workflowHost.startRun({ event, workflowPath, workflowName: 'Gate' });
  workflowHost.nameRun?.(run, title);
  assert.equal(await kindOf(file, title), 'under-way');
  assert.equal(await kindOf(workflowPath, 'Gate #1 at abd'), 'none');
  await workflowHost.finishRun(run, 'success');
  assert.equal(await kindOf(file, title), 'ended');
});

describe('a tag of the branch’s name', () => {
  const stray = workflow.replace('Gate', 'Mine');

  async function startWithTag(): Promise<{ rig: Rig; events: GitHubEvent[] }> {
    const { rig, events } = await startWithWorkflow();
    const push = { login: 'bob', message: 'Mine', branch: 'mine', files: { [workflowPath]: stray } };
    const sha = await rig.lab.push(repository, push);
    await rig.ask(rig.bob.token, 'POST', 'git/refs', { ref: 'refs/tags/main', sha });
    events.length = 0;
    return { rig, events };
  }

  test('has no run that counts as one of the branch, though GitHub names it so', async () => {
    const { rig, events } = await startWithTag();
    await using _ = rig;
    const dispatcher = workflowDispatcher(rig.promoter);
    const inputs = { ref: 'refs/tags/main', inputs: { head: 'abc' } };
    await rig.ask(rig.bob.token, 'POST', `actions/workflows/${file}/dispatches`, inputs);
    const [event] = events;
    assert.ok(event !== undefined);
    const { workflowHost } = rig.lab;
    const run = workflowHost.startRun({ event, workflowPath, workflowName: 'Mine' });
    workflowHost.nameRun?.(run, title);
    const told = (await rig.ask(rig.bob.token, 'GET', `actions/runs/${run.id}`)) as { readonly head_branch: string };
    assert.equal(told.head_branch, 'main');
    assert.deepEqual(await dispatcher.standing(file, title, 'main'), { kind: 'none' });
  });

  test('has no workflow started from it', async () => {
    const { rig, events } = await startWithTag();
    await using _ = rig;
    for (const options of [{}, { branch: 'main' }])
      await workflowDispatcher(rig.promoter, options).dispatch(file, { head: 'abc' });
    assert.deepEqual(
      events.map(({ ref }) => ref),
      ['refs/heads/main', 'refs/heads/main'],
    );
  });
});

const byHand = { event: 'workflow_dispatch', head_branch: 'main', head_sha: 'a'.repeat(40) };

interface ListedRun {
  readonly id: number;
  readonly status: string;
  readonly conclusion: string | null;
}

const approvals = (state: 'approved' | 'rejected') => [
  { state, comment: '', user: { login: 'carol', id: 7, type: 'User' }, environments: [{ name: 'production' }] },
];

/** That the runs' commit is on the branch. */
const onBranch = json(200, {
  data: {
    repository: { branch: { name: 'main', commit0: { status: 'BEHIND', headTarget: { oid: byHand.head_sha } } } },
  },
});

/** A GitHub with these runs of one title, newest first; `reviews` by the id of the run. */
const page = 'https://github.com/bitvault/gitops/actions/runs/2';

function startWithRuns(listed: readonly ListedRun[], reviews: Readonly<Record<string, unknown>> = {}) {
  return startScripted(({ url }) => {
    const [, id] = /runs\/(\d+)\/approvals$/.exec(url.pathname) ?? [];
    if (id !== undefined) return json(200, reviews[id] ?? []);
    if (url.pathname.endsWith('/graphql')) return onBranch;
    const workflow_runs = listed.map((run) => ({ ...byHand, ...run, html_url: page, display_title: title }));
    return json(200, { total_count: workflow_runs.length, workflow_runs });
  });
}

test('what a reviewer has rejected is told from what failed otherwise, by the newest run', async () => {
  const failed = { status: 'completed', conclusion: 'failure' };
  const cases = [
    { listed: [{ id: 1, ...failed }], reviews: { 1: approvals('rejected') }, said: { kind: 'rejected', by: 'carol' } },
    { listed: [{ id: 1, ...failed }], reviews: { 1: approvals('approved') }, said: { kind: 'ended' } },
    {
      listed: [
        { id: 2, ...failed },
        { id: 1, ...failed },
      ],
      reviews: { 1: approvals('rejected') },
      said: { kind: 'ended' },
    },
    {
      listed: [
        { id: 2, status: 'waiting', conclusion: null },
        { id: 1, ...failed },
      ],
      reviews: { 1: approvals('rejected') },
      said: { kind: 'under-way', url: page },
    },
  ];
  for (const { listed, reviews, said } of cases) {
    await using github = await startWithRuns(listed, reviews);
    assert.deepEqual(await workflowDispatcher(github.connection).standing(file, title, 'main'), said);
  }
});

test('runs of another branch, or that nobody started by hand, say nothing', async () => {
  for (const other of [{ head_branch: 'mallory' }, { event: 'push' }]) {
    const running = { id: 1, status: 'waiting', conclusion: null, ...other };
    await using github = await startWithRuns([running]);
    assert.deepEqual(await workflowDispatcher(github.connection).standing(file, title, 'main'), { kind: 'none' });
  }
});

test('where there were many runs, those that are not finished and those that failed are asked for', async () => {
  const old = Array.from({ length: 100 }, (_, id) => ({
    ...byHand,
    id,
    html_url: page,
    display_title: 'old',
    status: 'completed',
  }));
  await using github = await startScripted(({ url }) => {
    if (url.pathname.endsWith('/graphql')) return onBranch;
    const status = url.searchParams.get('status');
    if (status === null) return json(200, { total_count: 4_000, workflow_runs: old });
    const waiting =
      status === 'waiting' ? [{ ...byHand, id: 4_000, html_url: page, display_title: title, status }] : [];
    return json(200, { total_count: waiting.length, workflow_runs: waiting });
  });
  assert.deepEqual(await workflowDispatcher(github.connection).standing(file, title, 'main'), {
    kind: 'under-way',
    url: page,
  });
  assert.equal(github.traffic.served.length, 8);
});

test('a workflow that is not there is named', async () => {
  const rig = await startRig();
  await using _ = rig;
  await assert.rejects(workflowDispatcher(rig.promoter).standing('no-gate.yml', 'Gate', 'main'), {
    code: 'GITHUB_NOT_FOUND',
    message: new RegExp(`GET /repos/${repository}/actions/workflows/no-gate\\.yml/runs was answered 404`),
  });
});
