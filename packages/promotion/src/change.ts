import { exactText, holdsExactly } from './blob.ts';
import { digestAt } from './deployed.ts';
import { setDigests } from './digest-edit.ts';
import { canonicalHold, holdPath, type Hold } from './hold.ts';
import type { Digest, EnvironmentName, ServiceName } from './names.ts';
import { digestFile, digestPath, type Policy } from './policy.ts';
import type { Reason } from './reason.ts';
import type { BaseSnapshot, Bump, ChangedFile, NonEmpty, PullRequest } from './state.ts';

/** What a pull request does, told from the bytes of its files alone. */
export type Change =
  | { readonly kind: 'promotion'; readonly environment: EnvironmentName; readonly bumps: NonEmpty<Bump> }
  | {
      readonly kind: 'rollback';
      readonly environment: EnvironmentName;
      readonly bumps: NonEmpty<Bump>;
      /** What it writes, one for each bump. */
      readonly holds: readonly Hold[];
    }
  | { readonly kind: 'resume'; readonly environment: EnvironmentName; readonly services: NonEmpty<ServiceName> };

export type Recognition =
  | { readonly kind: 'recognised'; readonly change: Change }
  | { readonly kind: 'unrecognised'; readonly reasons: NonEmpty<Reason> };

/** What a path is to the policy. */
type FileRole =
  | { readonly kind: 'digests'; readonly environment: EnvironmentName; readonly services: readonly ServiceName[] }
  | { readonly kind: 'hold'; readonly environment: EnvironmentName; readonly service: ServiceName };

/**
 * Recognises a pull request as exactly one promotion, rollback or resume: every changed file is derived again from the
 * base and the digests found in the head, and must equal the head's bytes. Nothing else about the pull request counts.
 */
export function recogniseChange(pull: PullRequest, base: BaseSnapshot, policy: Policy): Recognition {
  if (pull.files.items.length < pull.files.total) {
    return unrecognised([{ code: 'FILES_UNREAD', total: pull.files.total, read: pull.files.items.length }]);
  }
  const reasons: Reason[] = [];
  const bumps: Bump[] = [];
  const held: { service: ServiceName; path: string; deleted: boolean }[] = [];
  const environments = new Set<EnvironmentName>();
  const roles = fileRoles(policy);
  for (const file of pull.files.items) {
    const role = roles.get(file.path);
    if (role === undefined || !mayChangeSo(role, file)) {
      reasons.push({ code: 'FILE_UNEXPECTED', path: file.path, change: file.change });
      continue;
    }
    environments.add(role.environment);
    if (role.kind === 'hold') held.push({ service: role.service, path: file.path, deleted: file.change === 'DELETED' });
    else {
      const found = bumpsOf(file.path, role, pull, base, policy);
      if (found.kind === 'exact') bumps.push(...found.bumps);
      else reasons.push(found.reason);
    }
  }
  const [environment, ...others] = environments;
  if (others.length > 0) reasons.push({ code: 'ENVIRONMENT_MIXED', environments: [...environments] });
  reasons.push(
    ...held.filter((hold) => !hold.deleted).flatMap((hold) => holdReasons(hold.path, hold.service, pull, bumps)),
  );
  if (isNonEmpty(reasons)) return unrecognised(reasons);
  const change = environment === undefined ? null : changeOf(environment, bumps, held, pull);
  return change === null ? unrecognised([{ code: 'NOT_A_BUMP' }]) : { kind: 'recognised', change };
}

const unrecognised = (reasons: NonEmpty<Reason>): Recognition => ({ kind: 'unrecognised', reasons });

export function isNonEmpty<T>(items: readonly T[]): items is NonEmpty<T> {
  return items.length > 0;
}

function fileRoles(policy: Policy): ReadonlyMap<string, FileRole> {
  const roles = new Map<string, FileRole>();
  for (const { name: environment } of policy.environments) {
    for (const service of policy.services.keys()) {
      const path = digestFile(policy, environment, service);
      const known = roles.get(path);
      const services = known?.kind === 'digests' ? known.services : [];
      roles.set(path, { kind: 'digests', environment, services: [...services, service] });
      roles.set(holdPath(environment, service), { kind: 'hold', environment, service });
    }
  }
  return roles;
}

function mayChangeSo(role: FileRole, file: ChangedFile): boolean {
  if (role.kind === 'digests') return file.change === 'MODIFIED';
  return file.change === 'ADDED' || file.change === 'MODIFIED' || file.change === 'DELETED';
}

