import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { startDoctorRig } from './doctor-rig.ts';

const rig = await startDoctorRig();
after(() => rig[Symbol.asyncDispose]());
const { lab, owner } = rig;

const run = (repository: string, inputs: Readonly<Record<string, string>> = {}) =>
  lab.runner.runAction('doctor', { repository, with: { token: owner.token, ...inputs } });

test('the action is green where nothing is found, and its summary says what was looked at', async () => {
  const { gitops, application } = await rig.setUp();
  const { conclusion, outputs, summary, log, annotations } = await run(gitops);
  assert.deepEqual(
    [conclusion, outputs['result'], outputs['errors'], annotations.length],
    ['success', 'clean', '0', 0],
    log,
  );
  assert.match(summary, /Nothing found: the gates hold\./);
  for (const repository of [gitops, application]) assert.match(summary, new RegExp(repository.replace('/', '.')));
});

test('the action is red on what defeats a gate, and says it as annotations, SARIF, JSON and outputs', async () => {
  const { gitops } = await rig.setUp({
    edit: (text, path) =>
      path.endsWith('promote.yml') ? text.replace(/(create-github-app-token)@[0-9a-f]{40}/, '$1@v3') : text,
  });
  lab.github.configure(gitops, { actionsMayApprove: true });
  const [sarif, json] = ['doctor.sarif', 'doctor.json'].map((name) => join(lab.directory, name));
  const inputs = { 'sarif-file': sarif ?? '', 'json-file': json ?? '' };
  const { conclusion, outputs, summary, annotations, log } = await run(gitops, inputs);
  assert.deepEqual(
    [conclusion, outputs['result'], outputs['errors'], outputs['warnings']],
    ['failure', 'findings', '2', '0'],
  );
  assert.match(outputs['reason'] ?? '', /^DOCTOR_FINDINGS: .+ actions-approve, action-not-pinned\. Next: /);
  assert.deepEqual(
    annotations.slice(0, 2).map(({ properties, level }) => [properties['title'], properties['file'], level]),
    [
      ['actions-approve', 'promotion.yaml', 'error'],
      ['action-not-pinned', '.github/workflows/promote.yml', 'error'],
    ],
  );
  assert.match(summary, /### Defeats a gate/);
  assert.match(log, /gh api --method PUT \S+\/actions\/permissions\/workflow/);
  const [{ results }] = JSON.parse(await readFile(sarif ?? '', 'utf8')).runs;
  assert.deepEqual(
    results.map(({ ruleId }: { ruleId: string }) => ruleId),
    ['actions-approve', 'action-not-pinned'],
  );
  assert.equal(JSON.parse(await readFile(json ?? '', 'utf8')).errors, 2);
  assert.doesNotMatch([log, summary].join('\n'), new RegExp(owner.token));
});

test('what is accepted does not fail the step, and is shown with its reason', async () => {
  const { gitops } = await rig.setUp();
  lab.github.configure(gitops, { actionsMayApprove: true, defaultToken: 'write' });
  const accept = 'actions-approve: until the old release workflow is gone\ntoken-writes: the same';
  const { conclusion, summary, outputs } = await run(gitops, { accept });
  assert.deepEqual([conclusion, outputs['result']], ['success', 'clean']);
  assert.match(summary, /### Accepted\n\n- .+`actions-approve`\): until the old release workflow is gone/);
  const { message, conclusion: wrong, annotations } = await run(gitops, { accept: 'actions-approve' });
  assert.equal(wrong, 'failure', message);
  assert.match(annotations[0]?.message ?? '', /^INPUT_INVALID: input "accept" is "actions-approve", but must be `CODE/);
});

test('fail-on says what is red, and fix closes it', async () => {
  const { gitops } = await rig.setUp();
  lab.github.configure(gitops, { forkApproval: 'first_time_contributors' });
  assert.equal((await run(gitops)).conclusion, 'success');
  assert.equal((await run(gitops, { 'fail-on': 'warning' })).conclusion, 'failure');
  const { conclusion, outputs } = await run(gitops, { 'fail-on': 'warning', fix: 'true' });
  assert.deepEqual([conclusion, outputs['fixed'], outputs['result']], ['success', '1', 'clean']);
});
