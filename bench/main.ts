// Usage: npm run bench -- start-up|proposals|publish [--runs N] [--write]
const benches: Readonly<Record<string, () => Promise<unknown>>> = {
  'start-up': () => import('./start-up.ts'),
  proposals: () => import('./proposals.ts'),
  publish: () => import('./publish.ts'),
};

const [name = ''] = process.argv.splice(2, 1);
const bench = benches[name];
if (bench === undefined) throw new Error(`name one of ${Object.keys(benches).join(', ')}`);
await bench();
