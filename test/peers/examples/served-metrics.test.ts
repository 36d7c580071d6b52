import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { servedMetrics, type Source } from '../../examples/served-metrics.ts';
import { moduleFolder } from './crd-schema.ts';
import { useInstalledPrograms } from './program.ts';

useInstalledPrograms();

/** Where each program's own source declares what it serves. */
const declarations: Readonly<Partial<Record<Source, readonly [module: string, files: string]>>> = {
  'Argo CD application controller': ['github.com/argoproj/argo-cd/v3@v3.6.1', 'controller/metrics/metrics.go'],
  'Argo CD repository server': ['github.com/argoproj/argo-cd/v3@v3.6.1', 'reposerver/metrics/metrics.go'],
  'Argo CD notifications controller': [
    'github.com/argoproj/notifications-engine@v0.5.1-0.20260503100631-0cff13b8a717',
    'pkg/controller/metrics.go',
  ],
  'Argo Rollouts': ['github.com/argoproj/argo-rollouts@v1.10.2', 'controller/metrics/*metrics.go'],
};

/** Labels that several metrics share are declared once, by these names. */
const shared: Readonly<Record<string, readonly string[]>> = {
  descAppDefaultLabels: ['namespace', 'name', 'project'],
  namespaceNameLabels: ['namespace', 'name'],
};

/** Each metric of a source with its labels, as the texts of its declaration say. */
function declared(source: string): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  for (const [name, text] of declarationsIn(source)) {
    const rest = text.slice(text.indexOf(name) + name.length).replace(/Help: .*/g, '');
    const groups = Object.keys(shared).filter((group) => rest.includes(group));
    const texts = [...rest.matchAll(/"([a-z_]+)"/g)].map(([, label]) => label ?? '');
    found.set(name, [...groups.flatMap((group) => shared[group] ?? []), ...texts]);
  }
  return found;
}

/** The text of each call that makes a metric, by the metric's name. */
function declarationsIn(source: string): readonly (readonly [string, string])[] {
  return source
    .split(/(?=prometheus\.New[A-Z]\w+\()/)
    .slice(1)
    .flatMap((part) => {
      const text = part.split(/\n\t?\)\n/)[0] ?? '';
      const name = /"(_?[a-z][a-z_]+)"/.exec(text)?.[1];
      return name === undefined ? [] : [[name, text] as const];
    });
}

for (const [by, [module, files]] of Object.entries(declarations)) {
  describe(`${by}, at ${module}`, () => {
    const folder = moduleFolder(module);
    const source = globSync(join(folder, files))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const metrics = declared(source);
    for (const [metric, { labels }] of Object.entries(servedMetrics).filter(([, served]) => served.by === by)) {
      test(`serves ${metric} with its labels`, () => {
        const found = metrics.get(metric) ?? metrics.get(metric.replace(/^argocd/, ''));
        assert.ok(found !== undefined, [...metrics.keys()].join(', '));
        for (const label of labels) assert.ok(found.includes(label), `${label} is not among ${found.join(', ')}`);
      });
    }
  });
}
