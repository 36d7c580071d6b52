import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peersBin } from '../../../scripts/peers/folders.ts';

const run = promisify(execFile);

export interface BuildKit extends AsyncDisposable {
  /** Name of the buildx instance that builds there. */
  readonly instance: string;
}

/** A BuildKit daemon of its own in `folder`, made known to buildx under `instance` in the configuration that `env` names. */
export async function startBuildKit(folder: string, instance: string, env: NodeJS.ProcessEnv): Promise<BuildKit> {
  const socket = `unix://${join(folder, 'buildkit.sock')}`;
  const options = ['--oci-worker-snapshotter=native', '--containerd-worker=false'];
  const daemon = spawn(
    join(peersBin, 'buildkitd'),
    ['--root', join(folder, 'buildkit'), '--addr', socket, ...options],
    { env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = once(daemon, 'close');
  const stop = async () => {
    daemon.kill('SIGTERM');
    await ended;
  };
  const lines: string[] = [];
  const running = new Promise<void>((resolve, reject) => {
    createInterface(daemon.stderr).on('line', (line) => {
      lines.push(line);
      if (line.includes('running server on')) resolve();
    });
    const fail = () => reject(new Error(`buildkitd did not start:\n${lines.join('\n')}`));
    ended.then(fail, fail);
  });
  await running;
  try {
    await run(join(peersBin, 'buildx'), ['create', '--name', instance, '--driver', 'remote', socket], { env });
  } catch (error) {
    await stop();
    throw error;
  }
  return { instance, [Symbol.asyncDispose]: stop };
}
