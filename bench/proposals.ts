// Usage: npm run bench -- proposals [--runs N] [--write]
// What it takes to open, update and leave alone the pull request of an environment, for 1 to 100 services in one file:
// requests to GitHub and the whole time of the shipped action's process, against the lab.
// --write keeps the raw figures under bench/results/.
import { parseArgs } from 'node:util';
import { startOrganisation } from '../test/loop/organisation.ts';
import { keepFigures, median, parseRuns } from './figures.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, write: { type: 'boolean', default: false } },
});
const runs = parseRuns(values.runs);

const digest = (n: number) => `sha256:${n.toString(16).padStart(64, '0')}`;
const deployed = (services: number, n: number) =>
  Object.fromEntries(Array.from({ length: services }, (_, index) => [`service-${index}`, digest(n)]));

interface Figure {
  readonly services: number;
  readonly result: string;
  readonly requests: number;
  readonly milliseconds: number;
}

await using organisation = await startOrganisation();
const { traffic } = organisation.lab;
const figures: Figure[] = [];
for (const services of [1, 10, 50, 100]) {
  for (let run = 1; run <= runs; run += 1) {
    const site = await organisation.createSite(`proposals-${services}-${run}`, { dev: deployed(services, 1) });
    // Digest 2 opens it, again changes nothing, 3 updates it.
    for (const n of [2, 2, 3]) {
      const mark = traffic.served.length;
      const started = performance.now();
      const { outputs } = await site.open('dev', deployed(services, n));
      const milliseconds = Math.round(performance.now() - started);
      const requests = traffic.since(mark).filter(({ url }) => url.startsWith('/api/')).length;
      figures.push({ services, result: outputs['result'] ?? '', requests, milliseconds });
    }
  }
}

console.log(`Pull requests of one environment, median of ${runs} runs, Node ${process.versions.node}`);
console.log('services  result     requests  milliseconds');
for (const [, alike] of Map.groupBy(figures, ({ services, result }) => `${services} ${result}`)) {
  const { services, result } = alike[0] ?? { services: 0, result: '' };
  const requests = median(alike.map((figure) => figure.requests));
  const milliseconds = median(alike.map((figure) => figure.milliseconds));
  const cells = [String(services).padEnd(8), result.padEnd(9), String(requests).padEnd(8), milliseconds.toFixed(0)];
  console.log(cells.join('  '));
}
if (values.write) await keepFigures('proposals', { runs, figures });
