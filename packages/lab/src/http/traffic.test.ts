import assert from 'node:assert/strict';
import { afterEach, beforeEach, suite, test } from 'node:test';
import { json, startPart, type PartServer } from './part-server.ts';
import { Traffic } from './traffic.ts';

suite('what the lab can be told to do with a request', () => {
  const done: string[] = [];
  let traffic: Traffic;
  let part: PartServer;
  beforeEach(async () => {
    done.length = 0;
    traffic = new Traffic();
    part = await startPart('part', traffic, ({ url }) => {
      done.push(url.pathname);
      return json(200, { served: url.pathname });
    });
  });
  afterEach(() => part.close());

  const ask = (path: string) => fetch(`${part.origin}${path}`);

  test('something happens right before the k-th request is served, and is waited for', async () => {
    const work = async ({ url }: { readonly url: string }) => {
      await ask('/meanwhile');
      done.push(`before ${url}`);
    };
    traffic.interrupt(2, work, ({ url }) => url !== '/meanwhile');
    for (const path of ['/1', '/2', '/3']) await ask(path);
    assert.deepEqual(done, ['/1', '/meanwhile', 'before /2', '/2', '/3']);
  });

  test('what is late is done when another request has been answered', async () => {
    traffic.failAt(1, { when: 'late' });
    await assert.rejects(ask('/late'));
    assert.deepEqual(done, []);
    await ask('/next');
    await traffic.calm();
    assert.deepEqual(done, ['/next', '/late']);
  });

  test('what is late is done at the end, where nothing else is asked', async () => {
    traffic.failAt(1, { when: 'late' });
    await assert.rejects(ask('/late'));
    await traffic.calm();
    assert.deepEqual(done, ['/late']);
  });

  test('what is done twice is answered once', async () => {
    traffic.failAt(1, { when: 'twice' });
    assert.equal((await ask('/twice')).status, 200);
    assert.deepEqual(done, ['/twice', '/twice']);
  });

  test('an answer is cut in half, after the work is done', async () => {
    traffic.failAt(1, { when: 'after', how: 'truncated' });
    const text = await (await ask('/cut')).text();
    assert.equal(text, '{"served');
    assert.deepEqual(done, ['/cut']);
  });

  test('somebody else answers in its place', async () => {
    const how = { status: 502, headers: { 'content-type': 'text/html' }, body: '<html></html>' };
    traffic.failAt(1, { when: 'before', how });
    const answer = await ask('/stray');
    assert.deepEqual([answer.status, await answer.text()], [502, '<html></html>']);
    assert.deepEqual(done, []);
  });
});