type DerivedBumps =
  | { readonly kind: 'exact'; readonly bumps: readonly Bump[] }
  | { readonly kind: 'refused'; readonly reason: Reason };

function bumpsOf(
  path: string,
  role: Extract<FileRole, { kind: 'digests' }>,
  pull: PullRequest,
  base: BaseSnapshot,
  policy: Policy,
): DerivedBumps {
  const before = base.files.get(path);
  const after = pull.headFiles.get(path);
  const [beforeText, afterText] = [exactText(before), exactText(after)];
  if (before === undefined || after === undefined || beforeText === null || afterText === null) {
    return { kind: 'refused', reason: { code: 'FILE_UNREADABLE', path } };
  }
  if (before.mode !== after.mode) {
    return { kind: 'refused', reason: { code: 'FILE_MODE_CHANGED', path, found: after.mode, expected: before.mode } };
  }
  const bumps: Bump[] = [];
  for (const service of role.services) {
    const yamlPath = digestPath(policy, role.environment, service);
    const from = digestAt(beforeText, yamlPath);
    // Where the base has no place for the service, no bump explains one: the comparison of bytes refuses it.
    if (from === undefined) continue;
    const to = digestInHead(afterText, yamlPath);
    if (to !== null && to !== from) bumps.push({ service, environment: role.environment, from, to, source: null });
  }
  const derived = setDigests(
    beforeText,
    bumps.map((bump) => ({ path: digestPath(policy, bump.environment, bump.service), digest: bump.to })),
  ).text;
  if (!holdsExactly(after, derived)) {
    return { kind: 'refused', reason: { code: 'NOT_EXACT', path, line: firstDifference(derived, afterText) } };
  }
  return { kind: 'exact', bumps };
}

/** A head that cannot be read as YAML has no digest to offer; the comparison of bytes then refuses it. */
function digestInHead(text: string, path: readonly string[]): Digest | null {
  try {
    return digestAt(text, path) ?? null;
  } catch (error) {
    if (error instanceof Error) return null;
    throw error;
  }
}

function firstDifference(left: string, right: string): number {
  const others = right.split('\n');
  const index = left.split('\n').findIndex((line, position) => line !== others[position]);
  return index === -1 ? left.split('\n').length + 1 : index + 1;
}

/** A hold that is written must be canonical and must say what the digests of the same change say. */
function holdReasons(path: string, service: ServiceName, pull: PullRequest, bumps: readonly Bump[]): Reason[] {
  const file = pull.headFiles.get(path);
  const text = exactText(file);
  if (file === undefined || text === null) return [{ code: 'FILE_UNREADABLE', path }];
  if (file.mode !== '100644') return [{ code: 'FILE_MODE_CHANGED', path, found: file.mode, expected: '100644' }];
  const hold = canonicalHold(text);
  if (hold === null) return [{ code: 'HOLD_INVALID', path, detail: 'its bytes are not canonical' }];
  const bump = bumps.find((candidate) => candidate.service === service);
  if (bump === undefined) return [{ code: 'HOLD_DISAGREES', path, detail: `no digest of ${service} changes` }];
  if (hold.service !== service || hold.environment !== bump.environment) {
    return [{ code: 'HOLD_DISAGREES', path, detail: `it holds ${hold.service} in ${hold.environment}` }];
  }
  if (hold.digest !== bump.to) return [{ code: 'HOLD_DISAGREES', path, detail: 'it holds another digest' }];
  if (hold.replaced !== bump.from) return [{ code: 'HOLD_DISAGREES', path, detail: 'it replaces another digest' }];
  return [];
}

function changeOf(
  environment: EnvironmentName,
  bumps: readonly Bump[],
  held: readonly { service: ServiceName; path: string; deleted: boolean }[],
  pull: PullRequest,
): Change | null {
  const written = held.filter((hold) => !hold.deleted);
  const lifted = held.filter((hold) => hold.deleted).map((hold) => hold.service);
  if (isNonEmpty(bumps)) {
    if (lifted.length > 0) return null;
    if (written.length === 0) return { kind: 'promotion', environment, bumps };
    const holds = written.flatMap(({ path }) => canonicalHold(pull.headFiles.get(path)?.text ?? '') ?? []);
    return holds.length === bumps.length ? { kind: 'rollback', environment, bumps, holds } : null;
  }
  return written.length === 0 && isNonEmpty(lifted) ? { kind: 'resume', environment, services: lifted } : null;
}
