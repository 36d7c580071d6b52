import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { jobResults, logOf, oneJob, runWorkflow, startRig, type Rig } from './runner.test-host.ts';

let rig: Rig;

before(async () => {
  rig = await startRig();
});
after(() => rig[Symbol.asyncDispose]());

const run = (text: string, event: Parameters<typeof runWorkflow>[2] = {}) => runWorkflow(rig, text, event);
const lastStart = () => rig.host.jobStarts.at(-1);

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
    assert.deepEqual(jobResults(record), { a: 'success', b: 'success', c: 'success' });
    assert.equal(logOf(record), 'one success {}\n');
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
    assert.deepEqual(jobResults(record), {
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
    assert.deepEqual(jobResults(record), { never: 'skipped', after: 'skipped', other: 'success' });
    assert.equal(record.conclusion, 'success');
  });

  test('that are all skipped make a skipped run', async () => {
    assert.equal(
      (await run(oneJob('      - run: exit 1', "    if: github.actor == 'nobody'\n"))).conclusion,
      'skipped',
    );
  });

  test('with `continue-on-error` do not fail the run', async () => {
    const record = await run(`
jobs:
  a: {continue-on-error: true, runs-on: ubuntu-latest, steps: [{run: exit 1}]}
  b: {needs: a, runs-on: ubuntu-latest, steps: [{run: 'true'}]}
`);
    assert.equal(record.conclusion, 'success');
    assert.deepEqual(jobResults(record), { a: 'failure', b: 'success' });
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
    assert.equal(logOf(record), '***\n');
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
    assert.deepEqual(jobResults(record), { list: 'success', 'each (api)': 'success', 'each (web, 7)': 'success' });
    assert.equal(logOf(record), 'api::0/2\nweb:7:1/2\n');
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
    assert.equal(logOf(record), 'of-web\nof-api\n');
  });

  test('of a matrix are cancelled when one fails, unless told not to', async () => {
    const matrix = (more: string) => `
jobs:
  a:
    runs-on: ubuntu-latest
    strategy: {matrix: {code: [1, 0]}, max-parallel: 1${more}}
    steps: [{run: 'exit \${{ matrix.code }}'}]`;
    assert.deepEqual(jobResults(await run(matrix(''))), { 'a (1)': 'failure', 'a (0)': 'cancelled' });
    const patient = await run(matrix(', fail-fast: false'));
    assert.deepEqual(jobResults(patient), { 'a (1)': 'failure', 'a (0)': 'success' });
    assert.equal(patient.conclusion, 'failure');
  });
});

describe('permissions', () => {
  const granted = async (workflow: string, more: string, event = {}) => {
    await run(`${workflow}\n${oneJob('      - run: "true"', more)}`, event);
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
    const record = await run(`on: pull_request\n${oneJob('      - run: echo "[${{ secrets.KEY }}]"')}`, event);
    assert.equal(logOf(record), '[]\n');
  });
});
