import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { GitHubEvent } from '@bitvault/lab';
import { readDigest } from '@bitvault/promotion';
import { startOrganisation } from './organisation.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { github } = organisation.lab;

const services = Array.from({ length: 20 }, (_, index) => `service-${index}`);
const nothing = `sha256:${'0'.repeat(64)}`;
const nowhere = '0'.repeat(40);

/** What a push event tells of how a branch moved. */
interface Move {
  readonly before: string;
  readonly after: string;
  readonly forced: boolean;
}

function movesOf(branch: string): readonly Move[] {
  const moves: Move[] = [];
  const stop = github.workflowHost.subscribe(({ name, ref, payload }: GitHubEvent) => {
    if (name === 'push' && ref === `refs/heads/${branch}`) moves.push(payload as unknown as Move);
  });
  after(stop);
  return moves;
}

test('twenty promotions at once all land in one pull request, without force, and it is merged', async () => {
  const wanted = new Map(
    await Promise.all(services.map(async (service) => [service, await organisation.image(service, 1)] as const)),
  );
  const dev = Object.fromEntries(services.map((service) => [service, nothing]));
  const site = await organisation.createSite('parallel', { dev });
  const moves = movesOf('promote/dev');

  const promotions = await Promise.all([...wanted].map(([service, digest]) => site.promoteBuild(service, digest)));
  for (const { conclusion, log } of promotions) assert.equal(conclusion, 'success', log);
  assert.deepEqual(new Set(promotions.map(({ outputs }) => outputs['number'])), new Set(['1']));

  // Made once; then each move began exactly where the one before it had ended, and went forward.
  assert.deepEqual(
    moves.map(({ before }) => before),
    [nowhere, ...moves.slice(0, -1).map((move) => move.after)],
  );
  assert.ok(moves.every(({ forced }) => !forced));

  const pulls = 'pullRequests(first: 10) { nodes { number state title } }';
  const pull = { number: 1, title: 'Promote 20 services to dev' };
  assert.deepEqual(await site.query(pulls), { pullRequests: { nodes: [{ ...pull, state: 'OPEN' }] } });
  const merged = await site.autoMerge(1);
  assert.equal(merged.outputs['result'], 'merged', merged.log);
  assert.deepEqual(await site.query(pulls), { pullRequests: { nodes: [{ ...pull, state: 'MERGED' }] } });
  assert.equal(github.branch(site.repository, 'promote/dev'), null);

  const text = await site.file('envs/dev/values.dev.yaml');
  const deployed = services.map((service) => [service, readDigest(text, ['services', service, 'image', 'digest'])]);
  assert.deepEqual(new Map(deployed as [string, never][]), wanted);
});
