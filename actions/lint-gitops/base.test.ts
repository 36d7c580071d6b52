import { runAction, type Annotation } from '@bitvault/action-kit';
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { action } from './main.ts';

const folder = mkdtempSync(join(tmpdir(), 'base-'));
after(() => rmSync(folder, { recursive: true }));

type Files = Readonly<Record<string, string | null>>;

const git = (at: string, ...args: readonly string[]): string =>
  execFileSync('git', ['-C', at, '-c', 'user.name=a', '-c', 'user.email=a@b', ...args], { encoding: 'utf8' }).trim();

const job = (hook: string, comment = ''): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: m\n  annotations:\n    argocd.argoproj.io/hook: ${hook}${comment}\n`;
const suppressed = job('presync', ' # lint-gitops: disable=hook-spelling -- meant');
const off = 'rules:\n  hook-spelling: {off: true, reason: convenient}\n';
const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api, namespace: argocd}
spec:
  project: default
  source: {repoURL: https://github.com/acme/gitops, targetRevision: main, path: k8s}
  destination: {server: https://kubernetes.default.svc, namespace: api}
`;
const base: Files = { 'app.yaml': application, 'k8s/job.yaml': job('PreSync') };

let made = 0;

interface Change {
  /** The commits of the base, and of what GitHub has merged with it. */
  readonly onto: string;
  readonly merged: string;
  readonly origin: string;
}

function commit(work: string, files: Files): string {
  for (const [path, text] of Object.entries(files)) {
    const file = join(work, 'deploy', path);
    mkdirSync(dirname(file), { recursive: true });
    if (text === null) rmSync(file);
    else writeFileSync(file, text);
  }
  git(work, 'add', '--all');
  git(work, 'commit', '--quiet', '--allow-empty', '--message=x');
  return git(work, 'rev-parse', 'HEAD');
}

/** A repository in which the GitOps files are a folder, and a pull request that changes some. */
function change(already: Files, files: Files): Change {
  const origin = join(folder, String((made += 1)));
  mkdirSync(origin);
  git(origin, 'init', '--quiet', '--initial-branch=main');
  const onto = commit(origin, { ...base, ...already });
  git(origin, 'checkout', '--quiet', '-b', 'topic');
  commit(origin, files);
  git(origin, 'checkout', '--quiet', 'main');
  git(origin, 'merge', '--quiet', '--no-ff', '--message=Merge', 'topic');
  return { onto, merged: git(origin, 'rev-parse', 'HEAD'), origin };
}

interface Ended {
  readonly outputs: Readonly<Record<string, string>>;
  readonly annotations: readonly Annotation[];
  readonly failure: string;
  readonly summary: string;
}

interface Run {
  /** Instead of a clone of `depth`. */
  readonly checkout?: string;
  readonly depth?: number;
  readonly event?: string;
  readonly payload?: object;
  readonly inputs?: Readonly<Record<string, string>>;
}

/** The action in a checkout, as a run for an event. */
async function run({ onto, merged, origin }: Change, more: Run = {}): Promise<Ended> {
  const { checkout = '', depth = 2, event = 'pull_request', inputs = {} } = more;
  const { payload = { pull_request: { base: { sha: onto } } } } = more;
  const workspace = checkout === '' ? join(folder, String((made += 1))) : checkout;
  if (checkout === '') execFileSync('git', ['clone', '--quiet', `--depth=${depth}`, `file://${origin}`, workspace]);
  const eventPath = join(workspace, '.git', 'event.json');
  writeFileSync(eventPath, JSON.stringify(payload));
  const env: Record<string, string> = {
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: join(workspace, '.git', 'temp'),
    GITHUB_EVENT_NAME: event,
    GITHUB_EVENT_PATH: eventPath,
    GITHUB_SHA: merged,
  };
  for (const [name, value] of Object.entries({ path: 'deploy', rules: 'hook-spelling', ...inputs }))
    env[`INPUT_${name.toUpperCase()}`] = value;
  const ended = { outputs: {} as Record<string, string>, annotations: [] as Annotation[], failure: '', summary: '' };
  await runAction(action, {
    env,
    mask: () => {},
    info: () => {},
    warn: () => {},
    annotate: (annotation) => void ended.annotations.push(annotation),
    idToken: () => Promise.reject(new Error('nobody asks for one')),
    cancellable: (work) => work(new AbortController().signal),
    redact: (text) => text,
    setOutputs: (outputs) => void Object.assign(ended.outputs, outputs),
    writeSummary: (markdown) => void (ended.summary = markdown),
    fail: (message) => void (ended.failure = message),
  });
  return ended;
}

const told = ({ annotations }: Ended): readonly string[] =>
  annotations.map(({ severity, file, line, message }) => `${severity} ${file}:${line} ${message}`);

