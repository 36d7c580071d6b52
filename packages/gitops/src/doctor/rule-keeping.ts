import type { AppFacts, BypassActor, Guard, Reading, RefGuards, RuleKind, RuleSource } from '@bitvault/promotion';

/** The guards of one kind of rule that are in force for a ref, as far as they could be read. */
export function guardsOf(refs: RefGuards | undefined, kind: RuleKind): readonly Guard[] {
  if (refs === undefined) return [];
  const rulesets = refs.rulesets.kind === 'read' ? refs.rulesets.value : [];
  const protection = refs.protection.kind === 'read' ? refs.protection.value : [];
  return [...rulesets, ...protection].filter(({ rule }) => rule.kind === kind);
}

/** How well a rule is kept: a ref is as safe as the one of its guards that lets the fewest through. */
export type Keeping =
  | { readonly kind: 'absent' }
  /** By these guards, nobody gets through who should not. */
  | { readonly kind: 'kept'; readonly by: readonly Guard[] }
  /** Of these guards it was not told who gets through, and no other one keeps it. */
  | { readonly kind: 'unread'; readonly guards: readonly Guard[] }
  | { readonly kind: 'bypassed'; readonly guard: Guard; readonly by: readonly BypassActor[] };

/** @param stray those of a guard's bypass who should not be in it */
export function keepingOf(
  guards: readonly Guard[],
  stray: (bypass: readonly BypassActor[]) => readonly BypassActor[],
): Keeping {
  if (guards.length === 0) return { kind: 'absent' };
  const read = guards.flatMap((guard) =>
    guard.bypass.kind === 'read' ? [{ guard, by: stray(guard.bypass.value) }] : [],
  );
  const kept = read.filter(({ by }) => by.length === 0).map(({ guard }) => guard);
  if (kept.length > 0) return { kind: 'kept', by: kept };
  const unread = guards.filter(({ bypass }) => bypass.kind !== 'read');
  if (unread.length > 0) return { kind: 'unread', guards: unread };
  const [least] = read.toSorted((left, right) => left.by.length - right.by.length);
  return least === undefined ? { kind: 'absent' } : { kind: 'bypassed', ...least };
}

export const sourceName = (source: RuleSource): string =>
  source.kind === 'protection' ? 'the branch protection' : `the ruleset "${source.name}"`;

export const sourceSetting = (source: RuleSource): string => {
  if (source.kind === 'protection') return 'Settings → Branches';
  const whose = source.level === 'repository' ? '' : `the ${source.level}’s `;
  return `${whose}Settings → Rules → Rulesets → ${source.name}`;
};

/** GitHub's numbers for its own roles in `bypass_actors` of type RepositoryRole. */
const roles: ReadonlyMap<number, string> = new Map([
  [2, 'maintain'],
  [4, 'write'],
  [5, 'admin'],
]);

export const roleName = (id: number | null): string | undefined => (id === null ? undefined : roles.get(id));

/** `the App acme-merger`, `the team 12`, `administrators`. */
export function actorName({ kind, id, name, mode }: BypassActor, apps: Reading<readonly AppFacts[]>): string {
  const how = mode === 'pull-request' ? ' (on pull requests)' : '';
  const app = kind === 'app' && apps.kind === 'read' ? apps.value.find((each) => each.id === id)?.slug : undefined;
  const called = name ?? app ?? String(id ?? '');
  switch (kind) {
    case 'app':
      return `the App ${called}${how}`;
    case 'team':
      return `the team ${called}${how}`;
    case 'user':
      return `the user ${called}${how}`;
    case 'role':
      return `everybody with the role ${name ?? roleName(id) ?? called}${how}`;
    case 'organization-owner':
      return `owners of the organization${how}`;
    case 'deploy-key':
      return `every deploy key${how}`;
    default:
      return kind satisfies never;
  }
}
