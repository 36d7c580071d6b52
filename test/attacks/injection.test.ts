import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { parseDigest, parseEnvironmentName, parseServiceName, renderHold } from '@bitvault/promotion';
import { assertTextOnly, hostile } from './hostile-text.ts';
import { valuesPath } from './layout.ts';
import { assertNoSecret, assertRepelled, codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';

/** As a YAML double-quoted scalar in ASCII. */
const quoted = (text: string) =>
  JSON.stringify(text).replaceAll(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

describe('text of others stays text', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  const assertInert = (result: StepResult): void => {
    assertTextOnly(result);
    assertNoSecret(result, rig.wiretap.secrets);
  };

  test('the path of a file', async () => {
    const site = await rig.siteBeforeDev();
    const path = `charts/${hostile.replaceAll('/', '|').replaceAll(':\n', '')}`;
    const bumped = await site.bumped('dev', 'api', await rig.images.signed('api', 2));
    const pull = await site.open({ files: { [valuesPath('dev')]: bumped, [path]: 'x' } });
    const earlier = await site.world();
    const result = await site.autoMerge(pull.number);
    assert.equal(result.outputs['result'], 'refused');
    assert.equal(result.conclusion, 'failure');
    assert.deepEqual(codesOf(result), ['FILE_UNEXPECTED'], 'one reason, one line');
    assert.deepEqual(await site.world(), earlier);
    assertInert(result);
  });

  test('the title and the body of a pull request', async () => {
    const site = await rig.siteBeforeDev();
    const draft = { title: hostile, body: hostile, as: 'renovate' as const };
    const pull = await site.openDev(await rig.images.signed('api', 2), draft);
    const codes = ['AUTHOR_UNEXPECTED', 'COMMIT_UNVERIFIED'];
    assertInert(await assertRepelled(rig, site, codes, () => site.autoMerge(pull.number)));
  });

  test('the name of a commit’s author', async () => {
    const site = await rig.siteBeforeDev();
    const pull = await site.openDev(await rig.images.signed('api', 2));
    const { token } = rig.people.mallory;
    const { tree } = (await site.ask(token, 'GET', `git/commits/${pull.head}`)) as {
      readonly tree: { readonly sha: string };
    };
    const name = '::set-output name=result::merged ##[set-output name=result;]merged \u202e ::add-mask::e';
    const author = { name, email: 'x@evil.example', date: rig.lab.clock.now().toISOString() };
    const commit = { message: hostile, tree: tree.sha, parents: [pull.head], author, committer: author };
    const { sha } = (await site.ask(token, 'POST', 'git/commits', commit)) as { readonly sha: string };
    await site.ask(token, 'PATCH', `git/refs/heads/${pull.branch}`, { sha });
    assertInert(await assertRepelled(rig, site, ['COMMIT_UNVERIFIED'], () => site.autoMerge(pull.number)));
  });

  test('the reason of a hold, with a NUL', async () => {
    const site = await rig.siteBeforeDev();
    const old = await rig.images.signed('api', 1);
    const reason = `${hostile}\0end`;
    const hold = renderHold({
      service: parseServiceName('api'),
      environment: parseEnvironmentName('dev'),
      digest: parseDigest(old),
      replaced: null,
      reason,
      by: 'alice',
      since: '2026-11-24T09:00:00Z',
    });
    const files = { 'holds/dev/api.yaml': hold };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Hold', files });
    const inputs = { service: 'api', digest: await rig.images.signed('api', 2) };
    const earlier = await site.world();
    const result = await site.run('promote', 'bitvault-promoter', inputs);
    assert.equal(result.outputs['result'], 'refused', result.log);
    assert.deepEqual(codesOf(result), ['HELD'], 'one reason, one line');
    assert.ok(result.outputs['reason']?.includes(String.raw`\x00end`), 'nothing is left out');
    assert.deepEqual(await site.world(), earlier);
    assertInert(result);
  });

  test('promotion.yaml', async () => {
    const site = await rig.siteBeforeDev();
    const policy = `${await site.file('promotion.yaml')}${quoted(hostile)}: ${quoted(hostile)}\n`;
    const files = { 'promotion.yaml': policy };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Policy', files });
    const run = () => site.run('promote', 'bitvault-promoter', {});
    assertInert(await assertRepelled(rig, site, ['POLICY_INVALID'], run));
  });

  test('the reason that is given for a rollback: shown as text wherever the hold is met', async () => {
    const site = await rig.siteBeforeDev();
    const next = await rig.images.signed('api', 2);
    const files = { [valuesPath('dev')]: await site.bumped('dev', 'api', next) };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Deploy', files });
    const reason = hostile.trim();
    const inputs = { environment: 'dev', service: 'api', reason };
    const result = await site.run('rollback', 'bitvault-promoter', inputs);
    assert.equal(result.outputs['result'], 'opened', result.log);
    assertInert(result);
    const pull = (await site.ask(rig.people.alice.token, 'GET', `pulls/${result.outputs['number']}`)) as {
      readonly title: string;
      readonly body: string;
    };
    assert.doesNotMatch(`${pull.title}\n${pull.body}`, /[\u202a-\u202e]|<img|!\[a\]\(http|@alice|[^\\]\$\{\{/);
    const merged = await site.autoMerge(Number(result.outputs['number']));
    assert.equal(merged.outputs['result'], 'merged', merged.log);
    const held = await site.run('promote', 'bitvault-promoter', { service: 'api', digest: next });
    assert.deepEqual(codesOf(held), ['HELD']);
    assertInert(held);
  });
});
