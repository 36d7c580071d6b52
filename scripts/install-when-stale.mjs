// Runs on any Node from 20 on, before anything is installed: no dependencies, no TypeScript.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('..', import.meta.url));
const node24 = join(root, 'node_modules', 'node', 'bin', 'node');

/**
 * Compares what npm records of an install with what the lockfile asks for. Entries of other platforms may be absent, and
 * those that the lockfile was made without carry no hash.
 */
function installMatchesLockfile() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record) || !existsSync(node24)) return false;
  const wanted = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages;
  const installed = JSON.parse(readFileSync(record, 'utf8')).packages;
  return Object.entries(wanted).every(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link === true) return true;
    const found = installed[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && (entry.integrity ?? found.integrity) === found.integrity;
  });
}

/** Installs from the lockfile if need be, and returns the path of the Node 24 that everything runs on. */
export function installWhenStale() {
  if (!installMatchesLockfile()) {
    console.log('Installing from package-lock.json …');
    const started = Date.now();
    const npm = spawnSync('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
      cwd: root,
      stdio: 'inherit',
    });
    if (npm.status !== 0) {
      console.error('npm ci failed; its message is above. Fix that and run this command again.');
      process.exit(npm.status ?? 1);
    }
    console.log(`Installed in ${Math.round((Date.now() - started) / 1000)} s.`);
  }
  return node24;
}
