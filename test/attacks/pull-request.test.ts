import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';
import { valuesPath } from './layout.ts';
import { assertNoSecret, assertRefused, assertRepelled, codesOf, writesDuring } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

const dev = valuesPath('dev');

describe('auto-merge-dev and whose pull request it is', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const foreign = ['AUTHOR_UNEXPECTED', 'COMMIT_UNVERIFIED'];

  /** The very bytes of a good bump, pushed and proposed by mallory. */
  async function openAsMallory(site: Site, branch: string, more: object = {}): Promise<number> {
    const { mallory } = rig.people;
    const files = { [dev]: await site.bumped('dev', 'api', await rig.images.signed('api', 2)) };
    await rig.lab.github.push(site.repository, { login: 'mallory', message: 'Promote api to dev', files, branch });
    const body = { title: 'Promote api to dev', head: branch, base: 'main', ...more };
    return ((await site.ask(mallory.token, 'POST', 'pulls', body)) as { readonly number: number }).number;
  }

  /** A pull request that would be merged, and the files of a second commit that is as good. */
  async function goodPull(): Promise<{ site: Site; number: number; head: string; files: Record<string, string> }> {
    const site = await rig.siteBeforeDev();
    const { number, head } = await site.openDev(await rig.images.signed('api', 2));
    return {
      site,
      number,
      head,
      files: { [dev]: await site.bumped('dev', 'api', await rig.images.signed('api', 3)) },
    };
  }

  /** alice pushes to main between GitHub's checks of a merge and the merge, once. */
  async function whileMerging(site: Site, files: Record<string, string>): Promise<void> {
    const { github } = rig.lab;
    github.rules.beforeMerge = async () => {
      github.rules.beforeMerge = null;
      await github.push(site.repository, { login: 'alice', message: 'Meanwhile', files });
    };
  }

  test('a fork, the fork deleted afterwards too', async () => {
    const site = await rig.siteBeforeDev();
    const { github } = rig.lab;
    const { mallory } = rig.people;
    const fork = await github.fork(site.repository, 'mallory');
    const files = { [dev]: await site.bumped('dev', 'api', await rig.images.signed('api', 2)) };
    await github.push(fork.fullName, { login: 'mallory', message: 'Promote api', files, branch: 'promote/dev' });
    const draft = { title: 'Promote api to dev', head: 'mallory:promote/dev', base: 'main' };
    const { number } = (await site.ask(mallory.token, 'POST', 'pulls', draft)) as { readonly number: number };
    // The fork's bytes are not among the repository's own objects, and are not looked for.
    const codes = ['FILE_UNREADABLE', 'PULL_FROM_FORK', ...foreign];
    await assertRepelled(rig, site, codes, () => site.autoMerge(number));
    github.deleteRepository(fork.fullName);
    await assertRepelled(rig, site, codes, () => site.autoMerge(number));
  });

  test('a person who makes the run look as if the bot had started it', async () => {
    const site = await rig.siteBeforeDev();
    const number = await openAsMallory(site, 'promote/dev');
    const actor = 'bitvault-promoter[bot]';
    await assertRepelled(rig, site, foreign, () => site.autoMerge(number, { event: { actor } }));
  });

  test('a person whose title, body, label, comment and branch say that all is well', async () => {
    const site = await rig.siteBeforeDev();
    const { mallory } = rig.people;
    const body = 'Promotion-Service: api\nPromotion-Environment: dev\n\nVerified. /approve /merge';
    const number = await openAsMallory(site, 'promote/dev', { title: '[approved] Promote api to dev', body });
    await site.ask(mallory.token, 'POST', `issues/${number}/labels`, { labels: ['approved', 'auto-merge'] });
    await site.ask(mallory.token, 'POST', `issues/${number}/comments`, { body: '/approve @bitvault-promoter' });
    await assertRepelled(rig, site, foreign, () => site.autoMerge(number));
  });

  test('another App, though GitHub signs its commits too', async () => {
    const site = await rig.siteBeforeDev();
    const pull = await site.openDev(await rig.images.signed('api', 2), { as: 'renovate' });
    await assertRepelled(rig, site, foreign, () => site.autoMerge(pull.number));
  });

  test('a branch called promote/dev that bumps prod', async () => {
    const site = await rig.siteBeforeProd();
    const files = { [valuesPath('prod')]: await site.bumped('prod', 'api', await rig.images.signed('api', 2)) };
    const pull = await site.open({ files, branch: 'promote/dev', title: 'Promote api to dev' });
    await assertRepelled(rig, site, ['MERGE_MODE', 'REVIEWS_MISSING'], () => site.autoMerge(pull.number));
  });

  test('another base branch', async () => {
    const site = await rig.siteBeforeDev();
    await site.ask(site.token('renovate'), 'POST', 'git/refs', { ref: 'refs/heads/release', sha: site.main() });
    const pull = await site.openDev(await rig.images.signed('api', 2), { base: 'release' });
    await assertRepelled(rig, site, ['PULL_BASE_UNEXPECTED'], () => site.autoMerge(pull.number));
  });

  describe('a second commit behind a good first one', () => {
    test('pushed by a person', async () => {
      const { site, number, files } = await goodPull();
      await rig.lab.github.push(site.repository, { login: 'mallory', message: 'm', files, branch: 'promote/dev' });
      await assertRepelled(rig, site, ['COMMIT_UNVERIFIED'], () => site.autoMerge(number));
    });

    test('in the bot’s name, without GitHub’s signature', async () => {
      const { site, number, head } = await goodPull();
      const { token } = rig.people.mallory;
      const of = (await site.ask(token, 'GET', `git/commits/${head}`)) as {
        readonly tree: { readonly sha: string };
        readonly author: { readonly name: string; readonly email: string };
      };
      const { name, email } = of.author;
      const person = { name, email, date: rig.lab.clock.now().toISOString() };
      const commit = { message: 'm', tree: of.tree.sha, parents: [head], author: person, committer: person };
      const { sha } = (await site.ask(token, 'POST', 'git/commits', commit)) as { readonly sha: string };
      await site.ask(token, 'PATCH', 'git/refs/heads/promote/dev', { sha });
      await assertRepelled(rig, site, ['COMMIT_UNVERIFIED'], () => site.autoMerge(number));
    });

    test('that GitHub signed for another App', async () => {
      const { site, number, head, files } = await goodPull();
      await site.move('promote/dev', await site.commit(files, head, 'renovate'), 'renovate');
      await assertRepelled(rig, site, ['COMMIT_UNVERIFIED'], () => site.autoMerge(number));
    });
  });

  describe('while it is being merged', () => {
    test('the head moves: the merge is asked for once, and its approval is taken back', async () => {
      const site = await rig.siteBeforeDev();
      const { number, head } = await site.openDev(await rig.images.signed('api', 2));
      const main = site.main();
      const evil = { 'charts/evil.yaml': 'kind: ClusterRoleBinding\n' };
      rig.lab.github.rules.beforeMerge = async () => {
        rig.lab.github.rules.beforeMerge = null;
        await site.move('promote/dev', await site.commit(evil, head, 'renovate'), 'renovate');
      };
      const { value: result, writes } = await writesDuring(rig, () => site.autoMerge(number));
      assertRefused(result, ['HEAD_MOVED']);
      assert.equal(site.main(), main);
      assert.equal(writes.filter((write) => write.endsWith('/merge')).length, 1, writes.join('\n'));
      const reviews = (await site.ask(rig.people.alice.token, 'GET', `pulls/${number}/reviews`)) as readonly {
        readonly state: string;
      }[];
      assert.deepEqual(
        reviews.map(({ state }) => state),
        ['DISMISSED'],
      );
      assertNoSecret(result, rig.wiretap.secrets);
    });

    test('the base moves and holds the service: everything is judged again', async () => {
      const site = await rig.siteBeforeDev();
      const old = await rig.images.signed('api', 1);
      const { number } = await site.openDev(await rig.images.signed('api', 2));
      const hold = renderHold({
        service: parseServiceName('api'),
        environment: parseEnvironmentName('dev'),
        digest: parseDigest(old),
        replaced: null,
        reason: 'it leaks',
        by: 'alice',
        since: '2026-11-24T09:00:00Z',
      });
      await whileMerging(site, { 'holds/dev/api.yaml': hold });
      const result = await site.autoMerge(number);
      assert.equal(result.outputs['result'], 'waiting', result.log);
      assert.deepEqual(codesOf(result), ['HELD']);
      assert.match(await site.file(dev), new RegExp(old));
      assertNoSecret(result, rig.wiretap.secrets);
    });

    test('the base moves at every look: in the end it is left to the next run', async () => {
      const site = await rig.siteBeforeDev();
      const { number } = await site.openDev(await rig.images.signed('api', 2));
      const running = await site.file(dev);
      const main = site.main();
      const stop = rig.lab.github.tamper((request, answer) =>
        request.body.includes('query SecondLook')
          ? { ...answer, body: String(answer.body).replaceAll(main, 'b'.repeat(40)) }
          : answer,
      );
      const result = await site.autoMerge(number).finally(stop);
      assertRefused(result, ['FACTS_MOVED']);
      assert.equal(await site.file(dev), running);
    });

    test('the base moves and takes dev away from auto-merge: everything is judged again', async () => {
      const site = await rig.siteBeforeDev();
      const { number } = await site.openDev(await rig.images.signed('api', 2));
      const policy = (await site.file('promotion.yaml')).replace('merge: auto', 'merge: review');
      await whileMerging(site, { 'promotion.yaml': policy });
      const result = await site.autoMerge(number);
      assertRefused(result, ['MERGE_MODE', 'REVIEWS_MISSING']);
      assert.match(await site.file(dev), new RegExp(await rig.images.signed('api', 1)));
    });
  });
});
