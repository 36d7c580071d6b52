import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';
import { valuesPath, type EnvironmentName } from '../attacks/layout.ts';
import { writesDuring } from '../attacks/refusal.ts';
import { startRig, type Rig } from '../attacks/rig.ts';
import type { Site } from '../attacks/site.ts';

type Act = (more: Readonly<Record<string, string>>) => Promise<StepResult>;

describe('with dry-run, nothing is written that the same run would write without it', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  /** Runs it dry, where it decides and writes nothing; then in earnest, which shows that there was something to write. */
  async function assertPlans(site: Site, act: Act, done: string): Promise<StepResult> {
    const world = await site.world();
    const { value: planned, writes } = await writesDuring(rig, () => act({ 'dry-run': 'true' }));
    assert.equal(planned.conclusion, 'success', planned.log);
    assert.equal(planned.outputs['result'], 'planned', planned.log);
    assert.deepEqual(writes, []);
    assert.deepEqual(await site.world(), world);
    assert.notEqual(planned.summary, '');
    const earnest = await writesDuring(rig, () => act({}));
    assert.equal(earnest.value.outputs['result'], done, earnest.value.log);
    assert.notDeepEqual(earnest.writes, []);
    return planned;
  }

  const next = () => rig.images.signed('api', 2);

  /** An administrator changes files of main. */
  const write = (site: Site, files: Readonly<Record<string, string>>) =>
    rig.lab.github.push(site.repository, { login: 'alice', message: 'By hand', files });

  /** `promote` without a digest, with what each step of its plan is in the dry run. */
  async function assertPromotes(site: Site, kinds: readonly string[], done: string): Promise<void> {
    const inputs = { 'merge-token': site.token('bitvault-merger') };
    const act: Act = (more) => site.run('promote', 'bitvault-promoter', { ...inputs, ...more });
    const { outputs } = await assertPlans(site, act, done);
    const plan = JSON.parse(outputs['plan'] ?? '') as readonly { readonly kind: string }[];
    assert.deepEqual(
      plan.map(({ kind }) => kind),
      kinds,
    );
    const results = JSON.parse(outputs['results'] ?? '') as readonly { readonly result: string }[];
    assert.ok(results.every(({ result }) => result === 'planned'));
  }

  test('open-gitops-pr', async () => {
    const site = await rig.siteBeforeDev();
    const inputs = { environment: 'dev', digests: `api=${await next()}` };
    await assertPlans(
      site,
      (more) => site.run('open-gitops-pr', 'bitvault-promoter', { ...inputs, ...more }),
      'opened',
    );
  });

  test('promote with a digest', async () => {
    const site = await rig.siteBeforeDev();
    const inputs = { service: 'api', digest: await next() };
    await assertPlans(site, (more) => site.run('promote', 'bitvault-promoter', { ...inputs, ...more }), 'opened');
  });

  test('promote that opens a pull request', async () => {
    await assertPromotes(await rig.siteBeforeProd(), ['open'], 'done');
  });

  test('promote that merges one', async () => {
    const site = await rig.siteBeforeDev();
    await site.run('promote', 'bitvault-promoter', { service: 'api', digest: await next() });
    await assertPromotes(site, ['merge'], 'done');
  });

  test('promote that asks for the gate', async () => {
    const site = await rig.siteBeforeProd();
    await site.openProd(await next());
    await assertPromotes(site, ['gate'], 'done');
  });

  test('promote that closes one', async () => {
    const site = await rig.siteBeforeProd();
    await site.openProd(await next());
    await write(site, { [valuesPath('prod')]: await site.bumped('prod', 'api', await next()) });
    await assertPromotes(site, ['close'], 'done');
  });

  test('auto-merge-dev', async () => {
    const site = await rig.siteBeforeDev();
    const { number } = await site.openDev(await next());
    const inputs = { 'pull-request': String(number) };
    await assertPlans(site, (more) => site.run('auto-merge-dev', 'bitvault-merger', { ...inputs, ...more }), 'merged');
  });

  test('prod-manual-gate', async () => {
    const site = await rig.siteBeforeProd();
    const pull = await site.openProd(await next());
    await assertPlans(site, (inputs) => site.gate(pull, { inputs }), 'merged');
  });

  describe('rollback', () => {
    const slot = (environment: EnvironmentName) => ({ environment, service: 'api' });

    test('to what was deployed before', async () => {
      const site = await rig.siteBeforeDev();
      await write(site, { [valuesPath('dev')]: await site.bumped('dev', 'api', await next()) });
      const inputs = { ...slot('dev'), reason: 'p99 latency doubled' };
      const act: Act = (more) => site.run('rollback', 'bitvault-promoter', { ...inputs, ...more });
      const { outputs } = await assertPlans(site, act, 'opened');
      assert.equal(outputs['digest'], await rig.images.signed('api', 1));
    });

    test('resume', async () => {
      const site = await rig.siteBeforeProd();
      const hold = renderHold({
        service: parseServiceName('api'),
        environment: parseEnvironmentName('prod'),
        digest: parseDigest(await rig.images.signed('api', 1)),
        replaced: parseDigest(await next()),
        reason: 'p99 latency doubled',
        by: 'alice',
        since: '2026-11-24T09:00:00.000Z',
      });
      const inputs = { ...slot('prod'), command: 'resume' };
      const act: Act = (more) => site.run('rollback', 'bitvault-promoter', { ...inputs, ...more });
      const idle = await act({ 'dry-run': 'true' });
      assert.equal(idle.outputs['result'], 'unchanged', 'nothing is held');
      assert.match(idle.log, /Nothing to do: no hold is on api in prod\./);
      await write(site, { 'holds/prod/api.yaml': hold });
      await assertPlans(site, act, 'opened');
    });
  });
});
