import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { gitOps } from '../../examples/applications.ts';
import { at, readManifests, readText } from '../../examples/example-files.ts';
import { runProgram, useInstalledPrograms } from './program.ts';

useInstalledPrograms();

const folder = mkdtempSync(join(tmpdir(), 'drift-'));
after(() => rmSync(folder, { recursive: true }));
const rules = join(folder, 'rules.json');
const [ruleFile] = readManifests(`${gitOps}/monitoring/prometheusrule-drift.yaml`);
writeFileSync(rules, JSON.stringify(at(ruleFile, 'spec')));

test('promtool accepts the rules', () => {
  assert.match(
    runProgram('promtool', ['check', 'rules', '--lint=all', '--lint-fatal', rules]),
    /SUCCESS: 18 rules found/,
  );
});

test('the alerts fire when they should, and only then', () => {
  const tests = join(folder, 'tests.yaml');
  writeFileSync(tests, readText('test/peers/examples/drift.promtool.yaml'));
  assert.match(runProgram('promtool', ['test', 'rules', tests]), /SUCCESS/);
});

const alertmanager = `${gitOps}/monitoring/alertmanager.yml`;

test('amtool accepts the configuration of Alertmanager', () => {
  assert.match(runProgram('amtool', ['check-config', alertmanager]), /SUCCESS/);
});

test('an alert of prod goes to PagerDuty and Slack, any other to Slack', () => {
  const receivers = (...labels: readonly string[]): string =>
    runProgram('amtool', ['config', 'routes', 'test', `--config.file=${alertmanager}`, ...labels]).trim();
  assert.equal(receivers('alertname=BitvaultOutOfSync', 'severity=critical', 'environment=prod'), 'pagerduty,slack');
  assert.equal(receivers('alertname=BitvaultUnwatched', 'severity=critical', 'environment=all'), 'pagerduty,slack');
  assert.equal(receivers('alertname=BitvaultOutOfSync', 'severity=warning', 'environment=staging'), 'slack');
  assert.equal(receivers('alertname=BitvaultBlind', 'severity=warning', 'environment=all'), 'slack');
  assert.equal(receivers('alertname=SomethingElse', 'severity=critical', 'environment=staging'), 'slack');
  assert.equal(receivers('alertname=SomethingElse'), 'slack');
});

test("the dashboard is by Grafana's schema, but for the options of panels that Grafana itself fills in", () => {
  const problems = (path: string): readonly string[] =>
    runProgram('dashboard-schema', [path])
      .split('\n')
      .filter((line) => line !== '' && !/^panels\[\d+\]\.options\.\w+: required field is missing/.test(line));
  const dashboard = `${gitOps}/monitoring/grafana-dashboard.json`;
  assert.deepEqual(problems(dashboard), []);
  const misspelt = join(folder, 'dashboard.json');
  writeFileSync(misspelt, readText(dashboard).replaceAll('"gridPos"', '"gridPosition"'));
  assert.match(problems(misspelt).join('\n'), /panels\[0\].*unexpected field 'gridPosition'/);
});
