import assert from 'node:assert/strict';
import { test } from 'node:test';
import { runWorkflow, startRig } from './runner.test-host.ts';

test('a job runs scripts and actions of the suite, and hands on their outputs', async () => {
  await using rig = await startRig();
  await rig.action(
    'greet',
    {
      main: `
        import { appendFileSync } from 'node:fs';
        appendFileSync(process.env.GITHUB_OUTPUT, 'greeting=hello ' + process.env['INPUT_WHO-EVER'] + '\\n');
        appendFileSync(process.env.GITHUB_STEP_SUMMARY, '# done\\n');`,
    },
    'inputs: {who-ever: {default: nobody}}',
  );
  const run = await runWorkflow(
    rig,
    `
    on: push
    jobs:
      one:
        runs-on: ubuntu-latest
        outputs: {said: "\${{ steps.last.outputs.said }}"}
        steps:
          - run: echo "who=world" >> "$GITHUB_OUTPUT"
            id: first
          - uses: ./greet
            id: second
            with: {who-ever: "\${{ steps.first.outputs.who }}"}
          - run: |
              echo "said=$SAID" >> "$GITHUB_OUTPUT"
              echo "for $GITHUB_REPOSITORY"
            id: last
            env: {SAID: "\${{ steps.second.outputs.greeting }}!"}`,
  );
  assert.equal(run.conclusion, 'success', JSON.stringify(run, undefined, 1));
  const [job] = run.jobs;
  assert.deepEqual(job?.outputs, { said: 'hello world!' });
  assert.deepEqual(
    job?.steps.map((step) => step.conclusion),
    ['success', 'success', 'success'],
  );
  assert.equal(job?.steps[1]?.summary, '# done\n');
  assert.equal(job?.steps[2]?.log, 'for bitvault/gitops\n');
});
