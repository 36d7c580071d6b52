import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { startOrganisation } from './organisation.ts';
import { proposeBump } from './proposals.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { github } = organisation.lab;
const { traffic } = organisation.lab;

const short = (digest: string) => digest.slice('sha256:'.length, 'sha256:'.length + 12);

function assertDone({ conclusion, outputs, log }: StepResult, result: string): void {
  assert.deepEqual([conclusion, outputs['result']], ['success', result], log);
}

/** The rows of a table of Markdown below a heading, without its head. */
function rowsBelow(markdown: string, heading: string): readonly string[] {
  const [, section = ''] = markdown.split(`### ${heading}\n`);
  const [own = ''] = section.split('\n### ');
  return own
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2);
}

test('the board is opened once, says what runs and what is next, and is written again only when that changes', async () => {
  const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
  const site = await organisation.createSite('board', { dev: { api: before } });
  assertDone(await site.board({ 'dry-run': 'true' }), 'planned');
  assert.deepEqual(github.issues(site.repository), []);

  const created = await site.board();
  assertDone(created, 'created');
  const [issue] = github.issues(site.repository);
  assert.ok(issue);
  assert.deepEqual(
    [String(issue.number), issue.title, issue.labels.map(({ name }) => name)],
    [created.outputs['issue-number'], 'Promotion board', ['promotion-board']],
  );
  assert.match(issue.body, /Nothing: every environment is where it should be\./);
  assert.deepEqual(rowsBelow(issue.body, 'What runs where').length, 1);
  const mark = traffic.served.length;
  assertDone(await site.board(), 'unchanged');
  const asked = traffic.since(mark).filter(({ part, url }) => part === 'github' && url.startsWith('/api/'));
  assert.deepEqual(
    asked.map(({ operation }) => operation),
    ['PromotionPolicy', 'PromotionState', 'PromotionHistory', 'StandingIssue'],
  );

  const { number } = await proposeBump(site, 'dev', 'api', wanted);
  assertDone(await site.autoMerge(number), 'merged');
  assertDone(await site.board(), 'updated');
  const [row = ''] = rowsBelow(issue.body, 'What runs where');
  assert.ok(row.includes(short(before)) && row.includes(short(wanted)), row);
  assert.match(row, /no report yet<br>since \[\d{4}-\d\d-\d\d \d\d:\d\d UTC\]\(http/);
  assert.match(issue.body, /api → prod \| waits: `HEALTH_PENDING`/);
  assert.match(issue.body, /\*\*HEALTH_PENDING\*\* dev has not reported argocd\/bitvault-dev/);
  const [promotion = ''] = rowsBelow(issue.body, 'Last promotions');
  assert.ok(promotion.includes(`| dev | api \`${short(wanted)}\` |`), promotion);
  assert.deepEqual(github.issues(site.repository).length, 1);
});

test('a hold, a rollback and what Argo CD reports of the last environment are on it, and its JSON has them too', async (t) => {
  const [good, bad] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
  const site = await organisation.createSite('board-rollback', { dev: { api: good } });
  await site.reportHealthy('dev');
  const { number } = await proposeBump(site, 'dev', 'api', bad);
  assertDone(await site.autoMerge(number), 'merged');
  const rolledBack = await site.rollBack('dev', 'api');
  assertDone(await site.autoMerge(Number(rolledBack.outputs['number'])), 'merged');
  await site.reportHealthy('prod');
  const folder = await mkdtemp(join(tmpdir(), 'board-'));
  t.after(() => rm(folder, { recursive: true }));
  const file = join(folder, 'new', 'board.json');

  const shown = await site.board({ issue: 'false', 'json-file': file });
  assertDone(shown, 'shown');
  assert.deepEqual(github.issues(site.repository), []);
  assert.match(shown.summary, /\*\*held\*\* by \S+: p99 latency doubled/);
  assert.match(shown.summary, /\| argocd\/bitvault-prod \| success \|/);
  assert.match(shown.summary, /\*\*dev, rolled back\*\*/);
  assert.match(shown.summary, /\| dev \| 1 \(1 images\) \| – \| 1 \(100 %\) \|/);
  const board = JSON.parse(await readFile(file, 'utf8'));
  assert.deepEqual(board.services[0].environments.dev.digest, good);
  assert.deepEqual(board.services[0].environments.dev.hold.reason, 'p99 latency doubled');
  assert.deepEqual(
    board.promotions.map(({ kind, to }: { kind: string; to: string }) => [kind, to]),
    [
      ['rollback', good],
      ['promotion', bad],
    ],
  );
});

test("somebody else's issue with the label is left alone, and a board that was closed is opened again", async () => {
  const site = await organisation.createSite('board-others', { dev: { api: await organisation.image('api', 1) } });
  const alice = organisation.people.alice;
  const path = `/repos/${site.repository}/issues`;
  const other = { title: 'Promotion board', body: 'Mine', labels: ['promotion-board'] };
  await alice.request('POST', path, other);
  assertDone(await site.board(), 'created');
  await alice.request('PATCH', `${path}/2`, { state: 'closed' });
  assertDone(await site.board(), 'updated');
  assert.deepEqual(
    github.issues(site.repository).map(({ author, state, body }) => [author.login, state, body === 'Mine']),
    [
      ['alice', 'OPEN', true],
      ['bitvault-board[bot]', 'OPEN', false],
    ],
  );
});

test('without the permission to write issues it fails with what to give it', async () => {
  const site = await organisation.createSite('board-refused', { dev: { api: await organisation.image('api', 1) } });
  const { conclusion, log } = await site.board({}, 'bitvault-promoter');
  assert.equal(conclusion, 'failure');
  assert.match(
    log,
    /GITHUB_DENIED: query StandingIssue .*bitvault-promoter\[bot\].* lacks the permission Issues: read\. Next: In the settings/,
  );
  assert.deepEqual(github.issues(site.repository), []);
});
