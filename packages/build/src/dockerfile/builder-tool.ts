import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

export type ToolName = 'buildx' | 'buildah';

/** How a builder is called on this machine. */
export interface BuilderTool {
  readonly name: ToolName;
  readonly command: string;
  /** Arguments before all others. */
  readonly leading: readonly string[];
}

const candidates: Record<ToolName, readonly BuilderTool[]> = {
  buildx: [
    { name: 'buildx', command: 'docker', leading: ['buildx'] },
    { name: 'buildx', command: 'buildx', leading: [] },
  ],
  buildah: [{ name: 'buildah', command: 'buildah', leading: [] }],
};

const run = promisify(execFile);

/** The tool of this name that answers on this machine; as Docker's plugin before the program alone. */
export async function findBuilder(name: ToolName, env: NodeJS.ProcessEnv): Promise<BuilderTool | undefined> {
  for (const tool of candidates[name]) {
    try {
      await run(tool.command, [...tool.leading, 'version'], { env: toolEnvironment(env), timeout: 20_000 });
      return tool;
    } catch {
      // Not there, or there and not able to say its version: no tool to build with.
    }
  }
  return undefined;
}

/** A builder gets neither the action's inputs nor the means to ask for this job's identity. */
export const toolEnvironment = (env: NodeJS.ProcessEnv, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(INPUT_|ACTIONS_ID_TOKEN_REQUEST_)/i.test(name))),
  ...more,
});
