import { execFile, spawn } from 'node:child_process';
import { constants } from 'node:fs';
import { access } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

/** A program that renders, with the arguments that come before its own. */
export interface Tool {
  readonly command: string;
  readonly prefix: readonly string[];
  /** As it says itself, asked when it is wanted; part of what a cached result depends on. */
  readonly version: () => Promise<string>;
}

export interface Tools {
  readonly helm: Tool | undefined;
  /** `kustomize`, or else the one inside kubectl. */
  readonly kustomize: Tool | undefined;
}

/** Looks for the programs on a search path. */
export async function findTools(searchPath: string): Promise<Tools> {
  const find = async (name: string): Promise<string | undefined> => {
    for (const folder of searchPath.split(delimiter).filter((entry) => entry !== '')) {
      const file = join(folder, name);
      if (await isExecutable(file)) return file;
    }
    return undefined;
  };
  const [helm, kustomize, kubectl] = await Promise.all(['helm', 'kustomize', 'kubectl'].map(find));
  return {
    helm: helm === undefined ? undefined : toolAt(helm, [], ['version', '--short']),
    kustomize:
      kustomize !== undefined
        ? toolAt(kustomize, ['build'], ['version'])
        : kubectl === undefined
          ? undefined
          : toolAt(kubectl, ['kustomize'], ['version', '--client']),
  };
}

async function isExecutable(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return true;
  } catch {
    // Absent, or not for us: the next folder of the path may have it.
    return false;
  }
}

function toolAt(command: string, prefix: readonly string[], asks: readonly string[]): Tool {
  let asked: Promise<string> | undefined;
  const ask = async (): Promise<string> =>
    (await promisify(execFile)(command, asks, { encoding: 'utf8' })).stdout.trim();
  return { command, prefix, version: () => (asked ??= ask()) };
}

/** What a program said when it failed. */
export class ToolFailure extends Error {
  override readonly name = 'ToolFailure';
}

/** What a program needs to find its way and its caches; whatever else there is, a template of the repository could show. */
const needed =
  /^(?:PATH|HOME|TMPDIR|TMP|TEMP|USERPROFILE|SystemRoot|LANG|LC_\w+|XDG_\w+|HELM_(?:CACHE|CONFIG|DATA)_HOME|LD_LIBRARY_PATH)$/;

/** For programs in Go that end before collecting garbage would pay, and of which there is one for each core anyway. */
const shortLived = { GOGC: 'off', GOMEMLIMIT: '1GiB', GOMAXPROCS: '1' };

/**
 * Runs a tool and gives what it wrote.
 *
 * @throws ToolFailure with what it complained about.
 */
export function runTool(tool: Tool, args: readonly string[], cwd: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const passed = Object.entries(process.env).filter(([name]) => needed.test(name));
    const env = { ...Object.fromEntries(passed), ...shortLived };
    const child = spawn(tool.command, [...tool.prefix, ...args], { cwd, env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, complaints]: [Buffer[], Buffer[]] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else reject(new ToolFailure(Buffer.concat(complaints).toString('utf8').trim() || `it ended with ${code}`));
    });
  });
}
