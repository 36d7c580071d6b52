import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createExampleOrganisation, startLab, type ExampleOrganisation, type Lab, type RunRecord } from '@bitvault/lab';
import { peersBin } from '../../../scripts/peers/folders.ts';

let lab: Lab;
let bitvault: ExampleOrganisation;
before(async () => {
  lab = await startLab({ programs: [peersBin] });
  bitvault = await createExampleOrganisation(lab, { lint: true });
});
after(async () => {
  await bitvault.argocd.close();
  await lab.close();
});

/** The runs of lint.yml that come of something. */
async function lintRuns(act: () => Promise<unknown>): Promise<readonly RunRecord[]> {
  const earlier = lab.runner.runs.length;
  await act();
  await lab.runner.idle();
  return lab.runner.runs.slice(earlier).filter(({ workflow }) => workflow.name === 'lint');
}

const told = (runs: readonly RunRecord[]) =>
  runs
    .flatMap(({ message, jobs }) => [message, ...jobs.flatMap(({ steps }) => steps.map(({ log }) => log))])
    .join('\n');

/** Of the checkout, the linter and the upload. */
const conclusions = ({ jobs }: RunRecord) =>
  jobs.flatMap(({ steps }) => steps.slice(0, 3)).map((step) => step.conclusion);

/** Proposes a changed file, as alice. */
async function propose(branch: string, path: string, change: (text: string) => string): Promise<void> {
  const { alice, gitops } = bitvault;
  const found = await alice.request('GET', `/repos/${gitops}/contents/${path}`);
  const text = Buffer.from((found as { readonly content: string }).content, 'base64').toString();
  await lab.github.push(gitops, { login: 'alice', message: branch, branch, files: { [path]: change(text) } });
  await alice.request('POST', `/repos/${gitops}/pulls`, { title: branch, head: branch, base: 'main' });
}

test('the pull requests of the bot pass, and code scanning is told', async () => {
  const { alice, application, gitops } = bitvault;
  const runs = await lintRuns(() => alice.commit(application, 'Release 1', { 'app/release.json': '{"release": 1}\n' }));
  assert.ok(runs.length > 0);
  const finished = runs.filter(({ conclusion }) => conclusion !== 'cancelled');
  assert.ok(finished.length > 0);
  assert.ok(
    finished.every(({ conclusion }) => conclusion === 'success'),
    told(runs),
  );
  assert.equal(lab.github.sarifUploads(gitops).length, finished.length);
});

test('a pull request that would break a sync fails, with its findings told all the same', async () => {
  const { gitops } = bitvault;
  const [run, ...more] = await lintRuns(() =>
    propose('wrong', 'envs/dev/values.dev.yaml', (text) => text.replace(/sha256:[0-9a-f]{64}/, 'latest')),
  );
  assert.ok(run);
  assert.deepEqual(more, []);
  assert.deepEqual(conclusions(run), ['success', 'failure', 'success'], told([run]));
  const { sarif, ref } = lab.github.sarifUploads(gitops).at(-1) ?? {};
  assert.match(ref ?? '', /^refs\/pull\/\d+\/merge$/);
  assert.match(JSON.stringify(sarif), /"ruleId":/);
});
