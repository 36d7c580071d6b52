import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { RunRecord } from './records.ts';
import { runWorkflow, startRig, type Rig } from './runner.test-host.ts';

let rig: Rig;

before(async () => {
  rig = await startRig();
});
after(() => rig[Symbol.asyncDispose]());

/** Runs a workflow on a push, unless it says otherwise. */
const run = (text: string, event: Parameters<typeof runWorkflow>[2] = {}) =>
  runWorkflow(rig, text.includes('\non:') || text.startsWith('on:') ? text : `on: push\n${text}`, event);

const results = (record: RunRecord) => Object.fromEntries(record.jobs.map((job) => [job.name, job.conclusion]));
const steps = (record: RunRecord) => record.jobs.flatMap((job) => job.steps.map((step) => step.conclusion));
const log = (record: RunRecord) => record.jobs.flatMap((job) => job.steps.map((step) => step.log)).join('');
const lastStart = () => rig.host.jobStarts.at(-1);

const job = (list: string, more = '') => `jobs:\n  a:\n    runs-on: ubuntu-latest\n${more}    steps:\n${list}`;

describe('jobs', () => {
  test('start after those that they need and get their results and outputs', async () => {
    const record = await run(`
jobs:
  c:
    needs: [a, b]
    runs-on: ubuntu-latest
    steps: [{run: 'echo "\${{ needs.a.outputs.x }} \${{ needs.b.result }} \${{ toJSON(needs.b.outputs) }}"'}]
  a:
    runs-on: ubuntu-latest
    outputs: {x: "\${{ steps.s.outputs.x }}"}
    steps: [{id: s, run: 'echo x=one >> $GITHUB_OUTPUT'}]
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
`);
    assert.deepEqual(results(record), { a: 'success', b: 'success', c: 'success' });
    assert.equal(log(record), 'one success {}\n');
  });

  test('are skipped after a failure, unless their condition says otherwise', async () => {
    const record = await run(`
jobs:
  bad: {runs-on: ubuntu-latest, steps: [{run: exit 4}]}
  skipped: {needs: bad, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  skipped-too: {needs: bad, if: github.ref == 'refs/heads/main', runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  on-failure: {needs: bad, if: failure(), runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  always: {needs: skipped, if: always(), runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  further: {needs: always, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  result: {needs: bad, if: "!cancelled() && needs.bad.result == 'failure'", runs-on: ubuntu-latest, steps: [{run: 'true'}]}
`);
    assert.equal(record.conclusion, 'failure');
    assert.deepEqual(results(record), {
      bad: 'failure',
      skipped: 'skipped',
      'skipped-too': 'skipped',
      'on-failure': 'success',
      always: 'success',
      // As on GitHub: an ancestor failed, though what it needs succeeded.
      further: 'skipped',
      result: 'success',
    });
  });

  test('that need a skipped one are skipped too', async () => {
    const record = await run(`
jobs:
  never: {if: github.actor == 'nobody', runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  after: {needs: never, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
  other: {runs-on: ubuntu-latest, steps: [{run: 'true'}]}
`);
    assert.deepEqual(results(record), { never: 'skipped', after: 'skipped', other: 'success' });
    assert.equal(record.conclusion, 'success');
  });

  test('that are all skipped make a skipped run', async () => {
    assert.equal((await run(job('      - run: exit 1', "    if: github.actor == 'nobody'\n"))).conclusion, 'skipped');
  });

  test('with `continue-on-error` do not fail the run', async () => {
    const record = await run(`
jobs:
  a: {continue-on-error: true, runs-on: ubuntu-latest, steps: [{run: exit 1}]}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
`);
    assert.equal(record.conclusion, 'success');
    assert.deepEqual(results(record), { a: 'failure', b: 'success' });
  });

  test('do not hand on an output that has a secret in it', async () => {
    rig.host.secrets['KEY'] = 'hunter-two';
    const record = await run(`
jobs:
  a:
    runs-on: ubuntu-latest
    outputs: {x: "\${{ steps.s.outputs.x }}", y: "\${{ steps.s.outputs.y }}"}
    steps:
      - {id: s, run: 'echo "x=a hunter-two" >> $GITHUB_OUTPUT; echo y=fine >> $GITHUB_OUTPUT; echo "\${{ secrets.KEY }}"'}
`);
    assert.deepEqual(record.jobs[0]?.outputs, { y: 'fine' });
    assert.equal(log(record), '***\n');
  });

  test('of a matrix run for each combination, with its values', async () => {
    const record = await run(`
jobs:
  list:
    runs-on: ubuntu-latest
    outputs: {services: '["api", "web"]'}
    steps: [{run: 'true'}]
  each:
    needs: list
    runs-on: ubuntu-latest
    strategy:
      max-parallel: 1
      matrix:
        service: \${{ fromJSON(needs.list.outputs.services) }}
        include: [{service: web, extra: 7}]
    steps: [{run: 'echo "\${{ matrix.service }}:\${{ matrix.extra }}:\${{ strategy.job-index }}/\${{ strategy.job-total }}"'}]
`);
    assert.deepEqual(results(record), { list: 'success', 'each (api)': 'success', 'each (web, 7)': 'success' });
    assert.equal(log(record), 'api::0/2\nweb:7:1/2\n');
  });

  test('of a matrix hand on the outputs that are not empty', async () => {
    const record = await run(`
jobs:
  build:
    runs-on: ubuntu-latest
    strategy: {matrix: {service: [api, web]}}
    outputs:
      api: \${{ matrix.service == 'api' && steps.image.outputs.digest || '' }}
      web: \${{ matrix.service == 'web' && steps.image.outputs.digest || '' }}
    steps: [{id: image, run: 'echo "digest=of-\${{ matrix.service }}" >> $GITHUB_OUTPUT'}]
  use:
    needs: build
    runs-on: ubuntu-latest
    strategy: {matrix: {service: [web, api]}, max-parallel: 1}
    steps: [{run: 'echo "\${{ needs.build.outputs[matrix.service] }}"'}]
`);
    assert.equal(log(record), 'of-web\nof-api\n');
  });

  test('of a matrix are cancelled when one fails, unless told not to', async () => {
    const matrix = (more: string) => `
jobs:
  a:
    runs-on: ubuntu-latest
    strategy: {matrix: {code: [1, 0]}, max-parallel: 1${more}}
    steps: [{run: 'exit \${{ matrix.code }}'}]`;
    assert.deepEqual(results(await run(matrix(''))), { 'a (1)': 'failure', 'a (0)': 'cancelled' });
    const patient = await run(matrix(', fail-fast: false'));
    assert.deepEqual(results(patient), { 'a (1)': 'failure', 'a (0)': 'success' });
    assert.equal(patient.conclusion, 'failure');
  });
});

