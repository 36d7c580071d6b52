import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SigningErrorCode } from '@bitvault/signing';
import type { JWTPayload } from 'jose';
import { forgeOf, main, release, workflowRun } from './forge.ts';
import { imageOf, startRig, type VerifyChanges } from './rig.ts';

const rig = await startRig();
const { predicateFor, provenanceOf, refuses, signatureOf, withProvenance, withSignature } = forgeOf(rig);

test('what the forge makes honestly verifies, so that each refusal below has one cause', async () => {
  const image = imageOf('honest');
  const claims = await rig.verify(await withSignature(image, await signatureOf(image)), image);
  assert.equal(claims.subject, image.digest);
});

test('an expectation that differs in one point is refused with the code of that point', async () => {
  const image = imageOf('expectations');
  const repository = await withSignature(image, await signatureOf(image));
  const { server } = rig.issuer;
  const cases: readonly (readonly [VerifyChanges, SigningErrorCode, RegExp])[] = [
    [
      { source: 'bitvault/other' },
      'IDENTITY_REPOSITORY',
      /expected .*\/bitvault\/other, found .*\/bitvault\/bitvault;/,
    ],
    [{ workflow: '.github/workflows/ci.yml' }, 'IDENTITY_WORKFLOW', /ci\.yml@refs\/heads\/main, found .*release\.yml@/],
    [{ ref: 'refs/heads/dev' }, 'IDENTITY_REF', /expected refs\/heads\/dev, found refs\/heads\/main/],
    [{ issuer: 'https://token.actions.githubusercontent.com' }, 'IDENTITY_ISSUER', /expected https:\/\/token\.actions/],
    [{ server: 'https://github.com' }, 'IDENTITY_REPOSITORY', /expected https:\/\/github\.com\/bitvault\/bitvault/],
    [{ commit: 'b'.repeat(40) }, 'IDENTITY_COMMIT', /source commit: expected b{40}, found c0ffee/],
    [{ repositoryId: '102' }, 'IDENTITY_REPOSITORY_ID', /expected 102, found 101/],
    [{ ownerId: '8' }, 'IDENTITY_OWNER_ID', /expected 8, found 7/],
    [{ runnerEnvironment: 'self-hosted' }, 'IDENTITY_RUNNER', /expected self-hosted, found github-hosted/],
    [{ triggers: ['workflow_dispatch'] }, 'IDENTITY_TRIGGER', /expected workflow_dispatch, found push/],
    [{ triggers: ['release', 'schedule'] }, 'IDENTITY_TRIGGER', /expected release or schedule, found push/],
    [{ triggers: [] }, 'IDENTITY_TRIGGER', /found push/],
  ];
  for (const [changes, code, message] of cases) await refuses(repository, image, code, message, changes);
  assert.equal(
    (await rig.verify(repository, image, { server, repositoryId: '101', ownerId: '7', triggers: ['schedule', 'push'] }))
      .trigger,
    'push',
  );
});

test('identities that only look like the expected one are refused', async () => {
  const cases: readonly (readonly [string, JWTPayload, SigningErrorCode])[] = [
    ['repository with a suffix', workflowRun('bitvault/bitvault-evil', release, main), 'IDENTITY_REPOSITORY'],
    ['repository with a prefix', workflowRun('evil-bitvault/bitvault', release, main), 'IDENTITY_REPOSITORY'],
    ['repository in other case', workflowRun('BitVault/bitvault', release, main), 'IDENTITY_REPOSITORY'],
    ['repository with a Cyrillic а', workflowRun('bitvаult/bitvault', release, main), 'IDENTITY_REPOSITORY'],
    ['workflow with a suffix', workflowRun('bitvault/bitvault', `${release}.yml`, main), 'IDENTITY_WORKFLOW'],
    [
      'dots that would match as a pattern',
      workflowRun('bitvault/bitvault', 'xgithub/workflows/releaseyyml', main),
      'IDENTITY_WORKFLOW',
    ],
    ['ref with a suffix', workflowRun('bitvault/bitvault', release, `${main}-evil`), 'IDENTITY_REF'],
    ['tag named like the branch', workflowRun('bitvault/bitvault', release, 'refs/tags/main'), 'IDENTITY_REF'],
    [
      'the whole identity inside a ref',
      workflowRun('evil/evil', release, `${main}/bitvault/bitvault/${release}@${main}`),
      'IDENTITY_REPOSITORY',
    ],
    [
      'called workflow of another repository',
      { job_workflow_ref: `evil/evil/${release}@${main}` },
      'IDENTITY_WORKFLOW',
    ],
    [
      'another workflow that calls the expected one',
      { workflow_ref: `bitvault/bitvault/.github/workflows/pr.yml@${main}` },
      'IDENTITY_WORKFLOW',
    ],
  ];
  for (const [name, claims, code] of cases) {
    const image = imageOf(name);
    await refuses(await withSignature(image, await signatureOf(image, { claims })), image, code, /another identity/);
    await refuses(await withProvenance(image, await provenanceOf(image, { claims })), image, code, /another identity/);
  }
});

test('provenance that contradicts its certificate is refused, and says where', async () => {
  const image = imageOf('lies');
  const other = await predicateFor({ sha: 'b'.repeat(40) });
  await refuses(
    await withProvenance(image, await provenanceOf(image, {}, other)),
    image,
    'PROVENANCE_DISAGREES',
    /gitCommit: expected c0ffee\w+, found b{40}\)/,
  );
  const foreign = await predicateFor(workflowRun('evil/evil', release, main));
  await refuses(
    await withProvenance(image, await provenanceOf(image, {}, foreign)),
    image,
    'PROVENANCE_DISAGREES',
    /externalParameters\.workflow: .*builder\.id: .*invocationId: /,
  );
  await refuses(
    await withProvenance(image, await provenanceOf(image, {}, {})),
    image,
    'PROVENANCE_INVALID',
    /buildDefinition/,
  );
});
