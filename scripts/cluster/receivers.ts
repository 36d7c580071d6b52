import { json, startPart, Traffic, type PartServer } from '@bitvault/lab';
import * as v from 'valibot';

const pagerDutyEvent = v.object({
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

const slackMessage = v.object({
  channel: v.optional(v.string()),
  attachments: v.array(
    v.object({ title: v.optional(v.string()), text: v.optional(v.string()), fallback: v.string(), color: v.string() }),
  ),
});

export type PagerDutyEvent = v.InferOutput<typeof pagerDutyEvent>;
export type SlackMessage = v.InferOutput<typeof slackMessage>;

/** What alerts end at: PagerDuty's Events API v2 and a Slack webhook, which take what these take and refuse the rest. */
export interface Receivers extends AsyncDisposable {
  /** In place of `https://events.pagerduty.com/v2/enqueue`. */
  readonly pagerDutyUrl: string;
  readonly slackUrl: string;
  readonly events: readonly PagerDutyEvent[];
  readonly messages: readonly SlackMessage[];
  /** What was refused, and why. */
  readonly refused: readonly string[];
}

export async function startReceivers(routingKey: string): Promise<Receivers> {
  const events: PagerDutyEvent[] = [];
  const messages: SlackMessage[] = [];
  const refused: string[] = [];
  const traffic = new Traffic();
  const refuse = (issues: unknown) => {
    refused.push(JSON.stringify(issues));
    return json(400, { status: 'invalid event', errors: issues });
  };
  const pagerDuty: PartServer = await startPart('pagerduty', traffic, ({ method, url, body }) => {
    if (method !== 'POST' || url.pathname !== '/v2/enqueue') return json(404, {});
    const read = v.safeParse(pagerDutyEvent, JSON.parse(body.toString()));
    if (!read.success) return refuse(v.flatten(read.issues));
    if (read.output.routing_key !== routingKey) return refuse('routing_key');
    events.push(read.output);
    return json(202, { status: 'success', message: 'Event processed', dedup_key: read.output.dedup_key });
  });
  const slack: PartServer = await startPart('slack', traffic, ({ method, body }) => {
    if (method !== 'POST') return json(404, {});
    const read = v.safeParse(slackMessage, JSON.parse(body.toString()));
    if (!read.success) return refuse(v.flatten(read.issues));
    messages.push(read.output);
    return { status: 200, body: 'ok' };
  });
  return {
    pagerDutyUrl: `${pagerDuty.origin}/v2/enqueue`,
    slackUrl: `${slack.origin}/services/T/B/X`,
    events,
    messages,
    refused,
    [Symbol.asyncDispose]: async () => {
      await Promise.all([pagerDuty.close(), slack.close()]);
    },
  };
}
