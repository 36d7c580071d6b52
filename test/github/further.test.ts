import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GitHubError } from '@bitvault/github';
import { nothingWanted, pastKey, type CommitOid, type StatusReport } from '@bitvault/promotion';
import { dev, repository, serviceNamed, startRig, type Rig } from './rig.ts';
import { startAltered } from './scripted-github.ts';

const context = 'argocd/bitvault-dev';
const second = 1_000;

async function report(rig: Rig, sha: string, state: string, name = context, app = 'bitvault-argocd'): Promise<void> {
  const token = rig.lab.installationToken(app);
  await rig.ask(token, 'POST', `statuses/${sha}`, { state, context: name });
  rig.clock.advance(second);
}

const told = (reports: readonly StatusReport[] | undefined) =>
  reports?.map(({ context: name, state, creator }) => `${name} ${state} ${creator?.login}`);

async function grown(commits: number): Promise<{ readonly rig: Rig; readonly oids: readonly CommitOid[] }> {
  const rig = await startRig();
  const oids: CommitOid[] = [];
  for (let index = 0; index < commits; index += 1) {
    const push = { login: 'alice', message: `Commit ${index}`, files: { 'README.md': `${index}\n` } };
    oids.push((await rig.lab.push(repository, push)) as CommitOid);
  }
  return { rig, oids };
}

describe('every report on a commit', () => {
  test('is read, newest first, whoever made it', async () => {
    await using rig = await startRig();
    const { base } = await rig.reader.state();
    for (const state of ['success', 'failure', 'error', 'pending', 'success']) await report(rig, base.oid, state);
    await report(rig, base.oid, 'success', 'ci/build');
    const { value, served } = await rig.counted(() =>
      rig.reader.further(base.oid, { ...nothingWanted, logs: [base.oid] }),
    );
    assert.equal(served.length, 1);
    assert.equal(value.branch, null);
    const log = value.logs.get(base.oid);
    assert.equal(log?.complete, true);
    const by = 'bitvault-argocd[bot]';
    assert.deepEqual(told(log.reports), [
      `ci/build SUCCESS ${by}`,
      ...['SUCCESS', 'PENDING', 'ERROR', 'FAILURE', 'SUCCESS'].map((state) => `${context} ${state} ${by}`),
    ]);
    assert.ok(
      log.reports.every(({ createdAt }, index, all) => index === 0 || createdAt <= (all[index - 1]?.createdAt ?? 0)),
    );
  });

  test('is read page by page, and up to a thousand', async () => {
    await using rig = await startRig();
    const { base } = await rig.reader.state();
    const push = (name: string) => rig.lab.push(repository, { login: 'alice', message: name, files: { [name]: '' } });
    const some = (await push('some')) as CommitOid;
    for (let count = 0; count < 201; count += 1) await report(rig, some, count === 0 ? 'failure' : 'success');
    const { value, served } = await rig.counted(() =>
      rig.reader.further(base.oid, { ...nothingWanted, logs: [some, base.oid] }),
    );
    assert.equal(served.length, 4);
    assert.equal(value.logs.get(some)?.complete, true);
    assert.equal(value.logs.get(some)?.reports.length, 201);
    assert.equal(value.logs.get(some)?.reports.at(-1)?.state, 'FAILURE');
    assert.deepEqual(value.logs.get(base.oid), { reports: [], complete: true });
  });

  test('is not taken for all where there is more than can be read', async () => {
    await using rig = await startRig();
    const { base } = await rig.reader.state();
    let first: unknown;
    const page = (name: string, value: unknown) => {
      if (name !== '' || !Array.isArray(value)) return value;
      first ??= value[0];
      return Array.from({ length: 100 }, (_, index) => Object.assign({}, first, { id: index }));
    };
    await report(rig, base.oid, 'success');
    await using github = await startAltered(rig, '', page);
    const { logs } = await github.reader.further(base.oid, { ...nothingWanted, logs: [base.oid] });
    assert.equal(logs.get(base.oid)?.complete, false);
    assert.equal(github.traffic.served.length, 10);
  });
});

describe('the branch', () => {
  test('is read back to the commits that are asked for, a hundred a request, with the reports of these contexts', async () => {
    const { rig, oids } = await grown(120);
    await using _ = rig;
    const { base } = await rig.reader.state();
    const [oldest, next] = oids;
    assert.ok(oldest && next);
    await report(rig, oldest, 'failure');
    await report(rig, oldest, 'success', 'ci/build');
    const wanted = { ...nothingWanted, contexts: [context, 'argocd/other'], branch: [oldest, next] };
    const { value, served } = await rig.counted(() => rig.reader.further(base.oid, wanted));
    assert.equal(served.length, 2);
    assert.equal(value.branch?.exhausted, false);
    const { commits } = value.branch;
    assert.deepEqual(
      commits.slice(0, 120).map(({ oid }) => oid),
      oids.toReversed(),
    );
    assert.deepEqual(told(commits.find(({ oid }) => oid === oldest)?.statuses), [
      `${context} FAILURE bitvault-argocd[bot]`,
    ]);
    assert.ok(commits.filter(({ oid }) => oid !== oldest).every(({ statuses }) => statuses.length === 0));
  });

  test('ends where it ends', async () => {
    const { rig } = await grown(2);
    await using _ = rig;
    const { base } = await rig.reader.state();
    const absent = 'f'.repeat(40) as CommitOid;
    const { branch } = await rig.reader.further(base.oid, { ...nothingWanted, contexts: [context], branch: [absent] });
    assert.equal(branch?.exhausted, true);
    assert.equal(branch.commits.length, 3);
  });

  test('is not read where a report is missing from the answer', async () => {
    const { rig } = await grown(1);
    await using _ = rig;
    const { base } = await rig.reader.state();
    await report(rig, base.oid, 'failure');
    const withheld = (key: string, value: unknown) => (key === 'context0' ? undefined : value);
    await using github = await startAltered(rig, 'query BranchReports', withheld);
    const wanted = { ...nothingWanted, contexts: [context], branch: [base.oid] };
    await assert.rejects(
      github.reader.further(base.oid, wanted),
      (error) => error instanceof GitHubError && error.code === 'GITHUB_ANSWER_INVALID',
    );
  });
});

