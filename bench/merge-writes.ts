// Usage: npm run bench -- merge-writes [--write]
// What becomes of a pull request of prod that is merged in each of two ways, against the lab: by GitHub's merge, and by
// moving main from the judged commit to a merge commit of one's own. Says how many requests each takes, and what it does
// where main moves right before, or rules ask for something.
// --write keeps the raw figures under bench/results/.
import { parseArgs } from 'node:util';
import { protectGitOps } from '@bitvault/lab';
import { valuesPath } from '../test/attacks/layout.ts';
import { startRig } from '../test/attacks/rig.ts';
import type { Pull, Site } from '../test/attacks/site.ts';
import { keepFigures } from './figures.ts';

const { values } = parseArgs({ options: { write: { type: 'boolean', default: false } } });

const prod = valuesPath('prod');
await using rig = await startRig();
const { github, traffic } = rig.lab;

interface Way {
  readonly name: string;
  readonly merge: (site: Site, pull: Pull, judged: string) => Promise<unknown>;
  /** The request that makes it so. */
  readonly isLast: (request: { readonly method: string; readonly url: string }) => boolean;
}

const ways: readonly Way[] = [
  {
    name: 'GitHub merges',
    merge: (site, { number, head }) =>
      site.ask(site.token('bitvault-merger'), 'PUT', `pulls/${number}/merge`, { sha: head, merge_method: 'merge' }),
    isLast: ({ method, url }) => method === 'PUT' && url.endsWith('/merge'),
  },
  {
    name: 'main is moved',
    async merge(site, { head }, judged) {
      const token = site.token('bitvault-merger');
      const entry = { path: prod, mode: '100644', type: 'blob', content: await site.file(prod, head) };
      const tree = await site.ask(token, 'POST', 'git/trees', { base_tree: judged, tree: [entry] });
      const commit = await site.ask(token, 'POST', 'git/commits', {
        message: 'Merge',
        tree: shaOf(tree),
        parents: [judged, head],
      });
      await site.ask(token, 'PATCH', 'git/refs/heads/main', { sha: shaOf(commit), force: false });
    },
    isLast: ({ method, url }) => method === 'PATCH' && url.includes('/git/refs/heads/main'),
  },
];

const shaOf = (answer: unknown): string => (answer as { readonly sha: string }).sha;

interface Situation {
  readonly name: string;
  readonly reviewed: boolean;
  readonly moves?: true;
  readonly prepare?: (site: Site) => void;
}

const asExample = (site: Site): void => protectGitOps(github, site.repository);
const pastReviews = (site: Site): void =>
  github.protect(site.repository, 'main', {
    requiredApprovals: 1,
    updatesBy: ['bitvault-merger'],
    bypassApps: ['bitvault-merger'],
  });
const free = (site: Site): void => github.protect(site.repository, 'main', { requiredApprovals: 0 });

const situations: readonly Situation[] = [
  { name: 'nothing is asked, nothing moves', reviewed: true, prepare: free },
  { name: 'nothing is asked, main moves right before', reviewed: true, prepare: free, moves: true },
  { name: 'the rulesets of the example, reviewed', reviewed: true, prepare: asExample },
  { name: 'the rulesets of the example, not reviewed', reviewed: false, prepare: asExample },
  { name: 'the App may pass reviews, not reviewed', reviewed: false, prepare: pastReviews },
];

async function outcomeOf({ merge, isLast }: Way, { reviewed, moves, prepare }: Situation) {
  const site = await rig.siteBeforeProd();
  const next = await rig.images.signed('api', 2);
  const files = { [prod]: await site.bumped('prod', 'api', next) };
  const pull = reviewed ? await site.openProd(next) : await site.open({ files, branch: 'promote/prod' });
  prepare?.(site);
  const judged = site.main();
  if (moves)
    traffic.interrupt(
      1,
      async () =>
        void (await github.push(site.repository, { login: 'alice', message: 'Move', files: { 'x.txt': 'x' } })),
      isLast,
    );
  const mark = traffic.served.length;
  const refusal = await merge(site, pull, judged).then(
    () => null,
    (error: unknown) => String(error),
  );
  const requests = traffic.since(mark).filter(({ part, method }) => part === 'github' && method !== 'GET').length;
  const { state } = github.repository(site.repository).pulls.find(({ number }) => number === pull.number) ?? {};
  const parent = (await github.repository(site.repository).git.mustCommit(site.main())).parents[0];
  const base = state === 'MERGED' ? (parent === judged ? 'judged' : 'another') : null;
  return { state, base, requests, refusal };
}

const figures = [];
for (const situation of situations)
  for (const way of ways)
    figures.push({ situation: situation.name, way: way.name, ...(await outcomeOf(way, situation)) });

for (const { situation, way, state, base, requests } of figures)
  console.log([situation.padEnd(42), way.padEnd(14), state, base ?? '', `${requests} requests`].join('  '));
if (values.write) await keepFigures('merge-writes', { figures });
