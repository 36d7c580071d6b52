// Usage: npm run bench:publish [-- --runs N] [--write]
// What it takes to publish one new image of a small context with signature, provenance and SBOM: the shipped action
// against `crane append` or `buildx build --push` and then `cosign sign` and two `cosign attest`, which get provenance and
// SBOM ready made. All against the lab's registry (bearer tokens, referrers API) and Sigstore, every request answered at
// once or 60 ms later. Runs take turns. No installation counts, nor BuildKit's start; its processor time is not seen, since
// its daemon does the work. Needs what npm run peers brings.
// --write keeps the raw figures under bench/results/.
import { parseArgs } from 'node:util';
import { keepFigures, median, parseRuns } from './figures.ts';
import { buildx, crane, shippedAction, type Contender } from './publishing/contenders.ts';
import { startHome, type Home } from './publishing/home.ts';
import { timed } from './publishing/timed.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '7' }, write: { type: 'boolean', default: false } },
});
const runs = parseRuns(values.runs);

interface Figure {
  readonly contender: string;
  readonly latency: number;
  readonly wallMilliseconds: number;
  readonly cpuMilliseconds: number;
  readonly requests: number;
  readonly bytes: number;
  /** Connections that were opened for the requests; over TLS each costs two more round trips. */
  readonly connections: number;
}

const contenders: Readonly<Record<string, Contender>> = {
  'build-sign-push': shippedAction,
  'crane + cosign': crane,
  'buildx + cosign': buildx,
};

async function measure(home: Home, contender: string, latency: number, name: string): Promise<Figure> {
  const { lab } = home;
  await home.renewContext();
  const command = await contenders[contender]?.(home, name);
  if (command === undefined) throw new TypeError(contender);
  const mark = lab.traffic.served.length;
  if (latency > 0) lab.traffic.delay(latency);
  const times = await timed(command);
  await lab.traffic.calm();
  // The certificate authority's own request for keys is nobody's here.
  const requests = lab.traffic.since(mark).filter(({ url }) => !url.endsWith('/.well-known/jwks'));
  await home.assertPublished(name);
  const bytes = requests.reduce((sum, { bytes: each }) => sum + (each?.received ?? 0) + (each?.sent ?? 0), 0);
  const connections = new Set(requests.map(({ connection }) => `${connection?.from} ${connection?.to}`)).size;
  return { contender, latency, ...times, requests: requests.length, bytes, connections };
}

await using home = await startHome();
const figures: Figure[] = [];
for (const latency of [0, 60]) {
  for (let run = 0; run <= runs; run += 1) {
    for (const [index, contender] of Object.keys(contenders).entries()) {
      const figure = await measure(home, contender, latency, `publish-${latency}-${run}-${index}`);
      // The first of each warms the file cache.
      if (run > 0) figures.push(figure);
    }
  }
}

console.log(`Publishing one image, median of ${runs} runs, Node ${process.versions.node}`);
console.log('contender        latency   wall    CPU  requests   bytes  connections');
for (const [, alike] of Map.groupBy(figures, ({ contender, latency }) => `${latency} ${contender}`)) {
  const [{ contender, latency } = { contender: '', latency: 0 }] = alike;
  const middle = (take: (figure: Figure) => number) => median(alike.map(take)).toFixed(0);
  const cells = [
    contender.padEnd(15),
    `${latency} ms`.padStart(7),
    middle(({ wallMilliseconds }) => wallMilliseconds).padStart(5),
    middle(({ cpuMilliseconds }) => cpuMilliseconds).padStart(5),
    middle(({ requests }) => requests).padStart(8),
    middle(({ bytes }) => bytes).padStart(6),
    middle(({ connections }) => connections).padStart(11),
  ];
  console.log(cells.join('  '));
}
if (values.write) await keepFigures('publish', { runs, figures });
