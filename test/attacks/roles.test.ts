import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { GitHubEvent, StepResult } from '@bitvault/lab';
import { valuesPath } from './layout.ts';
import { assertRepelled, codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';

describe('who may be what at once', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  /** Prod runs the second version after the first, and carol has asked for the first one back. */
  async function rolledBack(
    by = 'carol',
    from: (site: Site) => Promise<Partial<GitHubEvent>> = async () => ({}),
  ): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeProd();
    const files = { [valuesPath('prod')]: await site.bumped('prod', 'api', await rig.images.signed('api', 2)) };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Release', files });
    const inputs = { environment: 'prod', service: 'api', reason: 'Errors' };
    const event = { actor: by, name: 'workflow_dispatch', ...(await from(site)) } as const;
    const { outputs, log } = await site.run('rollback', 'bitvault-promoter', inputs, { event });
    assert.equal(outputs['result'], 'opened', log);
    const branch = 'rollback/prod/api';
    return { site, pull: { number: Number(outputs['number']), head: outputs['head-sha'] ?? '', branch } };
  }

  const approvers = (result: StepResult) => `${result.outputs['result']} ${result.outputs['approvers']}`;

  test('one person asks for a rollback, reviews it and approves the environment', async () => {
    const { site, pull } = await rolledBack();
    await rig.people.carol.approve(site.repository, pull.number);
    await assertRepelled(rig, site, ['NOT_SEPARATE'], () => site.gate(pull));
  });

  test('one person reviews a promotion and approves the environment', async () => {
    const site = await rig.siteBeforeProd();
    const files = { [valuesPath('prod')]: await site.bumped('prod', 'api', await rig.images.signed('api', 2)) };
    const pull = await site.open({ files, branch: 'promote/prod' });
    await rig.people.carol.approve(site.repository, pull.number);
    await assertRepelled(rig, site, ['NOT_SEPARATE'], () => site.gate(pull));
  });

  test('two people suffice for a rollback, of whom one asked for it', async () => {
    const { site, pull } = await rolledBack();
    await rig.people.alice.approve(site.repository, pull.number);
    assert.equal(approvers(await site.gate(pull)), 'merged carol');
  });

  test('a second reviewer makes up for the one who approves the environment', async () => {
    const { site, pull } = await rolledBack();
    await rig.people.carol.approve(site.repository, pull.number);
    await rig.people.alice.approve(site.repository, pull.number);
    const result = await site.gate(pull);
    assert.equal(approvers(result), 'merged carol', result.log);
  });

  test('a rollback in the name of somebody else, with the run of its own', async () => {
    const { site, pull } = await rolledBack('mallory');
    const path = 'holds/prod/api.yaml';
    const forged = (await site.file(path, pull.branch)).replace('by: "mallory"', 'by: "alice"');
    const files = { [path]: forged, [valuesPath('prod')]: await site.file(valuesPath('prod'), pull.branch) };
    const other = await site.open({ files, branch: 'rollback/prod/forged' });
    await rig.people.alice.approve(site.repository, other.number);
    await assertRepelled(rig, site, ['REQUESTER_UNKNOWN'], () => site.gate(other));
  });

  test('a rollback for which a workflow was asked with the token of its job, which names nobody', async () => {
    const { site, pull } = await rolledBack('github-actions[bot]');
    await rig.people.alice.approve(site.repository, pull.number);
    await assertRepelled(rig, site, ['REQUESTER_UNKNOWN'], () => site.gate(pull));
  });

  test('a rollback whose run is of a tag with the name of the branch', async () => {
    const { site, pull } = await rolledBack('mallory', async (where) => {
      const files = { '.github/workflows/rollback.yml': 'on: workflow_dispatch\njobs: {}\n' };
      const mine = { login: 'mallory', message: 'Mine', branch: 'mine', files };
      const sha = await rig.lab.github.push(where.repository, mine);
      const ref = 'refs/tags/main';
      await where.ask(rig.people.mallory.token, 'POST', 'git/refs', { ref, sha });
      return { ref, sha, workflowSha: sha };
    });
    await rig.people.alice.approve(site.repository, pull.number);
    const result = await assertRepelled(rig, site, ['REQUESTER_UNKNOWN'], () => site.gate(pull));
    assert.match(result.log, /its run is of no branch/);
  });

  test('a rollback whose run was repeated more often than GitHub names people for', async () => {
    rig.lab.github.rules.rerun = { attempt: 3, by: 'mallory' };
    const { site, pull } = await rolledBack().finally(() => (rig.lab.github.rules.rerun = null));
    await rig.people.alice.approve(site.repository, pull.number);
    await assertRepelled(rig, site, ['REQUESTER_UNKNOWN'], () => site.gate(pull));
  });

  test('a rollback that its reviewer ran again, where requesters are set apart', async () => {
    rig.lab.github.rules.rerun = { attempt: 2, by: 'alice' };
    const { site, pull } = await rolledBack().finally(() => (rig.lab.github.rules.rerun = null));
    const policy = (await site.file('promotion.yaml')).replace('bot:', 'separate: [requester, reviewer]\nbot:');
    await rig.lab.github.push(site.repository, {
      login: 'alice',
      message: 'Set requesters apart',
      files: { 'promotion.yaml': policy },
    });
    await rig.people.alice.approve(site.repository, pull.number);
    const result = await assertRepelled(rig, site, ['REVIEWER_INELIGIBLE', 'REVIEWS_MISSING'], () => site.gate(pull));
    assert.match(result.log, /alice/);
  });

  test('the policy sets authors apart, and the source cannot be read', async () => {
    const site = await rig.siteBeforeProd();
    const policy = (await site.file('promotion.yaml')).replace('bot:', 'separate: [author, reviewer, approver]\nbot:');
    await rig.lab.github.push(site.repository, {
      login: 'alice',
      message: 'Set authors apart',
      files: { 'promotion.yaml': policy },
    });
    const pull = await site.openProd(await rig.images.signed('api', 2));
    await assertRepelled(rig, site, ['AUTHORS_UNKNOWN'], () => site.gate(pull));
  });

  test('an environment that lets people approve the runs that they started', async () => {
    const site = await rig.siteBeforeProd();
    const pull = await site.openProd(await rig.images.signed('api', 2));
    rig.lab.github.setEnvironment(site.repository, 'production', {
      branchPolicy: ['main'],
      reviewers: ['carol'],
      preventSelfReview: false,
      canAdminsBypass: false,
    });
    const result = await site.gate(pull);
    assert.deepEqual(codesOf(result), ['ENVIRONMENT_SELF_REVIEW'], result.log);
  });
});
