import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { GitHubError } from '@bitvault/github';
import { textFile, type BaseSnapshot } from '@bitvault/promotion';
import { openPull } from './promoting.ts';
import { branch, dev, repository, startRig, type Rig } from './rig.ts';
import { startAltered } from './scripted-github.ts';

const files = {
  'holds/README.md': '# Holds\n',
  'holds/dev/service-1.yaml': 'held\n',
  'holds/dev/link.yaml': { content: '../x', mode: '120000' },
  'holds/dev/more/service-1.yaml': 'x\n',
  'holds/qa/service-1.yaml': { content: 'x\n', mode: '100755' },
} as const;

const read: BaseSnapshot['holds'] = new Map([
  ['holds/README.md', textFile('# Holds\n')],
  ['holds/dev/link.yaml', textFile('../x', '120000')],
  ['holds/dev/more', { mode: '040000', text: null, oid: null }],
  ['holds/dev/service-1.yaml', textFile('held\n')],
  ['holds/qa/service-1.yaml', textFile('x\n', '100755')],
]);

const hold = (rig: Rig) => rig.lab.push(repository, { login: 'alice', message: 'Hold', files });

type Reader = Pick<Rig['reader'], 'proposal' | 'state' | 'stateOfPull'>;
const ways: readonly (readonly [what: string, read: (reader: Reader) => Promise<{ readonly base: BaseSnapshot }>])[] = [
  ['a proposal', (reader) => reader.proposal(dev, branch)],
  ['the state', (reader) => reader.state()],
  ['the state of a pull request', (reader) => reader.stateOfPull(1)],
];

for (const [what, way] of ways) {
  test(`everything below holds/ is read for ${what}`, async () => {
    await using rig = await startRig();
    await openPull(rig);
    assert.deepEqual((await way(rig.reader)).base.holds, new Map());
    await hold(rig);
    assert.deepEqual((await way(rig.reader)).base.holds, read);
  });

  test(`a file in place of holds/ is told for ${what}`, async () => {
    await using rig = await startRig();
    await openPull(rig);
    const push = { login: 'alice', message: 'Link', files: { holds: { content: 'envs', mode: '120000' } } };
    await rig.lab.push(repository, push);
    const { holds } = (await way(rig.reader)).base;
    assert.deepEqual(holds, new Map([['holds', { mode: '120000', text: null, oid: null }]]));
  });
}

const invalid = (error: unknown): boolean =>
  error instanceof GitHubError && error.code === 'GITHUB_ANSWER_INVALID' && error.next !== '';

describe('what GitHub lists and does not give is not taken for absent', () => {
  const withheld: readonly (readonly [what: string, alter: (key: string, value: unknown) => unknown])[] = [
    ['the folder of holds', (key, value) => (key === 'holds' ? null : value)],
    ['the entries of all folders', (key, value) => (key === 'entries' ? null : value)],
    ['the contents of folders', (key, value) => (key === 'object' ? null : value)],
  ];
  for (const [what, way] of ways.slice(1)) {
    for (const [part, alter] of withheld) {
      test(`${part}, for ${what}`, async () => {
        await using rig = await startRig();
        await openPull(rig);
        await hold(rig);
        await using github = await startAltered(rig, 'query PromotionState', alter);
        await assert.rejects(way(github.reader), invalid);
      });
    }
  }

  for (const key of ['holds', 'environments', 'digests']) {
    test(`${key}, for a proposal, not even when it is asked for again`, async () => {
      await using rig = await startRig();
      await hold(rig);
      await using github = await startAltered(rig, '', (name, value) => (name === key ? null : value));
      await assert.rejects(github.reader.proposal(dev, branch), invalid);
      assert.equal(github.traffic.served.length, 2);
    });
  }

  test('the policy', async () => {
    await using rig = await startRig();
    await using github = await startAltered(rig, '', (name, value) => (name === 'policy' ? null : value));
    await assert.rejects(github.reader.proposal(dev, branch), invalid);
    await assert.rejects(github.reader.state(), invalid);
  });
});

test('folders of another commit than the base are read again by the commit itself', async () => {
  await using rig = await startRig();
  const before = await hold(rig);
  let meanwhile: Promise<string> | undefined;
  /** Whoever pushes between GitHub's look at the branch and its look at the folders. */
  const moved = (key: string, value: unknown) => {
    if (key !== 'holds') return value;
    const push = { login: 'alice', message: 'Lift', files: { 'holds/dev/service-1.yaml': null } };
    meanwhile ??= rig.lab.push(repository, push);
    return { __typename: 'Tree', oid: 'f'.repeat(40), entries: [] };
  };
  await using github = await startAltered(rig, 'query ProposalState', moved);
  const { base } = await github.reader.proposal(dev, branch);
  await meanwhile;
  assert.equal(base.oid, before);
  assert.deepEqual(base.holds, read);
});
