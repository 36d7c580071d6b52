/** What a branch demands. Changes of a branch that requires approvals go through pull requests. */
export interface BranchProtection {
  readonly requiredApprovals: number;
  readonly requiredContexts: readonly string[];
  readonly dismissStaleReviews: boolean;
  /** The last pusher's approval does not count. */
  readonly requireLastPushApproval: boolean;
  /** Administrators are bound as well. */
  readonly enforceAdmins: boolean;
  /** Apps (slugs) that may push to the branch and merge all the same. */
  readonly bypassApps: readonly string[];
  /** "Restrict creations" and "Restrict updates", with these Apps (slugs) let through; null where there is no such rule. */
  readonly updatesBy: readonly string[] | null;
}

export const unprotected: BranchProtection = {
  requiredApprovals: 0,
  requiredContexts: [],
  dismissStaleReviews: false,
  requireLastPushApproval: false,
  enforceAdmins: false,
  bypassApps: [],
  updatesBy: null,
};

export const actorTypes = ['Integration', 'OrganizationAdmin', 'RepositoryRole', 'Team', 'DeployKey', 'User'] as const;

export interface BypassActor {
  readonly type: (typeof actorTypes)[number];
  readonly id: number | null;
  readonly mode: 'always' | 'pull_request' | 'exempt';
  /** Of an App; null for others. */
  readonly slug: string | null;
}

export interface RulesetRule {
  readonly type: string;
  readonly parameters?: Readonly<Record<string, unknown>>;
}

export const rulesetTargets = ['branch', 'tag', 'push'] as const;
export const enforcements = ['active', 'evaluate', 'disabled'] as const;

export interface Ruleset {
  readonly id: number;
  readonly name: string;
  readonly target: (typeof rulesetTargets)[number];
  readonly enforcement: (typeof enforcements)[number];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly rules: readonly RulesetRule[];
  readonly bypassActors: readonly BypassActor[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** Ruby's `File.fnmatch` with FNM_PATHNAME, as rulesets use it: `*` ends at a slash, `**` before one spans any number. */
function refPattern(pattern: string): RegExp {
  const source = pattern
    .split(/(\*\*\/|\*)/)
    .map((part) => {
      if (part === '**/') return '(?:[^/]+/)*';
      return part === '*' ? '[^/]*' : part.replace(/[.+?^${}()|[\]\\]/g, '\\$&');
    })
    .join('');
  return new RegExp(`^${source}$`);
}

function covers({ target, include, exclude }: Ruleset, ref: string, defaultBranch: string): boolean {
  if (!ref.startsWith(target === 'tag' ? 'refs/tags/' : 'refs/heads/') || target === 'push') return false;
  const matches = (pattern: string): boolean => {
    if (pattern === '~ALL') return true;
    if (pattern === '~DEFAULT_BRANCH') return ref === `refs/heads/${defaultBranch}`;
    return refPattern(pattern).test(ref);
  };
  return include.some(matches) && !exclude.some(matches);
}

/** The rulesets in force for a ref. */
export const rulesetsOf = (
  { rulesets, defaultBranch }: { readonly rulesets: readonly Ruleset[]; readonly defaultBranch: string },
  ref: string,
): readonly Ruleset[] =>
  rulesets.filter((ruleset) => ruleset.enforcement === 'active' && covers(ruleset, ref, defaultBranch));

/** What one ruleset demands, in the terms of branch protection. */
export function demandsOf(ruleset: Ruleset): BranchProtection {
  const rule = (type: string) => ruleset.rules.find((each) => each.type === type);
  const reviewed = rule('pull_request')?.parameters ?? {};
  const checks = rule('required_status_checks')?.parameters?.['required_status_checks'];
  const apps = ruleset.bypassActors.flatMap(({ slug }) => slug ?? []);
  return {
    requiredApprovals: Number(reviewed['required_approving_review_count'] ?? 0),
    requiredContexts: Array.isArray(checks) ? checks.map(({ context }: { context: string }) => context) : [],
    dismissStaleReviews: reviewed['dismiss_stale_reviews_on_push'] === true,
    requireLastPushApproval: reviewed['require_last_push_approval'] === true,
    enforceAdmins: true,
    bypassApps: apps,
    updatesBy: rule('update') === undefined ? null : apps,
  };
}

/** Whether a ruleset keeps this change of a ref from the App, or from a person where there is none. */
export const restricts = (
  { rules, bypassActors }: Ruleset,
  change: 'creation' | 'update' | 'deletion',
  slug: string | null,
): boolean =>
  rules.some(({ type }) => type === change) && !bypassActors.some((actor) => slug !== null && actor.slug === slug);

const both = (left: readonly string[], right: readonly string[]): readonly string[] =>
  left.filter((each) => right.includes(each));

/** Two sources of rules on one branch: "the most restrictive version of the rule applies". */
export function layered(left: BranchProtection, right: BranchProtection): BranchProtection {
  const { updatesBy: one } = left;
  const { updatesBy: other } = right;
  return {
    requiredApprovals: Math.max(left.requiredApprovals, right.requiredApprovals),
    requiredContexts: [...new Set([...left.requiredContexts, ...right.requiredContexts])],
    dismissStaleReviews: left.dismissStaleReviews || right.dismissStaleReviews,
    requireLastPushApproval: left.requireLastPushApproval || right.requireLastPushApproval,
    enforceAdmins: left.enforceAdmins || right.enforceAdmins,
    bypassApps: asksForReviews(left)
      ? asksForReviews(right)
        ? both(left.bypassApps, right.bypassApps)
        : left.bypassApps
      : right.bypassApps,
    updatesBy: one === null || other === null ? (one ?? other) : both(one, other),
  };
}

const asksForReviews = ({ requiredApprovals, requiredContexts }: BranchProtection): boolean =>
  requiredApprovals > 0 || requiredContexts.length > 0;
