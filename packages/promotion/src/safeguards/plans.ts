/** What the owner of a repository pays for. An Enterprise Server has what Enterprise Cloud has. */
export type Plan = 'free' | 'pro' | 'team' | 'enterprise';

/** Internal repositories are of Enterprise alone, and have what its private ones have. */
export type Visibility = 'public' | 'private';

export type PlanFeature = 'rulesets' | 'code-owners' | 'environments' | 'required-reviewers' | 'attestations';

export interface PlanRow {
  readonly feature: PlanFeature;
  /** As GitHub calls it. */
  readonly name: string;
  /** What of the suite stands on it. */
  readonly for: string;
  /** The plans that have it for private repositories; for public ones, all have it. */
  readonly privateOn: readonly Plan[];
  /** What remains where it is not there. */
  readonly without: string;
}

export const plans = ['free', 'pro', 'team', 'enterprise'] as const satisfies readonly Plan[];

export const planNames: Readonly<Record<Plan, string>> = {
  free: 'Free',
  pro: 'Pro (people)',
  team: 'Team',
  enterprise: 'Enterprise',
};

/**
 * Which of GitHub's protections there are on which plan, for repositories that are public and that are private. Public
 * ones have all of them on every plan; the pages are named for what private ones have.
 */
export const planMatrix: readonly PlanRow[] = [
  {
    // docs.github.com/repositories/configuring-branches-and-merges-in-your-repository/managing-rulesets/about-rulesets:
    // "in public repositories with GitHub Free …, and in public and private repositories with GitHub Pro, GitHub Team,
    // and GitHub Enterprise Cloud"; the same of "About protected branches".
    feature: 'rulesets',
    name: 'rulesets and protected branches',
    for: 'only the gates merge to the base branch, and only the promoter writes its branches',
    privateOn: ['pro', 'team', 'enterprise'],
    without: 'nothing: whoever may write can push to the base branch, and no gate is asked',
  },
  {
    // docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
    feature: 'code-owners',
    name: 'code owners',
    for: 'those who answer for the rules and for the last environment review what changes them',
    privateOn: ['pro', 'team', 'enterprise'],
    without: 'a review by anybody who may write',
  },
  {
    // docs.github.com/actions/reference/workflows-and-actions/deployments-and-environments, "Deployment branches and
    // tags" and "Environment secrets": private from Pro and Team on.
    feature: 'environments',
    name: 'environments with secrets and deployment branches',
    for: 'only workflows of the base branch get the keys of the promoter and the merger',
    privateOn: ['pro', 'team', 'enterprise'],
    without: "nothing: the keys are the repository's, and a workflow on any branch gets them",
  },
  {
    // The same page, "Required reviewers": "If you are on a GitHub Free, GitHub Pro, or GitHub Team plan, required
    // reviewers are only available for public repositories"; likewise wait timers and "Allow administrators to bypass".
    feature: 'required-reviewers',
    name: 'required reviewers of environments',
    for: '`merge: gate` with `environment` waits for a person',
    privateOn: ['enterprise'],
    without: '`gate: {dispatch: TEAM}`: a member of a team starts the gate by hand, and so approves it',
  },
  {
    // docs.github.com/actions/concepts/security/artifact-attestations: public repositories use the public good instance,
    // private ones GitHub's; "To use artifact attestations in private or internal repositories, you must be on a GitHub
    // Enterprise Cloud plan". It is the application's repository that counts.
    feature: 'attestations',
    name: "GitHub's own Sigstore",
    for: 'images of private repositories are signed without being named in a public log',
    privateOn: ['enterprise'],
    without: "Sigstore's public instance, whose log names the repository to everybody, or a Sigstore of your own",
  },
];

/** Whether a repository has the feature. */
export function planHas(feature: PlanFeature, plan: Plan, visibility: Visibility): boolean {
  if (visibility === 'public') return true;
  return planMatrix.some((row) => row.feature === feature && row.privateOn.includes(plan));
}
