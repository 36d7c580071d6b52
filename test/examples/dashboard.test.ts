import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gitOps } from './applications.ts';
import { at, readDocuments, readManifests, readText, type Fields } from './example-files.ts';
import { promqlProblem, selectorsOf, unservedIn } from './served-metrics.ts';

const dashboard = JSON.parse(readText(`${gitOps}/monitoring/grafana-dashboard.json`)) as unknown;
const panels = at(dashboard, 'panels') as readonly Fields[];
const queries = [at(panels, '*', 'targets', '*', 'expr')].flat(2).map(String);

const [ruleFile] = readManifests(`${gitOps}/monitoring/prometheusrule-drift.yaml`);
const rules = [at(ruleFile, 'spec', 'groups', '*', 'rules')].flat(2) as readonly Fields[];
const recorded = new Set(rules.map((rule) => String(rule['record'])));

/** As Grafana fills its variables in. */
const filled = (query: string): string =>
  query.replaceAll('$__rate_interval', '5m').replaceAll('$environment', 'dev|staging|prod');

test('every panel asks something that Prometheus understands and that somebody serves', () => {
  assert.ok(queries.length >= 14);
  for (const query of queries.map(filled)) {
    assert.doesNotMatch(query, /\$/, 'a variable that nobody fills in');
    assert.equal(promqlProblem(query), undefined, query);
    assert.deepEqual(unservedIn(query, recorded), [], query);
  }
});

test('it shows sync and health, syncs, self-heals, canaries, the last deployment and alerts', () => {
  const metrics = new Set(
    queries
      .map(filled)
      .flatMap(selectorsOf)
      .map(({ metric }) => metric),
  );
  for (const metric of [
    'argocd_app_info',
    'argocd_app_sync_total',
    'argocd_notifications_deliveries_total',
    'rollout_info',
    'bitvault:app_syncs:count5m',
    'kube_job_failed',
    'ALERTS',
  ]) {
    assert.ok(metrics.has(metric), metric);
  }
});

test('panels have ids and places of their own, within the width of the grid', () => {
  const cells = panels.flatMap(({ gridPos }) => {
    const [x, y, width, height] = ['x', 'y', 'w', 'h'].map((key) => Number(at(gridPos, key)));
    assert.ok(Number(x) + Number(width) <= 24);
    const range = (from = 0, length = 0): readonly number[] => Array.from({ length }, (_, index) => from + index);
    return range(x, width).flatMap((column) => range(y, height).map((row) => `${column},${row}`));
  });
  assert.equal(new Set(cells).size, cells.length);
  assert.equal(new Set(panels.map(({ id }) => id)).size, panels.length);
});

test('kustomization.yaml hands it to Grafana, and the rules with it', () => {
  const [kustomization] = readDocuments(`${gitOps}/monitoring/kustomization.yaml`);
  assert.deepEqual(at(kustomization, 'resources'), ['prometheusrule-drift.yaml', 'servicemonitors.yaml']);
  const [generator] = at(kustomization, 'configMapGenerator') as readonly unknown[];
  assert.deepEqual(at(generator, 'files'), ['grafana-dashboard.json']);
  assert.equal(at(generator, 'options', 'labels', 'grafana_dashboard'), '1');
});
