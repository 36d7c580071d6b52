import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { zeroOid } from './git/objects.ts';
import { repository, Rig } from './github.test-host.ts';

const updateRefs = `mutation Move($input:UpdateRefsInput!){updateRefs(input:$input){clientMutationId}}`;

describe('refs move by compare-and-swap', () => {
  let rig: Rig;
  let repositoryId = '';
  let one = '';
  let two = '';
  before(async () => {
    rig = await Rig.start();
    repositoryId = String((await rig.rest('GET', '')).body['node_id']);
    one = await rig.commit('scratch', { one: '1' });
    two = await rig.commit('scratch', { two: '2' });
  });
  after(() => rig.close());

  const move = async (...refUpdates: object[]) =>
    (await rig.graphql(updateRefs, { input: { repositoryId, refUpdates } })).errors?.[0];

  test('a ref is made only where there is none, moved only from where it is meant to be, and deleted likewise', async () => {
    const name = 'refs/heads/promote/dev';
    assert.equal(await move({ name, beforeOid: zeroOid, afterOid: one }), undefined);
    assert.equal((await move({ name, beforeOid: zeroOid, afterOid: two }))?.type, 'UNPROCESSABLE');
    assert.equal((await move({ name, beforeOid: two, afterOid: one }))?.type, 'UNPROCESSABLE');
    assert.equal(await move({ name, beforeOid: one, afterOid: two }), undefined);
    assert.match((await move({ name, beforeOid: two, afterOid: one }))?.message ?? '', /not a fast-forward/);
    assert.equal(await move({ name, beforeOid: two, afterOid: one, force: true }), undefined);
    assert.equal((await move({ name, beforeOid: two, afterOid: zeroOid }))?.type, 'UNPROCESSABLE');
    assert.equal(await move({ name, beforeOid: one, afterOid: zeroOid }), undefined);
    assert.equal(rig.lab.branch(repository, 'promote/dev'), null);
  });

  test('all refs move or none', async () => {
    const error = await move(
      { name: 'refs/heads/first', beforeOid: zeroOid, afterOid: one },
      { name: 'refs/heads/scratch', beforeOid: one, afterOid: two },
    );
    assert.equal(error?.type, 'UNPROCESSABLE');
    assert.equal(rig.lab.branch(repository, 'first'), null);
  });

  test('of twenty writers one wins', async () => {
    const name = 'refs/heads/contended';
    const errors = await Promise.all(
      Array.from({ length: 20 }, () => move({ name, beforeOid: zeroOid, afterOid: one })),
    );
    assert.equal(errors.filter((error) => error === undefined).length, 1);
  });

  test('a name that git does not take is refused, and so is an object that is not there', async () => {
    assert.ok(await move({ name: 'refs/heads/a..b', beforeOid: zeroOid, afterOid: one }));
    assert.ok(await move({ name: 'refs/heads/x', beforeOid: zeroOid, afterOid: 'f'.repeat(40) }));
  });

  test('createCommitOnBranch appends one commit, signed by GitHub, to exactly the expected head', async () => {
    const query = `mutation($input:CreateCommitOnBranchInput!){createCommitOnBranch(input:$input){commit{
      oid message parents(first:2){nodes{oid}} author{name user{login}} signature{isValid wasSignedByGitHub state}
      file(path:"deep/er/file"){mode object{... on Blob{text}}}}}}`;
    const input = {
      branch: { repositoryNameWithOwner: repository, branchName: 'scratch' },
      expectedHeadOid: two,
      message: { headline: 'Add', body: 'a file' },
      fileChanges: {
        additions: [{ path: 'deep/er/file', contents: Buffer.from('text').toString('base64') }],
        deletions: [{ path: 'one' }],
      },
    };
    const made = await rig.graphql(query, { input });
    const commit = made.data?.['createCommitOnBranch']?.['commit'];
    assert.deepEqual(
      { ...commit, oid: '' },
      {
        oid: '',
        message: 'Add\n\na file',
        parents: { nodes: [{ oid: two }] },
        author: { name: 'promoter[bot]', user: null },
        signature: { isValid: true, wasSignedByGitHub: true, state: 'VALID' },
        file: { mode: 0o100644, object: { text: 'text' } },
      },
    );
    const again = await rig.graphql(query, { input });
    assert.deepEqual(
      [again.errors?.[0]?.type, again.errors?.[0]?.message],
      ['STALE_DATA', `Expected branch to point to "${two}" but it did not.  Pull and try again.`],
    );
  });

  test('only a bot that names no author gets its commit signed', async () => {
    const tree = (await rig.rest('GET', `/git/commits/${one}`)).body['tree'] as { sha: string };
    const verified = async (body: object, token: string) => {
      const made = await rig.rest('POST', '/git/commits', { body: { message: 'm', tree: tree.sha, ...body }, token });
      return (made.body['verification'] as { verified: boolean }).verified;
    };
    const author = { name: 'promoter[bot]', email: 'promoter@example.com' };
    assert.equal(await verified({}, rig.appToken), true);
    assert.equal(await verified({ author }, rig.appToken), false);
    assert.equal(await verified({}, rig.alice.token), false);
  });

  test('a protected branch moves by pull requests only', async () => {
    rig.lab.protect(repository, 'main', { requiredApprovals: 1 });
    const main = rig.lab.branch(repository, 'main');
    const error = await move({ name: 'refs/heads/main', beforeOid: main, afterOid: two });
    assert.match(error?.message ?? '', /Changes must be made through a pull request/);
    assert.equal(rig.lab.branch(repository, 'main'), main);
  });

  test('without base_tree a tree holds nothing else; null deletes; modes are kept', async () => {
    const post = (body: object) => rig.rest('POST', '/git/trees', { body });
    const entry = { path: 'bin/run', mode: '100755', type: 'blob', content: '#!/bin/sh\n' };
    const alone = await post({ tree: [entry] });
    assert.deepEqual(
      (alone.body['tree'] as { path: string }[]).map(({ path }) => path),
      ['bin'],
    );
    const without = await post({
      base_tree: one,
      tree: [{ path: 'envs/dev/values.yaml', mode: '100644', type: 'blob', sha: null }],
    });
    const listed = await rig.rest('GET', `/git/trees/${String(without.body['sha'])}?recursive=1`);
    const paths = (listed.body['tree'] as { path: string }[]).map(({ path }) => path);
    assert.equal(
      paths.some((path) => path.startsWith('envs')),
      false,
    );
    for (const path of ['../x', 'a//b', '.git/config'])
      assert.equal((await post({ tree: [{ ...entry, path }] })).status, 422, path);
  });
});
