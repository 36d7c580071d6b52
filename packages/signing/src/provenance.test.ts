import assert from 'node:assert/strict';
import { test } from 'node:test';
import { provenance } from './provenance.ts';
import type { WorkflowClaims } from './workflow-token.ts';

const claims: WorkflowClaims = {
  iss: 'https://ghes.example/_services/token',
  sub: 'repo:bitvault/bitvault:environment:release',
  repository: 'bitvault/bitvault',
  repository_id: '101',
  repository_owner_id: '7',
  ref: 'refs/tags/v1.2.3',
  sha: 'a'.repeat(40),
  workflow_ref: 'bitvault/bitvault/.github/workflows/release.yml@refs/heads/release@2026',
  job_workflow_ref: 'bitvault/shared/.github/workflows/build.yml@refs/tags/v2',
  event_name: 'workflow_dispatch',
  runner_environment: 'self-hosted',
  run_id: '4711',
  run_attempt: '3',
};

test('provenance has the form of GitHub’s build type, on any server, with a called workflow as the builder', () => {
  const material = { uri: 'oci://registry.example/base', digest: { sha256: 'b'.repeat(64) } };
  assert.deepEqual(provenance({ claims, server: 'https://ghes.example', materials: [material] }), {
    predicateType: 'https://slsa.dev/provenance/v1',
    predicate: {
      buildDefinition: {
        buildType: 'https://actions.github.io/buildtypes/workflow/v1',
        externalParameters: {
          workflow: {
            ref: 'refs/heads/release@2026',
            repository: 'https://ghes.example/bitvault/bitvault',
            path: '.github/workflows/release.yml',
          },
        },
        internalParameters: {
          github: {
            event_name: 'workflow_dispatch',
            repository_id: '101',
            repository_owner_id: '7',
            runner_environment: 'self-hosted',
          },
        },
        resolvedDependencies: [
          {
            uri: 'git+https://ghes.example/bitvault/bitvault@refs/tags/v1.2.3',
            digest: { gitCommit: 'a'.repeat(40) },
          },
          material,
        ],
      },
      runDetails: {
        builder: { id: 'https://ghes.example/bitvault/shared/.github/workflows/build.yml@refs/tags/v2' },
        metadata: { invocationId: 'https://ghes.example/bitvault/bitvault/actions/runs/4711/attempts/3' },
      },
    },
  });
});
