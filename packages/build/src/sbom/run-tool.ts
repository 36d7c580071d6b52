import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { childEnvironment } from '@bitvault/registry';
import { BuildError } from '../build-error.ts';
import { firstWords } from '../first-words.ts';

const run = promisify(execFile);

export type SbomTool = 'syft' | 'npm';

/** Milliseconds: as long as the largest images take, and no job is held up for ever. */
const longest = 15 * 60 * 1000;
const mostOutput = 64 * 1024 * 1024;

export interface ToolSurroundings {
  readonly directory: string;
  readonly env: NodeJS.ProcessEnv;
}

/** Runs a tool that makes SBOMs and gives what it printed. Throws `SBOM_TOOL_MISSING` or `SBOM_TOOL_FAILED`. */
export async function runTool(
  tool: SbomTool,
  args: readonly string[],
  { directory, env }: ToolSurroundings,
): Promise<string> {
  try {
    const { stdout } = await run(tool, args, {
      cwd: directory,
      env: childEnvironment(env, { SYFT_CHECK_FOR_APP_UPDATE: 'false', npm_config_update_notifier: 'false' }),
      timeout: longest,
      killSignal: 'SIGKILL',
      maxBuffer: mostOutput,
    });
    return stdout;
  } catch (cause) {
    throw failure(tool, cause);
  }
}

function failure(tool: SbomTool, cause: unknown): BuildError {
  const { code, killed, stderr } = (cause ?? {}) as { code?: unknown; killed?: unknown; stderr?: unknown };
  if (code === 'ENOENT' || code === 'EACCES')
    return new BuildError('SBOM_TOOL_MISSING', `${tool} cannot be run on this machine`, { cause });
  const ending = killed === true ? 'was stopped: it took too long or wrote too much' : `ended with ${String(code)}`;
  const said = typeof stderr === 'string' ? (stderr.trim().split('\n').at(-1) ?? '') : '';
  return new BuildError('SBOM_TOOL_FAILED', `${tool} ${ending}${said === '' ? '' : `: ${firstWords(said, 300)}`}`, {
    cause,
  });
}
