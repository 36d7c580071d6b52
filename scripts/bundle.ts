import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { actions } from '@bitvault/action-sources';
import { bundledPackages, unlisted, type BundledModule } from './licences.ts';
import { root, run, seconds, tool } from './project.ts';

type Say = (line: string) => void;

/**
 * Compiles the actions and the packages they use to JavaScript in `out/` directories; throws what the compiler said. All
 * of them again: what it thinks it has written already, a file that was renamed, may not be there.
 */
export async function compile(say: Say): Promise<void> {
  const started = performance.now();
  const { code, output } = await run(tool('tsc'), ['-b', '--force', 'actions']);
  if (code !== 0) throw new Error(`the type check failed\n${output}`);
  say(`Compiled in ${seconds(started)}`);
}

/**
 * Bundles the compiled actions into `directory`, replacing what is there: chunks, one stub per action and the licences
 * of everything inside. The bytes depend on the sources and the lockfile alone.
 */
export async function bundle(directory: string, say: Say): Promise<void> {
  await refuseForeign(directory);
  const started = performance.now();
  const work = await mkdtemp(join(tmpdir(), 'bundle-'));
  const staging = join(work, 'dist');
  try {
    await runNcc(staging, join(work, 'stats.json'));
    for (const name of Object.keys(actions)) await writeFile(join(staging, `${name}.js`), stub(name));
    await writeFile(join(staging, 'bitvault-gitops.js'), commandStub, { mode: 0o755 });
    await rm(directory, { recursive: true, force: true });
    await mkdir(directory, { recursive: true });
    await cp(staging, directory, { recursive: true });
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const files = await readdir(directory);
  say(`Bundled ${Object.keys(actions).length} actions as ${files.length} files in ${seconds(started)}`);
  say(`Wrote ${relative(root, directory) || directory}`);
}

async function runNcc(out: string, stats: string): Promise<void> {
  const ncc = join(root, 'node_modules', '@vercel', 'ncc', 'dist', 'ncc', 'cli.js');
  const options = ['--license', 'licenses.txt', '--target', 'es2024', '--no-cache', '--quiet', '--stats-out', stats];
  const entry = join('actions', 'out', 'entry.js');
  const { code, output } = await run(process.execPath, [ncc, 'build', entry, '--out', out, ...options]);
  if (code !== 0) throw new Error(`ncc failed\n${output}`);
  const { modules } = JSON.parse(await readFile(stats, 'utf8')) as { modules: BundledModule[] };
  const missing = unlisted(bundledPackages(modules), await readFile(join(out, 'licenses.txt'), 'utf8'));
  if (missing.length > 0) throw new Error(`the bundle's licences lack ${missing.join(', ')}`);
}

const stub = (name: string) => `import { start } from './index.js';\n\nawait start('${name}');\n`;

/** What `npx bitvault-gitops` runs, by `bin` of package.json. */
const commandStub = `#!/usr/bin/env node\nimport { startCommand } from './index.js';\n\nawait startCommand();\n`;

/** A mistyped `--out` must not cost anyone a directory. */
async function refuseForeign(directory: string): Promise<void> {
  if (!existsSync(directory)) return;
  const found = await readdir(directory);
  if (found.length === 0 || (found.includes('index.js') && found.includes('licenses.txt'))) return;
  throw new Error(`${directory} holds something else than a bundle; name an empty or absent directory`);
}