describe('permissions', () => {
  const granted = async (workflow: string, more: string, event = {}) => {
    await run(`${workflow}\n${job('      - run: "true"', more)}`, event);
    const { permissions = {} } = lastStart() ?? {};
    return Object.fromEntries(Object.entries(permissions).filter(([, access]) => access !== 'none'));
  };

  test('are the restricted default where none are listed', async () => {
    assert.deepEqual(await granted('', ''), { contents: 'read', metadata: 'read', packages: 'read' });
  });

  test('are what the workflow lists, and none for the rest', async () => {
    assert.deepEqual(await granted('permissions: {contents: write, id-token: write}', ''), {
      contents: 'write',
      'id-token': 'write',
      metadata: 'read',
    });
    assert.deepEqual(await granted('permissions: {}', ''), { metadata: 'read' });
  });

  test('of the job replace those of the workflow', async () => {
    assert.deepEqual(await granted('permissions: {contents: write}', '    permissions: {statuses: read}\n'), {
      metadata: 'read',
      statuses: 'read',
    });
  });

  test('have no writes, and no secrets, for a pull request from a fork', async () => {
    rig.host.secrets['KEY'] = 'hunter-two';
    const event = {
      name: 'pull_request' as const,
      action: 'opened',
      payload: { pull_request: { base: { ref: 'main' }, head: { ref: 'x', repo: { full_name: 'mallory/gitops' } } } },
    };
    assert.deepEqual(await granted('on: pull_request\npermissions: {contents: write, id-token: write}', '', event), {
      contents: 'read',
      metadata: 'read',
    });
    const record = await run(`on: pull_request\n${job('      - run: echo "[${{ secrets.KEY }}]"')}`, event);
    assert.equal(log(record), '[]\n');
  });
});

