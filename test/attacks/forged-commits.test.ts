import { after, before, describe, test } from 'node:test';
import { valuesPath } from './layout.ts';
import { assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';

const dev = valuesPath('dev');

describe('auto-merge-dev and a commit that GitHub signed for the bot, but the bot did not put there', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const reset = (site: Site, branch: string, sha: string) =>
    site.ask(rig.people.mallory.token, 'PATCH', `git/refs/heads/${branch}`, { sha, force: true });

  /** Squashing a pull request of the bot's into a branch of her own gives mallory one, with what she pushed first. */
  async function forge(site: Site, pull: Pull, files: Record<string, string>): Promise<string> {
    const { token } = rig.people.mallory;
    await site.ask(token, 'POST', 'git/refs', { ref: 'refs/heads/tmp', sha: site.main() });
    await site.ask(token, 'PATCH', `pulls/${pull.number}`, { base: 'tmp' });
    await rig.lab.github.push(site.repository, { login: 'mallory', message: 'm', files, branch: pull.branch });
    const merge = { merge_method: 'squash', commit_title: 'Promote api to dev', commit_message: '' };
    const { sha } = (await site.ask(token, 'PUT', `pulls/${pull.number}/merge`, merge)) as { readonly sha: string };
    await site.ask(token, 'DELETE', `git/refs/heads/${pull.branch}`);
    return sha;
  }

  test('forged by a squash, and forced onto a good pull request', async () => {
    const site = await rig.siteBeforeDev();
    const wanted = await rig.images.signed('api', 2);
    const files = { [dev]: await site.bumped('dev', 'api', await rig.images.signed('api', 3)) };
    const forged = await forge(site, await site.openDev(wanted), files);
    const { number, branch } = await site.openDev(wanted);
    await reset(site, branch, forged);
    await assertRepelled(rig, site, ['PULL_REWRITTEN'], () => site.autoMerge(number));
  });

  test('an earlier one, which the bot has replaced', async () => {
    const site = await rig.siteBeforeDev();
    const { number, head, branch } = await site.openDev(await rig.images.signed('api', 2));
    const files = { [dev]: await site.bumped('dev', 'api', await rig.images.signed('api', 3)) };
    await site.move(branch, await site.commit(files, head, 'bitvault-promoter'));
    await reset(site, branch, head);
    await assertRepelled(rig, site, ['PULL_REWRITTEN'], () => site.autoMerge(number));
  });

  test('with the base pointed elsewhere and back', async () => {
    const site = await rig.siteBeforeDev();
    const { number } = await site.openDev(await rig.images.signed('api', 2));
    const { token } = rig.people.mallory;
    await site.ask(token, 'POST', 'git/refs', { ref: 'refs/heads/tmp', sha: site.main() });
    for (const base of ['tmp', 'main']) await site.ask(token, 'PATCH', `pulls/${number}`, { base });
    await assertRepelled(rig, site, ['PULL_REWRITTEN'], () => site.autoMerge(number));
  });
});
