import type { Lab } from '@bitvault/lab';
import type { Site } from './doctor-rig.ts';
import { inPolicy, type Hole } from './hole.ts';

const production = {
  branchPolicy: ['main'],
  reviewers: ['rita', 'rolf'],
  preventSelfReview: true,
  canAdminsBypass: false,
} as const;

const environment =
  (change: Parameters<Lab['github']['setEnvironment']>[2], name = 'production') =>
  ({ lab, gitops }: Site): void =>
    lab.github.setEnvironment(gitops, name, change);

export const environmentHoles: readonly Hole[] = [
  {
    name: 'the policy names an environment that nobody made',
    code: 'environment-missing',
    setUp: { edit: inPolicy('environment: production', 'environment: live') },
  },
  {
    name: 'production has no reviewers',
    code: 'environment-without-reviewers',
    make: environment({ branchPolicy: ['main'] }),
  },
  {
    name: 'production has a timer in the place of reviewers',
    code: 'environment-without-reviewers',
    make: environment({ branchPolicy: ['main'], waitTimer: 0 }),
  },
  {
    name: 'who starts the gate may approve it',
    code: 'environment-self-review',
    make: environment({ ...production, preventSelfReview: false }),
  },
  {
    name: 'administrators may bypass production',
    code: 'environment-admins-bypass',
    make: environment({ ...production, canAdminsBypass: true }),
  },
  {
    name: 'GitHub does not say whether administrators may bypass',
    code: 'environment-admins-bypass',
    make: environment({ ...production, canAdminsBypass: undefined }),
  },
  {
    name: 'any branch may deploy to production',
    code: 'environment-any-branch',
    make: environment({ ...production, branchPolicy: null }),
  },
  {
    name: 'any branch gets the keys',
    code: 'environment-any-branch',
    make: environment({}, 'promotion'),
  },
  {
    name: 'production is for protected branches, of which rulesets make none',
    code: 'environment-any-branch',
    make: environment({ ...production, branchPolicy: 'protected' }),
  },
  {
    name: 'release branches may deploy as well',
    code: 'environment-other-branches',
    make: environment({ ...production, branchPolicy: ['main', 'release/*'] }),
  },
  {
    name: 'an environment that no workflow uses any more still has a key',
    code: 'environment-any-branch',
    make: environment({ secrets: { MERGER_PRIVATE_KEY: 'x' } }, 'old'),
  },
  {
    name: 'production waits for ten minutes',
    code: 'environment-wait-timer',
    make: environment({ ...production, waitTimer: 10 }),
  },
  {
    name: 'the policy lets one person release',
    code: 'one-person-releases',
    setUp: { edit: inPolicy('    environment: production\n', '    environment: production\n    separate: []\n') },
  },
  {
    name: 'the key of the application’s promoter is a secret of its repository too',
    code: 'key-outside-environment',
    make: ({ lab, application }) => lab.github.setSecret(application, 'PROMOTER_PRIVATE_KEY', 'x'),
  },
  {
    name: 'the merger’s key is a secret of the organization',
    code: 'key-outside-environment',
    setUp: { edit: (text, path) => (path === '.github/workflows/release.yml' ? null : text) },
    make: ({ lab, gitops }) => lab.github.setOrganizationSecret(gitops.split('/')[0] ?? '', 'MERGER_PRIVATE_KEY', 'x'),
  },
  {
    name: 'a deploy key may write',
    code: 'deploy-key-writes',
    make: ({ lab, gitops }) => lab.github.addDeployKey(gitops, 'old ci', { readOnly: false }),
  },
];
