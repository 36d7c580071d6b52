import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { git, repository, Rig } from './github.test-host.ts';

describe('git over HTTP', () => {
  let rig: Rig;
  let clone = '';
  before(async () => {
    rig = await Rig.start({ private: true });
    clone = path.join(rig.directory, 'clone');
    await git(rig.directory, 'clone', '--quiet', address(rig.appToken), clone);
  });
  after(() => rig.close());

  const address = (token: string): string =>
    `${rig.lab.origin.replace('http://', `http://x-access-token:${token}@`)}/${repository}.git`;
  const commit = async (branch: string, name: string) => {
    await git(clone, 'checkout', '--quiet', '-B', branch, 'origin/main');
    await writeFile(path.join(clone, name), name);
    await git(clone, 'add', '.');
    await git(clone, 'commit', '--quiet', '-m', `Add ${name}`);
    return git(clone, 'rev-parse', 'HEAD');
  };

  test('a private repository needs a good token that may read it', async () => {
    const list = (token: string) =>
      git(rig.directory, 'ls-remote', token === '' ? rig.created.cloneUrl : address(token));
    assert.match(await list(rig.alice.token), new RegExp(`${rig.created.head}\trefs/heads/main`));
    await assert.rejects(list(rig.carol.token), /not found/);
    await assert.rejects(list('ghs_wrong'), /Authentication failed|not found/);
    await assert.rejects(list(''), /could not read Username/);
  });

  test('a push is told to workflows with what it changed, and pull requests follow it', async () => {
    const head = await commit('feature', 'one');
    await git(clone, 'push', '--quiet', 'origin', 'feature');
    const opened = await rig.rest('POST', '/pulls', { body: { title: 't', head: 'feature', base: 'main' } });
    rig.events.length = 0;
    await writeFile(path.join(clone, 'two'), 'two');
    await git(clone, 'add', '.');
    await git(clone, 'commit', '--quiet', '-m', 'Add two');
    await git(clone, 'push', '--quiet', 'origin', 'feature');
    assert.deepEqual(
      rig.events.map(({ name, action }) => [name, action]),
      [
        ['pull_request_target', 'synchronize'],
        ['pull_request', 'synchronize'],
        ['push', undefined],
      ],
    );
    const [push] = rig.events.filter(({ name }) => name === 'push');
    const commits = push?.payload['commits'] as { added: string[] }[];
    assert.deepEqual([push?.payload['before'], commits.map(({ added }) => added)], [head, [['two']]]);
    const { body } = await rig.rest('GET', `/pulls/${String(opened.body['number'])}`);
    assert.deepEqual([(body['head'] as { sha: string }).sha, body['commits']], [push?.sha, 2]);
  });

  test('what the API makes can be fetched, by branch, by pull request and by commit', async () => {
    const { number, head } = await rig.propose('promote/fetched');
    await git(clone, 'fetch', '--quiet', 'origin', `refs/pull/${number}/head`);
    assert.equal(await git(clone, 'rev-parse', 'FETCH_HEAD'), head);
    const { body } = await rig.rest('GET', `/pulls/${number}`);
    const merge = String(body['merge_commit_sha']);
    await git(clone, 'fetch', '--quiet', '--depth=1', 'origin', merge);
    assert.equal(await git(clone, 'show', `${merge}:envs/dev/values.yaml`), 'tag: promote/fetched');
    assert.equal(await git(rig.created.directory, 'fsck', '--strict', '--no-dangling'), '');
  });

  test('readers, protected branches and pull request refs take no push', async () => {
    await commit('mine', 'three');
    const push = (...parameters: string[]) => git(clone, 'push', '--quiet', ...parameters);
    await assert.rejects(push(address(rig.carol.token), 'mine'), /not found/);
    const reader = rig.lab.installationToken('promoter', { permissions: { contents: 'read' } });
    await assert.rejects(push(address(reader), 'mine'), /403/);
    rig.lab.protect(repository, 'main', { requiredApprovals: 1 });
    await assert.rejects(push('origin', 'mine:main'), /GH006: Protected branch update failed for refs\/heads\/main/);
    await assert.rejects(push('origin', 'mine:refs/pull/99/head'), /Only GitHub itself moves/);
    assert.equal(rig.lab.branch(repository, 'main'), rig.created.head);
  });

  test('an App without the permission pushes no workflow; a person does', async () => {
    await git(clone, 'checkout', '--quiet', '-B', 'workflow', 'origin/main');
    await writeFile(path.join(clone, '.github/workflows/evil.yml'), 'on: push');
    await git(clone, 'add', '.');
    await git(clone, 'commit', '--quiet', '-m', 'Add a workflow');
    await assert.rejects(git(clone, 'push', '--quiet', 'origin', 'workflow'), /without `workflows` permission/);
    assert.equal(rig.lab.branch(repository, 'workflow'), null);
    await git(clone, 'push', '--quiet', address(rig.alice.token), 'workflow');
    assert.notEqual(rig.lab.branch(repository, 'workflow'), null);
  });

  test('a signature that is copied to another commit is none', async () => {
    const { head } = await rig.propose('promote/signed');
    await git(clone, 'fetch', '--quiet', 'origin', head);
    const signed = await git(clone, 'cat-file', 'commit', head);
    const forged = `${signed.replace('Change', 'Forge')}\n`;
    await writeFile(path.join(clone, 'forged'), forged);
    const oid = await git(clone, 'hash-object', '-t', 'commit', '-w', 'forged');
    await git(clone, 'push', '--quiet', 'origin', `${oid}:refs/heads/forged`);
    const verification = async (sha: string) => (await rig.rest('GET', `/git/commits/${sha}`)).body['verification'];
    const { verified, reason } = (await verification(oid)) as { verified: boolean; reason: string };
    assert.deepEqual([verified, reason], [false, 'unknown_key']);
    assert.equal(((await verification(head)) as { verified: boolean }).verified, true);
  });
});
