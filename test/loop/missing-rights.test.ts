import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import type { StepResult } from '@bitvault/lab';
import { startOrganisation } from './organisation.ts';
import { proposeBump } from './proposals.ts';
import type { Site } from './site.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { lab } = organisation;
const { github } = lab;
const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);

type Rights = Readonly<Record<string, 'read' | 'write'>>;
type Inputs = Readonly<Record<string, string>>;

const promoting: Rights = { contents: 'write', pull_requests: 'write', statuses: 'read' };
const merging: Rights = { ...promoting, actions: 'write' };

/** A token of the App with these rights alone. */
const tokenOf = (app: string, site: Site, permissions: Rights) =>
  github.installationToken(app, { repositories: [site.repository], permissions });

const less = (rights: Rights, name: string): Rights =>
  Object.fromEntries(Object.entries(rights).filter(([each]) => each !== name));

const run = (site: Site, action: string, inputs: Inputs): Promise<StepResult> =>
  lab.runner.runAction(action, {
    repository: site.repository,
    with: { 'trusted-root': lab.sigstore.trustedRoot, ...inputs },
    permissions: {},
  });

/** GITHUB_TOKEN of a job with these permissions. */
async function jobToken({ repository }: Site, permissions: Rights): Promise<string> {
  const sha = github.branch(repository, 'main') ?? '';
  const event = {
    name: 'push',
    repository,
    ref: 'refs/heads/main',
    sha,
    workflowSha: sha,
    actor: 'alice',
    payload: {},
  } as const;
  const started = github.workflowHost.startRun({
    event,
    workflowPath: '.github/workflows/board.yml',
    workflowName: 'board',
  });
  return (await github.workflowHost.startJob({ run: started, name: 'board', permissions })).token;
}

let sites = 0;
const siteToBump = () => {
  sites += 1;
  return organisation.createSite(`rights-${sites}`, { dev: { api: before } });
};

async function siteToMerge() {
  const site = await siteToBump();
  return { site, number: String((await proposeBump(site, 'dev', 'api', wanted)).number) };
}

/** That the refusal is one line of this code, says all of these, and nothing of how GitHub's API is made. */
function assertTold({ outputs, log }: StepResult, code: string, ...words: readonly RegExp[]): void {
  const reason = outputs['reason'] ?? '';
  assert.match(reason, new RegExp(`(?:^|\\n)[A-Z_: ]*${code}: `), log);
  for (const word of words) assert.match(reason, word);
  assert.doesNotMatch(reason, /Check the rights of the token/);
}

const opening = { environment: 'dev', digests: `api=${wanted}` };

describe('who lacks a right is told whose token it is, which right, and where it is set', () => {
  for (const [lacking, right] of [
    ['pull_requests', 'Pull requests: (?:read|write)'],
    ['contents', 'Contents: (?:read|write)'],
  ] as const)
    test(`an App without ${lacking} that opens a pull request`, async () => {
      const site = await siteToBump();
      const token = tokenOf('bitvault-promoter', site, less(promoting, lacking));
      assertTold(
        await run(site, 'open-gitops-pr', { token, ...opening }),
        'GITHUB_DENIED',
        new RegExp(`bitvault-promoter\\[bot\\], whose token is the input "token", lacks the permission ${right}`),
        new RegExp(
          `Next: In the settings of the GitHub App bitvault-promoter, .*set ${right};.*owner of bitvault accept`,
        ),
        new RegExp(`\`permission-${lacking.replace('_', '-')}: (?:read|write)\``),
      );
    });

  test('an App that may only read what it is to write', async () => {
    const site = await siteToBump();
    const token = tokenOf('bitvault-promoter', site, { ...promoting, contents: 'read' });
    assertTold(
      await run(site, 'open-gitops-pr', { token, ...opening }),
      'GITHUB_DENIED',
      /POST \/repos\/bitvault\/rights-\d+\/git\/trees was answered 403/,
      /bitvault-promoter\[bot\], whose token is the input "token", lacks the permission Contents: write/,
    );
  });

  test('an App that may not read health', async () => {
    const { site, number } = await siteToMerge();
    const token = tokenOf('bitvault-merger', site, less(merging, 'statuses'));
    assertTold(
      await run(site, 'auto-merge-dev', { token, 'pull-request': number }),
      'GITHUB_DENIED',
      /bitvault-merger\[bot\], .* lacks the permission Commit statuses: read/,
      /`permission-statuses: read`/,
    );
  });

  test("a job's own token", async () => {
    const site = await siteToBump();
    const token = await jobToken(site, { contents: 'read', pull_requests: 'read', statuses: 'read' });
    assertTold(
      await run(site, 'board', { token }),
      'GITHUB_DENIED',
      /github-actions\[bot\], whose token is the input "token", lacks the permission Issues: read/,
      /Next: Give the job `permissions: \{issues: read\}`\.$/,
    );
  });

  test('the merge token, by its own name', async () => {
    const { site } = await siteToMerge();
    const tokens = {
      token: tokenOf('bitvault-promoter', site, promoting),
      'merge-token': tokenOf('bitvault-merger', site, { ...merging, contents: 'read' }),
    };
    assertTold(
      await run(site, 'promote', tokens),
      'STEP_FAILED',
      /bitvault-merger\[bot\], whose token is the input "merge-token", lacks the permission Contents: write/,
    );
  });
});

