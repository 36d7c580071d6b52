import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parser } from '@prometheus-io/lezer-promql';
import { gitOps } from './applications.ts';
import { at, filesMatching, readDocuments, readManifests, type Fields } from './example-files.ts';
import { schemaProblems } from './kubernetes-schema.ts';

const [ruleFile] = readManifests(`${gitOps}/monitoring/prometheusrule-drift.yaml`);
const rules = [at(ruleFile, 'spec', 'groups', '*', 'rules')].flat(2) as readonly Fields[];

/** The first place that Prometheus' own grammar cannot make sense of. */
function promqlProblem(query: string): string | undefined {
  let problem: string | undefined;
  parser.parse(query).iterate({
    enter(node) {
      if (node.type.isError) problem ??= `at ${node.from}: ${query.slice(node.from)}`;
    },
  });
  return problem;
}

test('the grammar finds what is wrong with a query', () => {
  assert.equal(promqlProblem('max by (name) (up{job!="a"}) == 1'), undefined);
  for (const wrong of ['max by (name (up)', 'up{job=a}', 'rate(up[5m)', ''])
    assert.notEqual(promqlProblem(wrong), undefined);
});

test('every alert has a query that parses, a severity and a text', () => {
  assert.deepEqual(schemaProblems(ruleFile), []);
  assert.ok(rules.length >= 6);
  for (const rule of rules) {
    assert.equal(promqlProblem(String(rule['expr'])), undefined, String(rule['alert']));
    assert.match(String(at(rule, 'labels', 'severity')), /critical/);
    assert.equal(typeof at(rule, 'annotations', 'summary'), 'string');
  }
});

test('every query of an analysis parses', () => {
  const queries = filesMatching('test/examples/rendered/*.yaml')
    .flatMap(readManifests)
    .filter(({ kind }) => kind === 'AnalysisTemplate')
    .flatMap((template) => at(template, 'spec', 'metrics', '*', 'provider', 'prometheus', 'query'));
  assert.ok(queries.length > 0);
  for (const query of queries) assert.equal(promqlProblem(String(query)), undefined);
});

test('drift is looked for in each of its forms', () => {
  const expressions = rules.map((rule) => String(rule['expr'])).join('\n');
  for (const part of [
    'sync_status!="Synced"',
    'autosync_enabled="false"',
    'operation="sync"',
    'phase=~"Failed|Error"',
    'health_status=~',
    'absent(',
  ]) {
    assert.ok(expressions.includes(part), part);
  }
});

const [alertmanager] = readDocuments(`${gitOps}/monitoring/alertmanager.yml`);

test('alerts go to receivers that are there: critical ones to PagerDuty, all to Slack', () => {
  const receivers = new Map([at(alertmanager, 'receivers')].flat().map((receiver) => [at(receiver, 'name'), receiver]));
  const routes = [at(alertmanager, 'route', 'routes')].flat();
  for (const route of [at(alertmanager, 'route'), ...routes]) assert.ok(receivers.has(at(route, 'receiver')));
  const critical = routes.findIndex((route) => [at(route, 'matchers')].flat().includes('severity = "critical"'));
  assert.notEqual(at(receivers.get(at(routes[critical], 'receiver')), 'pagerduty_configs', 0), undefined);
  assert.equal(at(routes[critical], 'continue'), true);
  assert.notEqual(at(receivers.get(at(routes[critical + 1], 'receiver')), 'slack_configs', 0), undefined);
});

test('an inhibition names alerts that are there', () => {
  const alerts = new Set(rules.map((rule) => rule['alert']));
  const named = JSON.stringify(at(alertmanager, 'inhibit_rules')).match(/Bitvault[A-Za-z]+/g) ?? [];
  assert.ok(named.length > 0);
  for (const name of named) assert.ok(alerts.has(name), name);
});

test('no secret is written into the configuration', () => {
  const receivers = JSON.stringify(at(alertmanager, 'receivers'));
  assert.doesNotMatch(receivers, /"(?:routing_key|service_key|api_url)":/);
});
