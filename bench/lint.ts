// Usage: npm run bench -- lint [--runs N] [--applications N] [--write]
// What it takes to lint a repository of many Applications, a hundred services with a values file each in ten
// environments, with nothing kept of an earlier run and with everything: the whole time of the shipped command.
// It needs helm: npm run peers -- helm.
// --write keeps the raw figures under bench/results/.
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { peersPath } from '../scripts/peers/folders.ts';
import { root } from '../scripts/project.ts';
import { keepFigures, median, parseRuns } from './figures.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '3' },
    applications: { type: 'string', default: '1000' },
    write: { type: 'boolean', default: false },
  },
});
const runs = parseRuns(values.runs);
const environments = 10;
const services = Math.ceil(Number(values.applications) / environments);

const digest = `sha256:${'a'.repeat(64)}`;

function application(environment: string, service: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: ${environment}-${service}, namespace: argocd}
spec:
  project: bitvault
  source:
    repoURL: https://github.com/bitvault/gitops.git
    targetRevision: main
    path: charts/bitvault
    helm:
      releaseName: ${service}
      valueFiles: [../../envs/${environment}/${service}.yaml]
  destination: {server: https://kubernetes.default.svc, namespace: ${environment}-${service}}
`;
}

/** Each Application has three workloads of the example's chart. */
function writeRepository(folder: string): void {
  cpSync(join(root, 'examples/gitops/charts/bitvault'), join(folder, 'charts/bitvault'), { recursive: true });
  mkdirSync(join(folder, 'applications'), { recursive: true });
  for (let environment = 0; environment < environments; environment += 1) {
    mkdirSync(join(folder, `envs/e${environment}`), { recursive: true });
    for (let service = 0; service < services; service += 1) {
      const [env, name] = [`e${environment}`, `s${service}`];
      writeFileSync(join(folder, `applications/${env}-${name}.yaml`), application(env, name));
      const images = ['bitvaultd', 'bitvault-worker', 'bitvault-web'].map(
        (image) => `  ${image}: {image: {digest: "${digest}"}}`,
      );
      writeFileSync(join(folder, `envs/${env}/${name}.yaml`), `delivery: rolling\nservices:\n${images.join('\n')}\n`);
    }
  }
}

interface Figure {
  readonly cache: 'empty' | 'filled';
  readonly milliseconds: number;
}

/** Runs the command on a folder; throws where it could not check. */
function lint(folder: string, temp: string): Promise<number> {
  const started = performance.now();
  return new Promise((resolve, reject) => {
    const command = [
      join(root, 'dist', 'bitvault-gitops.js'),
      'lint',
      folder,
      '--format',
      'json',
      '--fail-on',
      'never',
    ];
    const child = spawn(process.execPath, command, {
      env: { ...process.env, PATH: peersPath, RUNNER_TEMP: temp },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Math.round(performance.now() - started));
      else reject(new Error(`bitvault-gitops lint ended with ${code}`));
    });
  });
}

const work = mkdtempSync(join(tmpdir(), 'bench-lint-'));
const figures: Figure[] = [];
try {
  const folder = join(work, 'repository');
  writeRepository(folder);
  for (let run = 0; run < runs; run += 1) {
    const temp = join(work, `temp-${run}`);
    figures.push({ cache: 'empty', milliseconds: await lint(folder, temp) });
    figures.push({ cache: 'filled', milliseconds: await lint(folder, temp) });
  }
} finally {
  rmSync(work, { recursive: true });
}

console.log(`Linting ${environments * services} Applications, median of ${runs} runs, Node ${process.versions.node}`);
console.log('cache   seconds');
for (const [cache, alike] of Map.groupBy(figures, (figure) => figure.cache)) {
  console.log(`${cache.padEnd(6)}  ${(median(alike.map(({ milliseconds }) => milliseconds)) / 1000).toFixed(1)}`);
}
if (values.write) await keepFigures('lint', { runs, applications: environments * services, figures });
