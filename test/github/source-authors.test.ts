import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readAuthors } from '@bitvault/github';
import { parseCommitOid } from '@bitvault/promotion';
import { repository, startRig } from './rig.ts';

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
