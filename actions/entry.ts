import { actions, type ActionModule, type ActionName } from './registry.ts';

/** Runs one action; what a stub in `dist/` calls. The kit is loaded on demand like the rest: the licence list of the bundle needs it. */
export async function start(name: ActionName): Promise<void> {
  const load: () => Promise<ActionModule> = actions[name];
  const [{ runAction }, { action }] = await Promise.all([import('@bitvault/action-kit'), load()]);
  await runAction(action);
}
