import type { Resource } from './resource.ts';

export const hookKey = 'argocd.argoproj.io/hook';
export const deletePolicyKey = 'argocd.argoproj.io/hook-delete-policy';
export const waveKey = 'argocd.argoproj.io/sync-wave';
export const helmHookKey = 'helm.sh/hook';
export const helmWeightKey = 'helm.sh/hook-weight';
export const helmDeletePolicyKey = 'helm.sh/hook-delete-policy';

export const hookNames = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'Skip', 'PreDelete', 'PostDelete'] as const;
export type HookName = (typeof hookNames)[number];

/** In the order in which they come. */
export type Phase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail' | 'PreDelete' | 'PostDelete';

export const deletePolicyNames = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'] as const;
export type DeletePolicy = (typeof deletePolicyNames)[number];

/** What of Helm's hooks Argo CD takes over; all others are never applied. */
const helmHooks: Readonly<Record<string, HookName>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'pre-delete': 'PreDelete',
  'post-delete': 'PostDelete',
};

const helmDeletePolicies: Readonly<Record<string, DeletePolicy>> = {
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
  'before-hook-creation': 'BeforeHookCreation',
};

/** When and how Argo CD applies a resource, read from its annotations as gitops-engine reads them. */
export interface SyncPlan {
  /** Whether it is a hook, which includes one of whose names Argo CD knows none: that is never applied. */
  readonly hook: boolean;
  /** The phases that it is applied in: `Sync` for what is no hook, none for `Skip` and for unknown names. */
  readonly phases: readonly Phase[];
  /** Names of hooks, as written, that Argo CD does not know. */
  readonly unknownHooks: readonly string[];
  readonly wave: number;
  /** What is in force: `BeforeHookCreation` where a hook names none that is known; empty for what is no hook. */
  readonly deletePolicies: readonly DeletePolicy[];
  readonly unknownDeletePolicies: readonly string[];
}

/** The names in an annotation, in its order. */
export const namesIn = (annotation: string | undefined): readonly string[] =>
  (annotation ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

const isOneOf = <T extends string>(names: readonly T[], name: string): name is T =>
  (names as readonly string[]).includes(name);

export function syncPlanOf({ annotations }: Resource): SyncPlan {
  const argo = namesIn(annotations[hookKey]);
  const helm = annotations[helmHookKey] === 'crd-install' ? [] : namesIn(annotations[helmHookKey]);
  const known: readonly HookName[] = argo.filter((name) => isOneOf(hookNames, name));
  const hooks = known.length > 0 ? known : helm.flatMap((name) => helmHooks[name] ?? []);
  const skipped = hooks.length === 1 && hooks[0] === 'Skip';
  const hook = annotations[hookKey] === undefined ? helm.length > 0 : !skipped;
  const phases = [...new Set(hooks)].filter((name) => name !== 'Skip');
  return {
    hook,
    phases: hook || skipped ? phases : ['Sync'],
    unknownHooks: [
      ...argo.filter((name) => !isOneOf(hookNames, name)),
      ...(known.length > 0 ? [] : helm.filter((name) => helmHooks[name] === undefined)),
    ],
    wave: integer(annotations[waveKey]) ?? integer(annotations[helmWeightKey]) ?? 0,
    ...deletion(annotations, hook),
  };
}

function deletion(
  annotations: Readonly<Record<string, string>>,
  hook: boolean,
): Pick<SyncPlan, 'deletePolicies' | 'unknownDeletePolicies'> {
  const argo = namesIn(annotations[deletePolicyKey]);
  const known: readonly DeletePolicy[] = [
    ...argo.filter((name) => isOneOf(deletePolicyNames, name)),
    ...namesIn(annotations[helmDeletePolicyKey]).flatMap((name) => helmDeletePolicies[name] ?? []),
  ];
  const inForce: readonly DeletePolicy[] = known.length > 0 ? known : ['BeforeHookCreation'];
  return {
    deletePolicies: hook ? inForce : [],
    unknownDeletePolicies: argo.filter((name) => !isOneOf(deletePolicyNames, name)),
  };
}

/** As Go's `strconv.Atoi` takes it. */
const integer = (text: string | undefined): number | undefined =>
  text !== undefined && /^[+-]?\d{1,15}$/.test(text) ? Number(text) : undefined;
