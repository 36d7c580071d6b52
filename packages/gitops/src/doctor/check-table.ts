import type { Check } from './check.ts';
import { ruleChecks } from './rule-check-table.ts';

/** Everything that doctor can find, by its code. Codes are stable: reports, acceptances and alerts go by them. */
export const checks = {
  'plan-without-rulesets': {
    topic: 'plan',
    severity: 'error',
    title: 'The plan has no rulesets for this private repository',
    attack:
      'Whoever may write pushes a digest, or another policy, straight to the base branch, and Argo CD deploys it.',
    remedy:
      'Take a plan that has rulesets for private repositories (Pro, Team, Enterprise), or make the repository public.',
  },
  'plan-without-environments': {
    topic: 'plan',
    severity: 'error',
    title: 'The plan has no environments with secrets for this private repository',
    attack:
      'The keys of the promoter and the merger can only be secrets of the repository. Whoever may push a branch writes a workflow there that prints them, and then merges as the merger does.',
    remedy:
      'Take a plan that has environments for private repositories (Pro, Team, Enterprise), or make the repository public.',
  },
  'plan-without-reviewers': {
    topic: 'plan',
    severity: 'error',
    title: 'The plan has no required reviewers for this private repository',
    attack:
      'GitHub asks nobody for the environment of the gate. The gate refuses such an environment, so that nothing gets through it at all.',
    remedy:
      'Let a member of a team start the gate by hand (`gate: {dispatch: TEAM}` in promotion.yaml, in the place of `environment`), take the plan Enterprise, or make the repository public.',
  },
  'sigstore-public': {
    topic: 'plan',
    severity: 'note',
    title: "The plan has none of GitHub's own Sigstore for this private repository",
    attack:
      "Nobody walks round a gate, but signing with Sigstore's public instance writes the name of the private repository and its workflow into a log that everybody reads.",
    remedy: 'Sign with a Sigstore of your own, take the plan Enterprise, or accept that the name is public.',
  },
  'environment-missing': {
    topic: 'environments',
    severity: 'error',
    title: 'An environment does not exist',
    attack:
      'GitHub makes an environment that a job names on the fly, without any protection: the job starts at once, and nobody is asked.',
    remedy: 'Make the environment, with its protection, before a workflow names it.',
  },
  'environment-without-reviewers': {
    topic: 'environments',
    severity: 'error',
    title: 'The environment of a gate asks nobody',
    attack: "Whoever starts the gate's workflow has its approval with it: the last environment is released by nobody.",
    remedy: 'Name the people, or teams, who approve what goes there.',
  },
  'environment-self-review': {
    topic: 'environments',
    severity: 'error',
    title: 'Whoever starts the gate may approve it',
    attack: "One person alone starts the gate's run and approves it, so that a single stolen account releases.",
    remedy: 'Switch *Prevent self-review* on.',
  },
  'environment-admins-bypass': {
    topic: 'environments',
    severity: 'error',
    title: 'Administrators may start the gate without an approval',
    attack: 'An administrator, or whoever has their session, starts the waiting job; no approval is on record.',
    remedy: 'Switch *Allow administrators to bypass configured protection rules* off.',
  },
  'environment-any-branch': {
    topic: 'environments',
    severity: 'error',
    title: 'A workflow on any branch may use the environment',
    attack:
      'Whoever may push a branch writes a workflow there that names the environment. It gets the keys that are secrets there, or waits for the approval that was meant for the gate.',
    remedy: 'Let only the base branch deploy to the environment.',
  },
  'environment-other-branches': {
    topic: 'environments',
    severity: 'error',
    title: 'Workflows on other branches than the base may use the environment',
    attack:
      "A workflow on one of these branches, which nobody has to review, gets the environment's secrets, or waits for the approval that was meant for the gate.",
    remedy: 'Let only the base branch deploy to the environment.',
  },
  'environment-wait-timer': {
    topic: 'environments',
    severity: 'note',
    title: 'A wait timer holds up every run',
    attack: 'Nobody walks round it, but each promotion waits for the timer, and each rollback as well.',
    remedy: 'Take the timer away; `soak` in promotion.yaml lets a digest wait where it should.',
  },
  'one-person-releases': {
    topic: 'environments',
    severity: 'warning',
    title: 'One person may review and approve what a gate lets through',
    attack:
      'Whoever has one account with both rights reviews the pull request, approves the gate, and has released alone.',
    remedy: 'Leave `separate` out in promotion.yaml, or name reviewer and approver in it.',
  },
  'key-outside-environment': {
    topic: 'keys',
    severity: 'error',
    title: 'A key is a secret outside of the environment',
    attack:
      'A secret of the repository or of the organization is given to workflows on every branch. Whoever may push one prints the key, and has what the App has.',
    remedy: 'Keep the key in the environment only, which the base branch alone may use, and delete it elsewhere.',
  },
  'deploy-key-writes': {
    topic: 'keys',
    severity: 'warning',
    title: 'A deploy key may write',
    attack: 'Whoever finds the key pushes branches in nobody’s name, workflows in them included.',
    remedy: 'Delete the key, or make it one that only reads.',
  },
  ...ruleChecks,
  'actions-approve': {
    topic: 'actions',
    severity: 'error',
    title: 'Workflows may approve pull requests',
    attack:
      'Whoever may push a branch writes a workflow there that approves their own pull request as github-actions[bot].',
    remedy: 'Switch *Allow GitHub Actions to create and approve pull requests* off.',
  },
  'token-writes': {
    topic: 'actions',
    severity: 'warning',
    title: 'Tokens of workflows may write if nothing else is said',
    attack: 'An action of a workflow that sets no permissions pushes branches and changes pull requests.',
    remedy: 'Set the default of workflow permissions to read.',
  },
  'fork-runs-with-secrets': {
    topic: 'actions',
    severity: 'error',
    title: 'Pull requests from forks run with secrets or a token that writes',
    attack: "Whoever can fork the repository sends a pull request whose workflow prints the repository's secrets.",
    remedy: 'Send neither secrets nor write tokens to workflows from fork pull requests.',
  },
  'fork-runs-unasked': {
    topic: 'actions',
    severity: 'warning',
    title: 'Pull requests from forks run without being asked about',
    attack:
      'Whoever once had a typo merged runs workflows of their own here: on your own runners with what is reachable from there.',
    remedy: 'Require approval for all external contributors.',
  },
  'actions-any': {
    topic: 'actions',
    severity: 'warning',
    title: 'Any action of anybody may run',
    attack: 'A workflow on any branch runs code of a stranger beside your caches, artifacts and runners.',
    remedy: 'Allow those actions that the workflows use, and no others.',
  },
  'pinning-not-required': {
    topic: 'actions',
    severity: 'warning',
    title: 'GitHub does not insist on pinned actions',
    attack: 'Somebody adds an action by its tag, which whoever owns it can move to other code.',
    remedy: 'Require actions to be pinned to a full-length commit SHA.',
  },
  'health-from-workflows': {
    topic: 'apps',
    severity: 'error',
    title: 'Any workflow can report health',
    attack: 'Whoever may push a branch writes a workflow there that reports an environment healthy.',
    remedy: 'Give Argo CD an App of its own, and name it as `argocd` in promotion.yaml.',
  },
  'health-app-writes': {
    topic: 'apps',
    severity: 'warning',
    title: 'The App that reports health may do more',
    attack:
      'Its key lies in the cluster. Whoever takes it there writes to the repository that says what runs in the cluster.',
    remedy: 'Take every permission but *Commit statuses* from it.',
  },
  'app-administers': {
    topic: 'apps',
    severity: 'error',
    title: 'An App of the suite may change the rules that bind it',
    attack: 'Whoever has its key lifts the rulesets or the protection of the environment, merges, and puts them back.',
    remedy: 'Take these permissions from the App; none of the actions needs them.',
  },
  'owners-missing': {
    topic: 'owners',
    severity: 'error',
    title: 'Files that decide have no code owner',
    attack:
      'A review by anybody who may write is enough to change what a gate asks for, which workflows run with the keys, or what is held back.',
    remedy: 'Name owners for these files in CODEOWNERS.',
  },
  'owners-unknown': {
    topic: 'owners',
    severity: 'error',
    title: 'CODEOWNERS names who cannot be an owner',
    attack: 'GitHub passes over an owner who does not exist or may not write, so that anybody’s review is enough.',
    remedy: 'Correct the line: the team exists, is visible, and may write here.',
  },
  'action-not-pinned': {
    topic: 'workflows',
    severity: 'error',
    title: 'A job that holds keys or rights uses an action that is not pinned',
    attack: 'Whoever can move its tag has the keys and the rights of the job at its next run.',
    remedy: 'Pin it to a commit, with the version as a comment; Dependabot and Renovate keep both up to date.',
  },
  'pull-request-checked-out': {
    topic: 'workflows',
    severity: 'error',
    title: 'A workflow with secrets checks out a pull request',
    attack: "Anybody opens a pull request whose build script or hook runs with the workflow's secrets.",
    remedy: 'Read the pull request as data through the API, or use `pull_request`, which has no secrets.',
  },
  'trust-from-variables': {
    topic: 'workflows',
    severity: 'error',
    title: 'What is trusted comes from a variable',
    attack:
      'Whoever may change variables names a Sigstore, a trusted root or a base image of their own, without a review and without a trace in Git.',
    remedy: 'Write the value itself into a file that is reviewed.',
  },
  'workflow-unreadable': {
    topic: 'workflows',
    severity: 'warning',
    title: 'A workflow cannot be read',
    attack: 'What it does stays unknown.',
    remedy: 'Correct the YAML.',
  },
  'signer-ref-moves': {
    topic: 'sources',
    severity: 'error',
    title: 'Whoever writes there can move the workflow that signs',
    attack:
      'The policy believes what a shared workflow signs, at a branch or tag that others can move. Whoever moves it signs whatever they like.',
    remedy: 'Name the workflow by a commit, or protect the ref from being moved and deleted.',
  },
  'source-ref-open': {
    topic: 'sources',
    severity: 'warning',
    title: 'Images are built of code that nobody reviewed',
    attack:
      'Whoever may write to the application’s repository has their code built, signed and proposed alone; who reviews the promotion sees a digest.',
    remedy: 'Ask for a reviewed pull request there, and for tags let only those create them who release.',
  },
  'unread-environments': unread('environments', 'error', 'what guards the environments'),
  'unread-secrets': unread('keys', 'error', 'which secrets there are outside of environments'),
  'unread-deploy-keys': unread('keys', 'warning', 'which deploy keys there are'),
  'unread-rules': unread('base-branch', 'error', 'which rules bind the branches'),
  'unread-bypass': unread('base-branch', 'error', 'who may bypass the rules'),
  'unread-settings': unread('actions', 'error', 'the settings of Actions'),
  'unread-apps': unread('apps', 'error', 'what the Apps may do'),
  'unread-owners': unread('owners', 'error', 'whether CODEOWNERS is sound'),
  'unread-files': unread('workflows', 'error', 'the files of the branch'),
  'unread-source': unread('sources', 'error', 'where images come from'),
} as const satisfies Readonly<Record<string, Check>>;

export type CheckCode = keyof typeof checks;

export const checkOf = (code: CheckCode): Check => checks[code];

/** A check that could not be made is a finding: what was not read is not fine. */
function unread(topic: Check['topic'], severity: Check['severity'], what: string): Check {
  return {
    topic,
    severity,
    title: `Not read: ${what}`,
    attack: 'Whether the checks that need it would find a hole stays unknown.',
    remedy: 'Give the token the permission that is named, or look for yourself and accept the finding with a reason.',
  };
}