describe('one App that opens and approves', () => {
  test('is told to take another as the merge token, where it is missing', async () => {
    const { site } = await siteToMerge();
    assertTold(
      await run(site, 'promote', { token: tokenOf('bitvault-promoter', site, promoting) }),
      'GITHUB_SAME_IDENTITY',
      /opened by bitvault-promoter\[bot\], whose token is the input "token", which serves because "merge-token" is not set/,
      /Next: Set `merge-token` to the token of another GitHub App/,
    );
  });

  test('is told the same of the token, in auto-merge-dev', async () => {
    const { site, number } = await siteToMerge();
    const token = tokenOf('bitvault-promoter', site, promoting);
    assertTold(
      await run(site, 'auto-merge-dev', { token, 'pull-request': number }),
      'GITHUB_SAME_IDENTITY',
      /Next: Set `token` to the token of another GitHub App/,
    );
  });
});

describe('what no permission changes has a next step of its own', () => {
  test('an archived repository', async () => {
    const site = await siteToBump();
    github.configure(site.repository, { archived: true });
    const token = tokenOf('bitvault-promoter', site, promoting);
    assertTold(
      await run(site, 'open-gitops-pr', { token, ...opening }),
      'GITHUB_DENIED',
      /archived so is read-only.* Next: Unarchive the repository/,
    );
  });

  test('a suspended installation', async () => {
    const site = await siteToBump();
    const token = tokenOf('bitvault-promoter', site, promoting);
    github.suspendInstallation('bitvault-promoter', 'bitvault');
    const result = await run(site, 'open-gitops-pr', { token, ...opening });
    github.suspendInstallation('bitvault-promoter', 'bitvault', false);
    assertTold(result, 'GITHUB_DENIED', /has been suspended.* Next: Unsuspend the GitHub App/);
  });

  test('a token that is revoked', async () => {
    const site = await siteToBump();
    assertTold(
      await run(site, 'open-gitops-pr', { token: 'ghs_0123456789', ...opening }),
      'GITHUB_DENIED',
      /Bad credentials.* Next: Pass a token that is valid/,
    );
  });

  test('a repository that the App is not installed on', async () => {
    const site = await siteToBump();
    const token = tokenOf('bitvault-promoter', site, promoting);
    assertTold(
      await run(site, 'open-gitops-pr', { token, ...opening, repository: 'bitvault/none' }),
      'GITHUB_NOT_FOUND',
      /Next: Check the name, and that the GitHub App bitvault-promoter is installed on bitvault\/none/,
    );
  });

  for (const branch of ['promote', 'promote/dev/api'])
    test(`a branch ${branch} beside which there is no room`, async () => {
      const site = await siteToBump();
      await github.push(site.repository, { login: 'alice', message: 'Mine', files: { x: '' }, branch });
      const token = tokenOf('bitvault-promoter', site, promoting);
      assertTold(
        await run(site, 'open-gitops-pr', { token, ...opening }),
        'GITHUB_BRANCH_BLOCKED',
        new RegExp(`beside the branch ${branch} there is no room for promote/dev\\. Next: Rename or delete`),
      );
    });
});
