import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Runtime } from '@bitvault/action-kit';
import { workflowIdentity } from '@bitvault/signing';
import { dryRunNeedsNoSigning, prepareSigning, signedWith } from './signing-setup.ts';

const claims = {
  iss: 'https://token.actions.githubusercontent.com',
  sub: 'repo:bitvault/bitvault:ref:refs/heads/main',
  repository: 'bitvault/bitvault',
  repository_id: '101',
  repository_owner_id: '7',
  ref: 'refs/heads/main',
  sha: 'c'.repeat(40),
  workflow_ref: 'bitvault/bitvault/.github/workflows/release.yml@refs/heads/main',
  job_workflow_ref: 'bitvault/bitvault/.github/workflows/release.yml@refs/heads/main',
  event_name: 'push',
  runner_environment: 'github-hosted',
  run_id: '1',
  run_attempt: '1',
};

/** A job of a repository that these can see; `asked` holds the audiences that it wanted tokens for. */
function jobOf(visibility?: string, server = 'https://github.com') {
  const asked: string[] = [];
  const payload = Buffer.from(JSON.stringify({ ...claims, repository_visibility: visibility })).toString('base64url');
  const runtime: Runtime = {
    env: { GITHUB_SERVER_URL: server, GITHUB_API_URL: `${server}/api`, GITHUB_GRAPHQL_URL: `${server}/graphql` },
    mask: () => undefined,
    redact: (text) => text,
    info: () => undefined,
    warn: () => undefined,
    annotate: () => undefined,
    idToken: (audience) => {
      asked.push(audience);
      return Promise.resolve(`a.${payload}.c`);
    },
    cancellable: (work) => work(new AbortController().signal),
  };
  return { runtime, asked };
}

const inputs = {
  'signing-config': undefined,
  // Read after the services are chosen and found fit for the format: that nobody reviewed it shows how far it came.
  'trusted-root': '/absent/trusted_root.json',
  sigstore: 'auto',
  'signature-format': 'legacy',
  'dry-run': false,
} as const;

const prepared = (given: Parameters<typeof prepareSigning>[0], runtime: Runtime) =>
  prepareSigning(
    given,
    runtime,
    workflowIdentity(
      () => runtime.idToken('sigstore'),
      (secret) => runtime.mask(secret),
    ),
  );

test('the job’s token tells whether the public log may be written: for a private repository there is none', async () => {
  for (const visibility of ['private', 'internal']) {
    const { runtime, asked } = jobOf(visibility);
    await assert.rejects(prepared(inputs, runtime), { code: 'LEGACY_LOG' });
    assert.deepEqual(asked, ['sigstore']);
  }
  await assert.rejects(prepared(inputs, jobOf('public').runtime), { code: 'INPUT_UNREVIEWED' });
});

test('a token that does not tell it chooses nothing', async () => {
  await assert.rejects(prepared(inputs, jobOf().runtime), { code: 'VISIBILITY_UNKNOWN' });
});

test('the input `sigstore` overrules it, and no token is asked for', async () => {
  const { runtime, asked } = jobOf('private');
  await assert.rejects(prepared({ ...inputs, sigstore: 'public-good' }, runtime), {
    code: 'INPUT_UNREVIEWED',
  });
  await assert.rejects(prepared({ ...inputs, sigstore: 'github' }, runtime), { code: 'LEGACY_LOG' });
  assert.deepEqual(asked, []);
});

test('on other servers there is nothing to choose from', async () => {
  const { runtime, asked } = jobOf('private', 'https://octo.ghe.com');
  for (const sigstore of ['auto', 'github', 'public-good'] as const) {
    await assert.rejects(prepared({ ...inputs, sigstore }, runtime), { code: 'SIGNING_CONFIG_MISSING' });
  }
  assert.deepEqual(asked, []);
});

test('`sigstore` and `signing-config` at once are refused', async () => {
  const both = { ...inputs, sigstore: 'github', 'signing-config': '{}' } as const;
  await assert.rejects(prepared(both, jobOf('private').runtime), { code: 'INPUT_INVALID' });
});

test('a dry run does without only where the token would have to tell', () => {
  const dry = { ...inputs, 'dry-run': true } as const;
  assert.equal(dryRunNeedsNoSigning(dry), true);
  assert.equal(dryRunNeedsNoSigning(inputs), false);
  assert.equal(dryRunNeedsNoSigning({ ...dry, 'signing-config': '{}' }), false);
  assert.equal(dryRunNeedsNoSigning({ ...dry, sigstore: 'github' }), false);
});

test('people are told who signed, why, and what is published', () => {
  assert.equal(
    signedWith('github', 'because the repository is private'),
    'Signed with GitHub’s own Sigstore, because the repository is private: nothing about it is published.',
  );
  assert.match(signedWith('public-good', 'because the repository is public'), /public log names repository/);
});