describe('steps', () => {
  test('see outcomes, and run by their conditions', async () => {
    const record = await run(
      job(`
      - {id: a, run: exit 1, continue-on-error: true}
      - {run: 'echo "\${{ steps.a.outcome }} \${{ steps.a.conclusion }} \${{ job.status }}"'}
      - {id: b, run: exit 1}
      - {run: echo not this}
      - {if: failure(), run: echo on failure}
      - {if: "always() && steps.b.outcome == 'failure'", run: echo always}
      - {if: cancelled(), run: echo not this either}`),
    );
    assert.deepEqual(steps(record), ['success', 'success', 'failure', 'skipped', 'success', 'success', 'skipped']);
    assert.equal(
      log(record).replaceAll('##[error]Process completed with exit code 1.\n', ''),
      'failure success success\non failure\nalways\n',
    );
  });

  test('get `env` of workflow, job, step and earlier steps, the nearest first', async () => {
    rig.host.variables['REGION'] = 'eu';
    const record = await run(`
env: {A: workflow, B: workflow, C: "\${{ vars.REGION }}"}
${job(
  `
      - {run: 'echo "$A $B $C $D"; echo D=file >> $GITHUB_ENV; mkdir bin; printf "#!/bin/sh\\necho tool" > bin/tool; chmod +x bin/tool; echo $PWD/bin >> $GITHUB_PATH'}
      - {run: 'echo "$A $B \${{ env.B }} $D"; tool', env: {B: step}}`,
  '    env: {B: job, D: job}\n',
)}`);
    assert.equal(log(record), 'workflow job eu job\nworkflow step step file\ntool\n');
  });

  test('use the shells as GitHub starts them', async () => {
    const record = await run(
      job(`
      - {run: 'false | true; echo no pipefail; echo "$-" | grep -q e'}
      - {shell: bash, run: 'case $SHELLOPTS in *pipefail*) echo pipefail; esac'}
      - {shell: sh, run: 'echo "sh $0" | sed "s,/.*,,"'}
      - {shell: bash, run: 'false | true; echo not reached'}`),
    );
    assert.deepEqual(steps(record), ['success', 'success', 'success', 'failure']);
    assert.match(log(record), /^no pipefail\npipefail\nsh \n##\[error\]/);
  });

  test('run in the working directory and shell of the defaults', async () => {
    const record = await run(
      job(
        `
      - {run: mkdir sub, working-directory: .}
      - {run: 'basename $PWD; case $SHELLOPTS in *pipefail*) echo pipefail; esac'}`,
        '    defaults: {run: {working-directory: sub, shell: bash}}\n',
      ),
    );
    assert.equal(log(record), 'sub\npipefail\n');
  });

  test('that take longer than their time limit fail, and the job goes on to its end', async () => {
    const record = await run(
      job(`
      - {run: exec sleep 600, timeout-minutes: 0.001}
      - {if: always(), run: echo after}`),
    );
    assert.deepEqual(steps(record), ['failure', 'success']);
    assert.match(log(record), /has timed out[^]*after/);
  });

  test('have what a script leaves in the background ended with the job', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const ended = new Promise<void>((resolve) =>
      server.once('connection', (socket) => socket.resume().once('close', () => resolve())),
    );
    const { port } = server.address() as AddressInfo;
    const record = await run(
      job(`
      - run: |
          exec 3<>/dev/tcp/127.0.0.1/${port}
          sleep 600 > /dev/null 2>&1 &
      - run: echo next`),
    );
    assert.equal(log(record), 'next\n');
    await ended;
    await new Promise((resolve) => server.close(resolve));
  });

  test('of actions run `pre` first, and `post` last and in reverse', async () => {
    for (const name of ['one', 'two']) {
      const says = (phase: string) => `console.log('${name} ${phase}');`;
      await rig.action(name, { pre: says('pre'), main: says('main'), post: says('post') });
    }
    const record = await run(
      job(`
      - uses: bitvault/actions/one@v1
      - run: echo between
      - uses: bitvault/actions/two@0123456789012345678901234567890123456789`),
    );
    assert.equal(log(record), 'one pre\ntwo pre\none main\nbetween\ntwo main\ntwo post\none post\n');
  });

  test('take a local action from the workspace before the suite', async () => {
    await rig.action('local', { main: `console.log('of the suite');` });
    const record = await run(
      job(`
      - uses: ./local
      - run: |
          mkdir local
          echo 'runs: {using: node24, main: x.mjs}' > local/action.yml
          echo 'console.log("of the workspace")' > local/x.mjs
      - uses: ./local`),
    );
    // The first use decided for the first step only.
    assert.equal(log(record), 'of the suite\nof the workspace\n');
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
${job(`
      - run: echo "\${{ inputs.service }} \${{ inputs.dry-run && 'dry' || 'wet' }} \${{ inputs.count }}"
        if: inputs.dry-run
      - run: cat $GITHUB_EVENT_PATH`)}`,
      { name: 'workflow_dispatch', payload: { workflow: '.github/workflows/test.yml', inputs: { service: 'api' } } },
    );
    assert.match(log(record), /^api dry 3\n/);
    assert.match(log(record).replace(/\s/g, ''), /"service":"api","dry-run":"true","count":"3"/);
  });

  test('refuse a choice that is not one', async () => {
    const record = await run(
      `on: {workflow_dispatch: {inputs: {to: {type: choice, options: [dev, prod]}}}}\n${job('      - run: "true"')}`,
      { name: 'workflow_dispatch', payload: { workflow: '.github/workflows/test.yml', inputs: { to: 'moon' } } },
    );
    assert.match(record.message ?? '', /input "to" is "moon", not one of dev, prod/);
  });

  test('refuse a dispatch without a required input', async () => {
    const record = await run(
      `on: {workflow_dispatch: {inputs: {service: {required: true}}}}\n${job('      - run: "true"')}`,
      { name: 'workflow_dispatch', payload: { workflow: '.github/workflows/test.yml', inputs: {} } },
    );
    assert.equal(record.conclusion, 'failure');
    assert.match(record.message ?? '', /input "service" is required/);
  });

  test('give the environment’s name and address', async () => {
    const record = await run(
      job(
        '      - {id: s, run: "echo url=https://x.example >> $GITHUB_OUTPUT"}',
        "    environment: {name: \"${{ github.ref_name == 'main' && 'production' }}\", url: '${{ steps.s.outputs.url }}'}\n",
      ),
    );
    assert.equal(record.jobs[0]?.environment, 'production');
    assert.equal(record.jobs[0]?.environmentUrl, 'https://x.example');
    assert.equal(lastStart()?.environment, 'production');
  });

  test('have no environment where its name evaluates to nothing', async () => {
    await run(job('      - run: "true"', "    environment: ${{ github.ref_name == 'next' && 'production' || '' }}\n"));
    assert.equal(lastStart()?.environment, undefined);
  });

  test('name the run', async () => {
    const record = await run(
      `name: Promote\nrun-name: Promote by @\${{ github.actor }}\n${job('      - run: "true"')}`,
    );
    assert.deepEqual([record.workflow.name, record.displayTitle], ['Promote', 'Promote by @alice']);
  });
});

describe('what the lab does not do fails the run and is named', () => {
  const plain = '      - run: "true"';
  for (const [what, text, named] of [
    ['a container', job(plain, '    container: node:24\n'), 'jobs.a.container'],
    ['services', job(plain, '    services: {db: {image: postgres}}\n'), 'jobs.a.services'],
    ['a reusable workflow', 'jobs:\n  a:\n    uses: ./.github/workflows/x.yml\n', 'jobs.a.uses'],
    ['an action of others', job('      - uses: actions/cache@v4'), 'jobs.a.steps[0].uses: actions/cache@v4'],
    ['a container image as action', job('      - uses: docker://alpine:3'), 'docker://alpine:3'],
    ['another shell', job('      - {run: x, shell: pwsh}'), 'shell "pwsh" is not available'],
    ['another system', job(plain).replace('ubuntu-latest', 'windows-latest'), 'runs-on "windows-latest" is not'],
    ['hashFiles', job(`      - run: echo \${{ hashFiles('*') }}`), 'hashFiles'],
    ['variables before the job starts', job(plain, '    if: vars.X\n'), "'vars'"],
    ['an unknown key', job('      - {run: x, foo: y}'), 'foo'],
    ['an unknown context', job('      - run: echo ${{ githu.ref }}'), 'githu'],
    [
      'a need that is not there',
      `${job(plain, '    needs: b\n')}\n  c: {runs-on: ubuntu-latest, steps: [{run: x}]}`,
      "unknown job 'b'",
    ],
    ['broken YAML', 'jobs: {', 'line'],
  ] as const) {
    test(what, async () => {
      const record = await run(text);
      assert.equal(record.conclusion, 'failure');
      const said = [record.message, ...record.jobs.map((failed) => failed.message), log(record)].join('\n');
      assert.ok(said.includes(named), said);
    });
  }
});
