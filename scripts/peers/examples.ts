// Usage: node scripts/with-node24.mjs scripts/peers/examples.ts: installs what test/peers/examples runs, and says where.
// Needs Go, and Debian's apt for promtool and amtool, whose modules `go install` refuses. Nothing is installed globally.
import { mkdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { root } from '../project.ts';

const folder = join(root, 'node_modules', '.cache', 'peers');
const bin = join(folder, 'bin');
const debian = join(folder, 'debian');

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}): void {
  const { error, status } = spawnSync(command, args, {
    cwd: debian,
    stdio: 'inherit',
    env: { ...process.env, ...env },
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

mkdirSync(bin, { recursive: true });
mkdirSync(debian, { recursive: true });
run('go', ['install', 'helm.sh/helm/v3/cmd/helm@v3.22.0'], { GOBIN: bin, GOFLAGS: '' });
run('apt-get', ['download', 'prometheus', 'prometheus-alertmanager']);
run('sh', ['-c', 'for package in *.deb; do dpkg-deb --extract "$package" .; done']);
console.log(`PATH=${[bin, join(debian, 'usr', 'bin'), '$PATH'].join(delimiter)}`);
