// Usage: node scripts/with-node24.mjs scripts/peers/registries.ts: installs what test/peers/registry runs, unless it is
// there already. Needs Go, and Debian's apt for the last registry without the referrers API. Nothing is installed globally.
import { spawnSync } from 'node:child_process';
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.ts';

const folder = join(root, 'node_modules', '.cache', 'peers');
const bin = join(folder, 'bin');
const debian = join(folder, 'debian');

/** Name to install under, module, folder of the program in it, version. */
const programs = [
  ['distribution-registry', 'github.com/distribution/distribution/v3', 'cmd/registry', 'v3.1.2'],
  ['ggcr-registry', 'github.com/google/go-containerregistry', 'cmd/registry', 'v0.22.1'],
  ['crane', 'github.com/google/go-containerregistry', 'cmd/crane', 'v0.22.1'],
  ['oras', 'oras.land/oras', 'cmd/oras', 'v1.3.6'],
] as const;

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { error, status } = spawnSync(command, args, {
    cwd: debian,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** What a program says; empty where it is not there. */
const said = (command: string, args: readonly string[]): string =>
  spawnSync(command, args, { encoding: 'utf8' }).stdout ?? '';

mkdirSync(bin, { recursive: true });
mkdirSync(debian, { recursive: true });
for (const [name, module, program, version] of programs) {
  const path = join(bin, name);
  if (said('go', ['version', '-m', path]).includes(`\tmod\t${module}\t${version}\t`)) continue;
  // Two of them are called `registry`, so each is built where it cannot overwrite the other.
  const built = join(bin, `building-${name}`);
  const env = { GOBIN: built, GOFLAGS: '', CGO_ENABLED: '0' };
  run('go', ['install', '-ldflags', '-s -w', `${module}/${program}@${version}`], env);
  renameSync(join(built, program.replace('cmd/', '')), path);
  rmSync(built, { recursive: true });
}
const dockerRegistry = join(debian, 'usr', 'bin', 'docker-registry');
if (!said(dockerRegistry, ['--version']).includes('2.8.')) {
  run('apt-get', ['download', 'docker-registry']);
  run('sh', ['-c', 'for package in docker-registry_*.deb; do dpkg-deb --extract "$package" .; done']);
}
