import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { valuesPath } from './layout.ts';
import { assertNoSecret, assertRepelled } from './refusal.ts';
import { startRig, type Rig } from './rig.ts';
import type { Site } from './site.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('inputs', () => {
  let rig: Rig;
  let site: Site;
  before(async () => {
    rig = await startRig();
    site = await rig.siteBeforeDev();
  });
  after(() => rig[Symbol.asyncDispose]());

  type Inputs = Readonly<Record<string, string>>;
  const verifying = { image: 'ghcr.io/a/b', digest, source: 'a/b', workflow: '.github/workflows/release.yml' };
  const building = { image: 'ghcr.io/a/b', context: '.', 'source-date-epoch': '0' };
  const opening = { environment: 'dev', digests: `api=${digest}` };
  const rollingBack = { environment: 'dev', service: 'api', reason: 'it leaks' };

  const cases: readonly (readonly [what: string, action: string, inputs: Inputs])[] = [
    ['an image name with a command behind it', 'verify-image', { ...verifying, image: 'x; curl evil' }],
    ['the same where it is built', 'build-sign-push', { ...building, image: 'x; curl evil' }],
    ['the same where it is promoted', 'promote', { digest, image: 'x; curl evil' }],
    ['an image name with a substitution', 'build-sign-push', { ...building, image: 'ghcr.io/$(id)/b' }],
    ['an image name with a line break', 'build-sign-push', { ...building, image: 'ghcr.io/a/b\nevil' }],
    ['an image name without a registry', 'build-sign-push', { ...building, image: 'evil' }],
    ['an image name with a login', 'verify-image', { ...verifying, image: 'me:secret@ghcr.io/a/b' }],
    ['an image name that is an option', 'build-sign-push', { ...building, image: '--output=/etc/passwd' }],
    ['a base that is an option', 'build-sign-push', { ...building, base: `-x@${digest}` }],
    ['a base by tag', 'build-sign-push', { ...building, base: 'ghcr.io/a/b:latest' }],
    ['a tag that is an option', 'build-sign-push', { ...building, tags: '--all' }],
    ['a tag with a path', 'build-sign-push', { ...building, tags: '../../other/manifests/latest' }],
    ['a service that is an option', 'promote', { digest, service: '--upload-pack=evil' }],
    ['an environment that is an option', 'open-gitops-pr', { ...opening, environment: '-dev' }],
    ['an environment that is a path', 'rollback', { ...rollingBack, environment: '../dev' }],
    ['a service in a digest line that is an option', 'open-gitops-pr', { ...opening, digests: `--api=${digest}` }],
    ['a digest with a command behind it', 'open-gitops-pr', { ...opening, digests: `api=${digest};id` }],
    ['a digest in capitals', 'promote', { service: 'api', digest: digest.toUpperCase() }],
    ['a repository that is an option', 'auto-merge-dev', { 'pull-request': '1', repository: '-x/gitops' }],
    ['a repository that climbs', 'auto-merge-dev', { 'pull-request': '1', repository: 'bitvault/..' }],
    ['a source that is an option', 'open-gitops-pr', { ...opening, source: `--x/y@${'a'.repeat(40)}` }],
    ['a number with a path', 'auto-merge-dev', { 'pull-request': '1/../2' }],
    ['a head that is an option', 'prod-manual-gate', { 'pull-request': '1', head: `-${'a'.repeat(39)}` }],
    ['a digest to leave with a command behind it', 'rollback', { ...rollingBack, from: `${digest};id` }],
    ['a command that does not exist', 'rollback', { ...rollingBack, command: 'rollback && id' }],
    ['a switch that is neither on nor off', 'promote', { 'dry-run': 'yes' }],
  ];
  for (const [what, action, inputs] of cases) {
    test(`${action}: ${what} is refused by its form`, async () => {
      await assertRepelled(rig, site, ['INPUT_INVALID'], () => site.run(action, 'bitvault-promoter', inputs));
    });
  }

  test('a base branch that is an option is no branch', async () => {
    const inputs = { ...opening, branch: '--upload-pack=evil' };
    await assertRepelled(rig, site, ['GITHUB_NOT_FOUND'], () =>
      site.run('open-gitops-pr', 'bitvault-promoter', inputs),
    );
  });

  test('a workflow or a ref that is an option is another identity than the signer', async () => {
    const image = `${rig.lab.registry.host}/bitvault/api`;
    const trust = { 'trusted-root': rig.lab.sigstore.trustedRoot };
    const signed = { image, digest: await rig.images.signed('api', 1), source: 'bitvault/bitvault', ...trust };
    for (const [code, more] of [
      ['IDENTITY_WORKFLOW', { workflow: '--certificate-identity-regexp=.*' }],
      ['IDENTITY_REF', { workflow: '.github/workflows/release.yml', ref: '-refs/heads/main' }],
      ['IDENTITY_REF', { workflow: '.github/workflows/.*', ref: '.*' }],
    ] as const) {
      const verify = () => site.run('verify-image', 'bitvault-promoter', { ...signed, ...more });
      await assertRepelled(rig, site, [code], verify);
    }
  });
});

describe('names of branches are data', () => {
  let rig: Rig;
  before(async () => {
    rig = await startRig();
  });
  after(() => rig[Symbol.asyncDispose]());

  for (const branch of ['a;$(id)', 'a"b', "a'b`id`", '-x', 'a&&b|c>d', 'ä\u202eb', '${{github.token}}']) {
    test(`${JSON.stringify(branch)} comes back as it was`, async () => {
      const site = await rig.siteBeforeDev();
      const next = await rig.images.signed('api', 2);
      const main = site.main();
      await rig.lab.github.push(site.repository, { login: 'alice', message: 'Branch off', files: { x: '' }, branch });
      const opened = await site.run('open-gitops-pr', 'bitvault-promoter', {
        environment: 'dev',
        digests: `api=${next}`,
        branch,
      });
      assert.equal(opened.outputs['result'], 'opened', opened.log);
      const pull = (await site.ask(rig.people.alice.token, 'GET', `pulls/${opened.outputs['number']}`)) as {
        readonly base: { readonly ref: string };
      };
      assert.equal(pull.base.ref, branch);
      assert.equal(site.main(), main);
      assertNoSecret(opened, rig.wiretap.secrets);

      const proposed = await site.openDev(next, { branch: `next${branch}` });
      const merged = await site.autoMerge(proposed.number);
      assert.equal(merged.outputs['result'], 'merged', merged.log);
      assert.match(await site.file(valuesPath('dev')), new RegExp(next));
      assert.equal(rig.lab.github.branch(site.repository, proposed.branch), null, 'deleted, and no other');
      assert.notEqual(rig.lab.github.branch(site.repository, branch), null);
    });
  }
});
