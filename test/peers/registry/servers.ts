import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { LabClock, startRegistry, Traffic } from '@bitvault/lab';
import { account } from '../../registry/rig.ts';
import type { Certificates } from './certificates.ts';
import { peersPath } from '../../../scripts/peers/folders.ts';

export interface Setting {
  readonly auth: 'none' | 'basic' | 'bearer';
  readonly tls: Certificates | undefined;
}

/** What ends later: a test, or the file that `after` of node:test is for. */
export interface Ending {
  after(end: () => void | Promise<void>): void;
}

/** Starts a registry that ends with the test; its answer is `host:port`. */
export type StartServer = (t: Ending, setting: Setting) => Promise<string>;

/** The password of `account`, by bcrypt: the only form that distribution takes. */
const htpasswd = `${account.username}:$2y$05$abcdefghijklmnopqrstuuEA/ODF3euKY3m6APfh023jbP3vbQyji\n`;

/** distribution and the docker-registry that it was before read the same configuration. */
export const distribution =
  (program: string): StartServer =>
  async (t, { auth, tls }) => {
    const folder = await mkdtemp(join(tmpdir(), 'registry-'));
    t.after(() => rm(folder, { recursive: true }));
    const passwords = join(folder, 'htpasswd');
    await writeFile(passwords, htpasswd);
    const config = {
      version: '0.1',
      log: { level: 'info' },
      storage: { filesystem: { rootdirectory: join(folder, 'data') } },
      http: {
        addr: '127.0.0.1:0',
        secret: 'not a secret here',
        ...(tls && { tls: { certificate: tls.cert, key: tls.key } }),
      },
      ...(auth === 'basic' && { auth: { htpasswd: { realm: 'test', path: passwords } } }),
    };
    const path = join(folder, 'config.yml');
    await writeFile(path, JSON.stringify(config));
    return started(t, program, ['serve', path], /listening on 127\.0\.0\.1:(\d+)/);
  };

export const goContainerregistry: StartServer = (t) =>
  started(t, 'ggcr-registry', ['-port', '0'], /serving on port (\d+)/);

export const lab =
  (referrers: boolean): StartServer =>
  async (t, { auth, tls }) => {
    const registry = await startRegistry({
      traffic: new Traffic(),
      clock: new LabClock(),
      referrers,
      ...(auth !== 'none' && { auth: { ...account, bearer: auth === 'bearer' } }),
      ...(tls && { tls: { cert: await readFile(tls.cert, 'utf8'), key: await readFile(tls.key, 'utf8') } }),
    });
    t.after(() => registry.close());
    return registry.host;
  };

/** Runs a server until the test ends; it says itself on which port it listens. */
async function started(t: Ending, program: string, args: readonly string[], port: RegExp): Promise<string> {
  const child = spawn(program, args, { env: { ...process.env, PATH: peersPath }, stdio: ['ignore', 'ignore', 'pipe'] });
  t.after(() => void child.kill());
  const lines: string[] = [];
  const failed = new Promise<never>((_resolve, reject) => child.once('error', reject));
  const listening = async (): Promise<string> => {
    for await (const line of createInterface(child.stderr)) {
      const found = port.exec(line)?.[1];
      // What is not read would fill the pipe and stop the server.
      if (found !== undefined) child.stderr.resume();
      if (found !== undefined) return `127.0.0.1:${found}`;
      lines.push(line);
    }
    throw new Error(`${program} ended before it listened:\n${lines.join('\n')}`);
  };
  return Promise.race([listening(), failed]);
}
