// Usage: node scripts/with-node24.mjs scripts/peers/builders.ts: installs what test/peers/build runs. buildx, buildkitd and
// crane are compiled with Go; buildah, runc and a static busybox are Debian's, which needs root. What is there is left alone.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../project.ts';

const bin = join(root, 'node_modules', '.cache', 'peers', 'bin');
const module = join(import.meta.dirname, 'buildkitd');
const installable = {
  buildx: 'github.com/docker/buildx/cmd/buildx@v0.38.2',
  crane: 'github.com/google/go-containerregistry/cmd/crane@v0.22.1',
};

const runs = (command: string, args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function run(command: string, args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = root): void {
  const { error, status } = spawnSync(command, args, { cwd, stdio: 'inherit', env: { ...process.env, ...env } });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}

/** Builds unless the same version was built before, which a file beside the program tells. */
function built(program: string, version: string, build: () => void): void {
  const stamp = join(bin, `${program}.version`);
  if (existsSync(join(bin, program)) && existsSync(stamp) && readFileSync(stamp, 'utf8') === version) return;
  build();
  writeFileSync(stamp, version);
}

const compact = ['-trimpath', '-ldflags', '-s -w'];

mkdirSync(bin, { recursive: true });
for (const [program, source] of Object.entries(installable)) {
  built(program, source, () =>
    run('go', ['install', ...compact, source], { GOBIN: bin, GOFLAGS: '', CGO_ENABLED: '0' }),
  );
}
built('buildkitd', readFileSync(join(module, 'go.mod'), 'utf8'), () =>
  run(
    'go',
    ['build', ...compact, '-o', join(bin, 'buildkitd'), 'github.com/moby/buildkit/cmd/buildkitd'],
    { GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0' },
    module,
  ),
);
// busybox has no --version, but --help in every build of it.
const missing = ['buildah', 'runc', 'busybox'].filter((program) => !runs(program, ['--help']));
if (missing.length > 0) {
  const install = [
    'apt-get',
    'install',
    '-y',
    '-qq',
    '--no-install-recommends',
    ...missing.map((program) => (program === 'busybox' ? 'busybox-static' : program)),
  ];
  const [command = '', ...args] = process.getuid?.() === 0 ? install : ['sudo', ...install];
  run(command, args, { DEBIAN_FRONTEND: 'noninteractive' });
}
