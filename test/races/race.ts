import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { ServedRequest, StepResult } from '@bitvault/lab';
import { valuesPath } from '../attacks/layout.ts';
import { requestText } from '../loop/request-text.ts';
import type { Happening } from './events.ts';
import { watchBranches, type Instant } from './instant.ts';
import { objections } from './oracle.ts';
import { textAt } from './trees.ts';
import type { Scene } from './scenes.ts';
import { rollbackTitle, type Stage, type Theatre } from './stage.ts';

/** One thing that happens between two requests of a run. */
export interface Case {
  readonly happening: Happening;
  /** It happens before the k-th request (from 1) is served. */
  readonly k: number;
  readonly request: ServedRequest;
}

/** People's approvals come between the requests of the gate. */
export const byAction = ({ url }: ServedRequest): boolean => !url.includes('/pending_deployments');

/** What the action asks for where nothing comes between. */
export async function undisturbed(theatre: Theatre, scene: Scene): Promise<readonly ServedRequest[]> {
  const stage = await scene.prepare(theatre);
  const { traffic } = theatre.rig.lab;
  const mark = traffic.served.length;
  const result = await stage.act();
  assert.equal(result.conclusion, 'success', result.log);
  return traffic.since(mark).filter(byAction);
}

/** Every happening that means something on the scene, between every two requests. */
export async function casesOf(
  theatre: Theatre,
  scene: Scene,
  happenings: readonly Happening[],
): Promise<readonly Case[]> {
  const stage = await scene.prepare(theatre);
  const requests = await undisturbed(theatre, scene);
  return happenings
    .filter((happening) => happening.concerns(stage))
    .flatMap((happening) => requests.map((request, index) => ({ happening, k: index + 1, request })));
}

/** A branch that is not the bot's was moved, and not by whoever makes things happen. */
interface Merge {
  readonly instant: Instant;
  /** Whether GitHub was asked nothing that would have told of what happened before the merge. */
  readonly unseen: boolean;
}

/**
 * Runs the scene once with something happening in between, and once more. Nothing is merged that the policy does not allow
 * in that moment. What slipped into the gap between the last look and the merge is told in red, and its rollback started.
 */
export async function raceOnce(theatre: Theatre, scene: Scene, { happening, k }: Case): Promise<void> {
  const stage = await scene.prepare(theatre);
  try {
    await raceOn(theatre, scene, stage, { happening, k });
  } finally {
    happening.undo?.(theatre);
  }
}

async function raceOn(
  theatre: Theatre,
  scene: Scene,
  stage: Stage,
  { happening, k }: Omit<Case, 'request'>,
): Promise<void> {
  const first = await watched(theatre, stage, { happening, k });
  assert.ok(first.happened, 'what was to happen has happened');
  assertEnded(first.result);
  for (const merge of first.merges) await assertAllowed(theatre, stage, happening, merge, first.result);
  const second = await watched(theatre, stage, { happening, k: null });
  assertEnded(second.result);
  for (const merge of second.merges) await assertAllowed(theatre, stage, happening, merge, second.result);
  if (scene.merges && happening.harmless) {
    for (const { result } of [first, second])
      assert.doesNotMatch(result.outputs['reason'] ?? '', /^MERGED_/m, 'nothing against the policy was merged');
    assert.equal(first.merges.length + second.merges.length, 1, 'it is merged, once');
  }
  assertOneOfEach(stage);
}

interface Watched {
  readonly result: StepResult;
  readonly merges: readonly Merge[];
  readonly happened: boolean;
}

