import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAuthors } from '@bitvault/github';
import { json } from '@bitvault/lab';
import { parseCommitOid } from '@bitvault/promotion';
import { repository, startRig } from './rig.ts';
import { startScripted } from './scripted-github.ts';

test('the accounts of author and committer are known, GitHub itself left out', async () => {
  await using rig = await startRig();
  const files = { 'main.ts': 'export {};\n' };
  const pushed = await rig.lab.push(repository, { login: 'bob', message: 'Fix', files, branch: 'fix' });
  const commit = parseCommitOid(pushed);
  assert.deepEqual(await readAuthors(rig.promoter, { repository, commit }), { kind: 'known', logins: ['bob'] });
});

test('a commit that cannot be read has authors that nobody knows, and the advice says what to do', async () => {
  await using rig = await startRig();
  const commit = parseCommitOid('0'.repeat(39) + '1');
  const found = await readAuthors(rig.promoter, { repository, commit });
  assert.equal(found.kind, 'unknown');
  assert.match(found.kind === 'unknown' ? found.detail : '', /^GITHUB_/);
  assert.match(found.kind === 'unknown' ? found.advice : '', /contents: read/);
});

test('whoever writes the address of GitHub itself into a commit hides nobody', async () => {
  const cases = [
    { author: 'web-flow', committer: 'web-flow', verified: false, kind: 'unknown' },
    { author: 'bob', committer: 'web-flow', verified: false, kind: 'unknown' },
    { author: 'web-flow', committer: 'web-flow', verified: true, kind: 'unknown' },
    { author: 'bob', committer: 'web-flow', verified: true, kind: 'known' },
    { author: 'bob', committer: 'bob', verified: false, kind: 'known' },
  ];
  for (const { author, committer, verified, kind } of cases) {
    const shape = {
      author: { login: author },
      committer: { login: committer },
      commit: { verification: { verified } },
    };
    await using github = await startScripted(() => json(200, shape));
    const found = await readAuthors(github.connection, { repository, commit: parseCommitOid('1'.repeat(40)) });
    assert.equal(found.kind, kind, JSON.stringify(shape));
    if (found.kind === 'known') assert.deepEqual(found.logins, ['bob']);
  }
});
