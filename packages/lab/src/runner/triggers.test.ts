import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { GitHubEvent } from '../github/workflow-host.ts';
import { RunnerError } from './runner-error.ts';
import { triggers } from './triggers.ts';
import { readWorkflow } from './workflow-file.ts';

const path = '.github/workflows/x.yml';

const read = (on: string) =>
  readWorkflow(path, `on: ${on}\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: "true"}]}}`);

const event = (name: GitHubEvent['name'], more: Partial<GitHubEvent> = {}): GitHubEvent => ({
  name,
  repository: 'bitvault/gitops',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  workflowSha: 'a'.repeat(40),
  actor: 'alice',
  payload: {},
  ...more,
});

const push = (ref: string, ...files: readonly string[]) =>
  event('push', { ref, payload: { commits: [{ added: [], modified: files, removed: [] }] } });

const pull = (action: string, base = 'main') =>
  event('pull_request', { action, payload: { pull_request: { base: { ref: base } } } });

const ran = (name: string, action = 'completed', branch = 'main') =>
  event('workflow_run', { action, payload: { workflow_run: { name, head_branch: branch } } });

for (const [on, yes, no] of [
  ['push', [push('refs/heads/x'), push('refs/tags/v1')], [pull('opened')]],
  ['[push, status]', [event('status'), push('refs/heads/x')], [event('repository_dispatch')]],
  [
    '{push: {branches: [main, "release/**"]}}',
    [push('refs/heads/release/1/2')],
    [push('refs/heads/x'), push('refs/tags/main')],
  ],
  [
    '{push: {branches-ignore: ["promote/**"]}}',
    [push('refs/heads/main')],
    [push('refs/heads/promote/dev'), push('refs/tags/v1')],
  ],
  ['{push: {tags: ["v*"]}}', [push('refs/tags/v1')], [push('refs/tags/x'), push('refs/heads/v1')]],
  [
    '{push: {paths: ["envs/**", "!envs/prod/**"]}}',
    [push('refs/heads/main', 'README', 'envs/dev/x')],
    [push('refs/heads/main', 'README', 'envs/prod/x')],
  ],
  ['{push: {paths-ignore: ["**.md"]}}', [push('refs/heads/main', 'a.md', 'b')], [push('refs/heads/main', 'a.md')]],
  ['pull_request', [pull('opened'), pull('synchronize'), pull('reopened')], [pull('closed'), pull('labeled')]],
  ['{pull_request: {types: [closed], branches: [main]}}', [pull('closed')], [pull('opened'), pull('closed', 'next')]],
  [
    '{pull_request_review: {types: [submitted]}}',
    [event('pull_request_review', { action: 'submitted' })],
    [event('pull_request_review', { action: 'dismissed' })],
  ],
  [
    '{workflow_run: {workflows: [promote], types: [completed]}}',
    [ran('promote')],
    [ran('promote', 'requested'), ran('lint'), event('push')],
  ],
  ['{workflow_run: {workflows: [promote, lint], branches: [main]}}', [ran('lint')], [ran('lint', 'completed', 'next')]],
  [
    '{repository_dispatch: {types: [built]}}',
    [event('repository_dispatch', { action: 'built' })],
    [event('repository_dispatch', { action: 'other' })],
  ],
  [
    '{schedule: [{cron: "*/5 * * * *"}, {cron: "0 1 * * *"}]}',
    [event('schedule', { payload: { schedule: '0 1 * * *' } })],
    [event('schedule', { payload: { schedule: '0 2 * * *' } }), event('schedule')],
  ],
  [
    'workflow_dispatch',
    [event('workflow_dispatch', { payload: { workflow: path } })],
    [event('workflow_dispatch', { payload: { workflow: '.github/workflows/y.yml' } })],
  ],
] as const) {
  test(`on: ${on}`, async () => {
    const workflow = await read(on);
    for (const some of yes) assert.equal(triggers(workflow, some), true, JSON.stringify(some));
    for (const some of no) assert.equal(triggers(workflow, some), false, JSON.stringify(some));
  });
}

test('a filter by what the event does not tell is refused', async () => {
  const workflow = await read('{pull_request: {paths: ["envs/**"]}}');
  assert.throws(
    () => triggers(workflow, pull('opened')),
    (error) => error instanceof RunnerError && error.code === 'WORKFLOW_UNSUPPORTED',
  );
});
