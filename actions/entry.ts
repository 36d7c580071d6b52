import { actions, type ActionModule, type ActionName } from './registry.ts';

/** Runs the command `bitvault-gitops`; what its stub in `dist/` calls. */
export async function startCommand(): Promise<void> {
  const { processContext, runCommand } = await import('@bitvault/gitops');
  const context = processContext(async (access) => (await import('./safeguards.ts')).openSafeguards(access));
  process.exitCode = await runCommand(process.argv.slice(2), context);
}

/** Runs one action; what a stub in `dist/` calls. The kit is loaded on demand like the rest: the licence list of the bundle needs it. */
export async function start(name: ActionName): Promise<void> {
  const load: () => Promise<ActionModule> = actions[name];
  const [{ runStep }, { action }] = await Promise.all([import('@bitvault/action-kit'), load()]);
  await runStep(action);
}