describe('a pull request that switches off what it is checked by', () => {
  let silencing: Change;
  before(() => {
    silencing = change({}, { 'k8s/job.yaml': job('presync'), '.lint-gitops.yaml': off });
  });

  test('is checked by the settings of its base, and told of', async () => {
    const ended = await run(silencing);
    assert.match(ended.failure, /^LINT_FINDINGS: 1 error/);
    const [finding, notice, ...more] = told(ended);
    assert.match(finding ?? '', /^error deploy\/k8s\/job\.yaml:6 /);
    assert.match(
      notice ?? '',
      /^notice deploy\/\.lint-gitops\.yaml:2 the setting rules\.hook-spelling is set, to .*"convenient".*; the settings of the base hold/,
    );
    assert.deepEqual(more, []);
    assert.match(ended.summary, /What is looked at changes[^]*the setting rules/);
  });

  test('is not let pass because the checkout lacks the base', async () => {
    const { failure, outputs } = await run(silencing, { depth: 1 });
    assert.match(
      failure,
      /^LINT_BASE_MISSING: .* is not in the checkout\. Next: Give actions\/checkout `fetch-depth: 2`/,
    );
    assert.equal(outputs['result'], 'refused');
  });

  test('nor because the event does not say what the base is', async () => {
    const { failure } = await run(silencing, { payload: {} });
    assert.match(failure, /^LINT_BASE_MISSING: the event pull_request does not say/);
  });

  test('is found in a merge queue, and where `base` names the commit', async () => {
    const { onto } = silencing;
    const queued = { event: 'merge_group', payload: { merge_group: { base_sha: onto } } };
    assert.match((await run(silencing, queued)).failure, /^LINT_FINDINGS/);
    assert.match((await run(silencing, { event: 'push', inputs: { base: 'HEAD^1' } })).failure, /^LINT_FINDINGS/);
    assert.equal((await run(silencing, { event: 'push' })).failure, '', 'what is merged holds');
  });

  test('is found by what GitHub has merged it with, where the base of the event is not at hand', async () => {
    const payload = { pull_request: { base: { sha: 'e'.repeat(40) } } };
    assert.match((await run(silencing, { payload })).failure, /^LINT_FINDINGS/);
  });
});

test('settings of the base hold where a pull request takes them out', async () => {
  const strict = 'exclude: [none/**]\nrules: {hook-spelling: {severity: warning, reason: soon}}\n';
  const ended = await run(change({ '.lint-gitops.yaml': strict }, { '.lint-gitops.yaml': null }), {
    inputs: { rules: 'hook-spelling\nsuppression-unused' },
  });
  assert.equal(ended.failure, '');
  const notices = told(ended);
  assert.equal(notices.length, 2, notices.join('\n'));
  for (const notice of notices) assert.match(notice, /^notice deploy\/\.lint-gitops\.yaml:1 .* is taken out/);
});

test('settings of the base that cannot be read are none, and can be corrected', async () => {
  const ended = await run(change({ '.lint-gitops.yaml': 'rule: {}\n' }, { '.lint-gitops.yaml': off }));
  assert.equal(ended.failure, '');
  assert.match(told(ended).join('\n'), /the settings of the base cannot be read, and until they can, there are none/);
});

test('settings that could not be read once they are merged are refused before', async () => {
  const { failure } = await run(change({}, { '.lint-gitops.yaml': 'rule: {}\n' }));
  assert.match(failure, /^LINT_SETTINGS_INVALID: /);
});

test('a suppression that is new is told, one that was there is not, wherever its line is now', async () => {
  const fresh = await run(change({}, { 'k8s/job.yaml': suppressed }));
  assert.equal(fresh.failure, '');
  assert.deepEqual(told(fresh), [
    'notice deploy/k8s/job.yaml:6 hook-spelling is suppressed here, which the base does not do, because "meant"',
  ]);
  const moved = await run(change({ 'k8s/job.yaml': suppressed }, { 'k8s/job.yaml': `# moved\n${suppressed}` }));
  assert.deepEqual(told(moved), []);
  const doubled = await run(
    change(
      { 'k8s/job.yaml': suppressed },
      { 'k8s/job.yaml': `${suppressed}---\n${suppressed.replace('name: m', 'name: n')}` },
    ),
  );
  assert.equal(told(doubled).length, 1);
  const renamed = await run(
    change({ 'k8s/job.yaml': suppressed }, { 'k8s/job.yaml': suppressed.replace('-- meant', '-- meant otherwise') }),
  );
  assert.match(told(renamed).join('\n'), /because "meant otherwise"$/);
});

test('a base whose files are not all at hand is not taken for one without settings', async () => {
  const lacking = change({ '.lint-gitops.yaml': off }, { 'k8s/job.yaml': job('presync') });
  const { onto, origin } = lacking;
  const blob = git(origin, 'rev-parse', `${onto}:deploy/.lint-gitops.yaml`);
  rmSync(join(origin, '.git', 'objects', blob.slice(0, 2), blob.slice(2)));
  assert.match((await run(lacking, { checkout: origin })).failure, /^LINT_BASE_MISSING: .*cannot be read/);
});
