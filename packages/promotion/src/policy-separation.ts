import { conflict, type Finding, type PolicyPath } from './policy-locate.ts';
import type { EnvironmentEntry, Role } from './policy-schema.ts';

export type SeparationEntry = Pick<EnvironmentEntry, 'separate' | 'rollback'>;

/** A change that a list of roles is for. */
interface Use {
  readonly kind: 'promotion' | 'rollback';
  readonly environment: Pick<EnvironmentEntry, 'merge' | 'approvals'>;
}

const anything: Use = { kind: 'rollback', environment: { merge: 'gate' } };

interface RoleList {
  readonly path: PolicyPath;
  readonly roles: readonly Role[];
  readonly uses: readonly Use[];
}

/**
 * Roles that one person may not have at once: lists that are none, and roles in them that set nobody apart.
 *
 * @param others whether there are environments beside these, whose form is wrong: they may be anything
 */
export function separationFindings(
  common: SeparationEntry,
  environments: ReadonlyMap<string, EnvironmentEntry>,
  others: boolean,
): readonly Finding[] {
  return [
    ...commonLists(common, [...environments.values()]).map((each) =>
      others ? { ...each, uses: [...each.uses, anything] } : each,
    ),
    ...[...environments].flatMap(([name, entry]) => ownLists(['environments', name], entry, common)),
  ].flatMap(listFindings);
}

function commonLists(common: SeparationEntry, environments: readonly EnvironmentEntry[]): readonly RoleList[] {
  const rolledBack = environments.filter(({ rollback }) => rollback?.separate === undefined);
  const unnamed = environments.filter(({ separate }) => separate === undefined);
  const inherited = common.rollback?.separate === undefined ? rolledBack.filter((each) => unnamed.includes(each)) : [];
  return [
    ...list(['separate'], common.separate, [...usesIn('promotion', unnamed), ...usesIn('rollback', inherited)]),
    ...list(['rollback', 'separate'], common.rollback?.separate, usesIn('rollback', rolledBack)),
  ];
}

function ownLists(path: PolicyPath, entry: EnvironmentEntry, common: SeparationEntry): readonly RoleList[] {
  const { separate, rollback } = entry;
  const inherited = rollback?.separate === undefined && common.rollback?.separate === undefined ? [entry] : [];
  return [
    ...list([...path, 'separate'], separate, [...usesIn('promotion', [entry]), ...usesIn('rollback', inherited)]),
    ...list([...path, 'rollback', 'separate'], rollback?.separate, usesIn('rollback', [entry])),
  ];
}

/** Where a bot merges, no person takes part. */
const usesIn = (kind: Use['kind'], environments: readonly EnvironmentEntry[]): readonly Use[] =>
  environments.filter(({ merge }) => merge !== 'auto').map((environment) => ({ kind, environment }));

const list = (path: PolicyPath, roles: readonly Role[] | undefined, uses: readonly Use[]): readonly RoleList[] =>
  roles === undefined ? [] : [{ path, roles, uses }];

function listFindings({ path, roles, uses }: RoleList): readonly Finding[] {
  const distinct = new Set(roles).size;
  if (distinct !== roles.length || distinct === 1) {
    const says = 'must be a list of two roles or more, each of them once, or an empty list';
    return [{ code: 'POLICY_VALUE_INVALID', path, at: 'value', says }];
  }
  if (roles.length > 0 && uses.length === 0) {
    const where = path[0] === 'environments' ? 'with merge: auto' : 'where each has merge: auto or a list of its own';
    return [conflict(path, 'key', `separates nobody ${where}: remove it`)];
  }
  return roles.flatMap((role, index) => {
    const others = roles.filter((other) => other !== role);
    if (uses.some((use) => others.some((other) => differ(role, other, use)))) return [];
    return [conflict([...path, index], 'value', `is ${role}, but ${uselessness(role, uses)}`)];
  });
}

/** Requester and author are set apart from those who agree, not from each other. */
const differ = (one: Role, other: Role, use: Use): boolean =>
  takesPart(one, use) && takesPart(other, use) && [one, other].some((role) => agrees.has(role));

const agrees: ReadonlySet<Role> = new Set(['reviewer', 'approver']);

function takesPart(role: Role, { kind, environment: { merge, approvals } }: Use): boolean {
  switch (role) {
    case 'requester':
      return kind === 'rollback';
    case 'reviewer':
      return approvals !== 0;
    case 'approver':
      return merge === 'gate';
    case 'author':
      return true;
  }
}

function uselessness(role: Role, uses: readonly Use[]): string {
  if (uses.some((use) => takesPart(role, use)))
    return 'nobody else of the list takes part: name who else does, or remove it';
  switch (role) {
    case 'requester':
      return 'nobody asks for a promotion, and rollbacks have a list of their own: name it there, or remove it';
    case 'reviewer':
      return 'no review is asked for: set approvals, or remove it';
    case 'approver':
      return 'there is no gate to let anything through: set merge: gate, or remove it';
    case 'author':
      return 'nobody agrees to anything: remove it';
  }
}
