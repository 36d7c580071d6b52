import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Person, startLab, type Lab, type StepRecord } from '@bitvault/lab';

const owner = 'acme';

const application = `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api, namespace: argocd}
spec:
  project: default
  source: {repoURL: https://github.com/acme/gitops, targetRevision: main, path: k8s}
  destination: {server: https://kubernetes.default.svc, namespace: api}
`;
const job = (hook: string): string =>
  `apiVersion: batch/v1\nkind: Job\nmetadata:\n  name: m\n  annotations:\n    argocd.argoproj.io/hook: ${hook}\n`;

/** As in lint.yml of the examples, with this for `fetch-depth`. */
const workflow = (depth: number): string => `name: lint
on: {pull_request: {branches: [main]}}
permissions: {contents: read}
jobs:
  lint:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v7
        with: {persist-credentials: false, fetch-depth: ${depth}}
      - id: lint
        uses: bitvault/actions/lint-gitops@v1
        with: {rules: hook-spelling}
`;

let lab: Lab;
let alice: Person;
before(async () => {
  lab = await startLab();
  alice = new Person(lab, lab.github.createUser('alice'));
  lab.github.createOrganization(owner, ['alice']);
});
after(() => lab.close());

/** The step of lint in the run for a pull request that breaks a rule and switches it off. */
async function lintOf(name: string, depth: number): Promise<StepRecord> {
  const { fullName } = await lab.github.createRepository({
    owner,
    name,
    authorLogin: 'alice',
    files: { 'app.yaml': application, 'k8s/job.yaml': job('PreSync'), '.github/workflows/lint.yml': workflow(depth) },
  });
  const silencing = {
    'k8s/job.yaml': job('presync'),
    '.lint-gitops.yaml': 'rules:\n  hook-spelling: {off: true, reason: convenient}\n',
  };
  await alice.commit(fullName, 'Silence lint', silencing, 'topic');
  await alice.request('POST', `/repos/${fullName}/pulls`, { title: 'Silence lint', head: 'topic', base: 'main' });
  await lab.runner.idle();
  const run = lab.runner.runs.find((each) => each.repository === fullName);
  const step = run?.jobs[0]?.steps.find(({ uses }) => uses?.startsWith('bitvault/actions/lint-gitops@'));
  assert.ok(step, run?.message);
  return step;
}

test('a pull request that switches a rule off is held to it, and says so at its line', async () => {
  const { conclusion, outputs, annotations, log } = await lintOf('silenced', 2);
  assert.equal(conclusion, 'failure', log);
  assert.match(outputs['reason'] ?? '', /^LINT_FINDINGS: 1 error and 0 warnings, of hook-spelling\./);
  const [notice] = annotations.filter(({ level }) => level === 'notice');
  assert.equal(notice?.properties['file'], '.lint-gitops.yaml');
  assert.match(notice?.message ?? '', /^the setting rules\.hook-spelling is set, .* the settings of the base hold/);
});

test('without the base in the checkout, nothing is said to be well', async () => {
  const { conclusion, outputs } = await lintOf('shallow', 1);
  assert.equal(conclusion, 'failure');
  assert.equal(outputs['result'], 'refused');
  assert.match(outputs['reason'] ?? '', /^LINT_BASE_MISSING: .* Next: Give actions\/checkout `fetch-depth: 2`/);
});
