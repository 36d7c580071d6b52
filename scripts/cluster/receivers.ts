import { once } from 'node:events';
import { json, startPart, Traffic, type Answer } from '@bitvault/lab';
import * as v from 'valibot';

/** {@link https://developer.pagerduty.com/docs/send-alert-event} */
const pagerDutyEvent = v.looseObject({
  routing_key: v.pipe(v.string(), v.nonEmpty()),
  event_action: v.picklist(['trigger', 'acknowledge', 'resolve']),
  dedup_key: v.pipe(v.string(), v.maxLength(255)),
  // Not looked at in an event that resolves.
  payload: v.object({
    summary: v.pipe(v.string(), v.maxLength(1024)),
    source: v.string(),
    severity: v.picklist(['critical', 'error', 'warning', 'info', '']),
  }),
  links: v.optional(v.nullable(v.array(v.object({ href: v.string(), text: v.optional(v.string()) })))),
});

/** {@link https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks} */
const slackMessage = v.looseObject({
  channel: v.optional(v.string()),
  attachments: v.array(v.looseObject({ title: v.string(), text: v.string(), fallback: v.string(), color: v.string() })),
});

export type PagerDutyEvent = v.InferOutput<typeof pagerDutyEvent>;
export type SlackMessage = v.InferOutput<typeof slackMessage>;

/** What alerts end at: PagerDuty's Events API v2 and a Slack webhook, which refuse what these would. */
export interface Receivers extends AsyncDisposable {
  /** In place of `https://events.pagerduty.com/v2/enqueue`. */
  readonly pagerDutyUrl: string;
  /** Of an incoming webhook. */
  readonly slackUrl: string;
  /** In place of `https://slack.com/api/`, for those who post with a token. */
  readonly slackApiUrl: string;
  /** In the order in which they came. */
  readonly pagerDuty: readonly PagerDutyEvent[];
  readonly slack: readonly SlackMessage[];
  /** What was posted with a token: `channel: text`. */
  readonly posts: readonly string[];
  /** What was refused, and why. */
  readonly refused: readonly string[];
  /** Waits until `found` is satisfied with what has come so far; gives up after `patience` milliseconds. */
  until(what: string, found: () => boolean, patience?: number): Promise<void>;
}

/** @param routingKey the only one that PagerDuty takes */
export async function startReceivers(routingKey: string): Promise<Receivers> {
  const pagerDuty: PagerDutyEvent[] = [];
  const slack: SlackMessage[] = [];
  const posts: string[] = [];
  const refused: string[] = [];
  const arrivals = new EventTarget();
  const refuse = (why: unknown): Answer => {
    refused.push(JSON.stringify(why));
    return json(400, { status: 'invalid event', errors: why });
  };
  const take = <S extends v.GenericSchema>(schema: S, body: Buffer, keep: (output: v.InferOutput<S>) => Answer) => {
    const read = v.safeParse(schema, JSON.parse(body.toString()));
    if (!read.success) return refuse(v.flatten(read.issues));
    const answer = keep(read.output);
    arrivals.dispatchEvent(new Event('arrived'));
    return answer;
  };
  const server = await startPart('receivers', new Traffic(), ({ method, url, body }) => {
    if (method !== 'POST') return json(405, {});
    if (url.pathname.startsWith('/api/')) {
      const form = new URLSearchParams(body.toString());
      posts.push(`${form.get('channel')}: ${form.get('text')}`);
      arrivals.dispatchEvent(new Event('arrived'));
      return json(200, { ok: true, channel: form.get('channel'), ts: String(posts.length) });
    }
    if (url.pathname !== '/v2/enqueue')
      return take(slackMessage, body, (message) => {
        slack.push(message);
        return { status: 200, body: 'ok' };
      });
    return take(pagerDutyEvent, body, (event) => {
      if (event.routing_key !== routingKey) return refuse('routing_key');
      pagerDuty.push(event);
      return json(202, { status: 'success', message: 'Event processed', dedup_key: event.dedup_key });
    });
  });
  return {
    pagerDutyUrl: `${server.origin}/v2/enqueue`,
    slackUrl: `${server.origin}/services/T0/B0/secret`,
    slackApiUrl: `${server.origin}/api/`,
    pagerDuty,
    slack,
    posts,
    refused,
    async until(what, found, patience = 20_000) {
      const signal = AbortSignal.timeout(patience);
      while (!found()) {
        try {
          await once(arrivals, 'arrived', { signal });
        } catch (cause) {
          const seen = JSON.stringify({ pagerDuty, slack, posts, refused });
          throw new Error(`${what} did not arrive within ${patience / 1000} s; this did: ${seen}`, { cause });
        }
      }
    },
    [Symbol.asyncDispose]: () => server.close(),
  };
}
