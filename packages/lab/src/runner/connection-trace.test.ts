import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { json, startPart } from '../http/part-server.ts';
import { Traffic } from '../http/traffic.ts';
import { runWorkflow, startRig } from './runner.test-host.ts';

const traffic = new Traffic();
const part = await startPart('registry', traffic, () => json(200, {}));
after(() => part.close());

/** Asks by `fetch`, which keeps its connection, and by `node:http`, which makes new ones. */
const asking = `import { get } from 'node:http';
import { once } from 'node:events';
const { INPUT_NAME: name } = process.env;
for (let n = 0; n < 3; n += 1) await (await fetch('${part.origin}/fetched/' + name)).text();
const [answer] = await once(get('${part.origin}/got/' + name, { agent: false }), 'response');
answer.resume();
`;

const workflow = `on: push
jobs:
  ask:
    runs-on: ubuntu-latest
    strategy: {matrix: {name: [one, other]}}
    steps: [{uses: bitvault/actions/ask@v1, with: {name: '\${{ matrix.name }}'}}]
`;

test('requests of actions that run at the same time are told apart by their connections', async () => {
  await using rig = await startRig({}, { traceConnections: true });
  await rig.action('ask', { main: asking }, 'inputs: {name: {required: true}}');
  const run = await runWorkflow(rig, workflow);
  for (const [index, name] of ['one', 'other'].entries()) {
    const step = run.jobs[index]?.steps[0];
    assert.equal(step?.conclusion, 'success', step?.log);
    assert.equal(step.uses, 'bitvault/actions/ask@v1');
    const own = traffic.served.filter(({ connection }) =>
      step.connections.some(({ from, to }) => from === connection?.from && to === connection.to),
    );
    const expected = [...Array.from({ length: 3 }, () => `/fetched/${name}`), `/got/${name}`];
    assert.deepEqual(
      own.map(({ url }) => url),
      expected,
    );
  }
});

test('nothing is traced unless it is asked for', async () => {
  await using rig = await startRig();
  await rig.action('ask', { main: `${asking}console.log('options:' + process.execArgv.length);` });
  const result = await rig.runner.runAction('ask', { repository: 'bitvault/gitops' });
  assert.match(result.log, /options:0/);
});
