import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
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
      openGitHub: unreachable,
      program: '',
      out: (text) => (said.out += text),
      complain: (text) => (said.complaints += text),
      interactive: { out: false, complain: false },
    });
    use({ code, ...said, file: (path) => readFileSync(join(cwd, path), 'utf8') });
  } finally {
    rmSync(cwd, { recursive: true });
  }
}

const unreachable = () => Promise.reject(new Error('lint asks no GitHub'));

const job = (hook: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata: {name: m, annotations: {argocd.argoproj.io/hook: ${hook}}}\n`;
const sound = { 'app.yaml': applicationYaml('api', 'k8s'), 'k8s/job.yaml': job('PreSync') };
const faulty = { ...sound, 'k8s/job.yaml': job('presync') };
const warned = { ...sound, 'k8s/job.yaml': `# lint-gitops: disable=hook-spelling -- gone\n${job('PreSync')}` };
const source = {
  '.github/workflows/release.yml': `on: push
permissions: {}
jobs:
  build:
    runs-on: ubuntu-latest
    steps:
      - uses: bitvault/actions/build-sign-push@v1
        with:
          base: \${{ vars.BASE }}
`,
};

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

  test('fixes with --fix, and looks again', () =>
    run(faulty, ['lint', '--fix', '--rule', 'hook-spelling'], ({ code, file, complaints }) => {
      assert.equal(file('k8s/job.yaml'), job('PreSync'));
      assert.match(complaints, /Fixed 1 place/);
      assert.equal(code, 0);
    }));

  test('writes to a file with --output', () =>
    run(faulty, ['lint', '--format', 'sarif', '--output', 'out.sarif', '--rule', 'hook-spelling'], ({ file, out }) => {
      assert.equal(JSON.parse(file('out.sarif')).runs[0].results.length, 1);
      assert.equal(out, '');
    }));

  test('of a repository that images are built from, checks what its workflows trust', () =>
    run(source, ['lint'], ({ code, out }) => {
      assert.equal(code, 1);
      assert.match(out, /error the input base is \$\{\{ vars\.BASE \}\}/);
      assert.match(out, /^1 error, 0 warnings in 1 workflow\.$/m);
    }));

  test('with a policy and no Application, a repository is no such one', () =>
    run({ ...source, 'promotion.yaml': 'version: 1\n' }, ['lint'], ({ code, complaints }) => {
      assert.equal(code, 2);
      assert.match(complaints, /^LINT_NO_APPLICATION: /);
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
    ['an unknown option', sound, ['lint', '--quick'], /^LINT_USAGE: there is no option --quick\. Next: /],
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
    ['a file in place of a folder', sound, ['lint', 'app.yaml'], /^LINT_PATH_MISSING: .+app\.yaml is a file, but/],
    [
      'settings under another name',
      { ...sound, '.lint-gitops.yml': 'rules: {}' },
      ['lint'],
      /^LINT_SETTINGS_INVALID: \.lint-gitops\.yml is not read\. Next: Call it \.lint-gitops\.yaml\./,
    ],
    [
      'settings that are no mapping',
      { ...sound, '.lint-gitops.yaml': 'off' },
      ['lint'],
      /^LINT_SETTINGS_INVALID: \.lint-gitops\.yaml must hold a mapping of settings, but holds "off"/,
    ],
    [
      'a folder in place of the settings',
      { ...sound, '.lint-gitops.yaml/a': '' },
      ['lint'],
      /^LINT_PATH_UNREADABLE: the repository cannot be read whole: EISDIR.+ Next: /,
    ],
    [
      'no place for the result',
      sound,
      ['lint', '--output', 'nowhere/a.json'],
      /^LINT_OUTPUT_UNWRITABLE: .+ENOENT.+nowhere.+ Next: Name a file/,
    ],
    ['an option of neither command', sound, ['--quick'], /^There is no option --quick before a command\.\n\nUsage/],
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

  for (const args of [
    ['lint', '--help'],
    ['help', 'lint'],
  ]) {
    test(`tells its options with ${args.join(' ')}`, () =>
      run({}, args, ({ code, out }) => {
        for (const option of ['--rule', '--format', '--fix', '--fail-on', '--output'])
          assert.ok(out.includes(option), option);
        assert.equal(code, 0);
      }));
  }

  test('says of a suppression without a reason how one is written', () =>
    run(
      { ...sound, 'k8s/job.yaml': `# lint-gitops: disable=hook-spelling\n${job('presync')}` },
      ['lint', '--rule', 'suppression-invalid'],
      ({ code, out }) => {
        assert.match(out, /has no reason; it must read `lint-gitops: disable=RULE\[,RULE\] -- REASON`/);
        assert.equal(code, 1);
      },
    ));

  test('says of a file that is too large what can be done', () =>
    run({ ...sound, 'data.yaml': 'a: b\n'.repeat(1_100_000) }, ['lint', '--rule', 'yaml-unreadable'], ({ out }) =>
      assert.match(out, /more than 5000000\. Next: .+exclude/),
    ));

  test('checks by the settings of another commit, if asked to', async () => {
    const work = mkdtempSync(join(tmpdir(), 'command-'));
    const git = (...args: readonly string[]) =>
      execFileSync('git', ['-C', work, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    try {
      for (const [path, text] of Object.entries({ ...sound, '.lint-gitops.yaml': 'exclude: [a/**]\n' })) {
        mkdirSync(dirname(join(work, path)), { recursive: true });
        writeFileSync(join(work, path), text);
      }
      git('init', '--quiet', '--initial-branch=main');
      git('add', '.');
      git('commit', '--quiet', '--message=One');
      writeFileSync(join(work, '.lint-gitops.yaml'), 'exclude: [b/**]\n');
      await run({}, ['lint', work, '--base', 'main', '--rule', 'hook-spelling'], ({ code, out }) => {
        assert.equal(code, 0);
        assert.match(out, /^Note: .*\.lint-gitops\.yaml:1 the setting exclude becomes \["b\/\*\*"\], after \["a/m);
      });
      await run({}, ['lint', work, '--base', 'nowhere'], ({ code, complaints }) => {
        assert.equal(code, 2);
        assert.match(complaints, /^LINT_BASE_MISSING: the base of the change \(nowhere\) is not in the checkout/);
      });
    } finally {
      rmSync(work, { recursive: true });
    }
  });

  test('ends with 2 on a defect of its own, which is no finding', async () => {
    const complaints: string[] = [];
    const code = await runCommand(['lint'], {
      env: {},
      get cwd(): string {
        throw new Error('gone');
      },
      openGitHub: unreachable,
      program: '',
      out: () => undefined,
      complain: (text) => complaints.push(text),
      interactive: { out: false, complain: false },
    });
    assert.match(complaints.join(''), /^Error: gone\n {4}at /);
    assert.equal(code, 2);
  });
});
