import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  chmodSync,
  cpSync,
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { peersBin, store } from './folders.ts';
import { newestToolchain, sources, type Program, type Source } from './programs.ts';

type Own<K extends Source['kind']> = Extract<Source, { readonly kind: K }>;

/** Brings a program into this checkout: from the store, where an earlier run left that version, else by making it. */
export function bring(program: Program, say: (line: string) => void): void {
  const source = sources[program];
  if (source.kind === 'installed') return;
  const folder = join(store, `${program}-${versionOf(source)}`);
  if (!existsSync(folder)) {
    say(`${program} is being ${source.kind === 'unpacked' || source.kind === 'module-files' ? 'unpacked' : 'built'} …`);
    make(source, program, folder);
  }
  mkdirSync(peersBin, { recursive: true });
  rmSync(join(peersBin, program), { force: true });
  symlinkSync(join(folder, program), join(peersBin, program));
}

function versionOf(source: Exclude<Source, Own<'installed'>>): string {
  switch (source.kind) {
    case 'module':
      return source.version;
    case 'module-files':
      return `${source.version}-${shortHash(source.files.join('\n'))}`;
    case 'own-module':
      return shortHash(
        sourcesOf(source)
          .map((file) => readFileSync(file, 'utf8'))
          .join(''),
      );
    case 'unpacked':
      return candidateOf(source.package);
  }
}

const shortHash = (content: string | Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 12);

/** The version that apt would give, which is also that of the file it downloads. */
function candidateOf(name: string): string {
  const { stdout } = spawnSync('apt-cache', ['policy', name], {
    encoding: 'utf8',
    env: { ...process.env, LC_ALL: 'C' },
  });
  const version = /^\s*Candidate: (\S+)$/m.exec(stdout ?? '')?.[1];
  if (version === undefined || version === '(none)')
    throw new Error(`apt knows no package ${name}; run apt-get update`);
  return version.replaceAll(/[^\w.+~-]/g, '_');
}

/** A folder appears in the store only when it is whole, whoever makes the same at the same time. */
function make(source: Exclude<Source, Own<'installed'>>, program: Program, folder: string): void {
  mkdirSync(store, { recursive: true });
  const making = mkdtempSync(join(store, '.making-'));
  try {
    switch (source.kind) {
      case 'module':
        installModule(source, program, making);
        break;
      case 'own-module':
        run(
          'go',
          [
            'build',
            `-modfile=${goModOf(source)}`,
            ...compactWith(source.ldflags),
            '-o',
            join(making, program),
            source.path,
          ],
          {
            cwd: dirname(goModOf(source)),
            env: { GOFLAGS: '-buildvcs=false', CGO_ENABLED: '0', GOTOOLCHAIN: newestToolchain },
          },
        );
        break;
      case 'unpacked':
        unpack(source, program, making);
        break;
      case 'module-files':
        copyFiles(source, join(making, program));
        break;
    }
    if (!existsSync(folder)) renameSync(making, folder);
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

const compactWith = (ldflags = ''): readonly string[] => ['-trimpath', '-ldflags', `-s -w ${ldflags}`];

/** All that a module of ours is built from: its go.mod, and where it has a program of its own the code of that. */
function sourcesOf(source: Own<'own-module'>): readonly string[] {
  const goMod = goModOf(source);
  const isOurs = source.path.startsWith('./');
  return [goMod, ...(isOurs ? globSync(join(dirname(goMod), source.path, '*.go')).toSorted() : [])];
}

const goModOf = ({ folder, modFile = 'go.mod' }: Own<'own-module'>): string =>
  join(import.meta.dirname, folder, modFile);

/** Under our name for it: several modules call their program `registry`. */
function installModule({ path, version, toolchain }: Own<'module'>, program: Program, folder: string): void {
  const env = {
    GOBIN: folder,
    GOFLAGS: '',
    CGO_ENABLED: '0',
    ...(toolchain !== undefined && { GOTOOLCHAIN: toolchain }),
  };
  run('go', ['install', ...compactWith(), `${path}@${version}`], { cwd: folder, env });
  // Go leaves the major version at the end of a module's path out of the program's name.
  renameSync(join(folder, basename(path.replace(/\/v\d+$/, ''))), join(folder, program));
}

function copyFiles({ module, version, files }: Own<'module-files'>, to: string): void {
  const { stdout } = spawnSync('go', ['mod', 'download', '-json', `${module}@${version}`], {
    cwd: store,
    encoding: 'utf8',
    env: { ...process.env, GOTOOLCHAIN: newestToolchain },
  });
  const downloaded: unknown = JSON.parse(stdout);
  if (!isDownloaded(downloaded)) throw new Error(`go mod download ${module}@${version} gave ${stdout}`);
  for (const file of files) cpSync(join(downloaded.Dir, file), join(to, file), { recursive: true });
  // Modules are read-only, which would make a copy that nobody can delete, and no file of them can be executed.
  run('chmod', ['-R', 'u+wX', to], {});
  for (const script of globSync(join(to, '**', '*.sh'))) chmodSync(script, 0o755);
}

const isDownloaded = (value: unknown): value is { readonly Dir: string } =>
  typeof value === 'object' && value !== null && 'Dir' in value && typeof value.Dir === 'string';

function unpack({ package: name, file }: Own<'unpacked'>, program: Program, folder: string): void {
  run('apt-get', ['download', '-qq', name], { cwd: folder });
  for (const archive of readdirSync(folder).filter((each) => each.endsWith('.deb'))) {
    run('dpkg-deb', ['--extract', archive, '.'], { cwd: folder });
    rmSync(join(folder, archive));
  }
  renameSync(join(folder, file), join(folder, program));
}

/** Installs Debian packages for the whole machine, which needs root; those that are there are left alone. */
export function installPackages(names: readonly string[]): void {
  const install = ['apt-get', 'install', '-y', '-qq', '--no-install-recommends', ...names];
  const [command = '', ...args] = process.getuid?.() === 0 ? install : ['sudo', ...install];
  // In the runlevel for repairs nothing starts the daemons that some of them bring.
  run(command, args, { env: { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' } });
}

interface Surroundings {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

function run(command: string, args: readonly string[], { cwd, env }: Surroundings): void {
  const { error, status } = spawnSync(command, args, {
    stdio: 'inherit',
    env: { ...process.env, ...env },
    ...(cwd !== undefined && { cwd }),
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}`);
}
