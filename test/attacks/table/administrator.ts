import { guarded } from '../rig.ts';
import { valuesPath } from '../layout.ts';
import { elsewhere, type Row } from './row.ts';
import { amend, atDev, atProd, type Setting } from './setting.ts';

const gate = 'attacks/gate.test.ts';

const environment =
  (options: object) =>
  ({ rig, site }: Setting) =>
    rig.lab.github.setEnvironment(site.repository, 'production', { ...guarded, ...options });

const settings: readonly Row[] = [
  {
    does: 'lets administrators bypass the environment',
    stoppedBy: 'An environment that can be bypassed is no gate.',
    codes: ['ENVIRONMENT_BYPASSABLE'],
    shown: elsewhere(gate, 'administrators may bypass it'),
  },
  {
    does: 'runs a GitHub that does not say whether administrators may',
    stoppedBy: 'What is not said counts as allowed to bypass.',
    codes: ['ENVIRONMENT_BYPASSABLE'],
    shown: elsewhere(gate, 'GitHub does not say whether administrators may'),
  },
  {
    does: 'starts the waiting job past its reviewers',
    stoppedBy: 'Without an approval on record nothing is merged.',
    codes: ['ENVIRONMENT_BYPASSABLE', 'APPROVAL_MISSING'],
    shown: elsewhere(gate, 'an administrator has bypassed it'),
  },
  {
    does: 'makes an environment without reviewers',
    stoppedBy: 'An environment in which nobody has to approve is no gate.',
    codes: ['ENVIRONMENT_UNPROTECTED', 'APPROVAL_MISSING'],
    shown: elsewhere(gate, 'nobody has to review'),
  },
  {
    does: 'takes a wait timer for a protection',
    stoppedBy: 'Time alone approves nothing.',
    codes: ['ENVIRONMENT_UNPROTECTED', 'APPROVAL_MISSING'],
    shown: atProd({
      before: environment({ reviewers: [], waitTimer: 1 }),
      run: ({ rig }) => ({ review: async () => rig.lab.clock.advance(61_000) }),
    }),
  },
  {
    does: 'lets people approve the runs that they started',
    stoppedBy: 'An environment that allows self-review is no gate.',
    codes: ['ENVIRONMENT_SELF_REVIEW'],
    shown: elsewhere('attacks/roles.test.ts', 'an environment that lets people approve the runs that they started'),
  },
  {
    does: 'lets any branch use the environment',
    stoppedBy: 'An environment without a branch policy is no gate.',
    codes: ['ENVIRONMENT_ANY_BRANCH'],
    shown: elsewhere(gate, 'any branch may use it'),
  },
  {
    does: 'renames the environment in the policy and not in the workflow',
    stoppedBy: 'The job must be bound to the environment that the policy names.',
    codes: ['JOB_NOT_BOUND', 'APPROVAL_MISSING'],
    shown: atProd({
      before: ({ site }) =>
        amend(site, 'promotion.yaml', (text) => text.replace('environment: production', 'environment: production-eu')),
    }),
  },
  {
    does: 'leaves the environment out of the job',
    stoppedBy: 'Only a job that GitHub let into the environment merges.',
    codes: ['OIDC_UNAVAILABLE'],
    shown: elsewhere(gate, 'bound to no environment'),
  },
  {
    does: 'gives the job no identity token',
    stoppedBy: 'Without the job’s own token nothing proves which job it is.',
    codes: ['OIDC_UNAVAILABLE'],
    shown: elsewhere(gate, 'without an identity token'),
  },
];

/** promotion.yaml as they leave it. */
const policy = (does: string, stoppedBy: string, edit: (text: string) => string): Row => ({
  does,
  stoppedBy,
  codes: ['POLICY_INVALID'],
  shown: atDev({ before: ({ site }) => amend(site, 'promotion.yaml', edit) }),
});

const noPolicy = 'A policy that cannot be read as it is meant allows nothing.';
const nested = `[${'['.repeat(10_000)}${']'.repeat(10_000)}]`;

