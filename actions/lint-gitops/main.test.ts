import { runAction, type ActionRuntime, type Annotation } from '@bitvault/action-kit';
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { action } from './main.ts';

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api, namespace: argocd}
spec:
  project: default
  source: {repoURL: https://github.com/acme/gitops, targetRevision: main, path: k8s}
  destination: {server: https://kubernetes.default.svc, namespace: api}
`;
const job = (hook: string) =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: <m>\n  annotations:\n    argocd.argoproj.io/hook: ${hook}\n`;

interface Seen {
  readonly outputs: Record<string, string>;
  readonly annotations: Annotation[];
  readonly failures: string[];
  summary: string;
  readonly file: (path: string) => string;
}

/** Runs the action on a repository that is a folder of the checkout. */
async function run(
  files: Readonly<Record<string, string>>,
  inputs: Readonly<Record<string, string>>,
  judge: (seen: Seen) => void,
): Promise<void> {
  const workspace = mkdtempSync(join(tmpdir(), 'workspace-'));
  const seen: Seen = {
    outputs: {},
    annotations: [],
    failures: [],
    summary: '',
    file: (path) => readFileSync(join(workspace, path), 'utf8'),
  };
  const env: Record<string, string | undefined> = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(workspace, '.temp'),
  };
  for (const [name, value] of Object.entries({ path: 'deploy', rules: 'hook-spelling', ...inputs }))
    env[`INPUT_${name.toUpperCase()}`] = value;
  const runtime: ActionRuntime = {
    env,
    mask: () => {},
    info: () => {},
    warn: () => {},
    annotate: (annotation) => void seen.annotations.push(annotation),
    idToken: () => Promise.reject(new Error('nobody asks for one')),
    cancellable: (work) => work(new AbortController().signal),
    redact: (text) => text,
    setOutputs: (outputs) => void Object.assign(seen.outputs, outputs),
    writeSummary: (markdown) => {
      seen.summary = markdown;
    },
    fail: (message) => void seen.failures.push(message),
  };
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(workspace, 'deploy', path)), { recursive: true });
      writeFileSync(join(workspace, 'deploy', path), text);
    }
    await runAction(action, runtime);
    judge(seen);
  } finally {
    rmSync(workspace, { recursive: true });
  }
}

const sound = { 'app.yaml': application, 'k8s/job.yaml': job('PreSync') };
const faulty = { ...sound, 'k8s/job.yaml': job('presync') };

describe('lint-gitops', () => {
  test('is content with a repository in which nothing is found', () =>
    run(sound, {}, ({ outputs, failures, summary }) => {
      assert.deepEqual(failures, []);
      assert.deepEqual(outputs, { result: 'clean', errors: '0', warnings: '0', 'sarif-file': '', reason: '' });
      assert.match(summary, /Nothing found in 1 Application/);
    }));

  test('fails on an error, and tells it at its line of the checkout, in the summary and as SARIF', () =>
    run(faulty, { 'sarif-file': 'out/lint.sarif' }, ({ outputs, failures, annotations, summary, file }) => {
      assert.match(failures.join('\n'), /^LINT_FINDINGS: 1 error and 0 warnings, of hook-spelling\. Next: /);
      assert.deepEqual(
        [outputs['result'], outputs['errors'], outputs['sarif-file']],
        ['findings', '1', 'out/lint.sarif'],
      );
      const [annotation] = annotations;
      assert.ok(annotation);
      const { message, ...place } = annotation;
      assert.deepEqual(place, {
        severity: 'error',
        file: 'deploy/k8s/job.yaml',
        line: 6,
        column: 30,
        title: 'hook-spelling',
      });
      assert.match(message, /^Job <m> is a hook "presync".* \[api\]$/);
      assert.ok(!summary.includes('<m>'), 'names in the summary are no markup');
      const [result] = JSON.parse(file('out/lint.sarif')).runs[0].results;
      assert.equal(result.locations[0].physicalLocation.artifactLocation.uri, 'deploy/k8s/job.yaml');
    }));

  test('only reports with fail-on never', () =>
    run(faulty, { 'fail-on': 'never', annotations: 'false' }, ({ outputs, failures, annotations }) => {
      assert.deepEqual([failures, annotations, outputs['result']], [[], [], 'findings']);
    }));

  test('refuses a folder without Applications', () =>
    run({ 'a.yaml': 'a: 1' }, {}, ({ outputs, failures }) => {
      assert.match(failures.join('\n'), /^LINT_NO_APPLICATION: .* Next: /);
      assert.equal(outputs['result'], 'refused');
    }));
});