/** Runs the action, with what happens before the k-th request; null where it has happened already. */
async function watched(
  theatre: Theatre,
  stage: Stage,
  { happening, k }: { readonly happening: Happening; readonly k: number | null },
): Promise<Watched> {
  const { lab } = theatre.rig;
  const { traffic } = lab;
  const merges: Merge[] = [];
  let meddling = false;
  let asked: (() => readonly ServedRequest[]) | null = null;
  const stop = watchBranches(lab, stage.site.repository, (instant) => {
    if (meddling || /^(?:promote|rollback|resume|revert)\//.test(instant.branch)) return;
    merges.push({ instant, unseen: asked !== null && !asked().some(happening.shownBy ?? isLook) });
  });
  if (k !== null) {
    const work = async (waiting: ServedRequest) => {
      meddling = true;
      if (!happening.ofPull || isOpen(stage)) await happening.happen(theatre, stage);
      meddling = false;
      const mark = traffic.served.length;
      asked = () => [waiting, ...traffic.since(mark)];
    };
    traffic.interrupt(k, work, byAction);
  }
  try {
    const result = await stage.act(k === null && happening.unguarded ? { unguarded: true } : undefined);
    return { result, merges, happened: asked !== null };
  } finally {
    stop();
    await traffic.calm();
  }
}

const isOpen = ({ site, pull }: Stage): boolean =>
  site.lab.github
    .repository(site.repository)
    .pulls.some(({ number, state }) => number === pull?.number && state === 'OPEN');

/** A query, which tells where base and pull request stand. */
const isLook = ({ operation, reads }: ServedRequest): boolean => operation !== undefined && reads;

async function assertAllowed(
  theatre: Theatre,
  stage: Stage,
  happening: Happening,
  { instant, unseen }: Merge,
  result: StepResult,
): Promise<void> {
  const found = await objections(instant, stage.by, theatre);
  if (found.length === 0) return;
  const why = found.join('; ');
  assert.ok(unseen, `merged, although ${why}\n${result.log}`);
  assert.equal(happening.inTheGap.outcome, 'told', `merged, although GitHub was to refuse it: ${why}`);
  assert.equal(result.conclusion, 'failure', `merged in green, although ${why}\n${result.log}`);
  assert.match(result.outputs['reason'] ?? '', /^MERGED_AGAINST_POLICY: /m, result.log);
  // What went elsewhere deploys nothing.
  if (instant.branch === 'main')
    assert.ok(await isTakenBack(stage, instant), `nothing takes back what was merged although ${why}`);
}

/** Whether the rollback to what ran before was asked for. */
async function isTakenBack({ site, environment }: Stage, { before, repository }: Instant): Promise<boolean> {
  const values = await textAt(repository, before ?? '', valuesPath(environment));
  const [ran] = /(?<=api:\n {4}image:\n {6}digest: )\S+/.exec(values ?? '') ?? [];
  return site.lab.github
    .repository(site.repository)
    .runs.some(({ displayTitle }) => displayTitle === rollbackTitle(environment, ran ?? ''));
}

/** A run says how it ended, and why where it did not do what it was for. */
function assertEnded({ outputs, conclusion, log, message }: StepResult): void {
  assert.equal(message, undefined);
  const { result = '', reason = '' } = outputs;
  assert.match(result, /^(?:merged|done|waiting|opened|updated|unchanged|refused)$/, log);
  if (conclusion === 'failure') assert.match(reason, /^[A-Z][A-Z_]+: /, log);
  assert.doesNotMatch(`${reason}\n${log}`, /(?<!_)\bUNEXPECTED:/);
}

/** Whatever ran, no branch has two open pull requests, and each was merged once at most. */
function assertOneOfEach({ site }: Stage): void {
  const { pulls } = site.lab.github.repository(site.repository);
  const open = pulls.filter(({ state }) => state === 'OPEN').map(({ headBranch }) => headBranch);
  assert.equal(new Set(open).size, open.length, `two pull requests of one branch: ${open.join()}`);
  const merged = pulls.flatMap(({ mergeCommit }) => mergeCommit ?? []);
  assert.equal(new Set(merged).size, merged.length);
}

/** Runs each case as a test of its own. */
export async function raceAll(t: TestContext, theatre: Theatre, scene: Scene, cases: readonly Case[]): Promise<void> {
  for (const each of cases) {
    await t.test(`${each.happening.title}, before request ${each.k}, ${requestText(each.request)}`, () =>
      raceOnce(theatre, scene, each),
    );
  }
}
