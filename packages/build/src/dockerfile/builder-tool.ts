import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { BuildError } from '../build-error.ts';

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

export interface ToolRun {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
  readonly onLine: (line: string) => void;
}

/** Runs a builder and hands on its lines as they come. Throws `BUILDER_MISSING` or `BUILDER_FAILED`. */
export async function runBuilder(tool: BuilderTool, args: readonly string[], options: ToolRun): Promise<void> {
  const child = spawn(tool.command, [...tool.leading, ...args], {
    cwd: options.directory,
    env: options.env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let last = '';
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      options.onLine(line);
      if (/\berror\b/i.test(line)) last = line.trim();
    });
  }
  let code: number | null;
  try {
    [code] = (await once(child, 'close')) as [number | null, string | null];
  } catch (cause) {
    throw new BuildError('BUILDER_MISSING', `${tool.command} cannot be run`, { cause });
  }
  if (code !== 0) {
    const ending = `${tool.name} ended with ${code ?? 'a signal'}`;
    throw new BuildError('BUILDER_FAILED', last === '' ? ending : `${ending}: ${last.slice(0, 500)}`);
  }
}

/** A builder gets neither the action's inputs nor the means to ask for this job's identity. */
export const toolEnvironment = (env: NodeJS.ProcessEnv, more: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(env).filter(([name]) => !/^(INPUT_|ACTIONS_ID_TOKEN_REQUEST_)/i.test(name))),
  ...more,
});
