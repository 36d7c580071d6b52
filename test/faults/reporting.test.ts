import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { checkOutSigstore, type JobGrant } from '@bitvault/lab';
import { startOrganisation } from '../loop/organisation.ts';
import { proposeBump } from '../loop/proposals.ts';
import type { Site } from '../loop/site.ts';
import { hindrances, runHindered, type Ended, type Hindrance } from './unreported.ts';

const organisation = await startOrganisation();
after(() => organisation[Symbol.asyncDispose]());
const { lab } = organisation;
const { github, registry, sigstore } = lab;
const signing = await checkOutSigstore(join(lab.directory, 'checkout'), sigstore);
const job = await startJob();
const [before, wanted] = await Promise.all([organisation.image('api', 1), organisation.image('api', 2)]);
const context = join(lab.directory, 'server.js');
await writeFile(context, 'run();\n');

async function startJob(): Promise<JobGrant> {
  const { fullName } = await github.createRepository({
    owner: 'bitvault',
    name: 'bitvault',
    files: { a: '' },
    authorLogin: 'alice',
  });
  const workflowPath = '.github/workflows/release.yml';
  const sha = github.branch(fullName, 'main') ?? '';
  const event = {
    name: 'push',
    repository: fullName,
    ref: 'refs/heads/main',
    sha,
    workflowSha: sha,
    actor: 'alice',
    payload: {},
  } as const;
  const run = github.workflowHost.startRun({ event, workflowPath, workflowName: 'release' });
  return github.workflowHost.startJob({ run, name: 'build', permissions: { 'id-token': 'write' } });
}

const run = (action: string, repository: string, inputs: Readonly<Record<string, string>>, hindrance: Hindrance) =>
  runHindered(
    action,
    { 'trusted-root': sigstore.trustedRoot, ...inputs },
    {
      GITHUB_SERVER_URL: github.origin,
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: github.graphqlUrl,
      GITHUB_REPOSITORY: repository,
      GITHUB_RUN_ID: '1',
      GITHUB_SHA: signing.commit,
      GITHUB_WORKFLOW_SHA: signing.commit,
      ACTIONS_ID_TOKEN_REQUEST_URL: job.oidc?.requestUrl,
      ACTIONS_ID_TOKEN_REQUEST_TOKEN: job.oidc?.requestToken,
    },
    hindrance,
  );

const tokenOf = (app: string, repository: string) => github.installationToken(app, { repositories: [repository] });

let sites = 0;
const siteWith = (deployed: string) => {
  sites += 1;
  return organisation.createSite(`unreported-${sites}`, { dev: { api: deployed } });
};

async function counted(site: Site, selection: string): Promise<number> {
  const { found } = (await site.query(`found: ${selection} { totalCount }`)) as { found: { totalCount: number } };
  return found.totalCount;
}

interface Work {
  /** Does it with the shipped bundle. */
  readonly act: (hindrance: Hindrance) => Promise<Ended>;
  readonly result: string;
  /** What came of it in the world. */
  readonly isDone: () => Promise<boolean> | boolean;
}

const works: Readonly<Record<string, () => Promise<Work>>> = {
  'build-sign-push publishes': async () => {
    sites += 1;
    const name = `bitvault/built-${sites}`;
    return {
      act: (hindrance) =>
        run(
          'build-sign-push',
          'bitvault/bitvault',
          {
            image: `${registry.host}/${name}`,
            builder: 'append',
            context: lab.directory,
            tags: 'v1',
            'source-date-epoch': '1700000000',
            ...signing.inputs,
          },
          hindrance,
        ),
      result: 'pushed',
      isDone: () => (registry.store.existing(name)?.manifests.size ?? 0) > 3,
    };
  },
  'open-gitops-pr opens': async () => {
    const site = await siteWith(before);
    const token = tokenOf('bitvault-promoter', site.repository);
    return {
      act: (hindrance) =>
        run('open-gitops-pr', site.repository, { token, environment: 'dev', digests: `api=${wanted}` }, hindrance),
      result: 'opened',
      isDone: async () => (await counted(site, 'pullRequests(first: 1, states: OPEN)')) === 1,
    };
  },
  'auto-merge-dev merges': async () => {
    const site = await siteWith(before);
    const { number } = await proposeBump(site, 'dev', 'api', wanted);
    const token = tokenOf('bitvault-merger', site.repository);
    return {
      act: (hindrance) => run('auto-merge-dev', site.repository, { token, 'pull-request': String(number) }, hindrance),
      result: 'merged',
      isDone: async () => (await counted(site, 'pullRequests(first: 1, states: MERGED)')) === 1,
    };
  },
  'auto-merge-dev refuses': async () => {
    const site = await siteWith(before);
    const unknown = `sha256:${'1'.repeat(64)}`;
    const { number } = await proposeBump(site, 'dev', 'api', unknown);
    const token = tokenOf('bitvault-merger', site.repository);
    return {
      act: (hindrance) => run('auto-merge-dev', site.repository, { token, 'pull-request': String(number) }, hindrance),
      result: 'refused',
      isDone: async () => (await counted(site, 'pullRequests(first: 1, states: OPEN)')) === 1,
    };
  },
  'board shows': async () => {
    const site = await siteWith(before);
    const token = tokenOf('bitvault-board', site.repository);
    return {
      act: (hindrance) => run('board', site.repository, { token, 'json-file': '/dev/null/none/board.json' }, hindrance),
      result: 'created',
      isDone: async () => (await counted(site, 'issues(first: 1)')) === 1,
    };
  },
};

/** All of them where most is reported, and where something is refused; elsewhere those that are several at once. */
const all = ['build-sign-push publishes', 'auto-merge-dev refuses'];
const several = ['the disk is full', 'nothing can be written, and nobody reads the log'];

for (const [what, prepare] of Object.entries(works))
  suite(`${what}, whatever becomes of its reports`, () => {
    for (const [how, hindrance] of Object.entries(hindrances))
      if (all.includes(what) || several.includes(how))
        test(how, async () => {
          const { act, result, isDone } = await prepare();
          const { exitCode, printed, outputs } = await act(hindrance);
          assert.equal(exitCode, result === 'refused' ? 1 : 0, printed);
          assert.ok(await isDone(), printed);
          assert.ok([result, undefined].includes(outputs['result']), outputs['result']);
          if (result !== 'refused') assert.doesNotMatch(printed, /^::error::/m);
          assert.doesNotMatch(printed, /^\s+at .*:\d+:\d+\)?$/m, 'no stack');
          if (how.startsWith('GITHUB_')) assert.match(printed, /^::warning::[A-Z]+_LOST: .* Next: /m);
        });
  });
