import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import type { Fields } from '../../examples/example-files.ts';

/** What PagerDuty (Events v2) and Slack (incoming webhook) got, in the order in which it came. */
export interface AlertReceivers {
  readonly pagerDutyUrl: string;
  readonly slackUrl: string;
  readonly pagerDuty: readonly Fields[];
  readonly slack: readonly Fields[];
  /** Waits until `found` is satisfied with what has come so far; gives up after 20 seconds. */
  until(what: string, found: () => boolean): Promise<void>;
  close(): void;
}

/** Both services on one loopback port; each answers as the real one does where all is well. */
export async function startAlertReceivers(): Promise<AlertReceivers> {
  const pagerDuty: Fields[] = [];
  const slack: Fields[] = [];
  const arrivals = new EventTarget();
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const toPagerDuty = request.url === '/v2/enqueue';
      (toPagerDuty ? pagerDuty : slack).push(body);
      response.writeHead(toPagerDuty ? 202 : 200, { 'content-type': toPagerDuty ? 'application/json' : 'text/html' });
      response.end(toPagerDuty ? JSON.stringify({ status: 'success', dedup_key: body['dedup_key'] }) : 'ok');
      arrivals.dispatchEvent(new Event('arrived'));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    pagerDutyUrl: `http://127.0.0.1:${port}/v2/enqueue`,
    slackUrl: `http://127.0.0.1:${port}/services/T0/B0/secret`,
    pagerDuty,
    slack,
    async until(what, found) {
      const signal = AbortSignal.timeout(20_000);
      while (!found()) {
        await once(arrivals, 'arrived', { signal }).catch((cause: unknown) => {
          throw new Error(`${what} did not arrive; Slack got ${JSON.stringify(slack)}`, { cause });
        });
      }
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const bodyOf = async (request: IncomingMessage): Promise<Fields> => JSON.parse(await text(request)) as Fields;
