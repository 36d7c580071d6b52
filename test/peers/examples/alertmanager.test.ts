import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { startReceivers, type Receivers } from '../../../scripts/cluster/receivers.ts';
import { gitOps } from '../../examples/applications.ts';
import { absolute, at, readManifests, type Fields } from '../../examples/example-files.ts';
import { startAlertmanager, type Alert, type Alertmanager } from './alertmanager.ts';
import { useInstalledPrograms } from './program.ts';

useInstalledPrograms();

const [ruleFile] = readManifests(`${gitOps}/monitoring/prometheusrule-drift.yaml`);
const rules = [at(ruleFile, 'spec', 'groups', '*', 'rules')].flat(2) as readonly Fields[];

/** An alert of the rules as Prometheus would send it, with its annotations as they are written. */
function alert(alertname: string, labels: Readonly<Record<string, string>>, over = false): Alert {
  const rule = rules.find((each) => each['alert'] === alertname);
  assert.ok(rule !== undefined, alertname);
  return { labels: { alertname, ...labels }, annotations: at(rule, 'annotations') as Record<string, string>, over };
}

const inProd = { name: 'bitvault-prod', project: 'bitvault', severity: 'critical', environment: 'prod' };
const inDev = { name: 'bitvault-dev', project: 'bitvault', severity: 'warning', environment: 'dev' };

