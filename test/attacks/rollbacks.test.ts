import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import {
  parseDigest,
  parseEnvironmentName,
  parseServiceName,
  readHold,
  renderHold,
  type Hold,
} from '@bitvault/promotion';
import { valuesPath, type EnvironmentName } from './layout.ts';
import { assertRepelled, codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';

const path = 'holds/dev/api.yaml';
const context = 'argocd/bitvault-dev';

async function merge(site: Site, { outputs, log }: StepResult): Promise<void> {
  assert.equal(outputs['result'], 'opened', log);
  const merged = await site.autoMerge(Number(outputs['number']));
  assert.equal(merged.outputs['result'], 'merged', merged.log);
}

async function report(site: Site, sha: string, state: string): Promise<void> {
  await site.ask(site.token('bitvault-argocd'), 'POST', `statuses/${sha}`, { state, context });
}

describe('where a rollback goes', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const version = (n: number) => rig.images.signed('api', n);
  const push = (site: Site, files: Readonly<Record<string, string>>) =>
    rig.lab.github.push(site.repository, { login: 'alice', message: 'Push', files });
  const deploy = async (site: Site, n: number, environment: EnvironmentName = 'dev') =>
    push(site, { [valuesPath(environment)]: await site.bumped(environment, 'api', await version(n)) });

  const rollBack = (site: Site, more: Readonly<Record<string, string>> = {}): Promise<StepResult> =>
    site.run('rollback', 'bitvault-promoter', { environment: 'dev', service: 'api', reason: 'it leaks', ...more });

  /** The second version was taken out of dev, and the hold stands. */
  async function rolledBack(): Promise<Site> {
    const site = await rig.siteBeforeDev();
    await deploy(site, 2);
    await merge(site, await rollBack(site));
    return site;
  }

  /** A rollback that whoever has the promoter's token writes by hand. */
  async function written(site: Site, from: number, to: number, more: Partial<Hold> = {}): Promise<Pull> {
    const hold = renderHold({
      service: parseServiceName('api'),
      environment: parseEnvironmentName('dev'),
      digest: parseDigest(await version(to)),
      replaced: parseDigest(await version(from)),
      reason: 'it leaks',
      by: 'alice',
      since: '2026-11-24T09:00:00.000Z',
      ...more,
    });
    const files = { [valuesPath('dev')]: await site.bumped('dev', 'api', await version(to)), [path]: hold };
    return site.open({ files, branch: 'rollback/dev/api', title: 'Roll back api in dev' });
  }

  const forward = ['TARGET_NEWER', 'TARGET_REPLACED'];

  test('not to what the rollback that stands took out, neither proposed nor merged', async () => {
    const site = await rolledBack();
    await assertRepelled(rig, site, forward, () => version(2).then((to) => rollBack(site, { to })));
    const pull = await written(site, 1, 2);
    await assertRepelled(rig, site, forward, () => site.autoMerge(pull.number));
  });

  test('not to what was rolled back before, though its hold is lifted', async () => {
    const site = await rolledBack();
    await push(site, { 'README.md': '# More\n' });
    const lifted = await site.run('rollback', 'bitvault-promoter', {
      command: 'resume',
      environment: 'dev',
      service: 'api',
    });
    await merge(site, lifted);
    await assertRepelled(rig, site, ['TARGET_NEWER'], () => version(2).then((to) => rollBack(site, { to })));
    await assertRepelled(rig, site, ['NOTHING_BEFORE'], () => rollBack(site));
    const pull = await written(site, 1, 2);
    await assertRepelled(rig, site, ['TARGET_NEWER'], () => site.autoMerge(pull.number));
  });

  test('there by force all the same: with a reason, said so everywhere, and in bytes that are reviewed', async () => {
    const site = await rolledBack();
    const to = await version(2);
    const forced = await rollBack(site, { to, force: 'the schema cannot go back' });
    const pull = (await site.ask(rig.people.alice.token, 'GET', `pulls/${forced.outputs['number']}`)) as {
      readonly title: string;
      readonly body: string;
    };
    assert.equal(pull.title, 'Force api forward in dev');
    assert.match(pull.body, /\*\*This goes forward, not back\.\*\* It overrides, because the schema cannot go back:/);
    assert.match(pull.body, /- \*\*TARGET_NEWER\*\* .*\n- \*\*TARGET_REPLACED\*\* .*it leaks/);
    assert.match(forced.summary, /forward/);
    const merged = await site.autoMerge(Number(forced.outputs['number']));
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    assert.match(merged.summary, /forced forward in dev/);
    assert.match(merged.summary, /Forced against TARGET_NEWER, TARGET_REPLACED: the schema cannot go back/);
    const hold = readHold(await site.file(path), path);
    assert.deepEqual(hold.forced, { why: 'the schema cannot go back', against: forward });
  });

  test('a hold that overrides less than there is, or names what cannot be overridden', async () => {
    const site = await rolledBack();
    const part = await written(site, 1, 2, { forced: { why: 'because', against: ['TARGET_NEWER'] } });
    await assertRepelled(rig, site, ['TARGET_REPLACED'], () => site.autoMerge(part.number));
    const other = await rolledBack();
    const { number } = await written(other, 1, 3, {
      forced: { why: 'because', against: ['TARGET_NEWER', 'TARGET_REPLACED'] },
    });
    await assertRepelled(rig, other, ['NEVER_DEPLOYED'], () => other.autoMerge(number));
  });

  test('a hold that says that it goes forward, where it goes back', async () => {
    const site = await rig.siteBeforeDev();
    await deploy(site, 2);
    const { number } = await written(site, 2, 1, { forced: { why: 'because', against: ['TARGET_NEWER'] } });
    await assertRepelled(rig, site, ['HOLD_DISAGREES'], () => site.autoMerge(number));
  });

  test('never to what never ran there, whatever anybody says', async () => {
    const site = await rolledBack();
    const to = await version(3);
    await assertRepelled(rig, site, ['NEVER_DEPLOYED'], () => rollBack(site, { to, force: 'now' }));
  });

  test('force without a digest, or too long, is refused by its form', async () => {
    const site = await rolledBack();
    await assertRepelled(rig, site, ['INPUT_INVALID'], () => rollBack(site, { force: 'now' }));
    const to = await version(2);
    await assertRepelled(rig, site, ['INPUT_INVALID'], () => rollBack(site, { to, force: 'x'.repeat(1_001) }));
    await assertRepelled(rig, site, ['INPUT_INVALID'], () => rollBack(site, { reason: 'x'.repeat(1_001) }));
  });

  test('a hundred versions back: who proposes it and who merges it look equally far', async () => {
    const site = await rig.siteBeforeDev();
    await deploy(site, 2);
    for (let n = 0; n < 130; n += 1) {
      await push(site, { [valuesPath('dev')]: `${await site.file(valuesPath('dev'))}# ${n}\n` });
    }
    const proposed = await rollBack(site, { to: await version(1) });
    for (let n = 0; n < 3; n += 1) {
      await push(site, { [valuesPath('prod')]: `${await site.file(valuesPath('prod'))}# ${n}\n` });
    }
    await merge(site, proposed);
    assert.match(await site.file(valuesPath('dev')), new RegExp(await version(1)));
  });

  async function proving(): Promise<Site> {
    const site = await rig.siteBeforeDev();
    const policy = await site.file('promotion.yaml');
    await push(site, { 'promotion.yaml': policy.replace('from: dev,', `from: dev, healthy: [${context}],`) });
    return site;
  }

  describe('where others wait for reports of health', () => {
    test('not to what was never reported healthy', async () => {
      const site = await proving();
      await report(site, await deploy(site, 2), 'failure');
      await deploy(site, 3);
      const to = await version(2);
      await assertRepelled(rig, site, ['TARGET_UNHEALTHY'], () => rollBack(site, { to }));
      await assertRepelled(rig, site, ['TARGET_UNHEALTHY'], () => rollBack(site));
      const pull = await written(site, 3, 2);
      await assertRepelled(rig, site, ['TARGET_UNHEALTHY'], () => site.autoMerge(pull.number));
    });

    test('to what was, on whichever commit of its time', async () => {
      const site = await proving();
      await deploy(site, 2);
      rig.lab.clock.advance(60_000);
      const meanwhile = await push(site, { 'README.md': '# More\n' });
      rig.lab.clock.advance(60_000);
      await deploy(site, 3);
      await report(site, meanwhile, 'success');
      const result = await rollBack(site);
      assert.equal(result.outputs['digest'], await version(2), result.log);
      await merge(site, result);
      assert.deepEqual(codesOf(await rollBack(site)), ['TARGET_UNHEALTHY']);
    });
  });
});
