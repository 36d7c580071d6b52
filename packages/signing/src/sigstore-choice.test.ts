import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkInstancesServe, instanceFor } from './sigstore-choice.ts';
import type { WorkflowClaims } from './workflow-token.ts';

const claims: WorkflowClaims = {
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

test('only what GitHub says is public is signed in public', () => {
  assert.equal(instanceFor({ ...claims, repository_visibility: 'public' }), 'public-good');
  assert.equal(instanceFor({ ...claims, repository_visibility: 'private' }), 'github');
  assert.equal(instanceFor({ ...claims, repository_visibility: 'internal' }), 'github');
});

test('nothing is guessed where the token does not say', () => {
  for (const more of [{}, { repository_visibility: 'PUBLIC' }, { repository_visibility: 'secret' }]) {
    assert.throws(() => instanceFor({ ...claims, ...more }), { code: 'VISIBILITY_UNKNOWN', next: /sigstore: github/ });
  }
});

test('other GitHub servers need a Sigstore of their own', () => {
  checkInstancesServe('https://github.com');
  for (const server of [
    'https://github.example',
    'https://octo.ghe.com',
    'http://github.com',
    'https://github.com.evil',
  ]) {
    assert.throws(() => checkInstancesServe(server), { code: 'SIGNING_CONFIG_MISSING', next: /signing-config/ });
  }
});
