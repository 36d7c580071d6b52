// Usage: npm run bench -- start-up [--runs N] [--write]
// How long each stub of the bundle takes from its process's start to its exit, when it finds its inputs missing:
// loading the code is all that happens then. Bare Node is the floor. --write keeps the raw figures under bench/results/.
import { actions } from '@bitvault/action-sources';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../scripts/project.ts';
import { keepFigures, median, parseRuns } from './figures.ts';

const { values } = parseArgs({
  options: { runs: { type: 'string', default: '10' }, write: { type: 'boolean', default: false } },
});
const runs = parseRuns(values.runs);

interface Subject {
  readonly name: string;
  readonly args: readonly string[];
  readonly exitCode: number;
  readonly milliseconds: number[];
}

const subjects: readonly Subject[] = [
  { name: 'bare node', args: ['-e', ''], exitCode: 0, milliseconds: [] },
  ...Object.keys(actions).map((name) => ({
    name,
    args: [join(root, 'dist', `${name}.js`)],
    exitCode: 1,
    milliseconds: [],
  })),
];

function measure({ name, args, exitCode }: Subject): number {
  const started = performance.now();
  const { status } = spawnSync(process.execPath, args, { env: {}, stdio: 'ignore' });
  const took = performance.now() - started;
  if (status !== exitCode) throw new Error(`${name} exited with ${status}, not ${exitCode}`);
  return took;
}

// One uncounted round warms the file cache; taking turns spreads the machine's noise over all subjects.
for (const subject of subjects) measure(subject);
for (let round = 0; round < runs; round += 1) {
  for (const subject of subjects) subject.milliseconds.push(measure(subject));
}

console.log(`Start-up, median of ${runs} runs, Node ${process.versions.node}`);
for (const { name, milliseconds } of subjects)
  console.log(`${name.padEnd(20)}${median(milliseconds).toFixed(0).padStart(5)} ms`);

if (values.write) {
  const milliseconds = Object.fromEntries(subjects.map((subject) => [subject.name, subject.milliseconds]));
  await keepFigures('start-up', { runs, milliseconds });
}
