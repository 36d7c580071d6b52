import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { peersBin } from '../../../scripts/peers/folders.ts';

/** A Docker daemon of its own, and `docker buildx` for whoever has its variables. */
export interface DockerDaemon extends AsyncDisposable {
  /** All that it keeps: files, sockets, mounts. */
  readonly folder: string;
  readonly env: Readonly<Record<'DOCKER_HOST' | 'DOCKER_CONFIG' | 'BUILDX_CONFIG', string>>;
}

const programs = {
  /** Docker 20.10, and every later one that was not told otherwise before 29. */
  'of its own': { daemon: 'dockerd', options: ['--storage-driver', 'vfs'] },
  'of containerd': { daemon: 'dockerd-29', options: ['--storage-driver', 'native', '--userland-proxy=false'] },
} as const;

/**
 * Starts a daemon in `folder`, which must be short for the sake of its sockets, with an image store of one kind or the
 * other. It has no network to give: `RUN` needs `network: none`.
 */
export async function startDockerDaemon(
  folder: string,
  store: keyof typeof programs,
  env: NodeJS.ProcessEnv,
): Promise<DockerDaemon> {
  const { daemon: program, options } = programs[store];
  const own = {
    DOCKER_HOST: `unix://${join(folder, 'docker.sock')}`,
    DOCKER_CONFIG: join(folder, 'config'),
    BUILDX_CONFIG: join(folder, 'buildx'),
  };
  const plugins = join(own.DOCKER_CONFIG, 'cli-plugins');
  await mkdir(plugins, { recursive: true });
  await symlink(join(peersBin, 'buildx'), join(plugins, 'docker-buildx'));
  await writeFile(join(own.DOCKER_CONFIG, 'config.json'), '{}\n');
  // Without a file of its own it would take that of the machine.
  await writeFile(join(folder, 'daemon.json'), '{}\n');
  const places = ['config-file=daemon.json', 'data-root=data', 'exec-root=exec', 'pidfile=pid'].map((each) => {
    const [name, file = ''] = each.split('=');
    return `--${name}=${join(folder, file)}`;
  });
  const network = ['--bridge=none', '--iptables=false', '--ip6tables=false'];
  const args = ['--host', own.DOCKER_HOST, ...places, ...network, ...options];
  const daemon = spawn(join(peersBin, program), args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = once(daemon, 'close');
  const lines: string[] = [];
  await new Promise<void>((resolve, reject) => {
    createInterface(daemon.stderr).on('line', (line) => {
      lines.push(line);
      if (line.includes('API listen on')) resolve();
    });
    const fail = () => reject(new Error(`${program} did not start:\n${lines.slice(-20).join('\n')}`));
    ended.then(fail, fail);
  });
  return {
    folder,
    env: own,
    async [Symbol.asyncDispose]() {
      daemon.kill('SIGTERM');
      await ended;
      await rm(folder, { recursive: true, force: true });
    },
  };
}
