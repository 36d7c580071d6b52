import assert from 'node:assert/strict';
import { after, test, type TestContext } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault, Lab, ServedRequest } from '@bitvault/lab';
import { endState } from '../loop/end-state.ts';
import { startOrganisation, type Organisation } from '../loop/organisation.ts';
import { requestText } from '../loop/request-text.ts';
import { pickOf, runsAll, shuffled } from '../loop/sampling.ts';
import { deedsIn, requestsOf, type Deed, type DeedName } from './deeds.ts';
import { assertDone, undisturbed } from './undisturbed.ts';

/** One way in which a request fails that its client survives. */
interface Spoiling {
  readonly title: string;
  readonly fault: (lab: Lab) => Fault;
  /** Default: any request. */
  readonly spoils?: (request: ServedRequest) => boolean;
  /** Milliseconds that it takes before anything else: only where nothing is left out. */
  readonly delay?: number;
}

const page = { 'content-type': 'text/html; charset=utf-8' };
const unicorn = '<!DOCTYPE html>\n<html><head><title>Unicorn! &middot; GitHub</title></head><body>🦄</body></html>\n';
const documented = { 'content-type': 'application/json; charset=utf-8' };
const secondary = JSON.stringify({
  message: 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.',
  documentation_url: 'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
});
const exceeded = JSON.stringify({ message: 'API rate limit exceeded for installation ID 1.' });
const wrong = JSON.stringify({
  data: null,
  errors: [
    { message: 'Something went wrong while executing your query. Please include `C0DE:1` when reporting this.' },
  ],
});
const limited = JSON.stringify({
  errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded for user ID 1.' }],
});

const isGraphQL = ({ operation }: ServedRequest) => operation !== undefined;
const writes = ({ reads }: ServedRequest) => !reads;
const soon = { 'retry-after': '1' };

/** The limit is used up, and is lifted within a second. */
const usedUp = ({ clock }: Lab) => ({
  ...documented,
  'x-ratelimit-remaining': '0',
  'x-ratelimit-reset': String(Math.floor(clock.now().getTime() / 1000) + 1),
});

const answered = (status: number, headers: Record<string, string>, body: string) => ({ status, headers, body });

const spoilings: readonly Spoiling[] = [
  { title: 'is lost on the way', fault: () => ({ when: 'before', how: 'reset' }) },
  { title: 'is done, and its answer lost', fault: () => ({ when: 'after', how: 'reset' }), spoils: writes },
  { title: 'is done after its client has given up', fault: () => ({ when: 'late' }), spoils: writes },
  {
    title: 'is done after its client has waited as long as it does',
    fault: () => ({ when: 'after', how: 'reset' }),
    delay: 31_000,
    spoils: writes,
  },
  { title: 'is done twice', fault: () => ({ when: 'twice' }), spoils: writes },
  {
    title: 'is answered 429 with a time to wait',
    fault: () => ({ when: 'before', how: answered(429, { ...documented, ...soon }, exceeded) }),
  },
  {
    title: 'is answered 429 with the time of the reset',
    fault: (lab) => ({ when: 'before', how: answered(429, usedUp(lab), exceeded) }),
  },
  {
    title: 'is answered 403 for a secondary limit, in its message',
    fault: () => ({ when: 'before', how: answered(403, { ...documented, 'retry-after': '0' }, secondary) }),
  },
  {
    title: 'is answered 403 for a limit, in its headers',
    fault: (lab) => ({ when: 'before', how: answered(403, usedUp(lab), '{"message":"Forbidden"}') }),
  },
  { title: 'is answered 502', fault: () => ({ when: 'before', how: answered(502, page, unicorn) }) },
  {
    title: 'is done, and answered 502',
    fault: () => ({ when: 'after', how: answered(502, page, unicorn) }),
    spoils: writes,
  },
  { title: 'is answered with a page', fault: () => ({ when: 'before', how: answered(200, page, unicorn) }) },
  {
    title: 'is done, and answered with a page',
    fault: () => ({ when: 'after', how: answered(200, page, unicorn) }),
    spoils: writes,
  },
  { title: 'is answered with half of its JSON', fault: () => ({ when: 'after', how: 'truncated' }) },
  {
    title: 'is answered 200 with errors',
    fault: () => ({ when: 'before', how: answered(200, documented, wrong) }),
    spoils: isGraphQL,
  },
  {
    title: 'is done, and answered 200 with errors',
    fault: () => ({ when: 'after', how: answered(200, documented, wrong) }),
    spoils: (request) => isGraphQL(request) && writes(request),
  },
  {
    title: 'is answered 200 with a limit',
    fault: (lab) => ({ when: 'before', how: answered(200, usedUp(lab), limited) }),
    spoils: isGraphQL,
  },
];

