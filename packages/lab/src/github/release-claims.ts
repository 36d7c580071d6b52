/** The commit that `releaseClaims` tells of. */
export const releaseCommit = 'c0ffee0123456789c0ffee0123456789c0ffee01';

/**
 * Claims of a job's token, as GitHub gives them to a release workflow that a push to `main` started (docs.github.com,
 * "OpenID Connect reference"); for tests that sign without running a workflow.
 */
export function releaseClaims(repository = 'bitvault/bitvault', workflow = '.github/workflows/release.yml') {
  const workflowRef = `${repository}/${workflow}@refs/heads/main`;
  return {
    aud: 'sigstore',
    sub: `repo:${repository}:ref:refs/heads/main`,
    repository,
    repository_id: '101',
    repository_owner: repository.split('/', 1)[0] ?? '',
    repository_owner_id: '7',
    repository_visibility: 'public',
    ref: 'refs/heads/main',
    ref_type: 'branch',
    sha: releaseCommit,
    workflow: 'release',
    workflow_ref: workflowRef,
    workflow_sha: releaseCommit,
    job_workflow_ref: workflowRef,
    job_workflow_sha: releaseCommit,
    event_name: 'push',
    runner_environment: 'github-hosted',
    run_id: '4711',
    run_number: '12',
    run_attempt: '1',
    actor: 'alice',
  };
}
