/** Answers of GitHub whose cause is no missing permission, each with what changes it. */
const known: readonly (readonly [answer: RegExp, next: string])[] = [
  [
    /archived so (?:it )?is read-only/i,
    'Unarchive the repository in its settings, or work on the one that took its place.',
  ],
  [
    /installation has been suspended/i,
    'Unsuspend the GitHub App where it is installed: settings of the organization, GitHub Apps, Configure. If its owner suspended it, only they can.',
  ],
  [
    /IP allow list/i,
    "Run on runners whose addresses are on the organization's IP allow list, or let an owner of the organization add them.",
  ],
  [
    /SAML/i,
    'Authorize the personal access token for the organization (Configure SSO), or use the token of a GitHub App, which needs none.',
  ],
  [
    /GitHub Actions is not permitted to (?:create or )?approve pull requests/i,
    'Use the token of a GitHub App; or allow it in the settings of the repository: Actions, General, Workflow permissions.',
  ],
  [
    /rule violations found|protected branch|cannot (?:create|update|delete) (?:this|a) ref/i,
    'Look up which rulesets and branch protections hold for this branch (settings of the repository, Rules), and let the App of this token pass those that it must.',
  ],
  [
    /does not have '?workflow_dispatch'? trigger/i,
    'Give that workflow `on: workflow_dispatch`, on the branch that it is started on.',
  ],
  [
    /Unexpected inputs provided|Required input/i,
    'Give that workflow the inputs `pull-request` and `head`, and no other that is required.',
  ],
  [/disabled workflow/i, 'Enable that workflow on the Actions page of the repository.'],
  [
    /Bad credentials/i,
    'Pass a token that is valid: that of a GitHub App lives for an hour, and that of a job as long as the job.',
  ],
];

/** What to do, where GitHub's words tell the cause. */
export const remedyFor = (answer: string): string | undefined => known.find(([pattern]) => pattern.test(answer))?.[1];
