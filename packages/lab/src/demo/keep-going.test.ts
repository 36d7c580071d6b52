import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { createExampleOrganisation } from '../example-organisation.ts';
import { startLab } from '../lab.ts';
import type { RunnerReport } from '../runner/records.ts';
import { Account } from './account.ts';
import { GitOpsView } from './gitops-view.ts';
import { keepGoing } from './keep-going.ts';
import { RequestCount } from './requests.ts';

type Expected = (report: RunnerReport) => boolean;

let requests: RequestCount | undefined;
let awaited: { readonly expected: Expected; readonly resolve: (report: RunnerReport) => void } | undefined;
const lab = await startLab({
  // A Tuesday: the example freezes prod at weekends.
  start: new Date('2026-11-24T09:00:00Z'),
  traceConnections: true,
  onRunnerEvent: (report) => {
    requests?.take(report);
    if (awaited?.expected(report)) awaited.resolve(report);
  },
});
requests = new RequestCount(lab.traffic);
const stop = new AbortController();
after(async () => {
  stop.abort();
  await lab.close();
});
const bitvault = await createExampleOrganisation(lab, { lint: false });
const view = new GitOpsView(bitvault);

/** Does something, and ends with the first report of this kind that follows. */
async function until(expected: Expected, act: () => Promise<unknown>): Promise<RunnerReport> {
  const { promise, resolve } = Promise.withResolvers<RunnerReport>();
  awaited = { expected, resolve };
  await act();
  return promise;
}

const promoteSays =
  (result: string, environment: string): Expected =>
  (report) =>
    report.kind === 'step-finished' &&
    (JSON.parse(report.step.outputs['results'] || '[]') as readonly { result: string; step: object }[]).some(
      ({ result: found, step }) => found === result && JSON.stringify(step).includes(`"environment":"${environment}"`),
    );

test('in a lab that is kept, a push goes on to the next approval, whatever it waits for besides', async () => {
  const lines: string[] = [];
  const account = new Account(lab.clock, (line) => lines.push(line));
  const going = keepGoing(lab, bitvault, account, { signal: stop.signal, pause: 300 });

  await until(promoteSays('opened', 'staging'), () =>
    bitvault.alice.commit(bitvault.application, 'Release 1', { 'app/release.json': '{"release": 1}\n' }),
  );
  const staging = await view.openPull('promote/staging');
  // Of the three that a build starts at once, each may have lost a race; this one was alone.
  assert.match(requests?.table() ?? '', /^promote +opened +1 +7 +0 /m, 'three to read the state, four to open');

  await until(promoteSays('opened', 'prod'), () => bitvault.bob.approve(bitvault.gitops, staging));
  assert.deepEqual(await view.digests('staging'), await view.digests('dev'));
  const prod = await view.openPull('promote/prod');

  const gate = await until(
    ({ kind, run }) => kind === 'job-waiting' && run.workflow.name === 'prod-gate',
    () => bitvault.bob.approve(bitvault.gitops, prod),
  );
  assert.match(lines.join('\n'), /\(the clock\) +moves forward half an hour/);
  await until(
    ({ kind, run }) => kind === 'run-finished' && run === gate.run,
    () => bitvault.carol.approveRun(bitvault.gitops, gate.run.id, 'Go.'),
  );
  assert.deepEqual(await view.digests('prod'), await view.digests('dev'));

  stop.abort();
  await going;
  await bitvault.argocd.close();
  assert.equal(lines.length, 1, 'the clock is moved once');
  const linted = lab.runner.runs.filter(({ workflow }) => workflow.path.endsWith('/lint.yml'));
  assert.deepEqual(linted, [], 'the repository was made without lint.yml');
});
