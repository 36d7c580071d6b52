import type { Action } from '@bitvault/action-kit';

export type ActionModule = { readonly action: Action };

/**
 * Every action of the suite, by the name of its folder at the root. Each is loaded only when asked for, so that one
 * bundle starts as fast as the action needs; the generated files and the stubs in `dist/` follow this list.
 */
export const actions = {
  'build-sign-push': () => import('./build-sign-push/main.ts'),
  'lint-gitops': () => import('./lint-gitops/main.ts'),
  'open-gitops-pr': () => import('./open-gitops-pr/main.ts'),
  'auto-merge-dev': () => import('./auto-merge-dev/main.ts'),
  'prod-manual-gate': () => import('./prod-manual-gate/main.ts'),
  promote: () => import('./promote/main.ts'),
  rollback: () => import('./rollback/main.ts'),
  board: () => import('./board/main.ts'),
  doctor: () => import('./doctor/main.ts'),
  'verify-image': () => import('./verify-image/main.ts'),
} satisfies Readonly<Record<string, () => Promise<ActionModule>>>;

export type ActionName = keyof typeof actions;
