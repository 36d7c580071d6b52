import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { valuesPath } from './layout.ts';
import { assertNoSecret, assertRefused, assertRepelled, codesOf, writesDuring } from './refusal.ts';
import { guarded, startRig, type Rig } from './rig.ts';
import type { GateRun, Pull, Site } from './site.ts';

describe('prod-manual-gate', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());
  const minute = 60_000;

  /** A reviewed pull request, but for the review. */
  async function unreviewed(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeProd();
    const files = { [valuesPath('prod')]: await site.bumped('prod', 'api', await rig.images.signed('api', 2)) };
    return { site, pull: await site.open({ files, branch: 'promote/prod' }) };
  }

  /** A pull request of prod with everything that it needs but the gate. */
  async function ready(): Promise<{ readonly site: Site; readonly pull: Pull }> {
    const site = await rig.siteBeforeProd();
    return { site, pull: await site.openProd(await rig.images.signed('api', 2)) };
  }

  /** The gate, run so on such a pull request, refuses for these reasons. */
  async function repels(codes: readonly string[], run: GateRun, prepare?: (site: Site) => void): Promise<void> {
    const { site, pull } = await ready();
    prepare?.(site);
    await assertRepelled(rig, site, codes, () => site.gate(pull, run));
  }

  describe('what the reviewer saw', () => {
    test('another commit is pushed after the approval, as good as the first', async () => {
      const site = await rig.createSite({
        dev: { api: await rig.images.signed('api', 2), web: await rig.images.signed('web', 2) },
        staging: { api: await rig.images.signed('api', 2), web: await rig.images.signed('web', 2) },
        prod: { api: await rig.images.signed('api', 1), web: await rig.images.signed('web', 1) },
      });
      const { number, branch, head } = await site.openProd(await rig.images.signed('api', 2));
      rig.lab.clock.advance(minute);
      const more = { [valuesPath('prod')]: await site.file(valuesPath('staging')) };
      const pushed = await site.commit(more, head, 'bitvault-promoter');
      await site.move(branch, pushed);
      await assertRepelled(rig, site, ['REVIEWS_MISSING'], () => site.gate({ number, branch, head: pushed }));
    });

    test('the base is merged in, and GitHub moves the approval to a head that nobody saw', async () => {
      const { site, pull } = await ready();
      await rig.lab.github.push(site.repository, {
        login: 'alice',
        message: 'Docs',
        files: { 'README.md': '# New\n' },
      });
      rig.lab.clock.advance(minute);
      const token = site.token('bitvault-promoter');
      const files = { [valuesPath('prod')]: await site.file(valuesPath('prod'), pull.branch) };
      const head = await site.commit(files, site.main(), 'bitvault-promoter', [pull.head, site.main()]);
      await site.move(pull.branch, head);
      const [review] = (await site.ask(token, 'GET', `pulls/${pull.number}/reviews`)) as readonly {
        readonly commit_id: string;
      }[];
      assert.equal(review?.commit_id, head, 'the lab does as GitHub does');
      await assertRepelled(rig, site, ['REVIEWS_MISSING'], () => site.gate({ ...pull, head }));
    });

    test('the head is not the one that the run was approved for', async () => {
      const { site, pull } = await ready();
      await assertRepelled(rig, site, ['HEAD_MOVED'], () => site.gate(pull, { head: site.main() }));
    });

    test('the head moves while it is merged: the merge is asked for once', async () => {
      const { site, pull } = await ready();
      const main = site.main();
      rig.lab.github.rules.beforeMerge = async () => {
        rig.lab.github.rules.beforeMerge = null;
        await site.move(pull.branch, await site.commit({ 'evil.yaml': 'x\n' }, pull.head, 'renovate'), 'renovate');
      };
      const { value: result, writes } = await writesDuring(rig, () => site.gate(pull));
      assertRefused(result, ['HEAD_MOVED']);
      assert.equal(site.main(), main);
      assert.equal(writes.filter((write) => write.startsWith('PUT') && write.endsWith('/merge')).length, 1);
      assertNoSecret(result, rig.wiretap.secrets);
    });

    test('the base moves while it is merged, to other digests: everything is judged again', async () => {
      const { site, pull } = await ready();
      const rolledBack = await site.bumped('staging', 'api', await rig.images.signed('api', 1));
      rig.lab.github.rules.beforeMerge = async () => {
        rig.lab.github.rules.beforeMerge = null;
        const files = { [valuesPath('staging')]: rolledBack };
        await rig.lab.github.push(site.repository, { login: 'alice', message: 'Roll staging back', files });
      };
      const result = await site.gate(pull);
      assertRefused(result, ['NOT_UPSTREAM']);
      assert.match(await site.file(valuesPath('prod')), new RegExp(await rig.images.signed('api', 1)));
    });
  });

  describe('who counts as a person', () => {
    const approve = (site: Site, pull: Pull, token: string) =>
      site.ask(token, 'POST', `pulls/${pull.number}/reviews`, { event: 'APPROVE' });

    test('no App, whatever it may write', async () => {
      const { site, pull } = await unreviewed();
      await approve(site, pull, site.token('renovate'));
      await approve(site, pull, site.token('bitvault-merger'));
      await assertRepelled(rig, site, ['REVIEWS_MISSING'], () => site.gate(pull));
    });

    test('nobody who may not write', async () => {
      const { site, pull } = await unreviewed();
      const outsider = rig.lab.github.createUser('outsider');
      await approve(site, pull, outsider.token);
      await assertRepelled(rig, site, ['REVIEWS_MISSING'], () => site.gate(pull));
    });

    test('no label, comment, title or body, and no review that only comments', async () => {
      const { site, pull } = await unreviewed();
      const { carol, mallory } = rig.people;
      await site.ask(mallory.token, 'POST', `issues/${pull.number}/labels`, { labels: ['approved'] });
      await site.ask(carol.token, 'POST', `issues/${pull.number}/comments`, { body: 'LGTM. /approve' });
      await site.ask(carol.token, 'POST', `pulls/${pull.number}/reviews`, { event: 'COMMENT', body: 'Approved!' });
      const texts = { title: '[approved] Promote api', body: 'Promotion-Approved-By: alice' };
      await site.ask(site.token('renovate'), 'PATCH', `pulls/${pull.number}`, texts);
      await assertRepelled(rig, site, ['REVIEWS_MISSING'], () => site.gate(pull));
    });

    test('nobody who has changed their mind', async () => {
      const { site, pull } = await ready();
      const objection = { event: 'REQUEST_CHANGES', body: 'Wait' };
      await site.ask(rig.people.alice.token, 'POST', `pulls/${pull.number}/reviews`, objection);
      await assertRepelled(rig, site, ['CHANGES_REQUESTED', 'REVIEWS_MISSING'], () => site.gate(pull));
    });

    test('not who started the run, though the environment would allow it', () =>
      repels(['ENVIRONMENT_SELF_REVIEW', 'APPROVER_INELIGIBLE'], { event: { actor: 'carol' } }, (site) =>
        rig.lab.github.setEnvironment(site.repository, 'production', { ...guarded, preventSelfReview: false }),
      ));
  });

  describe('how the environment is guarded', () => {
    const set = (options: object) => (site: Site) =>
      rig.lab.github.setEnvironment(site.repository, 'production', { ...guarded, ...options });

    test('administrators may bypass it', () => repels(['ENVIRONMENT_BYPASSABLE'], {}, set({ canAdminsBypass: true })));

    test('GitHub does not say whether administrators may', () =>
      repels(['ENVIRONMENT_BYPASSABLE'], {}, set({ canAdminsBypass: undefined })));

    test('an administrator has bypassed it', async () => {
      const { site, pull } = await ready();
      set({ canAdminsBypass: true })(site);
      const review = async (run: number) => rig.lab.github.bypassReviews(site.repository, run, 'alice');
      await assertRepelled(rig, site, ['ENVIRONMENT_BYPASSABLE', 'APPROVAL_MISSING'], () =>
        site.gate(pull, { review }),
      );
    });

    test('nobody has to review', () =>
      repels(['ENVIRONMENT_UNPROTECTED', 'APPROVAL_MISSING'], { review: 'none' }, set({ reviewers: [] })));

    test('any branch may use it', () => repels(['ENVIRONMENT_ANY_BRANCH'], {}, set({ branchPolicy: null })));
  });

  describe('which job it is', () => {
    test('bound to no environment', () => repels(['OIDC_UNAVAILABLE'], { environment: '', review: 'none' }));

    test('bound to an environment that GitHub makes up on the spot', () =>
      repels(
        [
          'JOB_NOT_BOUND',
          'ENVIRONMENT_UNPROTECTED',
          'ENVIRONMENT_BYPASSABLE',
          'ENVIRONMENT_ANY_BRANCH',
          'APPROVAL_MISSING',
        ],
        { environment: 'productoin', review: 'none' },
      ));

    test('without an identity token', () => repels(['OIDC_UNAVAILABLE'], { permissions: {} }));

    test('of a workflow as a branch has it, where the environment lets branches in', () =>
      repels(
        ['JOB_NOT_BOUND', 'ENVIRONMENT_ANY_BRANCH'],
        { event: { ref: 'refs/heads/mallory', name: 'workflow_dispatch' } },
        (site) => rig.lab.github.setEnvironment(site.repository, 'production', { ...guarded, branchPolicy: null }),
      ));

    test('of a workflow as a branch has it: the environment keeps it out', async () => {
      const { site, pull } = await ready();
      const main = site.main();
      const event = { ref: 'refs/heads/mallory', name: 'workflow_dispatch' } as const;
      const result = await site.gate(pull, { event, review: 'none' });
      assert.equal(result.conclusion, 'failure');
      assert.match(result.message ?? '', /not allowed to deploy to production/);
      assert.equal(result.exitCode, undefined, 'nothing was run');
      assert.equal(site.main(), main);
    });

    test('of a run that is run again', async () => {
      const { site, pull } = await ready();
      rig.lab.github.rules.rerun = { attempt: 2, by: 'mallory' };
      try {
        await assertRepelled(rig, site, ['RUN_REPEATED'], () => site.gate(pull));
      } finally {
        rig.lab.github.rules.rerun = null;
      }
    });

    test('of another repository, whose environment its owner guards', async () => {
      const { site, pull } = await ready();
      const elsewhere = await rig.siteBeforeProd();
      const inputs = { 'pull-request': String(pull.number), head: pull.head, repository: site.repository };
      const attack = () =>
        site.run('prod-manual-gate', 'bitvault-merger', inputs, {
          repository: elsewhere.repository,
          event: { sha: elsewhere.main(), workflowSha: elsewhere.main(), actor: 'mallory' },
          environment: 'staging',
          permissions: { 'id-token': 'write' },
        });
      await assertRepelled(rig, site, ['GITHUB_NOT_FOUND'], attack);
    });
  });

  describe('what somebody else has merged is nothing that it has judged', () => {
    const merge = (site: Site, number: number) =>
      site.ask(rig.people.mallory.token, 'PUT', `pulls/${number}/merge`, { merge_method: 'squash' });

    test('a pull request of their own, at a head that nobody asked about', async () => {
      const site = await rig.siteBeforeProd();
      const files = { [valuesPath('prod')]: await site.bumped('prod', 'api', await rig.images.unsigned('api', 9)) };
      const branch = 'evil';
      const head = await rig.lab.github.push(site.repository, { login: 'mallory', message: 'Evil', files, branch });
      const draft = { title: 'Evil', head: branch, base: 'main' };
      const pull = (await site.ask(rig.people.mallory.token, 'POST', 'pulls', draft)) as { readonly number: number };
      await rig.people.alice.approve(site.repository, pull.number);
      await merge(site, pull.number);
      const { number } = pull;
      await assertRepelled(rig, site, ['PULL_NOT_OPEN'], () => site.gate({ number, branch, head: '0'.repeat(40) }));
      await assertRepelled(rig, site, ['PULL_NOT_OPEN'], () => site.gate({ number, branch, head }));
    });

    test('the pull request of the bot that they were to leave to it', async () => {
      const { site, pull } = await ready();
      await merge(site, pull.number);
      await assertRepelled(rig, site, ['PULL_NOT_OPEN'], () => site.gate(pull));
    });

    test('but what it has merged itself stays merged, at the head that people were shown', async () => {
      const { site, pull } = await ready();
      const { outputs } = await site.gate(pull);
      const again = await site.gate(pull);
      assert.equal(again.outputs['result'], 'merged', again.log);
      assert.equal(again.outputs['merge-sha'], outputs['merge-sha']);
      await assertRepelled(rig, site, ['PULL_NOT_OPEN'], () => site.gate(pull, { head: site.main() }));
    });
  });

  test('auto-merge-dev does not stand in for it', async () => {
    const { site, pull } = await ready();
    const { outputs } = await assertRepelled(rig, site, ['MERGE_MODE', 'GATE_AHEAD'], () =>
      site.autoMerge(pull.number),
    );
    assert.equal(outputs['merge-sha'], '');
  });

  test('promote does not stand in for it either: it asks for the gate', async () => {
    const { site } = await ready();
    const workflow = `on: {workflow_dispatch: {inputs: {pull-request: {type: number}, head: {type: string}}}}
jobs: {gate: {runs-on: ubuntu-latest, if: false, steps: [{run: 'true'}]}}
`;
    const files = { '.github/workflows/prod-gate.yml': workflow };
    const main = await rig.lab.github.push(site.repository, { login: 'alice', message: 'Gate', files });
    const { value: result, writes } = await writesDuring(rig, () =>
      site.run('promote', 'bitvault-promoter', { 'merge-token': site.token('bitvault-merger') }),
    );
    assert.equal(site.main(), main, result.log);
    const gate = `POST /api/v3/repos/${site.repository}/actions/workflows/prod-gate.yml/dispatches`;
    assert.deepEqual(writes, [gate], 'and to merge nothing');
    assertNoSecret(result, rig.wiretap.secrets);
  });

  test('promote merges no staging that was pushed to after its review', async () => {
    const site = await rig.createSite({
      dev: { api: await rig.images.signed('api', 2), web: await rig.images.signed('web', 2) },
      staging: { api: await rig.images.signed('api', 1), web: await rig.images.signed('web', 1) },
      prod: { api: await rig.images.signed('api', 1), web: await rig.images.signed('web', 1) },
    });
    const bumped = await site.bumped('staging', 'api', await rig.images.signed('api', 2));
    const pull = await site.open({ files: { [valuesPath('staging')]: bumped }, branch: 'promote/staging' });
    await rig.people.alice.approve(site.repository, pull.number);
    rig.lab.clock.advance(minute);
    const whole = { [valuesPath('staging')]: await site.file(valuesPath('dev')) };
    await site.move(pull.branch, await site.commit(whole, pull.head, 'bitvault-promoter'));
    const inputs = { 'merge-token': site.token('bitvault-merger') };
    const { value: result, writes } = await writesDuring(rig, () => site.run('promote', 'bitvault-promoter', inputs));
    assert.deepEqual(writes, []);
    assert.equal(result.outputs['result'], 'waiting', result.log);
    assert.deepEqual(codesOf(result), ['REVIEWS_MISSING']);
  });
});
