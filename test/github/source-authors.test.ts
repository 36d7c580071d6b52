import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readAuthors } from '@bitvault/github';
import { json } from '@bitvault/lab';
import { parseCommitOid } from '@bitvault/promotion';
import { repository, startRig, type Rig } from './rig.ts';
import { startScripted } from './scripted-github.ts';

const files = { 'main.ts': 'export {};\n' };

const read = async ({ promoter }: Rig, sha: string) => {
  const found = await readAuthors(promoter, { repository, commit: parseCommitOid(sha) });
  return found.kind === 'known' ? found.logins.join(' ') : found.detail;
};

/** bob proposes a commit that he has written in the name of alice. */
async function inTheNameOfAlice(rig: Rig): Promise<{ readonly number: number; readonly head: string }> {
  const head = await rig.lab.push(repository, { login: 'alice', message: 'Fix', files, branch: 'fix' });
  const draft = { title: 'Fix', head: 'fix', base: 'main' };
  const { number } = (await rig.ask(rig.bob.token, 'POST', 'pulls', draft)) as { readonly number: number };
  return { number, head };
}

async function merged(rig: Rig, number: number, method: string): Promise<string> {
  const made = await rig.ask(rig.alice.token, 'PUT', `pulls/${number}/merge`, { merge_method: method });
  return (made as { readonly sha: string }).sha;
}

describe('whoever writes the address of a colleague into a commit', () => {
  test('hides nobody, where no pull request says who brought it', async () => {
    await using rig = await startRig();
    const pushed = await rig.lab.push(repository, { login: 'alice', message: 'Fix', files });
    assert.match(await read(rig, pushed), /is not signed and no pull request that somebody merged brought it/);
    const { head } = await inTheNameOfAlice(rig);
    assert.match(await read(rig, head), /is not signed/, 'an open pull request brings nothing');
  });

  for (const [method, expected] of [
    ['squash', 'bob'],
    ['merge', 'alice bob'],
    ['rebase', 'alice bob'],
  ] as const)
    test(`has opened the pull request that brought it: by ${method}`, async () => {
      await using rig = await startRig();
      const { number } = await inTheNameOfAlice(rig);
      assert.equal(await read(rig, await merged(rig, number, method)), expected);
    });

  test('has merged the colleague’s pull request that brought it, by a push past it', async () => {
    await using rig = await startRig();
    await rig.lab.push(repository, { login: 'alice', message: 'Hers', files, branch: 'hers' });
    await rig.ask(rig.alice.token, 'POST', 'pulls', { title: 'Hers', head: 'hers', base: 'main' });
    const forged = { login: 'alice', message: 'His', files: { 'evil.ts': '' }, branch: 'hers' };
    const sha = await rig.lab.push(repository, forged);
    await rig.ask(rig.bob.token, 'PATCH', 'git/refs/heads/main', { sha });
    assert.equal(await read(rig, sha), 'alice bob');
  });
});

test('a commit that cannot be read has authors that nobody knows, and the advice says what to do', async () => {
  await using rig = await startRig();
  const commit = parseCommitOid('0'.repeat(39) + '1');
  const found = await readAuthors(rig.promoter, { repository, commit });
  assert.equal(found.kind, 'unknown');
  assert.match(found.kind === 'unknown' ? found.detail : '', /^GITHUB_/);
  assert.match(found.kind === 'unknown' ? found.advice : '', /contents: read.+pull-requests: read/);
});

interface Told {
  readonly author: string;
  readonly committer: string;
  readonly verified: boolean;
  readonly pulls?: readonly object[];
  readonly total?: number;
  readonly known: string | null;
}

const user = (login: string) => ({ __typename: 'User', login });
const workflow = { __typename: 'Bot', login: 'github-actions' };

test('whoever writes the address of GitHub itself into a commit, or has it made with a job’s token, hides nobody', async () => {
  const byWorkflow = { author: 'github-actions[bot]', committer: 'web-flow', verified: true };
  const cases: readonly Told[] = [
    { author: 'web-flow', committer: 'web-flow', verified: false, known: null },
    { author: 'bob', committer: 'web-flow', verified: false, known: null },
    { author: 'web-flow', committer: 'web-flow', verified: true, known: null },
    { author: 'bob', committer: 'web-flow', verified: true, known: 'bob' },
    { author: 'bob', committer: 'bob', verified: false, known: null },
    { author: 'bob', committer: 'carol', verified: true, known: 'bob carol' },
    { ...byWorkflow, known: null },
    { ...byWorkflow, pulls: [{ merged: true, author: workflow, mergedBy: user('alice') }], known: 'alice' },
    { ...byWorkflow, pulls: [{ merged: true, author: workflow, mergedBy: workflow }], known: null },
    { ...byWorkflow, pulls: [{ merged: false, author: user('eve'), mergedBy: null }], known: null },
    { author: 'bob', committer: 'web-flow', verified: true, pulls: [], total: 1, known: null },
  ];
  for (const { author, committer, verified, pulls = [], total = pulls.length, known } of cases) {
    const shape = {
      author: { login: author },
      committer: { login: committer },
      commit: { verification: { verified } },
    };
    const associatedPullRequests = { totalCount: total, nodes: pulls };
    await using github = await startScripted(({ url }) =>
      json(
        200,
        url.pathname.endsWith('/graphql') ? { data: { repository: { source: { associatedPullRequests } } } } : shape,
      ),
    );
    const found = await readAuthors(github.connection, { repository, commit: parseCommitOid('1'.repeat(40)) });
    const told = found.kind === 'known' ? found.logins.join(' ') : null;
    assert.equal(told, known, JSON.stringify({ ...shape, pulls }));
  }
});
