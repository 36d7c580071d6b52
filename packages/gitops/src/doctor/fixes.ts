import type { EnvironmentFacts, RepositoryName, RulesetFacts, SettingChange } from '@bitvault/promotion';

const custom = { protected_branches: false, custom_branch_policies: true };

/** GitHub takes what is left out of an environment back to its default, so all that there is goes along. */
export function environmentChange(
  repository: RepositoryName,
  environment: EnvironmentFacts,
  change: Readonly<Record<string, unknown>>,
): SettingChange {
  const { name, reviewers, preventSelfReview, canAdminsBypass, waitTimer, refs } = environment;
  const policy = {
    any: null,
    protected: { protected_branches: true, custom_branch_policies: false },
    selected: custom,
  };
  // On a plan without them, these fields may not even be named.
  const approval = reviewers.length > 0 || waitTimer > 0 || canAdminsBypass === false || Object.keys(change).length > 0;
  const body = {
    ...(approval && {
      wait_timer: waitTimer,
      prevent_self_review: preventSelfReview,
      reviewers: reviewers.map(({ kind, id }) => ({ type: kind, id })),
      can_admins_bypass: canAdminsBypass ?? true,
    }),
    deployment_branch_policy: policy[refs.kind],
    ...change,
  };
  return { method: 'PUT', path: environmentPath(repository, name), body };
}

const environmentPath = (repository: RepositoryName, name: string): string =>
  `/repos/${repository}/environments/${encodeURIComponent(name)}`;

/** Lets these refs, and no others, deploy to the environment. */
export function onlyRefs(
  repository: RepositoryName,
  environment: EnvironmentFacts | Pick<EnvironmentFacts, 'name' | 'refs'>,
  wanted: readonly string[],
): readonly SettingChange[] {
  const { name, refs } = environment;
  const path = `${environmentPath(repository, name)}/deployment-branch-policies`;
  const selected = refs.kind === 'selected' && refs.patterns.kind === 'read' ? refs.patterns.value : [];
  const refOf = (pattern: { readonly name: string; readonly tag: boolean }): string =>
    `refs/${pattern.tag ? 'tags' : 'heads'}/${pattern.name}`;
  const missing = wanted.filter((ref) => !selected.some((pattern) => refOf(pattern) === ref));
  const strange = selected.filter((pattern) => !wanted.includes(refOf(pattern)));
  const toCustom: SettingChange =
    'reviewers' in environment
      ? environmentChange(
          repository,
          { ...environment, refs: { kind: 'selected', patterns: { kind: 'read', value: [] } } },
          {},
        )
      : { method: 'PUT', path: environmentPath(repository, name), body: { deployment_branch_policy: custom } };
  return [
    ...(refs.kind === 'selected' ? [] : [toCustom]),
    ...missing.map((ref): SettingChange => ({
      method: 'POST',
      path,
      body: { name: ref.replace(/^refs\/(?:heads|tags)\//, ''), type: ref.startsWith('refs/tags/') ? 'tag' : 'branch' },
    })),
    ...strange.map(({ id }): SettingChange => ({ method: 'DELETE', path: `${path}/${id}` })),
  ];
}

/** The repository's active ruleset for this very ref that has a rule of this type. */
export const rulesetWith = (
  rulesets: readonly RulesetFacts[],
  type: string,
  ids: ReadonlySet<number>,
): RulesetFacts | undefined =>
  rulesets.find(
    ({ source, rules }) =>
      source.level === 'repository' && ids.has(source.id) && rules.some((rule) => rule['type'] === type),
  );

/** A ruleset with other rules; all else of it stays. */
export const rulesChange = (
  repository: RepositoryName,
  { source }: RulesetFacts,
  rules: RulesetFacts['rules'],
): SettingChange => ({ method: 'PUT', path: `/repos/${repository}/rulesets/${source.id}`, body: { rules } });
