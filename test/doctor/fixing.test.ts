import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startDoctorRig, type Site } from './doctor-rig.ts';
import { findingsOf, runDoctor } from './run-doctor.ts';

const rig = await startDoctorRig();
after(() => rig[Symbol.asyncDispose]());
const { lab, owner } = rig;

/** Several holes of one environment and of one ruleset, which are written whole. */
async function spoil({ gitops, ruleset }: Site): Promise<void> {
  const reviewers = { reviewers: ['rita', 'rolf'] };
  lab.github.setEnvironment(gitops, 'production', { ...reviewers, branchPolicy: ['main', 'release/*'], waitTimer: 5 });
  lab.github.setEnvironment(gitops, 'promotion', {});
  lab.github.configure(gitops, { actionsMayApprove: true, forkApproval: 'first_time_contributors' });
  await ruleset('Reviewed', ({ rules }) => ({
    rules: rules
      .filter(({ type }) => type === 'pull_request')
      .map((rule) => ({
        ...rule,
        parameters: {
          ...rule.parameters,
          require_code_owner_review: false,
          dismiss_stale_reviews_on_push: false,
          require_last_push_approval: false,
        },
      })),
  }));
  await ruleset("The bot's branches", () => null);
}

const spoiled = [
  'environment-any-branch',
  'environment-self-review',
  'environment-admins-bypass',
  'environment-other-branches',
  'base-code-owners-optional',
  'base-stale-approvals',
  'base-last-push',
  'bot-branches-open',
  'actions-approve',
  'base-force-push',
  'base-deletion',
  'fork-runs-unasked',
];

const writes = (since: number): readonly string[] =>
  lab.traffic
    .since(since)
    .filter(({ method, url }) => method !== 'GET' && !url.endsWith('/graphql'))
    .map(({ method, url }) => `${method} ${url}`);

test('without --fix it says the requests and sends none', async () => {
  const site = await rig.setUp();
  await spoil(site);
  const mark = lab.traffic.served.length;
  const { code, findings } = await findingsOf(lab, owner.token, site.gitops);
  assert.deepEqual([code, findings.map((finding) => finding.code)], [1, [...spoiled, 'environment-wait-timer']]);
  assert.deepEqual(writes(mark), []);
  for (const finding of findings.filter(({ code: each }) => spoiled.includes(each)))
    assert.ok(finding.changes.length > 0, finding.code);
});

test('with --fix it sends them, one finding at a time, keeps what else there was, and looks again', async () => {
  const site = await rig.setUp();
  await spoil(site);
  const { code, out } = await runDoctor(lab, owner.token, ['--repository', site.gitops, '--fix']);
  assert.equal(code, 0, out);
  for (const each of spoiled) assert.match(out, new RegExp(`^ {2}${each} at .+: done$`, 'm'));
  assert.match(out, /^0 errors, 0 warnings, 1 note in /m);
  const production = (await owner.request('GET', `/repos/${site.gitops}/environments/production`)) as {
    readonly protection_rules: readonly {
      readonly type: string;
      readonly wait_timer?: number;
      readonly reviewers?: readonly unknown[];
    }[];
  };
  const rule = (type: string) => production.protection_rules.find((each) => each.type === type);
  assert.deepEqual([rule('wait_timer')?.wait_timer, rule('required_reviewers')?.reviewers?.length], [5, 2]);
  const again = await runDoctor(lab, owner.token, ['--repository', site.gitops, '--fix']);
  assert.doesNotMatch(again.out, /^Fixed$/m);
});

test('what the token may not change is told, and the finding stays', async () => {
  const site = await rig.setUp();
  lab.github.configure(site.gitops, { actionsMayApprove: true });
  const permissions = {
    contents: 'read',
    actions: 'read',
    administration: 'read',
    environments: 'read',
    secrets: 'read',
    variables: 'read',
    organization_administration: 'read',
  } as const;
  lab.github.createApp({ slug: 'looker', permissions });
  const [organisation = ''] = site.gitops.split('/');
  const token = lab.github.installationToken('looker', { owner: organisation });
  const args = ['--repository', site.gitops, '--fix', '--accept', 'unread-bypass: looked at by hand'];
  const { code, out } = await runDoctor(lab, token, args);
  assert.equal(code, 1);
  assert.match(
    out,
    /^ {2}actions-approve at settings of Actions: failed: .+403: Resource not accessible by integration/m,
  );
  assert.match(out, /^Defeats a gate\n {2}GitHub Actions may create and approve pull requests\. {2}actions-approve$/m);
});
