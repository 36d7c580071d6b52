import { command } from '../scripts/command.ts';

const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  'start-up': () => import('./start-up.ts'),
  proposals: () => import('./proposals.ts'),
  lint: () => import('./lint.ts'),
  publish: () => import('./publish.ts'),
  'merge-writes': () => import('./merge-writes.ts'),
};

const usage = `Usage: npm run bench -- ${Object.keys(benches).join('|')} [--runs N] [--write]

Measures on this machine and prints the medians. --write keeps the raw figures in bench/results/.`;

await command(async () => {
  if (process.argv.some((argument) => argument === '--help' || argument === '-h')) {
    console.log(usage);
    return;
  }
  const [name = ''] = process.argv.splice(2, 1);
  const bench = benches[name];
  if (bench === undefined) throw new Error(usage);
  await bench();
});
