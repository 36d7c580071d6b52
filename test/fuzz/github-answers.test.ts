import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import { connectGitHub } from '@bitvault/github';
import { startPart, Traffic, type Answer, type PartRequest } from '@bitvault/lab';
import fc from 'fast-check';
import { repository, startRig } from '../github/rig.ts';
import { answerChanges, changedAnswer, type AnswerChange } from './answer-changes.ts';
import { fuzz } from './fuzz.ts';
import { readingsOf, type Reading } from './github-readings.ts';
import { assertUnpolluted, refusalOf } from './refusal.ts';

const rig = await startRig();
after(() => rig[Symbol.asyncDispose]());
const readings = await readingsOf(rig);

/** Request → answer, of the reading that is being spoilt. */
const honest = new Map<string, Answer>();
let spoilt: { readonly request: string; readonly change: AnswerChange } | undefined;

const nameOf = ({ method, url, body }: PartRequest): string =>
  `${method} ${url.pathname}${url.search} ${body.toString()}`;

async function forwarded({ method, url, body, headers }: PartRequest): Promise<Answer> {
  const sent = method === 'GET' ? {} : { body: new Uint8Array(body) };
  const answer = await fetch(`${rig.lab.origin}${url.pathname}${url.search}`, {
    method,
    headers: { authorization: headers.authorization ?? '', 'content-type': 'application/json' },
    ...sent,
  });
  const kept = ['content-type', 'date', 'link', 'x-accepted-github-permissions'].flatMap((name) => {
    const value = answer.headers.get(name);
    return value === null ? [] : [[name, value] as const];
  });
  return { status: answer.status, headers: Object.fromEntries(kept), body: await answer.text() };
}

/** The rig's GitHub, one of whose answers is spoilt on its way. */
const server = await startPart('github', new Traffic(), async (request) => {
  const name = nameOf(request);
  const answer = honest.get(name) ?? (await forwarded(request));
  honest.set(name, answer);
  return spoilt?.request === name ? changedAnswer(answer, spoilt.change) : answer;
});
after(() => server.close());

/** Of its own each time: a connection remembers. */
const connect = () =>
  connectGitHub({
    token: rig.alice.token,
    apiUrl: `${server.origin}/api/v3`,
    graphqlUrl: `${server.origin}/api/graphql`,
    repository,
    patience: 1,
  });

/** No date and no number of what was read is none, and no commit is anything but one. */
function assertSound(value: unknown, key = ''): void {
  if (value instanceof Date) assert.ok(!Number.isNaN(value.getTime()), `${key} is no date`);
  else if (value instanceof Map || value instanceof Set) for (const each of value.values()) assertSound(each, key);
  else if (typeof value === 'number') assert.ok(Number.isFinite(value), `${key} is no number`);
  else if (typeof value === 'string' && key === 'oid') assert.match(value, /^[0-9a-f]{40}$/);
  else if (typeof value === 'object' && value !== null)
    for (const [name, each] of Object.entries(value)) assertSound(each, name);
}

const headers = {
  date: ['Tue, 24 Nov 2026 09:05:00 GMT'],
  link: [`<${server.origin}/api/v3/x?page=2>; rel="next"`],
  'content-type': ['application/json; charset=utf-8'],
  location: [`${server.origin}/api/v3/repositories/1`],
  'x-accepted-github-permissions': ['contents=read,actions=read; administration=write'],
  'x-ratelimit-remaining': ['0'],
  'x-ratelimit-reset': ['1764000000'],
};
const changes = fc.record({ which: fc.nat(), change: answerChanges(headers) });

const reader = (read: Reading) => ({
  honest: [],
  read: async () => assertSound(await read(connect())),
});

suite("an answer of GitHub's, spoilt in any way, is refused with a code or is one", () => {
  for (const [what, read] of Object.entries(readings)) {
    test(`${what}: honest answers are taken`, async () => {
      honest.clear();
      spoilt = undefined;
      assert.equal(await refusalOf(reader(read), ''), undefined);
      assert.ok(honest.size > 0);
    });
    fuzz(what, changes, async ({ which, change }) => {
      if (honest.size === 0) await refusalOf(reader(read), '');
      const requests = [...honest.keys()].toSorted();
      spoilt = { request: requests[which % requests.length] ?? '', change };
      await refusalOf(reader(read), '');
      assertUnpolluted();
    });
  }
});