describe('the past of a slot', () => {
  const path = 'envs/dev/values.dev.yaml';
  const hold = 'holds/dev/service-0.yaml';
  const slot = { environment: dev, service: serviceNamed(0) };
  const past = (depth: number) => ({
    ...nothingWanted,
    contexts: [context],
    pasts: [{ slot, file: path, hold, depth }],
  });

  test('is read with the holds that were written on it, and no further than is asked for', async () => {
    await using rig = await startRig();
    const push = (files: Readonly<Record<string, string | null>>) =>
      rig.lab.push(repository, { login: 'alice', message: 'Push', files });
    for (let n = 0; n < 205; n += 1) await push({ [path]: `n: ${n}\n` });
    const held = await push({ [path]: 'n: 0\n', [hold]: 'held\n' });
    await report(rig, held, 'success');
    await report(rig, held, 'failure', 'ci/build');
    await push({ [hold]: null });
    const { base } = await rig.reader.state();
    const key = pastKey(slot);
    const first = await rig.counted(() => rig.reader.further(base.oid, past(100)));
    assert.equal(first.served.length, 1);
    const { versions, holds, complete } = first.value.pasts.get(key) ?? assert.fail();
    assert.deepEqual([versions.length, complete], [100, false]);
    assert.deepEqual([versions[0]?.commit, versions[0]?.file?.text], [held, 'n: 0\n']);
    assert.deepEqual(told(versions[0]?.statuses), [`${context} SUCCESS bitvault-argocd[bot]`]);
    assert.equal(versions[1]?.file?.text, 'n: 204\n');
    assert.deepEqual(
      holds.map(({ commit, file }) => [commit, file?.text]),
      [[held, 'held\n']],
    );
    const all = await rig.counted(() => rig.reader.further(base.oid, past(500)));
    assert.equal(all.served.length, 3);
    const whole = all.value.pasts.get(key);
    assert.deepEqual([whole?.versions.length, whole?.complete, whole?.holds.length], [207, true, 1]);
  });

  test('has every hold that was written on it, however often the hold was written since', async () => {
    await using rig = await startRig();
    const push = (files: Readonly<Record<string, string | null>>) =>
      rig.lab.push(repository, { login: 'alice', message: 'Push', files });
    const oldest = await push({ [path]: 'n: 0\n', [hold]: 'the oldest\n' });
    for (let n = 0; n < 101; n += 1) await push({ [hold]: n % 2 === 0 ? null : `${n}\n` });
    const newest = await push({ [path]: 'n: 1\n', [hold]: 'the newest\n' });
    const { base } = await rig.reader.state();
    const { pasts } = await rig.reader.further(base.oid, past(100));
    assert.deepEqual(
      pasts.get(pastKey(slot))?.holds.map(({ commit, file }) => [commit, file?.text]),
      [
        [newest, 'the newest\n'],
        [oldest, 'the oldest\n'],
      ],
    );
  });

  test('is not read where GitHub says that there is more, but not where', async () => {
    await using rig = await startRig();
    const { base } = await rig.reader.state();
    const more = (key: string, value: unknown) => (key === 'hasNextPage' ? true : key === 'endCursor' ? null : value);
    for (const [title, wanted] of [
      ['query SlotPast', past(500)],
      ['query BranchReports', { ...nothingWanted, branch: ['f'.repeat(40) as CommitOid] }],
    ] as const) {
      await using github = await startAltered(rig, title, more);
      await assert.rejects(
        github.reader.further(base.oid, wanted),
        (error) => error instanceof GitHubError && error.code === 'GITHUB_ANSWER_INVALID',
      );
    }
  });

  test('is told by the commits of a time, too', async () => {
    await using rig = await startRig();
    const push = async (name: string) => {
      rig.clock.advance(60 * second);
      return rig.lab.push(repository, { login: 'alice', message: name, files: { [name]: '' } });
    };
    await push('before');
    const within = [await push('one'), await push('two')];
    const [one = ''] = within;
    await report(rig, one, 'success');
    await push('after');
    const { base, commits } = await rig.reader.state();
    const made = (oid: string | undefined) =>
      commits.find((commit) => commit.oid === oid)?.committedAt ?? assert.fail();
    const span = { since: made(one), until: new Date(made(within[1]).getTime() + second) };
    const wanted = { ...nothingWanted, contexts: [context], spans: [span] };
    const { value, served } = await rig.counted(() => rig.reader.further(base.oid, wanted));
    assert.equal(served.length, 1);
    const [found] = value.spans;
    assert.deepEqual([found?.since, found?.until], [span.since, span.until]);
    assert.deepEqual(
      found?.commits.map(({ oid, statuses }) => [oid, ...(told(statuses) ?? [])]),
      [[within[1]], [one, `${context} SUCCESS bitvault-argocd[bot]`]],
    );
  });
});
