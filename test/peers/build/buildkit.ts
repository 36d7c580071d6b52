import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { peersBin } from '../../../scripts/peers/folders.ts';
import type { MutualTls } from './mutual-tls.ts';

const run = promisify(execFile);

/** A BuildKit daemon of its own, known to buildx. */
export interface BuildKit extends AsyncDisposable {
  /** Name of the buildx instance that builds there. */
  readonly instance: string;
  /** Where it listens, as buildx is told. */
  readonly address: string;
}

/**
 * Starts a daemon with all its state in `folder`, and makes it known to buildx under `instance` in the configuration that
 * `env` names. With `tls` it listens on a port, as one on another machine does, else on a socket.
 */
export async function startBuildKit(
  folder: string,
  instance: string,
  env: NodeJS.ProcessEnv,
  tls?: MutualTls,
): Promise<BuildKit> {
  const socket = `unix://${join(folder, 'buildkit.sock')}`;
  const listening = tls
    ? ['--addr', 'tcp://127.0.0.1:0', '--tlscacert', tls.ca, '--tlscert', tls.server.cert, '--tlskey', tls.server.key]
    : ['--addr', socket];
  const worker = ['--oci-worker-snapshotter=native', '--containerd-worker=false'];
  const root = ['--root', join(folder, 'buildkit'), '--otel-socket-path', join(folder, 'otel.sock')];
  const daemon = spawn(join(peersBin, 'buildkitd'), [...root, ...listening, ...worker], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(daemon, 'close');
  const stop = async () => {
    daemon.kill('SIGTERM');
    await ended;
  };
  const lines: string[] = [];
  const running = new Promise<string>((resolve, reject) => {
    createInterface(daemon.stderr).on('line', (line) => {
      lines.push(line);
      const place = /running server on ([^\s"]+)/.exec(line)?.[1];
      if (place !== undefined) resolve(place);
    });
    const fail = () => reject(new Error(`buildkitd did not start:\n${lines.join('\n')}`));
    ended.then(fail, fail);
  });
  const place = await running;
  const address = tls ? `tcp://${place}` : socket;
  try {
    await createInstance(instance, address, env, tls);
  } catch (error) {
    await stop();
    throw error;
  }
  return { instance, address, [Symbol.asyncDispose]: stop };
}

/** As docs/builders.md has it. */
async function createInstance(name: string, address: string, env: NodeJS.ProcessEnv, tls?: MutualTls): Promise<void> {
  const paths = tls ? [`cacert=${tls.ca}`, `cert=${tls.client.cert}`, `key=${tls.client.key}`] : [];
  const options = paths.flatMap((path) => ['--driver-opt', path]);
  await run(join(peersBin, 'buildx'), ['create', '--name', name, '--driver', 'remote', ...options, address], { env });
}
