import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { ServedRequest, StepResult } from '@bitvault/lab';
import type { Deployed } from './layout.ts';
import { startOrganisation } from './organisation.ts';
import { proposeBump } from './proposals.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { traffic } = organisation.lab;

const digest = (n: number) => `sha256:${String(n).repeat(64)}`;

const deployed = (services: number, to: string): Deployed =>
  Object.fromEntries(Array.from({ length: services }, (_, index) => [`service-${index}`, to]));

/** What the action sent to GitHub itself, and how it ended. */
async function requestsOf(act: () => Promise<StepResult>): Promise<{ result: string; requests: readonly string[] }> {
  const mark = traffic.served.length;
  const { conclusion, outputs, log } = await act();
  assert.equal(conclusion, 'success', log);
  const requests = traffic.since(mark).filter(isApi).map(describe);
  return { result: outputs['result'] ?? '', requests };
}

/** GitHub's API, without the ID token service, and without what people do. */
const isApi = ({ part, url, actor }: ServedRequest) =>
  part === 'github' && url.startsWith('/api/') && actor?.endsWith('[bot]') === true;

const describe = ({ method, operation, url }: ServedRequest) =>
  operation ?? `${method} ${url.replace(/^\/api\/v3\/repos\/[^/]+\/[^/]+/, '').replaceAll(/[0-9a-f]{40}|\d+/g, '…')}`;

const written = ['ProposalState', 'POST /git/trees', 'POST /git/commits', 'Propose'];
/** From the last look on. */
const merged = [
  'SecondLook',
  'PUT /pulls/…/merge',
  'DeleteBranch',
  'SecondLook',
  'GET /commits/…/check-runs?check_name=promotion&per_page=…',
  'POST /check-runs',
];
const layouts = [
  ['one file for all', 'envs/{env}/values.{env}.yaml'],
  ['a file each', 'envs/{env}/{service}.yaml'],
] as const;

for (const [what, file] of layouts) {
  for (const services of [1, 50]) {
    test(`a pull request for ${services} services (${what}) takes four requests to open or update, and one to leave alone`, async () => {
      const name = `requests-${what.replaceAll(' ', '-')}-${services}`;
      const site = await organisation.createSite(name, { dev: deployed(services, digest(1)), file });
      const open = (n: number) => requestsOf(() => site.open('dev', deployed(services, digest(n))));
      assert.deepEqual(await open(2), { result: 'opened', requests: written });
      assert.deepEqual(await open(2), { result: 'unchanged', requests: ['ProposalState'] });
      assert.deepEqual(await open(3), { result: 'updated', requests: written });
      assert.deepEqual(await open(3), { result: 'unchanged', requests: ['ProposalState'] });
      // A branch of its own in an environment that runs it already: nothing is there to be proposed.
      const deployedAlready = () => site.open('prod', deployed(services, digest(1)));
      assert.deepEqual(await requestsOf(deployedAlready), { result: 'unchanged', requests: ['ProposalState'] });
    });
  }
}

/** The policies here name one of their own, which is read once; with none named, nothing is. */
const trustedRoot = 'PinnedFiles';

test('auto-merge-dev looks again before the merge and after it, and says on the pull request how it went', async () => {
  const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
  const site = await organisation.createSite('merging', { dev: { api: before } });
  const { number } = await proposeBump(site, 'dev', 'api', wanted);
  const merge = () => requestsOf(() => site.autoMerge(number));
  assert.deepEqual(await merge(), {
    result: 'merged',
    requests: ['PullRequestFacts', 'PromotionState', trustedRoot, 'POST /pulls/…/reviews', ...merged],
  });
});

test('prod-manual-gate reads the approval of the environment before each look as well', async () => {
  const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
  const site = await organisation.createSite('gating', { dev: { api: wanted }, prod: { api: before } });
  await site.reportHealthy('dev');
  const { number, head } = await proposeBump(site, 'prod', 'api', wanted);
  await site.approve(number);
  const { result, requests } = await requestsOf(() => site.gate(number, head));
  assert.equal(result, 'merged');
  const approval = ['GET /actions/runs/…', 'GET /actions/runs/…/approvals', 'GET /environments/production'];
  const wantedRequests = ['PullRequestFacts', 'PromotionState', trustedRoot, ...merged].flatMap((request) =>
    request === 'SecondLook' ? [...approval, request] : [request],
  );
  assert.deepEqual(requests.slice(0, 2), wantedRequests.slice(0, 2));
  assert.deepEqual(requests.toSorted(), [...approval, ...wantedRequests].toSorted());
  const merging = requests.indexOf('PUT /pulls/…/merge');
  assert.equal(requests[merging - 1], 'SecondLook', 'nothing is asked between the last look and the merge');
});
