import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { test } from 'node:test';
import { gitOps } from './applications.ts';
import { at, filesMatching, readDocuments, readManifests, readText, type Fields } from './example-files.ts';
import { schemaProblems } from './kubernetes-schema.ts';
import { promqlProblem, unservedIn } from './served-metrics.ts';

const [ruleFile] = readManifests(`${gitOps}/monitoring/prometheusrule-drift.yaml`);
const rules = [at(ruleFile, 'spec', 'groups', '*', 'rules')].flat(2) as readonly Fields[];
const recorded = new Set(rules.map((rule) => rule['record']).filter((name) => typeof name === 'string'));
const alertNames = rules.map((rule) => rule['alert']).filter((name) => typeof name === 'string');

test('the grammar finds what is wrong with a query', () => {
  assert.equal(promqlProblem('max by (name) (up{job!="a"}) == 1'), undefined);
  for (const wrong of ['max by (name (up)', 'up{job=a}', 'rate(up[5m)', ''])
    assert.notEqual(promqlProblem(wrong), undefined);
});

test('every alert has a query that parses, a severity and a text', () => {
  assert.deepEqual(schemaProblems(ruleFile), []);
  for (const rule of rules) assert.equal(promqlProblem(String(rule['expr'])), undefined, JSON.stringify(rule));
  const alerts = rules.filter((rule) => rule['alert'] !== undefined);
  assert.ok(alerts.length >= 14);
  for (const alert of alerts) {
    assert.match(String(at(alert, 'labels', 'severity')), /critical|warning/);
    assert.match(String(at(alert, 'labels', 'environment')), /^all$|\$labels/);
    for (const text of ['summary', 'description']) assert.equal(typeof at(alert, 'annotations', text), 'string');
  }
});

test('every alert is made of metrics that are served, with labels that they have', () => {
  for (const rule of rules) assert.deepEqual(unservedIn(String(rule['expr']), recorded), [], JSON.stringify(rule));
  assert.deepEqual(unservedIn('argocd_app_infos', recorded), ['argocd_app_infos']);
  assert.deepEqual(unservedIn('rate(rollout_info{status="Degraded"}[5m])', recorded), ['rollout_info{status}']);
  assert.deepEqual(unservedIn('argocd_app_reconcile', recorded), ['argocd_app_reconcile']);
});

test('every alert leads to its own runbook, and no runbook is left over', () => {
  for (const rule of rules.filter((each) => each['alert'] !== undefined)) {
    const page = `docs/runbooks/${String(rule['alert'])}.md`;
    assert.equal(at(rule, 'annotations', 'runbook_url'), `https://github.com/bitvault/gitops/blob/main/${page}`);
    assert.ok(readText(`${gitOps}/${page}`).startsWith(`# ${String(rule['alert'])}\n`), page);
  }
  assert.deepEqual(
    filesMatching(`${gitOps}/docs/runbooks/*.md`).map((path) => basename(path, '.md')),
    alertNames.toSorted(),
  );
});

test('a runbook says what it means, how to look and what to do, and nobody is told to change a cluster', () => {
  for (const path of filesMatching(`${gitOps}/docs/runbooks/*.md`)) {
    const page = readText(path);
    assert.deepEqual(
      [...page.matchAll(/^## (.*)$/gm)].map(([, heading]) => heading),
      ['What it means', 'How to look', 'What to do'],
      path,
    );
    const commands = [...page.matchAll(/^ *```sh\n([^]*?)^ *```$/gm)].map(([, text]) => text).join('');
    assert.doesNotMatch(
      commands,
      /helm rollback|kubectl (?:edit|apply|patch|scale|set|create|replace)|rollouts (?:undo|promote|set)/,
    );
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
    'trigger="on-self-heal"',
    'kube_job_failed',
    'phase=~"Abort',
    'succeeded="false"',
  ]) {
    assert.ok(expressions.includes(part), part);
  }
});

const [alertmanager] = readDocuments(`${gitOps}/monitoring/alertmanager.yml`);

test('alerts go to receivers that are there: those of prod to PagerDuty, all to Slack', () => {
  const receivers = new Map([at(alertmanager, 'receivers')].flat().map((receiver) => [at(receiver, 'name'), receiver]));
  const routes = [at(alertmanager, 'route', 'routes')].flat();
  for (const route of [at(alertmanager, 'route'), ...routes]) assert.ok(receivers.has(at(route, 'receiver')));
  const critical = routes.findIndex((route) => at(receivers.get(at(route, 'receiver')), 'pagerduty_configs'));
  assert.deepEqual(at(routes[critical], 'matchers'), ['severity = "critical"', 'environment =~ "prod|all"']);
  assert.equal(at(routes[critical], 'continue'), true);
  assert.notEqual(at(receivers.get(at(routes[critical + 1], 'receiver')), 'slack_configs', 0), undefined);
});

test('an inhibition names alerts that are there', () => {
  const alerts = new Set(alertNames);
  const named = JSON.stringify(at(alertmanager, 'inhibit_rules')).match(/Bitvault[A-Za-z]+/g) ?? [];
  assert.ok(named.length > 0);
  for (const name of named) assert.ok(alerts.has(name), name);
});

test('no secret is written into the configuration', () => {
  const receivers = JSON.stringify(at(alertmanager, 'receivers'));
  assert.doesNotMatch(receivers, /"(?:routing_key|service_key|api_url)":/);
  assert.match(receivers, /"routing_key_file":"\/etc\/alertmanager\/secrets\/[a-z-]+"/);
  assert.match(receivers, /"api_url_file":"\/etc\/alertmanager\/secrets\/[a-z-]+"/);
});
