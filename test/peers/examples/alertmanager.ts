import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { freePorts } from '../../../scripts/peers/service.ts';
import type { Receivers } from '../../../scripts/cluster/receivers.ts';

export interface Alertmanager {
  /** Tells of alerts, as Prometheus does; those with `over` have ended. */
  tell(...alerts: readonly Alert[]): Promise<void>;
  stop(): Promise<void>;
}

export interface Alert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly over?: boolean;
}

/** The example's own configuration, but for where the receivers are and for how long groups are held back. */
function configuration(file: string, folder: string, receivers: Receivers): string {
  writeFileSync(join(folder, 'pagerduty-routing-key'), 'a-routing-key');
  writeFileSync(join(folder, 'slack-webhook-url'), receivers.slackUrl);
  const changes: readonly (readonly [string | RegExp, string])[] = [
    [/^ {2}pagerduty_url: .*$/m, `  pagerduty_url: ${receivers.pagerDutyUrl}`],
    ['/etc/alertmanager/secrets/pagerduty-routing-key', join(folder, 'pagerduty-routing-key')],
    ['/etc/alertmanager/secrets/slack-webhook-url', join(folder, 'slack-webhook-url')],
    ['group_wait: 30s', 'group_wait: 500ms'],
    ['group_interval: 5m', 'group_interval: 500ms'],
  ];
  return changes.reduce(
    (text, [from, to]) => {
      const changed = text.replace(from, () => to);
      if (changed === text) throw new Error(`${file} has no ${String(from)} to change`);
      return changed;
    },
    readFileSync(file, 'utf8'),
  );
}

export async function startAlertmanager(file: string, receivers: Receivers): Promise<Alertmanager> {
  const folder = mkdtempSync(join(tmpdir(), 'alertmanager-'));
  const config = join(folder, 'alertmanager.yml');
  writeFileSync(config, configuration(file, folder, receivers));
  const [port = 0] = await freePorts(1);
  const address = `127.0.0.1:${port}`;
  const program = spawn(
    'prometheus-alertmanager',
    [
      `--config.file=${config}`,
      `--storage.path=${folder}`,
      `--web.listen-address=${address}`,
      '--cluster.listen-address=',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  await once(program, 'spawn');
  const ended = once(program, 'exit');
  await listening(program.stderr);
  return {
    async tell(...alerts) {
      const body = alerts.map(({ labels, annotations = {}, over = false }) => ({
        labels,
        annotations,
        startsAt: new Date(Date.now() - 60_000).toISOString(),
        ...(over && { endsAt: new Date().toISOString() }),
      }));
      const headers = { 'content-type': 'application/json' };
      const response = await fetch(`http://${address}/api/v2/alerts`, {
        method: 'POST',
        headers,
        body: JSON.stringify(body),
      });
      if (!response.ok) throw new Error(`Alertmanager answered ${response.status}: ${await response.text()}`);
    },
    async stop() {
      program.kill();
      await ended;
      rmSync(folder, { recursive: true });
    },
  };
}

async function listening(log: NodeJS.ReadableStream): Promise<void> {
  const lines: string[] = [];
  for await (const line of createInterface({ input: log })) {
    lines.push(line);
    if (line.includes('TLS is disabled')) {
      log.resume();
      return;
    }
  }
  throw new Error(`Alertmanager ended before it listened:\n${lines.join('\n')}`);
}
