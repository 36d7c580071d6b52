import assert from 'node:assert/strict';
import { test } from 'node:test';
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

test('a run counts as under way until it is completed, by its title alone', async () => {
  const { rig, events } = await startWithWorkflow();
  await using _ = rig;
  const dispatcher = workflowDispatcher(rig.promoter);
  assert.equal(await dispatcher.isUnderWay(file, 'Gate #1 at abc'), false);
  await dispatcher.dispatch(file, { head: 'abc' });
  const [event] = events;
  assert.ok(event !== undefined);
  const { workflowHost } = rig.lab;
  const run = workflowHost.startRun({ event, workflowPath, workflowName: 'Gate' });
  workflowHost.nameRun?.(run, 'Gate #1 at abc');
  assert.equal(await dispatcher.isUnderWay(file, 'Gate #1 at abc'), true);
  assert.equal(await dispatcher.isUnderWay(workflowPath, 'Gate #1 at abd'), false);
  workflowHost.finishRun(run, 'success');
  assert.equal(await dispatcher.isUnderWay(file, 'Gate #1 at abc'), false);
});

test('where there were many runs, those that are not finished are asked for', async () => {
  const old = Array.from({ length: 100 }, () => ({ display_title: 'old', status: 'completed' }));
  await using github = await startScripted(({ url }) => {
    const status = url.searchParams.get('status');
    if (status === null) return json(200, { total_count: 4_000, workflow_runs: old });
    const waiting = status === 'waiting' ? [{ display_title: 'Gate #1 at abc', status }] : [];
    return json(200, { total_count: waiting.length, workflow_runs: waiting });
  });
  assert.equal(await workflowDispatcher(github.connection).isUnderWay(file, 'Gate #1 at abc'), true);
  assert.equal(github.traffic.served.length, 6);
});

test('a workflow that is not there is named', async () => {
  const rig = await startRig();
  await using _ = rig;
  await assert.rejects(workflowDispatcher(rig.promoter).isUnderWay('no-gate.yml', 'Gate'), {
    code: 'GITHUB_NOT_FOUND',
    message: new RegExp(`GET /repos/${repository}/actions/workflows/no-gate\\.yml/runs was answered 404`),
  });
});
