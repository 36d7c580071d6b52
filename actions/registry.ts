import type { Action } from '@bitvault/action-kit';

export type ActionModule = { readonly action: Action };

/**
 * Every action of the suite, by the name of its folder at the root. Each is loaded only when asked for, so that one
 * bundle starts as fast as the action needs; the generated files and the stubs in `dist/` follow this list.
 */
export const actions = {} satisfies Readonly<Record<string, () => Promise<ActionModule>>>;

export type ActionName = keyof typeof actions;
