import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '@bitvault/registry';

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
      await run(tool.command, [...tool.leading, 'version'], { env: childEnvironment(env), timeout: 20_000 });
      return tool;
    } catch {
      // Not there, or there and not able to say its version: no tool to build with.
    }
  }
  return undefined;
}
