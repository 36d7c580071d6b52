import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { protectGitOps } from '@bitvault/lab';
import { valuesPath } from './layout.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

const prod = valuesPath('prod');
const squash = { merge_method: 'squash' };

/** That prod stays as it is, because GitHub refuses `attack` as something that only the merger may do. */
async function assertKept(site: Site, attack: () => Promise<unknown>): Promise<void> {
  const file = await site.file(prod);
  await assert.rejects(attack, /Cannot update this protected ref/);
  assert.equal(await site.file(prod), file);
}

describe('under the rulesets that the example asks for', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  async function guarded(): Promise<Site> {
    const site = await rig.siteBeforeProd();
    protectGitOps(rig.lab.github, site.repository);
    return site;
  }

  test('nobody merges a reviewed pull request of prod by hand, past the gate', async () => {
    const site = await guarded();
    const { number } = await site.openProd(await rig.images.signed('api', 2));
    await assertKept(site, () => site.ask(rig.people.mallory.token, 'PUT', `pulls/${number}/merge`, squash));
  });

  test('the promoter’s key, which may approve, merges nothing', async () => {
    const site = await guarded();
    const files = { [prod]: await site.bumped('prod', 'api', await rig.images.unsigned('api', 9)) };
    const fork = await rig.lab.github.fork(site.repository, 'mallory');
    await rig.lab.github.push(fork.fullName, { login: 'mallory', message: 'x', files, branch: 'x' });
    const draft = { title: 'x', head: 'mallory:x', base: 'main' };
    const { number } = (await site.ask(rig.people.mallory.token, 'POST', 'pulls', draft)) as {
      readonly number: number;
    };
    const stolen = site.token('bitvault-promoter');
    await site.ask(stolen, 'POST', `pulls/${number}/reviews`, { event: 'APPROVE' });
    await assertKept(site, () => site.ask(stolen, 'PUT', `pulls/${number}/merge`, squash));
  });

  test('nobody but the promoter makes or moves its branches', async () => {
    const site = await guarded();
    const { head, branch } = await site.openProd(await rig.images.signed('api', 2));
    const { token } = rig.people.mallory;
    const moved = { sha: site.main(), force: true };
    await assertKept(site, () => site.ask(token, 'PATCH', `git/refs/heads/${branch}`, moved));
    const made = { ref: 'refs/heads/promote/dev', sha: head };
    await assertKept(site, () => site.ask(token, 'POST', 'git/refs', made));
  });

  test('a reviewed bump of prod is still merged by the approved gate', async () => {
    const site = await guarded();
    const { outputs, log } = await site.gate(await site.openProd(await rig.images.signed('api', 2)));
    assert.equal(outputs['result'], 'merged', log);
  });
});
