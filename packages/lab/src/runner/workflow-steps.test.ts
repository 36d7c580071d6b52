import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import { logOf, oneJob, runWorkflow, startRig, stepResults, type Rig } from './runner.test-host.ts';

let rig: Rig;

before(async () => {
  rig = await startRig();
});
after(() => rig[Symbol.asyncDispose]());

const run = (text: string, event: Parameters<typeof runWorkflow>[2] = {}) => runWorkflow(rig, text, event);
const lastStart = () => rig.host.jobStarts.at(-1);

describe('steps', () => {
  test('see outcomes, and run by their conditions', async () => {
    const record = await run(
      oneJob(`
      - {id: a, run: exit 1, continue-on-error: true}
      - {run: 'echo "\${{ steps.a.outcome }} \${{ steps.a.conclusion }} \${{ job.status }}"'}
      - {id: b, run: exit 1}
      - {run: echo not this}
      - {if: failure(), run: echo on failure}
      - {if: "always() && steps.b.outcome == 'failure'", run: echo always}
      - {if: cancelled(), run: echo not this either}`),
    );
    assert.deepEqual(stepResults(record), [
      'success',
      'success',
      'failure',
      'skipped',
      'success',
      'success',
      'skipped',
    ]);
    assert.equal(
      logOf(record).replaceAll('##[error]Process completed with exit code 1.\n', ''),
      'failure success success\non failure\nalways\n',
    );
  });

  test('get `env` of workflow, job, step and earlier steps, the nearest first', async () => {
    rig.host.variables['REGION'] = 'eu';
    const record = await run(`
env: {A: workflow, B: workflow, C: "\${{ vars.REGION }}"}
${oneJob(
  `
      - {run: 'echo "$A $B $C $D"; echo D=file >> $GITHUB_ENV; mkdir bin; printf "#!/bin/sh\\necho tool" > bin/tool; chmod +x bin/tool; echo $PWD/bin >> $GITHUB_PATH'}
      - {run: 'echo "$A $B \${{ env.B }} $D"; tool', env: {B: step}}`,
  '    env: {B: job, D: job}\n',
)}`);
    assert.equal(logOf(record), 'workflow job eu job\nworkflow step step file\ntool\n');
  });

  test('use the shells as GitHub starts them', async () => {
    const record = await run(
      oneJob(`
      - {run: 'false | true; echo no pipefail; echo "$-" | grep -q e'}
      - {shell: bash, run: 'case $SHELLOPTS in *pipefail*) echo pipefail; esac'}
      - {shell: sh, run: 'echo "sh $0" | sed "s,/.*,,"'}
      - {shell: bash, run: 'false | true; echo not reached'}`),
    );
    assert.deepEqual(stepResults(record), ['success', 'success', 'success', 'failure']);
    assert.match(logOf(record), /^no pipefail\npipefail\nsh \n##\[error\]/);
  });

  test('run in sh where there is no bash, unless they ask for bash', async () => {
    const only = '${{ github.workspace }}/only';
    const record = await run(
      oneJob(`
      - {run: 'mkdir only; ln -s "$(command -v sh)" only/sh'}
      - {run: 'false; echo not reached', env: {PATH: "${only}"}, continue-on-error: true}
      - {run: 'echo from sh', env: {PATH: "${only}"}}
      - {run: 'echo not reached', shell: bash, env: {PATH: "${only}"}}`),
    );
    assert.equal(record.conclusion, 'failure');
    assert.match(logOf(record), /exit code 1[^]*from sh/);
    assert.doesNotMatch(logOf(record), /not reached/);
  });

  test('run in the working directory and shell of the defaults', async () => {
    const record = await run(
      oneJob(
        `
      - {run: mkdir sub, working-directory: .}
      - {run: 'basename $PWD; case $SHELLOPTS in *pipefail*) echo pipefail; esac'}`,
        '    defaults: {run: {working-directory: sub, shell: bash}}\n',
      ),
    );
    assert.equal(logOf(record), 'sub\npipefail\n');
  });

  test('that take longer than their time limit fail, and the job goes on to its end', async () => {
    const record = await run(
      oneJob(`
      - {run: exec sleep 600, timeout-minutes: 0.001}
      - {if: always(), run: echo after}`),
    );
    assert.deepEqual(stepResults(record), ['failure', 'success']);
    assert.match(logOf(record), /has timed out[^]*after/);
  });

  test('have what a script leaves in the background ended with the job', async (t) => {
    const server = createServer();
    t.after(() => server.close());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ended = new Promise<void>((resolve) =>
      server.once('connection', (socket) => socket.resume().once('close', () => resolve())),
    );
    const { port } = server.address() as AddressInfo;
    const record = await run(
      oneJob(`
      - shell: bash
        run: |
          exec 3<>/dev/tcp/127.0.0.1/${port}
          sleep 600 > /dev/null 2>&1 &
      - run: echo next`),
    );
    assert.equal(logOf(record), 'next\n');
    await ended;
  });

  test('of actions run `pre` first, and `post` last and in reverse', async () => {
    for (const name of ['one', 'two']) {
      const says = (phase: string) => `console.log('${name} ${phase}');`;
      await rig.action(name, { pre: says('pre'), main: says('main'), post: says('post') });
    }
    const record = await run(
      oneJob(`
      - uses: bitvault/actions/one@v1
      - run: echo between
      - uses: bitvault/actions/two@0123456789012345678901234567890123456789`),
    );
    assert.equal(logOf(record), 'one pre\ntwo pre\none main\nbetween\ntwo main\ntwo post\none post\n');
  });

  test('take a local action from the workspace before the suite', async () => {
    await rig.action('local', { main: `console.log('of the suite');` });
    const record = await run(
      oneJob(`
      - uses: ./local
      - run: |
          mkdir local
          echo 'runs: {using: node24, main: x.mjs}' > local/action.yml
          echo 'console.log("of the workspace")' > local/x.mjs
      - uses: ./local`),
    );
    // The first use decided for the first step only.
    assert.equal(logOf(record), 'of the suite\nof the workspace\n');
  });
});

describe('contexts', () => {
  test('have the event, its refs and typed inputs with defaults', async () => {
    const record = await run(
      `
on:
  workflow_dispatch:
    inputs:
      service: {required: true}
      dry-run: {type: boolean, default: true}
      count: {type: number, default: 3}
${oneJob(`
      - run: echo "\${{ inputs.service }} \${{ inputs.dry-run && 'dry' || 'wet' }} \${{ inputs.count }}"
        if: inputs.dry-run
      - run: cat $GITHUB_EVENT_PATH`)}`,
      { name: 'workflow_dispatch', payload: { workflow: '.github/workflows/test.yml', inputs: { service: 'api' } } },
    );
    assert.match(logOf(record), /^api dry 3\n/);
    assert.match(logOf(record).replace(/\s/g, ''), /"service":"api","dry-run":"true","count":"3"/);
  });

  test('refuse a choice that is not one', async () => {
    const record = await run(
      `on: {workflow_dispatch: {inputs: {to: {type: choice, options: [dev, prod]}}}}\n${oneJob('      - run: "true"')}`,
      { name: 'workflow_dispatch', payload: { workflow: '.github/workflows/test.yml', inputs: { to: 'moon' } } },
    );
    assert.match(record.message ?? '', /input "to" is "moon", not one of dev, prod/);
  });

  test('refuse a dispatch without a required input', async () => {
    const record = await run(
      `on: {workflow_dispatch: {inputs: {service: {required: true}}}}\n${oneJob('      - run: "true"')}`,
      { name: 'workflow_dispatch', payload: { workflow: '.github/workflows/test.yml', inputs: {} } },
    );
    assert.equal(record.conclusion, 'failure');
    assert.match(record.message ?? '', /input "service" is required/);
  });

  test('give the environment’s name and address', async () => {
    const record = await run(
      oneJob(
        '      - {id: s, run: "echo url=https://x.example >> $GITHUB_OUTPUT"}',
        "    environment: {name: \"${{ github.ref_name == 'main' && 'production' }}\", url: '${{ steps.s.outputs.url }}'}\n",
      ),
    );
    assert.equal(record.jobs[0]?.environment, 'production');
    assert.equal(record.jobs[0]?.environmentUrl, 'https://x.example');
    assert.equal(lastStart()?.environment, 'production');
  });

  test('have no environment where its name evaluates to nothing', async () => {
    await run(
      oneJob('      - run: "true"', "    environment: ${{ github.ref_name == 'next' && 'production' || '' }}\n"),
    );
    assert.equal(lastStart()?.environment, undefined);
  });

  test('name the run', async () => {
    const record = await run(
      `name: Promote\nrun-name: Promote by @\${{ github.actor }}\n${oneJob('      - run: "true"')}`,
    );
    assert.deepEqual([record.workflow.name, record.displayTitle], ['Promote', 'Promote by @alice']);
    assert.equal(rig.host.runTitles.get(record.id), 'Promote by @alice');
  });
});

describe('what the lab does not do fails the run and is named', () => {
  const plain = '      - run: "true"';
  for (const [what, text, named] of [
    ['a container', oneJob(plain, '    container: node:24\n'), 'jobs.a.container'],
    ['services', oneJob(plain, '    services: {db: {image: postgres}}\n'), 'jobs.a.services'],
    ['a reusable workflow', 'jobs:\n  a:\n    uses: ./.github/workflows/x.yml\n', 'jobs.a.uses'],
    ['an action of others', oneJob('      - uses: actions/cache@v4'), 'jobs.a.steps[0].uses: actions/cache@v4'],
    ['a container image as action', oneJob('      - uses: docker://alpine:3'), 'docker://alpine:3'],
    ['another shell', oneJob('      - {run: x, shell: pwsh}'), 'shell "pwsh" is not available'],
    ['another system', oneJob(plain).replace('ubuntu-latest', 'windows-latest'), 'runs-on "windows-latest" is not'],
    ['hashFiles', oneJob(`      - run: echo \${{ hashFiles('*') }}`), 'hashFiles'],
    ['variables before the job starts', oneJob(plain, '    if: vars.X\n'), "'vars'"],
    ['an unknown key', oneJob('      - {run: x, foo: y}'), 'foo'],
    ['an unknown context', oneJob('      - run: echo ${{ githu.ref }}'), 'githu'],
    [
      'a need that is not there',
      `${oneJob(plain, '    needs: b\n')}\n  c: {runs-on: ubuntu-latest, steps: [{run: x}]}`,
      "unknown job 'b'",
    ],
    ['broken YAML', 'jobs: {', 'line'],
  ] as const) {
    test(what, async () => {
      const record = await run(text);
      assert.equal(record.conclusion, 'failure');
      const said = [record.message, ...record.jobs.map((failed) => failed.message), logOf(record)].join('\n');
      assert.ok(said.includes(named), said);
    });
  }
});
