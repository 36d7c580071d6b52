import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ServedRequest, StepResult } from '@bitvault/lab';
import { endState } from '../loop/end-state.ts';
import type { Organisation } from '../loop/organisation.ts';
import type { Site } from '../loop/site.ts';

/** Something that an action does, in a repository made for it. */
export interface Deed {
  readonly name: string;
  /** Kills at requests to GitHub only: verifying an image reads the same, whatever it is for. */
  readonly gitHubOnly?: boolean;
  /** Brings a new repository of that name to where the deed starts, and gives the deed. */
  prepare(name: string): Promise<{ readonly site: Site; readonly act: Act }>;
}

export type Act = (signal?: AbortSignal) => Promise<StepResult>;

/**
 * Does the deed once undisturbed. Then, for each request that it took, does it in another repository where the action is
 * killed at that request, before or after it took effect, and is run again: what is there in the end must be the same.
 */
export async function killEverywhere(t: TestContext, { lab }: Organisation, deed: Deed): Promise<void> {
  const model = await deed.prepare(`${deed.name}-undisturbed`);
  const mark = lab.traffic.served.length;
  assertDone(await model.act());
  const counts = (request: ServedRequest) => byAction(request) && (request.part === 'github' || !deed.gitHubOnly);
  const requests = lab.traffic.since(mark).filter(counts);
  const expected = await endState(model.site);
  for (const [index, request] of requests.entries()) {
    for (const when of moments(request)) {
      const k = index + 1;
      await t.test(`killed at request ${k}, ${describe(request)}, ${when} it took effect`, async () => {
        const { site, act } = await deed.prepare(`${deed.name}-${k}-${when}`);
        const machine = new AbortController();
        lab.traffic.failAt(k, { when, how: () => machine.abort() }, counts);
        const killed = await act(machine.signal);
        lab.traffic.calm();
        assert.equal(killed.exitCode, 128 + 9, 'the action was killed');
        assertDone(await act());
        assert.deepEqual(await endState(site), expected);
      });
    }
  }
}

/** A read has no effect that its loss could come before. */
const moments = (request: ServedRequest) => (isRead(request) ? (['after'] as const) : (['before', 'after'] as const));

/** The queries of the suite by their names; what is not known to be one counts as a mutation. */
const queries = new Set([
  'ProposalState',
  'FileVersions',
  'PullRequestFacts',
  'PromotionState',
  'PromotionPolicy',
  'PinnedFiles',
  'PullRequestStanding',
]);

const isRead = ({ method, operation }: ServedRequest) =>
  operation === undefined ? method === 'GET' : queries.has(operation);

function assertDone(result: StepResult): void {
  assert.equal(result.conclusion, 'success', `${result.message ?? ''}\n${result.log}`);
}

/** People's approvals come between the requests of the gate. */
const byAction = (request: ServedRequest): boolean => !request.url.includes('/pending_deployments');

/** Without ids, digests and the repository. */
function describe({ part, method, operation, url }: ServedRequest): string {
  const path = url
    .replace(/\?.*/, '')
    .replace(/^\/api\/v3\/repos\/[^/]+\/[^/]+/, '')
    .replaceAll(/\/(?:\d+\b|sha256:[0-9a-f]+)/g, '/…');
  return `${part} ${operation ?? `${method} ${path}`}`;
}
