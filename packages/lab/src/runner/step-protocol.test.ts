import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, describe, test } from 'node:test';
import type { ActionRequest, StepResult } from './run-action.ts';
import { startRig, type Rig } from './runner.test-host.ts';

const repository = 'bitvault/gitops';
let rig: Rig;

before(async () => {
  rig = await startRig();
});
after(() => rig[Symbol.asyncDispose]());

let actions = 0;

/** Runs a program as an action's `main`. */
async function act(main: string, request: Partial<ActionRequest> & { metadata?: string } = {}): Promise<StepResult> {
  actions += 1;
  const { metadata, ...rest } = request;
  const heading = "import { appendFileSync } from 'node:fs'; const { env } = process;\n";
  await rig.action(`action-${actions}`, { main: heading + main }, metadata);
  return rig.runner.runAction(`action-${actions}`, { repository, ...rest });
}

const print = (line: string) => `console.log(${JSON.stringify(line)});`;
const write = (variable: string, text: string) => `appendFileSync(env.${variable}, ${JSON.stringify(text)});`;
const messages = (result: StepResult, level: string) =>
  result.annotations.filter((annotation) => annotation.level === level).map(({ message }) => message);

describe('inputs', () => {
  const metadata = `inputs:
  plain: {default: a}
  With Space: {default: b}
  kept-hyphen: {required: true}
  token: {default: '\${{ github.token }}'}
  number: {default: 7}
  text: {default: "x \${{ github.repository }} \${{ format('}}{0}', 1) }}"}`;

  test('every declared input is set, with its default, whether required or not', async () => {
    const result = await act(`console.log(JSON.stringify(env))`, { metadata, with: { plain: 'given' } });
    const env = JSON.parse(result.rawLog) as Record<string, string>;
    assert.equal(env['INPUT_PLAIN'], 'given');
    assert.equal(env['INPUT_WITH_SPACE'], 'b');
    assert.equal(env['INPUT_KEPT-HYPHEN'], '');
    assert.equal(env['INPUT_NUMBER'], '7');
    assert.equal(env['INPUT_TEXT'], 'x bitvault/gitops }1');
    assert.match(env['INPUT_TOKEN'] ?? '', /^ghs_/);
    assert.equal(env['GITHUB_TOKEN'], undefined);
  });

  test('an input that the action does not have is passed with a warning', async () => {
    const result = await act(`console.log(env.INPUT_OTHER)`, { metadata, with: { other: 'x' } });
    assert.match(result.log, /^x$/m);
    assert.match(messages(result, 'warning')[0] ?? '', /Unexpected input\(s\) 'other', valid inputs are \['plain'/);
  });

  test('a token given for the run takes the place of the job’s own', async () => {
    const result = await act(`console.log(env.INPUT_TOKEN)`, { metadata, token: 'a-token-of-a-test' });
    assert.equal(result.rawLog, 'a-token-of-a-test\n');
    assert.equal(result.log, '***\n');
  });
});

describe('the environment', () => {
  test('has the default variables and nothing of the machine’s own', async () => {
    process.env['LAB_TEST_OWN'] = 'must not be seen';
    const result = await act(`console.log(JSON.stringify(env))`, {
      event: { name: 'push', ref: 'refs/heads/topic/x', sha: 'b'.repeat(40), actor: 'bob' },
      workflowPath: '.github/workflows/promote.yml',
    });
    const env = JSON.parse(result.rawLog) as Record<string, string>;
    assert.equal(env['LAB_TEST_OWN'], undefined);
    assert.notEqual(env['HOME'], process.env['HOME']);
    for (const [name, value] of Object.entries({
      CI: 'true',
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTOR: 'bob',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/topic/x',
      GITHUB_REF_NAME: 'topic/x',
      GITHUB_REF_TYPE: 'branch',
      GITHUB_SHA: 'b'.repeat(40),
      GITHUB_REPOSITORY: repository,
      GITHUB_REPOSITORY_ID: '11',
      GITHUB_REPOSITORY_OWNER: 'bitvault',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_SERVER_URL: 'http://127.0.0.1:1',
      GITHUB_API_URL: 'http://127.0.0.1:1/api/v3',
      GITHUB_GRAPHQL_URL: 'http://127.0.0.1:1/api/graphql',
      GITHUB_WORKFLOW_REF: 'bitvault/gitops/.github/workflows/promote.yml@refs/heads/topic/x',
      GITHUB_JOB: 'test',
      RUNNER_OS: 'Linux',
    })) {
      assert.equal(env[name], value, name);
    }
    for (const name of ['RUNNER_TEMP', 'RUNNER_TOOL_CACHE', 'GITHUB_WORKSPACE', 'GITHUB_EVENT_PATH', 'GITHUB_RUN_ID']) {
      assert.ok(env[name], name);
    }
    assert.equal(env['ACTIONS_ID_TOKEN_REQUEST_URL'], undefined);
    assert.equal(env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'], undefined);
  });

  test('has the address for OpenID Connect tokens only with `id-token: write`', async () => {
    const result = await act(`console.log(env.ACTIONS_ID_TOKEN_REQUEST_URL, env.ACTIONS_ID_TOKEN_REQUEST_TOKEN)`, {
      permissions: { 'id-token': 'write' },
    });
    assert.match(result.rawLog, /oidc\?job=\d+ oidc-request-token-/);
    assert.match(result.log, /oidc\?job=\d+ \*\*\*$/m);
  });

  test('keeps the runner’s variables whatever `env` says', async () => {
    const result = await act(`console.log(env.GITHUB_REPOSITORY, env.MINE)`, {
      env: { GITHUB_REPOSITORY: 'evil/evil', MINE: 'mine' },
    });
    assert.equal(result.log, 'bitvault/gitops mine\n');
  });
});

describe('command files', () => {
  test('are taken in after the process, even when it fails', async () => {
    const result = await act(
      [
        write('GITHUB_OUTPUT', 'a=1\nb<<E\nx\ny\nE\n'),
        write('GITHUB_ENV', 'MINE=1\n'),
        write('GITHUB_PATH', '/opt/x\n'),
        write('GITHUB_STEP_SUMMARY', '# summary'),
        write('GITHUB_STATE', 's=1\n'),
        'process.exitCode = 3;',
      ].join('\n'),
    );
    assert.equal(result.conclusion, 'failure');
    assert.equal(result.exitCode, 3);
    assert.deepEqual(result.outputs, { a: '1', b: 'x\ny' });
    assert.deepEqual(result.env, { MINE: '1' });
    assert.deepEqual(result.paths, ['/opt/x']);
    assert.deepEqual(result.state, { s: '1' });
    assert.equal(result.summary, '# summary');
    assert.match(result.log, /##\[error\]Process completed with exit code 3\./);
  });

  test('that break the rules fail the step', async () => {
    const result = await act(write('GITHUB_OUTPUT', 'a=1\nb<<E\nx\n'));
    assert.equal(result.exitCode, 0);
    assert.equal(result.conclusion, 'failure');
    assert.deepEqual(result.outputs, { a: '1' });
    assert.deepEqual(messages(result, 'error'), [
      "Unable to process file command 'output' successfully.",
      "Invalid value. Matching delimiter not found 'E'",
    ]);
  });

  test('cannot set NODE_OPTIONS, and the step goes on', async () => {
    const result = await act(write('GITHUB_ENV', 'node_options=--require=/tmp/evil\nLD_PRELOAD=1\n'));
    assert.equal(result.conclusion, 'success');
    assert.deepEqual(result.env, { LD_PRELOAD: '1' });
    assert.match(messages(result, 'error')[0] ?? '', /Can't store NODE_OPTIONS/);
  });

  test('give a summary of up to 1 MiB and drop a larger one', async () => {
    const [fits, not] = [
      await act(`appendFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024));`),
      await act(`appendFileSync(env.GITHUB_STEP_SUMMARY, 'x'.repeat(1024 * 1024 + 1));`),
    ];
    assert.equal(fits.summary.length, 1024 * 1024);
    assert.equal(not.summary, '');
    assert.equal(not.conclusion, 'success');
    assert.match(messages(not, 'error')[0] ?? '', /supports content up to a size of 1024k/);
  });

  test('set an output named like a property of every object as just an output', async () => {
    const result = await act(write('GITHUB_OUTPUT', '__proto__=1\nconstructor=2\n'));
    assert.deepEqual(Object.entries(result.outputs), [
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});

describe('commands on the output', () => {
  test('set outputs and state, on stdout and stderr', async () => {
    const result = await act(
      `${print('::set-output name=a::1%0A2')} console.error('  ::save-state name=s::2'); ${print('seen ##[set-output name=b;]3')}`,
    );
    assert.deepEqual(result.outputs, { a: '1\n2', b: '3' });
    assert.deepEqual(result.state, { s: '2' });
    assert.equal(result.log, '');
    assert.match(result.rawLog, /seen ##\[set-output name=b;\]3/);
  });

  test('that untrusted text smuggles in at the start of a line, after any line break, or in the old form, do count', async () => {
    const result = await act(
      `process.stdout.write('title: x\\r::set-output name=a::1\\r\\n::set-output name=b::2\\nquoted ##[set-output name=c]3\\n');`,
    );
    assert.deepEqual(result.outputs, { a: '1', b: '2', c: '3' });
  });

  test('do not count after U+2028, in the middle of a line, or with a character between the colons', async () => {
    const result = await act(
      `process.stdout.write('x\\u2028::set-output name=a::1\\nx ::set-output name=b::1\\n:\\u200b:set-output name=c::1\\n');`,
    );
    assert.deepEqual(result.outputs, {});
  });

  for (const command of ['set-env name=A', 'add-path']) {
    test(`fail the step: ${command}`, async () => {
      const result = await act(print(`::${command}::/evil`));
      assert.equal(result.conclusion, 'failure');
      assert.deepEqual([result.env, result.paths], [{}, []]);
      assert.match(messages(result, 'error')[1] ?? '', /command is disabled/);
    });
  }

  test('fail the step when an output has no name', async () => {
    assert.equal((await act(print('::set-output::x'))).conclusion, 'failure');
  });

  test('make annotations, whose text is masked', async () => {
    const result = await act(
      [
        print('::add-mask::hunter22'),
        print('::error file=a.ts,line=3,title=Bad::it is%0Ahunter22'),
        print('::warning::w'),
        print('::notice::n'),
        print('::debug::d'),
      ].join('\n'),
    );
    assert.deepEqual(result.annotations, [
      { level: 'error', message: 'it is\n***', properties: { file: 'a.ts', line: '3', title: 'Bad' } },
      { level: 'warning', message: 'w', properties: {} },
      { level: 'notice', message: 'n', properties: {} },
    ]);
    assert.equal(result.log, '##[error]it is\n***\n##[warning]w\n##[notice]n\n');
    assert.equal(result.conclusion, 'success');
  });

  test('stop until the token comes; a guessed one has no effect', async () => {
    const result = await act(
      [
        print('::stop-commands::token-of-this-step'),
        print('::set-output name=a::1'),
        print('::guessed::'),
        print('##[set-output name=b]1'),
        print('::token-of-this-step::'),
        print('::set-output name=c::1'),
      ].join('\n'),
    );
    assert.deepEqual(result.outputs, { c: '1' });
    assert.match(result.log, /^::set-output name=a::1$/m);
    assert.doesNotMatch(result.log, /token-of-this-step/);
  });

  test('cannot be stopped with the name of a command', async () => {
    assert.equal((await act(print('::stop-commands::set-output'))).conclusion, 'failure');
  });

  test('hide a secret from then on, in every form, in the log and in the summary', async () => {
    const result = await act(
      [
        print('::add-mask::s3cr3t/value'),
        print(`a s3cr3t/value ${Buffer.from('s3cr3t/value').toString('base64')} s3cr3t%2Fvalue b`),
        write('GITHUB_STEP_SUMMARY', 's3cr3t/value'),
        print('::add-mask::'),
      ].join('\n'),
    );
    assert.equal(
      result.log,
      "a *** *** *** b\n##[warning]Can't add secret mask for empty string in ##[add-mask] command.\n",
    );
    assert.equal(result.summary, '***');
    assert.deepEqual(result.masks, ['s3cr3t/value']);
  });

  test('are shown with `echo`', async () => {
    const result = await act(
      [print('::echo::on'), print('::set-output name=a::1'), print('::add-mask::xyz')].join('\n'),
    );
    assert.match(result.log, /^::set-output name=a::1$/m);
    assert.match(result.log, /^::add-mask::\*\*\*$/m);
  });
});

describe('phases', () => {
  test('run before, for and after the step, share state, and run `post` after a failure too', async () => {
    const says = (phase: string) => `console.log(${JSON.stringify(phase)}, env.STATE_from_pre, env.STATE_from_main);`;
    const heading = "import { appendFileSync } from 'node:fs'; const { env } = process;\n";
    await rig.action('phases', {
      pre: heading + says('pre') + write('GITHUB_STATE', 'from_pre=1\n'),
      main: `${heading}${says('main')}console.log('::save-state name=from_main::2'); process.exitCode = 1;`,
      post: heading + says('post'),
    });
    const result = await rig.runner.runAction('phases', { repository });
    assert.equal(result.conclusion, 'failure');
    assert.equal(
      result.log,
      'pre undefined undefined\nmain 1 undefined\n##[error]Process completed with exit code 1.\npost 1 2\n',
    );
  });

  test('end at once when killed: nothing runs after', async () => {
    const abort = new AbortController();
    const server = createServer(() => abort.abort());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    await rig.action('killed', {
      main: `
        process.on('SIGINT', () => {});
        process.on('SIGTERM', () => {});
        console.log('::set-output name=a::1');
        await fetch('http://127.0.0.1:${(server.address() as AddressInfo).port}/');`,
      post: `console.log('post');`,
    });
    const result = await rig.runner.runAction('killed', { repository, signal: abort.signal });
    assert.equal(result.conclusion, 'cancelled');
    assert.equal(result.exitCode, 137);
    assert.deepEqual(result.outputs, { a: '1' });
    assert.doesNotMatch(result.rawLog, /post/);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});

test('an action that the suite does not have fails with a message that names it', async () => {
  const result = await rig.runner.runAction('absent', { repository });
  assert.equal(result.conclusion, 'failure');
  assert.match(result.message ?? '', /ACTION_UNAVAILABLE.*bitvault\/actions\/absent@lab/);
});

test('an action that is not for Node 24 is refused', async () => {
  await rig.write('old/action.yml', 'runs: {using: composite, steps: []}');
  const result = await rig.runner.runAction('old', { repository });
  assert.match(result.message ?? '', /ACTION_INVALID.*"composite"/);
});
