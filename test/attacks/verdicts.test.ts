import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startPart, Traffic } from '@bitvault/lab';
import { defects } from '../signing/matrix/defects.ts';
import { openWorkshop, type Published } from '../signing/matrix/spoil.ts';
import { runBundled } from './bundled-action.ts';

const workshop = await openWorkshop();
const { expectation } = workshop;

/** Nobody is to be asked but the registry. */
const strangers: string[] = [];
const proxy = await startPart('stranger', new Traffic(), ({ url }) => {
  strangers.push(url.href);
  return { status: 404 };
});
after(() => proxy.close());

const verify = ({ name, digest }: Published, inputs: Readonly<Record<string, string>> = {}) =>
  runBundled(
    'verify-image',
    {
      image: name,
      digest,
      source: expectation.source,
      workflow: expectation.workflow,
      ref: expectation.ref,
      commit: expectation.commit ?? '',
      'repository-id': expectation.repositoryId ?? '',
      'owner-id': expectation.ownerId ?? '',
      'runner-environment': expectation.runnerEnvironment ?? '',
      trigger: (expectation.triggers ?? []).join('\n'),
      'trusted-root': workshop.rig.sigstore.trustedRoot,
      ...inputs,
    },
    {
      GITHUB_SERVER_URL: expectation.server,
      GITHUB_API_URL: proxy.origin,
      GITHUB_GRAPHQL_URL: proxy.origin,
      HOME: '/nonexistent',
    },
  );

const codeOf = (reason: string): string => reason.slice(0, reason.indexOf(':'));

test('the bundle verifies the image that each defect is made in', async () => {
  const { exitCode, result, shown } = await verify(await workshop.publish());
  assert.deepEqual([exitCode, result], [0, 'verified'], shown);
});

for (const defect of defects)
  test(`the bundle refuses as ${defect.code}: ${defect.name}`, async () => {
    const writes = () =>
      workshop.rig.traffic.served.filter(
        ({ part, method }) => part === 'registry' && method !== 'GET' && method !== 'HEAD',
      );
    const image = await workshop.publish(defect);
    const mark = writes().length;
    const { exitCode, result, reason, shown } = await verify(image);
    assert.equal(codeOf(reason), defect.code, shown);
    assert.deepEqual([exitCode, result], [1, 'refused']);
    assert.equal(writes().length, mark, 'nothing is written');
    assert.deepEqual(strangers, []);
    assert.doesNotMatch(shown, /eyJ[A-Za-z0-9_-]{20,}\./, 'no token is shown');
  });

test('the bundle takes no pattern, prefix or suffix for the identity', async () => {
  const image = await workshop.publish();
  for (const [code, inputs] of [
    ['IDENTITY_REPOSITORY', { source: 'bitvault/bitvaul' }],
    ['IDENTITY_REPOSITORY', { source: 'itvault/bitvault' }],
    ['INPUT_INVALID', { source: '.*/.*' }],
    ['INPUT_INVALID', { source: 'bitvault/bitvault@evil' }],
    ['IDENTITY_WORKFLOW', { workflow: '.github/workflows/.*' }],
    ['IDENTITY_WORKFLOW', { workflow: '.github/workflows/release' }],
    ['IDENTITY_WORKFLOW', { workflow: '^' }],
    ['IDENTITY_REF', { ref: 'refs/heads/mai' }],
    ['IDENTITY_REF', { ref: 'refs/heads/mai.' }],
    ['IDENTITY_REF', { ref: 'main' }],
    ['IDENTITY_TRIGGER', { trigger: 'pus.|push' }],
    ['INPUT_INVALID', { commit: 'c0ffee' }],
  ] as const) {
    const { exitCode, reason, shown } = await verify(image, inputs);
    assert.equal(codeOf(reason), code, shown);
    assert.equal(exitCode, 1);
  }
});
