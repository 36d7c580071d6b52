import { spawn } from 'node:child_process';
import {
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { store } from '../peers/folders.ts';

const folder = join(dirname(store), 'clusters');

/** What one needs to use a cluster that is up. */
export interface ClusterState {
  /** Of the process that everything else ends with. */
  readonly pid: number;
  readonly kubeconfig: string;
  readonly logs: string;
  /** The lab's GitHub, and a token of a person who may write to the GitOps repository there. */
  readonly github: string;
  readonly token: string;
}

export const directoryOf = (name: string): string => join(folder, name);
const stateFile = (name: string): string => join(directoryOf(name), 'state.json');
export const progressFile = (name: string): string => join(directoryOf(name), 'progress.log');

/** @throws Error for a name that no folder should have */
export function checkName(name: string): void {
  if (!/^[a-z][a-z0-9-]{0,30}$/.test(name))
    throw new Error(`"${name}" is no name for a cluster. Next: take small letters, digits and hyphens, such as demo`);
}

export const clusterNames = (): readonly string[] => (existsSync(folder) ? readdirSync(folder).toSorted() : []);

/** Of a cluster that is up; undefined where there is none, or where its process is gone. */
export function stateOf(name: string): ClusterState | undefined {
  if (!existsSync(stateFile(name))) return undefined;
  const state = JSON.parse(readFileSync(stateFile(name), 'utf8')) as ClusterState;
  return isAlive(state.pid) ? state : undefined;
}

/** Whole at once: whoever waits for it may look at any moment. */
export function leaveState(name: string, state: ClusterState): void {
  const draft = `${stateFile(name)}.draft`;
  writeFileSync(draft, JSON.stringify(state, null, 2), { mode: 0o600 });
  renameSync(draft, stateFile(name));
}

/** Starts the process that keeps a cluster, and waits until it is up; what it says is told line by line. */
export async function bringUp(name: string, say: (line: string) => void): Promise<ClusterState> {
  checkName(name);
  if (stateOf(name) !== undefined)
    throw new Error(`the cluster ${name} is up already. Next: npm run cluster -- down ${name}, or take another name`);
  rmSync(directoryOf(name), { recursive: true, force: true });
  mkdirSync(directoryOf(name), { recursive: true });
  const output = openSync(progressFile(name), 'a');
  const child = spawn(process.execPath, ['--conditions=source', join(import.meta.dirname, 'keep.ts'), name], {
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  child.unref();
  let told = 0;
  for (;;) {
    const lines = readFileSync(progressFile(name), 'utf8').split('\n').slice(0, -1);
    for (const line of lines.slice(told)) say(line);
    told = lines.length;
    const state = stateOf(name);
    if (state !== undefined) return state;
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`the cluster ${name} did not come up; its logs are in ${directoryOf(name)}`);
    await wait(100);
  }
}

/** Ends a cluster and waits until it is gone. Its logs stay until the name is used again. */
export async function takeDown(name: string): Promise<void> {
  checkName(name);
  const state = stateOf(name);
  if (state === undefined) throw new Error(`there is no cluster ${name} that is up. Next: npm run cluster -- list`);
  process.kill(state.pid, 'SIGTERM');
  while (isAlive(state.pid)) await wait(100);
  rmSync(stateFile(name), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
    throw error;
  }
}