const policies: readonly Row[] = [
  policy('misspells a key of the policy', 'Unknown keys are errors.', (text) =>
    text.replace('approvals: 1', 'aprovals: 1'),
  ),
  policy(
    'writes a policy with an alias bomb',
    noPolicy,
    (text) => `${text}a: &a [x]\nb: [${Array.from({ length: 500 }, () => '*a').join(', ')}]\n`,
  ),
  policy('writes a policy that is nested without end', noPolicy, (text) => `${text}deep: ${nested}\n`),
  policy(
    'writes a policy with a key that JavaScript takes for a prototype',
    noPolicy,
    (text) => `${text}__proto__: {bot: evil}\n`,
  ),
  policy('writes the policy in two documents', noPolicy, (text) => `${text}---\nversion: 1\n`),
  policy('asks for the approvals of nobody, in words', noPolicy, (text) =>
    text.replace('approvals: 1', 'approvals: none'),
  ),
  {
    does: 'deletes the policy',
    stoppedBy: 'Without a policy nothing is allowed.',
    codes: ['INPUT_INVALID'],
    shown: atDev({
      after: ({ site }) =>
        site.lab.github.push(site.repository, { login: 'alice', message: 'Away', files: { 'promotion.yaml': null } }),
    }),
  },
  {
    does: 'renames the bot in the policy while its pull request is open',
    stoppedBy: 'The policy of now decides.',
    codes: ['AUTHOR_UNEXPECTED', 'COMMIT_UNVERIFIED'],
    shown: atDev({
      after: ({ site }) =>
        amend(site, 'promotion.yaml', (text) => text.replace('bitvault-promoter[bot]', 'other-promoter[bot]')),
    }),
  },
  {
    does: 'takes the service out of the policy while its pull request is open',
    stoppedBy: 'What the policy does not name is not a digest that may change.',
    codes: ['NOT_EXACT'],
    shown: atDev({ after: ({ site }) => amend(site, 'promotion.yaml', (text) => text.replace(/^ {2}api: .*\n/m, '')) }),
  },
];

const files: readonly Row[] = [
  ...(
    [
      ['spells a hold’s ending otherwise', 'another ending'],
      ['spells a hold’s name in capitals', 'capitals'],
      ['puts a hold beside its folder', 'no folder'],
      ['holds a service that the policy lacks', 'a service that the policy lacks'],
      ['holds in an environment that the policy lacks', 'an environment that the policy lacks'],
      ['makes a link of a hold', 'a symbolic link'],
      ['makes a link of the folder of holds', 'a folder that is a link'],
      ['writes a hold that cannot be read', 'no YAML'],
      ['empties a hold', 'nothing in it'],
      ['copies a hold to another slot and leaves the old names in it', 'the hold of another slot'],
    ] as const
  ).map(([does, title]): Row => ({
    does,
    stoppedBy:
      'Everything below `holds/` is a hold at its place, byte for byte as `rollback` writes it, or an error that stops what it may be about.',
    codes: ['HOLD_BROKEN'],
    shown: elsewhere('attacks/holds.test.ts', title),
  })),
  ...(['not there', 'no JSON', 'too large', 'a folder'] as const).map((what): Row => ({
    does: `names a trusted root that is ${what}`,
    stoppedBy: 'A trusted root that cannot be had stops the service that needs it.',
    codes: ['IMAGE_UNVERIFIED'],
    shown: elsewhere('attacks/trusted-roots.test.ts', what),
  })),
  {
    does: 'lets the digest file grow past what GitHub shows of it',
    stoppedBy: 'A file that was read only in part is not read.',
    codes: ['FILE_UNREADABLE'],
    shown: atDev({
      before: ({ site }) => amend(site, valuesPath('dev'), (text) => `${text}# ${'x'.repeat(520_000)}\n`),
      // As text: the actions would not write into such a file.
      files: async ({ site, old, next }) => ({
        [valuesPath('dev')]: (await site.file(valuesPath('dev'))).replace(old, next),
      }),
    }),
  },
  {
    does: 'breaks the policy while a pull request waits for its merge, so that nobody who reads it there hears why',
    stoppedBy: 'What ends a merging action is said in the check run of the pull request, with its code.',
    codes: ['POLICY_INVALID'],
    shown: elsewhere('attacks/told-failures.test.ts', 'a broken policy, by auto-merge-dev'),
  },
];

export const administrator: readonly Row[] = [...settings, ...policies, ...files];
