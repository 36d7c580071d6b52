import assert from 'node:assert/strict';
import { after, describe, test } from 'node:test';
import { startDoctorRig, type SetUp } from './doctor-rig.ts';
import { findingsOf, runDoctor } from './run-doctor.ts';

const rig = await startDoctorRig();
after(() => rig[Symbol.asyncDispose]());
const { lab, owner } = rig;

const reader = { contents: 'read', actions: 'read' } as const;
const seesAll = {
  ...reader,
  administration: 'read',
  environments: 'read',
  secrets: 'read',
  variables: 'read',
  organization_administration: 'read',
  organization_plan: 'read',
} as const;
lab.github.createApp({ slug: 'doctor', permissions: { ...seesAll, administration: 'write' } });

const tokenFor = (gitops: string, wanted: Readonly<Record<string, 'read' | 'write' | undefined>>): string => {
  const [organisation = ''] = gitops.split('/');
  const permissions = Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, 'read' | 'write'] => entry[1] !== undefined),
  );
  return lab.github.installationToken('doctor', { owner: organisation, permissions });
};

describe('what cannot be read', () => {
  test('is a finding each, with the permission that would do, and never taken for fine', async () => {
    const { gitops, application } = await rig.setUp();
    const { code, findings } = await findingsOf(lab, tokenFor(gitops, reader), gitops);
    assert.equal(code, 1);
    const unread = findings.map((finding) => [
      finding.code,
      finding.repository,
      /With `([^`]+)` it could$/.exec(finding.message)?.[1],
    ]);
    const expected = [
      ['unread-secrets', gitops, 'secrets: read'],
      ['unread-secrets', application, 'secrets: read'],
      ['unread-bypass', gitops, 'administration: write'],
      ['unread-bypass', gitops, 'administration: write'],
      ['unread-bypass', gitops, 'administration: write'],
      ['unread-settings', gitops, 'administration: read'],
      ['unread-settings', gitops, 'administration: read'],
      ['unread-settings', application, 'administration: read'],
      ['unread-settings', application, 'administration: read'],
      ['unread-settings', gitops, 'administration: read'],
      ['unread-apps', gitops, 'organization_administration: read'],
      ['unread-deploy-keys', gitops, 'administration: read'],
      ['unread-deploy-keys', application, 'administration: read'],
    ];
    assert.deepEqual(unread, expected);
  });

  test('is what an environment keeps that other branches may use', async () => {
    const { gitops } = await rig.setUp();
    lab.github.setEnvironment(gitops, 'github-pages', {});
    assert.deepEqual((await findingsOf(lab, owner.token, gitops)).findings, []);
    const { findings } = await findingsOf(lab, tokenFor(gitops, { ...seesAll, environments: undefined }), gitops);
    const [secrets, ...more] = findings.filter(({ code }) => code !== 'unread-bypass');
    assert.match(secrets?.message ?? '', /^which secrets environment github-pages has, .+ With `environments: read`/);
    assert.deepEqual([secrets?.code, more], ['unread-secrets', []]);
  });

  test('is who bypasses rulesets, for a token that only reads, and that alone', async () => {
    const { gitops } = await rig.setUp();
    const token = tokenFor(gitops, seesAll);
    const { code, findings } = await findingsOf(lab, token, gitops);
    assert.deepEqual([code, [...new Set(findings.map((finding) => finding.code))]], [1, ['unread-bypass']]);
    const accepted = ['--accept', 'unread-bypass: olga looks at the rulesets each quarter'];
    assert.deepEqual(await findingsOf(lab, token, gitops, ...accepted), { code: 0, findings: [] });
    const { out } = await runDoctor(lab, token, ['--repository', gitops, ...accepted]);
    assert.match(
      out,
      /^Accepted\n {2}Who may bypass the ruleset .+ unread-bypass: olga looks at the rulesets each quarter$/m,
    );
  });

  test('is an application that the token may not see', async () => {
    const { gitops } = await rig.setUp({ private: 'application' });
    const options = { repositories: [gitops], permissions: { ...seesAll, administration: 'write' } } as const;
    const token = lab.github.installationToken('doctor', options);
    const { findings } = await findingsOf(lab, token, gitops);
    assert.deepEqual(
      findings.map((finding) => finding.code),
      ['unread-source'],
    );
    const without = await findingsOf(lab, token, gitops, '--app-repository', gitops);
    assert.deepEqual(without.findings, []);
  });

  test('is branch protection, where rulesets leave something to it', async () => {
    const { gitops, ruleset } = await rig.setUp();
    await ruleset('Merged by the gates', () => null);
    lab.github.protect(gitops, 'main', { updatesBy: ['bitvault-merger'], enforceAdmins: true });
    const withRights = await findingsOf(lab, owner.token, gitops);
    assert.deepEqual(withRights.findings, []);
    const { findings } = await findingsOf(lab, tokenFor(gitops, reader), gitops);
    const [rules] = findings.filter(({ code }) => code === 'unread-rules');
    assert.match(
      rules?.message ?? '',
      /^the branch protection of main could not be read: .+ With `administration: read`/,
    );
  });

  test('is a workflow that is no YAML', async () => {
    const edit: SetUp['edit'] = (text, path) => (path.endsWith('board.yml') ? `${text}\n  : [` : text);
    const { gitops } = await rig.setUp({ edit });
    const { findings } = await findingsOf(lab, owner.token, gitops);
    assert.deepEqual(
      findings.map((finding) => finding.code),
      ['workflow-unreadable'],
    );
  });
});

test('the plan Free has nothing of it for private repositories, and that is said instead', async () => {
  const { gitops } = await rig.setUp();
  const [organisation = ''] = gitops.split('/');
  lab.github.createOrganization(organisation, [owner.login], 'free');
  assert.deepEqual((await findingsOf(lab, owner.token, gitops)).findings, []);
  const made = await lab.github.createRepository({
    owner: organisation,
    name: 'hidden',
    private: true,
    authorLogin: owner.login,
    files: { 'promotion.yaml': await policyOf(gitops) },
  });
  const { findings } = await findingsOf(lab, owner.token, made.fullName);
  assert.deepEqual(
    findings.map((finding) => finding.code).filter((code) => code.startsWith('plan-')),
    ['plan-without-rulesets', 'plan-without-environments', 'plan-without-reviewers'],
  );
});

async function policyOf(repository: string): Promise<string> {
  const found = (await owner.request('GET', `/repos/${repository}/contents/promotion.yaml`)) as { content: string };
  return Buffer.from(found.content, 'base64').toString('utf8');
}

describe('doctor refuses to answer', () => {
  for (const [name, args, says] of [
    ['where the token sees no repository', ['--repository', 'nobody/nothing'], /^DOCTOR_REPOSITORY_UNSEEN: .+ Next: /],
    ['without a repository', [], /^DOCTOR_USAGE: --repository is not given\. Next: /],
    ['for what is no name', ['--repository', 'gitops'], /^DOCTOR_USAGE: --repository is "gitops", but must be a repo/],
    ['an unknown option', ['--quick'], /^DOCTOR_USAGE: there is no option --quick\. Next: /],
    ['an unknown level', ['--repository', 'a/b', '--fail-on', 'all'], /^DOCTOR_USAGE: --fail-on is all, but must be/],
    ['an unknown plan', ['--repository', 'a/b', '--plan', 'gold'], /^DOCTOR_USAGE: --plan is gold, but must be one of/],
    [
      'an acceptance without a reason',
      ['--repository', 'a/b', '--accept', 'actions-any'],
      /^DOCTOR_USAGE: --accept is "actions-any", but must be `CODE: REASON`/,
    ],
    [
      'an acceptance of what there is not',
      ['--repository', 'a/b', '--accept', 'actions-some: why'],
      /^DOCTOR_USAGE: --accept is "actions-some: why", but must be/,
    ],
    ['a token that cannot be read', ['--repository', 'a/b', '--token-file', 'gone'], /^DOCTOR_USAGE: --token-file/],
  ] as const) {
    test(name, async () => {
      const { code, complaints, out } = await runDoctor(lab, owner.token, args);
      assert.match(complaints, says);
      assert.deepEqual([code, out], [2, '']);
    });
  }

  test('a token that is none, without showing it', async () => {
    const { gitops } = await rig.setUp();
    const { code, complaints } = await runDoctor(lab, 'ghp_wrong', ['--repository', gitops]);
    assert.match(complaints, /^GITHUB_DENIED: .+401: Bad credentials\. Next: /);
    assert.equal(code, 2);
    assert.doesNotMatch(complaints, /ghp_wrong/);
  });

  test('a repository without a policy', async () => {
    const { application } = await rig.setUp();
    const { code, complaints } = await runDoctor(lab, owner.token, ['--repository', application]);
    assert.match(complaints, /^DOCTOR_POLICY_MISSING: branch main of .+ has no promotion\.yaml/);
    assert.equal(code, 2);
  });
});