/** Tests these deeds with everything that may go wrong with their requests. */
export async function spoil(...names: readonly DeedName[]): Promise<void> {
  const organisation = await startOrganisation();
  after(() => organisation[Symbol.asyncDispose]());
  const deeds = await deedsIn(organisation);
  for (const name of names) {
    test(`${name}: whatever goes wrong with a request, done again it is done once`, (t) =>
      spoilEverywhere(t, organisation, deeds[name]));
  }
}

/**
 * Does the deed once undisturbed. Then, for requests that it took, does it in another repository where that request goes
 * wrong, and once more: the first run says how it ended, and what is there in the end must be the same.
 */
async function spoilEverywhere(t: TestContext, { lab }: Organisation, deed: Deed): Promise<void> {
  const counts = requestsOf(deed);
  const { requests, expected } = await undisturbed(lab, deed, `${deed.name}-unspoiled`);
  for (const { k, request, spoiling } of sampleOf(deed, requests)) {
    await t.test(`request ${k}, ${requestText(request)}, ${spoiling.title}`, async () => {
      const { site, act } = await deed.prepare(`${deed.name}-${k}-${spoilings.indexOf(spoiling)}`);
      const { delay } = spoiling;
      if (delay !== undefined) lab.traffic.interrupt(k, () => sleep(delay), counts);
      const fault = spoiling.fault(lab);
      lab.traffic.failAt(k, fault, counts);
      const first = await act();
      await lab.traffic.calm();
      assert.equal(first.message, undefined);
      if (first.conclusion === 'failure')
        assert.match(first.outputs['reason'] ?? '', /^(?!UNEXPECTED)[A-Z_]+: /, first.log);
      assertDone(await act());
      const found = await endState(site);
      // What something on the way sends twice is there twice: no client can take a comment back that it made once.
      const seen = fault.when === 'twice' ? withoutEchoes : (state: unknown) => state;
      assert.deepEqual(seen(found), seen(expected));
    });
  }
}

interface Chosen {
  readonly k: number;
  readonly request: ServedRequest;
  readonly spoiling: Spoiling;
}

/** How many of a deed's other requests something happens to, in a run that leaves out most. */
const others = 4;

/** Everything, where the run is for that. Else all that can happen to the write that the deed is for, and to some one thing. */
function sampleOf({ name }: Deed, requests: readonly ServedRequest[]): readonly Chosen[] {
  const possible = requests.map((request, index) => ({
    k: index + 1,
    request,
    its: spoilings.filter(({ spoils = () => true, delay }) => spoils(request) && (delay === undefined || runsAll())),
  }));
  const aim = possible.find(({ request }) => isMerge(request)) ?? possible.find(({ request }) => !request.reads);
  const chosen = runsAll() ? possible : shuffled(possible, name).slice(0, others);
  return [...new Set([aim, ...chosen])].flatMap((each) => {
    if (each === undefined) return [];
    const { k, request, its } = each;
    const one = pickOf(its, `${name}/${k}`);
    const which = runsAll() || each === aim ? its : one === undefined ? [] : [one];
    return which.map((spoiling) => ({ k, request, spoiling }));
  });
}

const isMerge = ({ method, url }: ServedRequest) => method === 'PUT' && url.endsWith('/merge');

/** Lists without what equals something before it in the same list. */
function withoutEchoes(value: unknown): unknown {
  if (Array.isArray(value)) {
    const texts = value.map((item) => JSON.stringify(item));
    return value.filter((_, index) => texts.indexOf(texts[index] ?? '') === index).map(withoutEchoes);
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withoutEchoes(item)]));
}
