import type { Account } from './accounts.ts';

/** What an account pays for. GitHub calls Enterprise Cloud `enterprise`. */
export type Plan = 'free' | 'pro' | 'team' | 'enterprise';

/** What GitHub has for public repositories always, and for private ones only where the plan has it. */
export type PlanFeature = 'branch-rules' | 'environments' | 'deployment-protection';

/**
 * docs.github.com: "About rulesets", "About protected branches" (private from Pro and Team on), "Deployments and
 * environments" (private: environments, their secrets and branches from Pro and Team on, reviewers, timers and the bypass
 * of administrators from Enterprise on).
 */
export function planHas(plan: Plan, isPrivate: boolean, feature: PlanFeature): boolean {
  if (!isPrivate || plan === 'enterprise') return true;
  return feature !== 'deployment-protection' && plan !== 'free';
}

/** Enterprise where nothing else was said. */
export const planOf = (plans: ReadonlyMap<number, Plan>, account: Account): Plan =>
  plans.get(account.id) ?? 'enterprise';
