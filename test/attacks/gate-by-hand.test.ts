import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import type { GitHubEvent } from '@bitvault/lab';
import type { Digest } from '@bitvault/promotion';
import { application } from './images.ts';
import { valuesPath } from './layout.ts';
import { assertRepelled, codesOf } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Pull, Site } from './site.ts';

describe('a gate that a team starts by hand', () => {
  let rig: Rig;
  let dave: string;
  before(async () => {
    rig = await startRig();
    const { github } = rig.lab;
    dave = github.createUser('dave').token;
    github.createTeam({ organization: 'bitvault', slug: 'release-managers', members: ['carol', 'alice'] });
    github.createTeam({ organization: 'bitvault', slug: 'developers', members: ['mallory'] });
    const [owner, name] = application.split('/') as [string, string];
    await github.createRepository({
      owner,
      name,
      private: true,
      authorLogin: 'dave',
      files: { 'README.md': '# App\n' },
    });
    for (const login of ['carol', 'dave']) github.setCollaborator(application, login, 'write');
    github.createApp({ slug: 'bitvault-sources', permissions: { contents: 'read', pull_requests: 'read' } });
  });
  after(() => rig[Symbol.asyncDispose]());

  /** An image of a commit that somebody wrote, and proposed to the application. */
  async function imageBy(login: string): Promise<Digest> {
    const sha = commits.get(login) ?? (await commitBy(login));
    commits.set(login, sha);
    return rig.images.signedOtherwise('api', `v2 by ${login}`, {
      claims: { sha, workflow_sha: sha, job_workflow_sha: sha },
    });
  }

  const commits = new Map<string, string>();

  async function commitBy(login: string): Promise<string> {
    const { github } = rig.lab;
    const branch = `by-${login}`;
    const files = { [`${login}.ts`]: 'export {};\n' };
    await github.push(application, { login, message: 'Fix', files, branch });
    const token = login === 'dave' ? dave : rig.people[login === 'alice' ? 'alice' : 'carol'].token;
    const ask = async (method: string, path: string, body: object): Promise<Readonly<Record<string, unknown>>> => {
      const url = `${github.apiUrl}/repos/${application}/${path}`;
      const headers = { authorization: `Bearer ${token}` };
      const response = await fetch(url, { method, headers, body: JSON.stringify(body) });
      assert.ok(response.ok, `${path}: ${response.status}`);
      return (await response.json()) as Readonly<Record<string, unknown>>;
    };
    const { number } = await ask('POST', 'pulls', { title: 'Fix', head: branch, base: 'main' });
    const { sha } = await ask('PUT', `pulls/${String(number)}/merge`, { merge_method: 'squash' });
    return String(sha);
  }

  /** A site whose prod a team lets through by starting the gate, and which runs the first version behind the second one. */
  async function siteOf(second: Digest, prod = second, rules = ''): Promise<Site> {
    const web = await rig.images.signed('web', 1);
    const next = { api: second, web };
    const site = await rig.createSite({ dev: next, staging: next, prod: { api: prod, web } });
    const policy = await site.file('promotion.yaml');
    const byHand = policy.replace('environment: production', `gate: {dispatch: release-managers}${rules}`);
    assert.notEqual(byHand, policy);
    const files = { 'promotion.yaml': byHand };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Gate by hand', files });
    return site;
  }

  interface Ready {
    readonly site: Site;
    readonly pull: Pull;
  }

  /** A pull request of prod with what `author` wrote, which alice has reviewed. */
  async function ready({ author = 'dave', rules = '' } = {}): Promise<Ready> {
    const digest = await imageBy(author);
    const site = await siteOf(digest, await rig.images.signed('api', 1), rules);
    return { site, pull: await site.openProd(digest) };
  }

  /** Prod has run two versions, and carol has asked for the first one back, which she wrote. */
  async function rolledBack(): Promise<Ready> {
    const site = await siteOf(await imageBy('dave'), await imageBy('carol'));
    const files = { [valuesPath('prod')]: await site.bumped('prod', 'api', await imageBy('dave')) };
    await rig.lab.github.push(site.repository, { login: 'alice', message: 'Release', files });
    const inputs = { environment: 'prod', service: 'api', reason: 'Errors' };
    const event = { actor: 'carol', name: 'workflow_dispatch' } as const;
    const { outputs, log } = await site.run('rollback', 'bitvault-promoter', inputs, { event });
    assert.equal(outputs['result'], 'opened', log);
    const pull = { number: Number(outputs['number']), head: outputs['head-sha'] ?? '', branch: 'rollback/prod/api' };
    return { site, pull };
  }

  /** What reads the application, and nothing else. */
  const sources = () => rig.lab.github.installationToken('bitvault-sources', { repositories: [application] });

  const start = (
    site: Site,
    { number, head }: Pull,
    event: Partial<GitHubEvent>,
    more: Readonly<Record<string, string>> = { 'source-token': sources() },
  ) =>
    site.run(
      'prod-manual-gate',
      'bitvault-merger',
      { 'pull-request': String(number), head, ...more },
      { event: { name: 'workflow_dispatch', ...event }, permissions: { 'id-token': 'write' } },
    );

  const refuses = async (codes: readonly string[], event: Partial<GitHubEvent>) => {
    const { site, pull } = await ready();
    await assertRepelled(rig, site, codes, () => start(site, pull, event));
  };

  test('a member who has not reviewed starts it: merged', async () => {
    const { site, pull } = await ready();
    const { outputs, log } = await start(site, pull, { actor: 'carol' });
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
    assert.match(await site.file(valuesPath('prod')), new RegExp(await imageBy('dave')));
  });

  test('whoever wrote what is promoted starts it', async () => {
    const { site, pull } = await ready({ author: 'carol' });
    await assertRepelled(rig, site, ['DISPATCHER_INELIGIBLE'], () => start(site, pull, { actor: 'carol' }));
  });

  test('whoever wrote what is promoted reviews it, and somebody else starts it: merged', async () => {
    const { site, pull } = await ready({ author: 'alice' });
    const { outputs, log } = await start(site, pull, { actor: 'carol' });
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
  });

  test('nobody can tell who wrote what is promoted', async () => {
    const { site, pull } = await ready();
    const result = await assertRepelled(rig, site, ['AUTHORS_UNKNOWN'], () =>
      start(site, pull, { actor: 'carol' }, {}),
    );
    assert.match(
      result.outputs['reason'] ?? '',
      /Next: .*`source-token`.* `pull-requests: read` on bitvault\/bitvault/,
    );
  });

  test('the policy asks for less, in so many words: the author starts it', async () => {
    const { site, pull } = await ready({ author: 'carol', rules: ', separate: [reviewer, approver]' });
    const { outputs, log } = await start(site, pull, { actor: 'carol' }, {});
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
  });

  test('two people suffice for a rollback, of whom one asked for it, whoever wrote what it goes back to', async () => {
    const { site, pull } = await rolledBack();
    await rig.people.alice.approve(site.repository, pull.number);
    const { outputs, log } = await start(site, pull, { actor: 'carol' }, {});
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
  });

  test('whoever asked for a rollback reviews it and starts it', async () => {
    const { site, pull } = await rolledBack();
    await rig.people.carol.approve(site.repository, pull.number);
    await assertRepelled(rig, site, ['NOT_SEPARATE'], () => start(site, pull, { actor: 'carol' }));
  });

  test('whoever reviewed starts it', () => refuses(['NOT_SEPARATE'], { actor: 'alice' }));

  test('whoever reviewed starts it, and somebody else has reviewed too: the other review counts', async () => {
    const { site, pull } = await ready();
    await rig.people.carol.approve(site.repository, pull.number);
    const { outputs, log } = await start(site, pull, { actor: 'carol' });
    assert.deepEqual([outputs['result'], outputs['approvers']], ['merged', 'carol'], log);
  });

  test('somebody of another team starts it', () => refuses(['DISPATCHER_INELIGIBLE'], { actor: 'mallory' }));

  test('an App starts it', () => refuses(['DISPATCHER_INELIGIBLE'], { actor: 'bitvault-merger[bot]' }));

  test('a push starts it', () => refuses(['JOB_NOT_BOUND'], { actor: 'carol', name: 'push' }));

  test('a branch has the workflow', () => refuses(['JOB_NOT_BOUND'], { actor: 'carol', ref: 'refs/heads/mallory' }));

  test('the run is run again', () => refusesRerun('carol', ['RUN_REPEATED']));

  test('somebody else runs it again', () => refusesRerun('mallory', ['RUN_REPEATED', 'DISPATCHER_INELIGIBLE']));

  async function refusesRerun(by: string, codes: readonly string[]): Promise<void> {
    rig.lab.github.rules.rerun = { attempt: 2, by };
    try {
      await refuses(codes, { actor: 'carol' });
    } finally {
      rig.lab.github.rules.rerun = null;
    }
  }

  test('it is started for another head', async () => {
    const { site, pull } = await ready();
    const other = { ...pull, head: site.main() };
    await assertRepelled(rig, site, ['HEAD_MOVED'], () => start(site, other, { actor: 'carol' }));
  });

  test('promote does not start it, and says who does', async () => {
    const { site, pull } = await ready();
    const merger = { 'merge-token': site.token('bitvault-merger') };
    const result = await site.run('promote', 'bitvault-promoter', merger);
    assert.deepEqual(codesOf(result), ['DISPATCH_AHEAD'], result.log);
    const wanted = `a member of team release-managers starts the gate of prod next, for ${pull.number} at ${pull.head}`;
    assert.ok(result.outputs['reason']?.includes(wanted), result.outputs['reason']);
  });

  test('the pull request leads to where the gate is started', async () => {
    const { site, pull } = await ready();
    const { github } = rig.lab;
    const permissions = { contents: 'write', pull_requests: 'write', actions: 'write', checks: 'write' } as const;
    github.createApp({ slug: 'reporting', permissions });
    const merger = { 'merge-token': github.installationToken('reporting', { repositories: [site.repository] }) };
    await site.run('promote', 'bitvault-promoter', merger);
    const { check_runs: checks } = (await site.ask(
      rig.people.carol.token,
      'GET',
      `commits/${pull.head}/check-runs?check_name=promotion`,
    )) as {
      readonly check_runs: readonly { readonly details_url: string; readonly output: { readonly summary: string } }[];
    };
    const page = `${github.origin}/${site.repository}/actions/workflows/prod-gate.yml`;
    assert.deepEqual(
      checks.map((check) => check.details_url),
      [page],
    );
    assert.ok(checks[0]?.output.summary.includes(`[Go to the gate's workflow](${page})`), checks[0]?.output.summary);
  });

  test('what cannot be said on the pull request is a warning with the right that is missing, and changes nothing', async () => {
    const { site } = await ready();
    const { github } = rig.lab;
    github.createApp({
      slug: 'checkless',
      permissions: { contents: 'write', pull_requests: 'write', actions: 'write' },
    });
    const merger = { 'merge-token': github.installationToken('checkless', { repositories: [site.repository] }) };
    const result = await site.run('promote', 'bitvault-promoter', merger);
    assert.deepEqual([result.exitCode, codesOf(result)], [0, ['DISPATCH_AHEAD']], result.log);
    assert.match(
      result.log,
      /warning.*#\d+ does not say how it stands, for which Checks: write is needed: GITHUB_DENIED: .*"merge-token"/,
    );
  });
});
