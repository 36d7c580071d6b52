// Usage: node scripts/with-node24.mjs SCRIPT [ARGUMENT …] — installs if need be, then runs SCRIPT on Node 24 from source.
import { spawn } from 'node:child_process';
import { installWhenStale, root } from './install-when-stale.mjs';

const child = spawn(installWhenStale(), ['--conditions=source', ...process.argv.slice(2)], {
  cwd: root,
  stdio: 'inherit',
});
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('exit', (code, signal) => {
  process.exitCode = signal === null ? (code ?? 1) : 1;
});
