import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { applicationYaml, type Files } from '../lint/rule-test.ts';
import { runCommand } from './main.ts';

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly complaints: string;
  readonly file: (path: string) => string;
}

async function run(files: Files, args: readonly string[], use: (ran: Ran) => void): Promise<void> {
  const cwd = mkdtempSync(join(tmpdir(), 'command-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(cwd, path)), { recursive: true });
      writeFileSync(join(cwd, path), text);
    }
    const said = { out: '', complaints: '' };
    const code = await runCommand(args, {
      env: { PATH: process.env['PATH'], RUNNER_TEMP: join(cwd, '.temp') },
      cwd,
      out: (text) => (said.out += text),
      complain: (text) => (said.complaints += text),
      interactive: { out: false, complain: false },
    });
    use({ code, ...said, file: (path) => readFileSync(join(cwd, path), 'utf8') });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const job = (hook: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: m, annotations: {argocd.argoproj.io/hook: ${hook}}}\n`;
const sound = { 'app.yaml': applicationYaml('api', 'k8s'), 'k8s/job.yaml': job('PreSync') };
const faulty = { ...sound, 'k8s/job.yaml': job('presync') };
const warned = { ...sound, 'k8s/job.yaml': `# lint-gitops: disable=hook-spelling -- gone\n${job('PreSync')}` };

describe('bitvault-gitops lint', () => {
  test('ends with 0 where nothing is found', () =>
    run(sound, ['lint', '--rule', 'hook-spelling'], ({ code, out }) => {
      assert.match(out, /^Nothing found in 1 Application with 1 manifest\.$/m);
      assert.equal(code, 0);
    }));

  test('ends with 1 where an error is found', () =>
    run(faulty, ['lint', '.', '--rule', 'hook-spelling'], ({ code, out }) => {
      assert.match(out, /^ {2}3:\d+ error .*hook-spelling$/m);
      assert.equal(code, 1);
    }));

  for (const [level, code] of [
    ['error', 0],
    ['warning', 1],
    ['never', 0],
  ] as const) {
    test(`ends with ${code} on a warning with --fail-on ${level}`, () =>
      run(warned, ['lint', '--fail-on', level, '--rule=hook-spelling', '--rule=suppression-unused'], (ran) => {
        assert.match(ran.out, /suppression-unused/);
        assert.equal(ran.code, code);
      }));
  }

  test('mends with --fix, and looks again', () =>
    run(faulty, ['lint', '--fix', '--rule', 'hook-spelling'], ({ code, file, complaints }) => {
      assert.equal(file('k8s/job.yaml'), job('PreSync'));
      assert.match(complaints, /Mended 1 place/);
      assert.equal(code, 0);
    }));

  test('writes to a file with --output', () =>
    run(faulty, ['lint', '--format', 'sarif', '--output', 'out.sarif', '--rule', 'hook-spelling'], ({ file, out }) => {
      assert.equal(JSON.parse(file('out.sarif')).runs[0].results.length, 1);
      assert.equal(out, '');
    }));

  for (const [name, files, args, says] of [
    [
      'no Application',
      { 'a.yaml': 'a: 1' },
      ['lint'],
      /^LINT_NO_APPLICATION: none of the 1 YAML files below .+ Next: /,
    ],
    ['no folder', {}, ['lint', 'nowhere'], /^LINT_PATH_MISSING: there is no folder .+nowhere\. Next: /],
    ['an unknown rule', sound, ['lint', '--rule', 'x'], /^LINT_RULE_UNKNOWN: there is no rule x\. Next: /],
    ['an unknown option', sound, ['lint', '--quick'], /^LINT_USAGE: .*--quick.* Next: /],
    [
      'an unknown format',
      sound,
      ['lint', '--format', 'xml'],
      /^LINT_USAGE: --format is xml, but must be one of text, json/,
    ],
    ['two folders', sound, ['lint', 'a', 'b'], /^LINT_USAGE: one folder at a time/],
    [
      'faulty settings',
      { ...sound, '.lint-gitops.yaml': 'x: 1' },
      ['lint'],
      /^LINT_SETTINGS_INVALID: .*x is no setting/,
    ],
    ['an unknown command', sound, ['line'], /^There is no command line\.\n\nUsage/],
    ['no command', sound, [], /^No command given/],
  ] as const) {
    test(`ends with 2 and says so where there is ${name}`, () =>
      run(files, args, ({ code, complaints, out }) => {
        assert.match(complaints, says);
        assert.equal(out, '');
        assert.equal(code, 2);
      }));
  }

  test('tells its options', () =>
    run({}, ['lint', '--help'], ({ code, out }) => {
      for (const option of ['--rule', '--format', '--fix', '--fail-on', '--output'])
        assert.ok(out.includes(option), option);
      assert.equal(code, 0);
    }));
});
