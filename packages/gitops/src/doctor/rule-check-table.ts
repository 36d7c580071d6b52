import type { Check } from './check.ts';

/** What can be wrong with the rules of branches. */
export const ruleChecks = {
  'base-updates-open': {
    topic: 'base-branch',
    severity: 'error',
    title: 'Nothing keeps people from updating the base branch',
    attack:
      'Anybody who may write presses *Merge* on a reviewed pull request of the last environment, and no gate is asked.',
    remedy: 'Restrict updates of the base branch to the merger, and for pull requests to those who may change rules.',
  },
  'base-updates-bypass': {
    topic: 'base-branch',
    severity: 'error',
    title: 'Others than the merger may update the base branch',
    attack: 'One of those who bypass the rule pushes or merges past every gate.',
    remedy: 'Let the merger alone bypass it, and people for pull requests only.',
  },
  'base-unreviewed': {
    topic: 'base-branch',
    severity: 'error',
    title: 'Changes of the base branch need no review',
    attack: 'Whoever may merge changes the policy, the workflows and the manifests alone.',
    remedy: 'Require a pull request with at least one approval.',
  },
  'base-review-bypass': {
    topic: 'base-branch',
    severity: 'error',
    title: 'Some change the base branch without the review that others need',
    attack: 'One of those who bypass the rule changes the policy or a workflow alone.',
    remedy: 'Let nobody bypass it, or the merger alone and for pull requests only.',
  },
  'base-code-owners-optional': {
    topic: 'base-branch',
    severity: 'error',
    title: 'Code owners are not asked',
    attack:
      'A review by anybody who may write is enough to change the policy, the workflows and this rule’s own files.',
    remedy: 'Require review from Code Owners.',
  },
  'base-stale-approvals': {
    topic: 'base-branch',
    severity: 'error',
    title: 'An approval outlives a push',
    attack: 'Somebody has a harmless change approved, pushes another one to the branch, and it is merged as approved.',
    remedy: 'Dismiss stale approvals when new commits are pushed.',
  },
  'base-last-push': {
    topic: 'base-branch',
    severity: 'error',
    title: 'Whoever pushed last may approve',
    attack: "One person pushes to a colleague's pull request, approves it, and has it merged.",
    remedy: 'Require approval of the most recent reviewable push.',
  },
  'base-force-push': {
    topic: 'base-branch',
    severity: 'warning',
    title: 'The base branch can be moved backwards',
    attack: 'Whoever may update it rewrites its history: holds vanish, and what ran when is no longer on record.',
    remedy: 'Block force pushes.',
  },
  'base-deletion': {
    topic: 'base-branch',
    severity: 'warning',
    title: 'The base branch can be deleted',
    attack: 'Whoever deletes it stops every promotion and rollback, and creates it again with another history.',
    remedy: 'Restrict deletions.',
  },
  'check-of-anybody': {
    topic: 'base-branch',
    severity: 'warning',
    title: 'Anybody may report a required check',
    attack: 'Whoever may write sets the status by hand, or has a workflow on their branch report it.',
    remedy: 'Name the App that the check is expected from.',
  },
  'bot-branches-open': {
    topic: 'bot-branches',
    severity: 'error',
    title: "Anybody who may write can write the promoter's branches",
    attack:
      "Somebody makes a commit there through GitHub's pages, which signs it, or adds one to what a person has reviewed.",
    remedy: 'Restrict creations and updates of these branches to the promoter.',
  },
  'bot-branches-bypass': {
    topic: 'bot-branches',
    severity: 'error',
    title: 'Others than the promoter may write its branches',
    attack: "One of those who bypass the rule puts a commit there in the promoter's name.",
    remedy: 'Let the promoter alone bypass the rule.',
  },
} as const satisfies Readonly<Record<string, Check>>;