describe('Alertmanager with the configuration of the example', () => {
  let receivers: Receivers;
  let alertmanager: Alertmanager;
  before(async () => {
    receivers = await startReceivers('a-routing-key');
    alertmanager = await startAlertmanager(absolute(`${gitOps}/monitoring/alertmanager.yml`), receivers);
  });
  after(async () => {
    // First, so that nothing keeps this process alive where Alertmanager did not start.
    await receivers[Symbol.asyncDispose]();
    await alertmanager.stop();
  });

  const titles = (): readonly string[] =>
    receivers.slack.map((message) => String(at(message, 'attachments', 0, 'title')));
  const slackGot = (title: string): Promise<void> => receivers.until(title, () => titles().includes(title));

  test('wakes somebody for prod, tells the channel of everything, and of its end', async () => {
    await alertmanager.tell(alert('BitvaultOutOfSync', inProd), alert('BitvaultOutOfSync', inDev));
    await slackGot('BitvaultOutOfSync in prod (critical)');
    await slackGot('BitvaultOutOfSync in dev (warning)');
    await receivers.until('the page', () => receivers.pagerDuty.length > 0);
    const [page] = receivers.pagerDuty;
    assert.equal(page?.routing_key, 'a-routing-key');
    assert.equal(page.event_action, 'trigger');
    assert.equal(at(page, 'payload', 'severity'), 'critical');
    assert.match(String(at(page, 'payload', 'summary')), /^BitvaultOutOfSync in prod: /);
    const runbook = 'https://github.com/bitvault/gitops/blob/main/docs/runbooks/BitvaultOutOfSync.md';
    assert.deepEqual(at(page, 'links'), [{ href: runbook, text: 'Runbook' }]);
    const message = receivers.slack[titles().indexOf('BitvaultOutOfSync in prod (critical)')];
    assert.equal(at(message, 'channel'), '#bitvault-deploys');
    assert.equal(at(message, 'attachments', 0, 'color'), 'danger');
    assert.equal(at(message, 'attachments', 0, 'title_link'), runbook);

    await alertmanager.tell(alert('BitvaultOutOfSync', inProd, true), alert('BitvaultOutOfSync', inDev, true));
    await slackGot('Resolved: BitvaultOutOfSync in prod (critical)');
    await slackGot('Resolved: BitvaultOutOfSync in dev (warning)');
    await receivers.until('the end of the page', () => receivers.pagerDuty.length > 1);
    const [, resolved, ...more] = receivers.pagerDuty;
    assert.equal(resolved?.event_action, 'resolve');
    assert.equal(resolved.dedup_key, page.dedup_key);
    assert.deepEqual(more, []);
  });

  let markers = 0;

  /** Lets a group of its own, told of now, come and go: whatever else was due by then has come. */
  async function passOneGroup(): Promise<void> {
    markers += 1;
    const labels = { alertname: `Marker${markers}`, severity: 'warning', environment: 'elsewhere' };
    await alertmanager.tell({ labels });
    await slackGot(`Marker${markers} in elsewhere (warning)`);
    await alertmanager.tell({ labels, over: true });
    await slackGot(`Resolved: Marker${markers} in elsewhere (warning)`);
  }

  /** Tells of the cause, then of what follows from it, and says what came; all of it is over afterwards. */
  async function heardOf(cause: Alert, ...consequences: readonly Alert[]): Promise<readonly string[]> {
    const start = receivers.slack.length;
    const since = (): readonly string[] => titles().slice(start);
    const name = String(cause.labels['alertname']);
    await alertmanager.tell(cause);
    await receivers.until(name, () => since().some((title) => title.startsWith(name)));
    await alertmanager.tell(...consequences);
    await passOneGroup();
    const heard = since().filter((title) => title.startsWith('Bitvault'));
    await alertmanager.tell(...[cause, ...consequences].map((each) => ({ ...each, over: true })));
    const ends = heard.map((title) => `Resolved: ${title}`);
    await receivers.until(ends.join(' and '), () => ends.every((end) => since().includes(end)));
    return heard.map((title) => title.split(' (')[0] ?? '');
  }

  const staging = { severity: 'warning', environment: 'staging' };
  const application = { name: 'bitvault-staging', project: 'bitvault', ...staging };
  const data = { name: 'bitvault-staging-data', project: 'bitvault', ...staging };

  test('tells of the failed sync, and not that what it failed for is out of sync', async () => {
    const heard = await heardOf(
      alert('BitvaultSyncFailed', application),
      alert('BitvaultOutOfSync', application),
      alert('BitvaultOutOfSync', data),
    );
    assert.deepEqual(heard, ['BitvaultSyncFailed in staging', 'BitvaultOutOfSync in staging']);
  });

  test('tells of the migration and of the canary, and not of the sync and the health that follow from them', async () => {
    const job = { namespace: 'bitvault-staging', job_name: 'bitvault-migrate', ...staging };
    const rollout = { namespace: 'bitvault-staging', name: 'bitvaultd', phase: 'Abort', ...staging };
    assert.deepEqual(await heardOf(alert('BitvaultMigrationFailed', job), alert('BitvaultSyncFailed', application)), [
      'BitvaultMigrationFailed in staging',
    ]);
    assert.deepEqual(await heardOf(alert('BitvaultCanaryAborted', rollout), alert('BitvaultUnhealthy', application)), [
      'BitvaultCanaryAborted in staging',
    ]);
    assert.deepEqual(await heardOf(alert('BitvaultCanaryAborted', rollout), alert('BitvaultUnhealthy', data)), [
      'BitvaultCanaryAborted in staging',
      'BitvaultUnhealthy in staging',
    ]);
  });

  test('tells of the loop, and not of each self-heal in it', async () => {
    assert.deepEqual(
      await heardOf(alert('BitvaultSelfHealLoop', application), alert('BitvaultSelfHealed', application)),
      ['BitvaultSelfHealLoop in staging'],
    );
  });

  test('tells of Argo CD alone when Argo CD is down', async () => {
    const everything = { severity: 'critical', environment: 'all' };
    assert.deepEqual(
      await heardOf(
        alert('BitvaultUnwatched', { project: 'bitvault', ...everything }),
        alert('BitvaultUnhealthy', inProd),
        alert('BitvaultBlind', { source: 'argocd-notifications', severity: 'warning', environment: 'all' }),
        alert('BitvaultNotReconciled', everything),
      ),
      ['BitvaultUnwatched in all', 'BitvaultNotReconciled in all'],
    );
  });
});
