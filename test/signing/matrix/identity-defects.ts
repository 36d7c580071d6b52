import type { JWTPayload } from 'jose';
import { main, release, workflowRun } from '../forge.ts';
import type { Defect, Part } from './defect.ts';

const bitvault = 'bitvault/bitvault';
const run = (repository: string, file = release, ref = main) => workflowRun(repository, file, ref);

const by = (name: string, code: string, claims: JWTPayload, part: Part = 'signature'): Defect => ({
  name: `by ${name}`,
  code,
  part,
  claims,
});
const unasked = 'cosign has no such policy';

/** Signed by somebody else than the release workflow on its branch. */
export const identityDefects: readonly Defect[] = [
  by('a repository of the same name in another owner', 'IDENTITY_REPOSITORY', run('mallory/bitvault')),
  by('it, provenance', 'IDENTITY_REPOSITORY', run('mallory/bitvault'), 'provenance'),
  by('a repository whose name ends otherwise', 'IDENTITY_REPOSITORY', run(`${bitvault}-evil`)),
  by('a repository whose name begins otherwise', 'IDENTITY_REPOSITORY', run(`evil-${bitvault}`)),
  by('a repository in other case', 'IDENTITY_REPOSITORY', run('BitVault/bitvault')),
  by('a fork that calls the release workflow', 'IDENTITY_REPOSITORY', {
    repository: 'mallory/bitvault',
    workflow_ref: `mallory/bitvault/${release}@${main}`,
  }),
  by('a repository created again under the old name', 'IDENTITY_REPOSITORY_ID', { repository_id: '102' }),
  by('an owner created again under the old name', 'IDENTITY_OWNER_ID', { repository_owner_id: '8' }),
  by('another branch', 'IDENTITY_REF', run(bitvault, release, 'refs/heads/dev')),
  by('a branch whose name ends otherwise', 'IDENTITY_REF', run(bitvault, release, `${main}-evil`)),
  by('a tag named like the branch', 'IDENTITY_REF', run(bitvault, release, 'refs/tags/main')),
  by('another workflow', 'IDENTITY_WORKFLOW', run(bitvault, '.github/workflows/ci.yml')),
  by('a workflow whose name ends otherwise', 'IDENTITY_WORKFLOW', run(bitvault, `${release}.yml`)),
  by('a workflow that a pattern would match', 'IDENTITY_WORKFLOW', run(bitvault, 'xgithub/workflows/releaseyyml')),
  by('a workflow of another repository that the run calls', 'IDENTITY_WORKFLOW', {
    job_workflow_ref: `mallory/shared/${release}@${main}`,
  }),
  by('another workflow that calls the release workflow', 'IDENTITY_WORKFLOW', {
    workflow_ref: `${bitvault}/.github/workflows/pr.yml@${main}`,
  }),
  by('another commit', 'IDENTITY_COMMIT', { sha: 'b'.repeat(40) }),
  by('a run that a pull request started', 'IDENTITY_TRIGGER', { event_name: 'pull_request' }),
  by('a self-hosted runner', 'IDENTITY_RUNNER', { runner_environment: 'self-hosted' }),
  { ...by('a token of another issuer', 'IDENTITY_ISSUER', {}), foreignIssuer: true },
].map((defect) => (/_ID$|_RUNNER$/.test(defect.code) ? { ...defect, unasked } : defect));
