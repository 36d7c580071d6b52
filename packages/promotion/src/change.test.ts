import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFile } from './blob.ts';
import { recogniseChange, type Recognition } from './change.ts';
import { holdPath, renderHold, type Hold } from './hold.ts';
import * as sample from './sample-state.ts';
import { parsePolicy } from './policy.ts';
import type { BaseSnapshot, Bump, ChangedFile, PullRequest, TreeFile } from './state.ts';

const { api, web, dev, prod, digest, policy, stateOf, pullFor } = sample;

const prodValues = 'envs/prod/values.prod.yaml';
const state = stateOf({ dev: {}, staging: {}, prod: { api: digest(2) } });
const bump: Bump = { service: api, environment: prod, from: digest(2), to: digest(1), source: null };
const hold: Hold = {
  service: api,
  environment: prod,
  digest: digest(1),
  replaced: digest(2),
  reason: 'p99 doubled',
  by: 'carol',
  since: '2026-11-24T09:05:00.000Z',
};

/** What a pull request that puts these files over the bump is taken for. */
function recognised(added: ReadonlyMap<string, TreeFile>) {
  const pull = pullFor(state, [bump]);
  const files = [...added.keys()]
    .filter((path) => path !== prodValues)
    .map((path): ChangedFile => ({ path, change: 'ADDED' }));
  return recogniseChange(
    {
      ...pull,
      files: { total: files.length + 1, items: [...pull.files.items, ...files] },
      headFiles: new Map([...pull.headFiles, ...added]),
    },
    state.base,
    policy,
  );
}

function codes(recognition: ReturnType<typeof recognised>): readonly string[] {
  return recognition.kind === 'unrecognised' ? recognition.reasons.map((reason) => reason.code) : [];
}

test('a digest with its hold is a rollback', () => {
  const found = recognised(new Map([[holdPath(prod, api), textFile(renderHold(hold))]]));
  assert.deepEqual(found.kind === 'recognised' && found.change, {
    kind: 'rollback',
    environment: prod,
    bumps: [bump],
    holds: [hold],
  });
});

test('a service that the head adds to a file is refused like any other line, and throws nothing', () => {
  const before = state.base.files.get(prodValues)?.text ?? '';
  const text = `${before}  web:\n    image:\n      digest: "${digest(3)}"\n`;
  assert.deepEqual(codes(recognised(new Map([[prodValues, textFile(text)]]))), ['NOT_EXACT']);
});

test('a hold of another place than its path is refused, and throws nothing', () => {
  const elsewhere = renderHold({ ...hold, service: web, environment: dev });
  assert.deepEqual(codes(recognised(new Map([[holdPath(prod, api), textFile(elsewhere)]]))), ['HOLD_DISAGREES']);
});

const pull = pullFor(state, [bump]);
const heldPath = holdPath(prod, api);
const headText = pull.headFiles.get(prodValues)?.text ?? '';
const reasonsOf = (found: Recognition) => (found.kind === 'unrecognised' ? found.reasons : []);

/** What these changes of these files are taken for; the head has `head` of them. */
function of(items: readonly ChangedFile[], head: ReadonlyMap<string, TreeFile>, base: BaseSnapshot = state.base) {
  return recogniseChange({ ...pull, files: { total: items.length, items }, headFiles: head }, base, policy);
}

const own: ChangedFile = { path: prodValues, change: 'MODIFIED' };
const writtenHold: ChangedFile = { path: heldPath, change: 'ADDED' };
const withHold = (file: TreeFile) => of([own, writtenHold], new Map([...pull.headFiles, [heldPath, file]]));

test('a digest alone is a promotion', () => {
  assert.deepEqual(of([own], pull.headFiles), {
    kind: 'recognised',
    change: { kind: 'promotion', environment: prod, bumps: [bump] },
  });
});

test('a hold is written over one that is there as over none, and no other way', () => {
  const head = new Map([...pull.headFiles, [heldPath, textFile(renderHold(hold))]]);
  const kind = (change: ChangedFile['change']) => {
    const found = of([own, { path: heldPath, change }], head);
    return found.kind === 'recognised' ? found.change.kind : found.reasons.map(({ code }) => code).join(' ');
  };
  assert.equal(kind('ADDED'), 'rollback');
  assert.equal(kind('MODIFIED'), 'rollback');
  for (const change of ['RENAMED', 'COPIED', 'CHANGED'] as const) assert.equal(kind(change), 'FILE_UNEXPECTED');
});

test('a digest file is changed in place, and no other way', () => {
  for (const change of ['ADDED', 'DELETED', 'RENAMED', 'COPIED', 'CHANGED'] as const) {
    assert.deepEqual(reasonsOf(of([{ path: prodValues, change }], pull.headFiles)), [
      { code: 'FILE_UNEXPECTED', path: prodValues, change },
    ]);
  }
});

test('holds that are deleted alone are a resume of their services', () => {
  const lifted = (service: typeof api): ChangedFile => ({ path: holdPath(prod, service), change: 'DELETED' });
  assert.deepEqual(of([lifted(api)], new Map()), {
    kind: 'recognised',
    change: { kind: 'resume', environment: prod, services: [api] },
  });
  assert.deepEqual(of([lifted(api), lifted(web)], new Map()), {
    kind: 'recognised',
    change: { kind: 'resume', environment: prod, services: [api, web] },
  });
});

test('a hold that is deleted with a digest, or beside one that is written, is nothing that the bot does', () => {
  const lifted: ChangedFile = { path: holdPath(prod, web), change: 'DELETED' };
  assert.deepEqual(reasonsOf(of([own, lifted], pull.headFiles)), [{ code: 'NOT_A_BUMP' }]);
  const head = new Map([...pull.headFiles, [heldPath, textFile(renderHold(hold))]]);
  assert.deepEqual(reasonsOf(of([own, writtenHold, lifted], head)), [{ code: 'NOT_A_BUMP' }]);
  const both = reasonsOf(of([writtenHold, lifted], head));
  assert.deepEqual(both, [{ code: 'HOLD_DISAGREES', path: heldPath, detail: 'no digest of api changes' }]);
});

test('of several digests none or each has its hold', () => {
  const two = stateOf({ dev: {}, staging: {}, prod: { api: digest(2), web: digest(4) } });
  const bumps = [bump, { ...bump, service: web, from: digest(4), to: digest(3) }] as const;
  const both = pullFor(two, bumps);
  const webPath = holdPath(prod, web);
  const webHold = { ...hold, service: web, digest: digest(3), replaced: digest(4) };
  const recognise = (...paths: readonly string[]) => {
    const held = [hold, webHold].map((each) => [holdPath(prod, each.service), textFile(renderHold(each))] as const);
    const items = [...both.files.items, ...paths.map((path): ChangedFile => ({ path, change: 'ADDED' }))];
    return recogniseChange(
      { ...both, files: { total: items.length, items }, headFiles: new Map([...both.headFiles, ...held]) },
      two.base,
      policy,
    );
  };
  const change = { environment: prod, bumps };
  assert.deepEqual(recognise(), { kind: 'recognised', change: { kind: 'promotion', ...change } });
  assert.deepEqual(recognise(heldPath, webPath), {
    kind: 'recognised',
    change: { kind: 'rollback', ...change, holds: [hold, webHold] },
  });
  assert.deepEqual(reasonsOf(recognise(heldPath)), [{ code: 'NOT_A_BUMP' }]);
  assert.deepEqual(reasonsOf(recognise(webPath)), [{ code: 'NOT_A_BUMP' }]);
});

test('a hold says what its path and the digest beside it say', () => {
  const disagrees = (changes: Partial<Hold>) => reasonsOf(withHold(textFile(renderHold({ ...hold, ...changes }))));
  const reason = (detail: string) => [{ code: 'HOLD_DISAGREES', path: heldPath, detail }];
  assert.deepEqual(disagrees({ service: web }), reason('it holds web in prod'));
  assert.deepEqual(disagrees({ environment: dev }), reason('it holds api in dev'));
  assert.deepEqual(disagrees({ digest: digest(3) }), reason('it holds another digest'));
  assert.deepEqual(disagrees({ replaced: digest(3) }), reason('it replaces another digest'));
  assert.deepEqual(disagrees({ replaced: null }), reason('it replaces another digest'));
});

test('a hold is a regular file of canonical bytes that were read whole', () => {
  const text = renderHold(hold);
  assert.deepEqual(reasonsOf(withHold(textFile(text, '100755'))), [
    { code: 'FILE_MODE_CHANGED', path: heldPath, found: '100755', expected: '100644' },
  ]);
  assert.deepEqual(reasonsOf(withHold(textFile(`${text}# more\n`))), [
    { code: 'HOLD_INVALID', path: heldPath, detail: 'its bytes are not canonical' },
  ]);
  const unreadable = [{ code: 'FILE_UNREADABLE', path: heldPath }];
  assert.deepEqual(reasonsOf(withHold({ ...textFile(text), text: null })), unreadable);
  assert.deepEqual(reasonsOf(withHold({ ...textFile(text), oid: textFile('other').oid })), unreadable);
  assert.deepEqual(reasonsOf(of([own, writtenHold], pull.headFiles)), unreadable);
});

test('both sides of a digest file are there, and known to the last byte', () => {
  const unreadable = [{ code: 'FILE_UNREADABLE', path: prodValues }];
  const file = textFile(headText);
  const before = state.base.files.get(prodValues);
  assert.ok(before);
  const head = (changes: Partial<TreeFile>) => of([own], new Map([[prodValues, { ...file, ...changes }]]));
  assert.deepEqual(reasonsOf(head({ text: null })), unreadable);
  assert.deepEqual(reasonsOf(head({ oid: before.oid })), unreadable);
  assert.deepEqual(reasonsOf(of([own], new Map())), unreadable);
  const base = (files: BaseSnapshot['files']) => of([own], pull.headFiles, { ...state.base, files });
  assert.deepEqual(reasonsOf(base(new Map())), unreadable);
  assert.deepEqual(reasonsOf(base(new Map([[prodValues, { ...before, text: null }]]))), unreadable);
  assert.deepEqual(reasonsOf(base(new Map([[prodValues, { ...before, oid: file.oid }]]))), unreadable);
});

test('a digest file keeps its mode, whatever that is', () => {
  const before = state.base.files.get(prodValues);
  assert.ok(before);
  const executable = { ...state.base, files: new Map([[prodValues, { ...before, mode: '100755' }]]) };
  const head = new Map([[prodValues, textFile(headText, '100755')]]);
  assert.equal(of([own], head, executable).kind, 'recognised');
  assert.deepEqual(reasonsOf(of([own], head)), [
    { code: 'FILE_MODE_CHANGED', path: prodValues, found: '100755', expected: '100644' },
  ]);
});

test('the first line that differs is told, also where the head only has more or fewer', () => {
  const line = (text: string) => reasonsOf(of([own], new Map([[prodValues, textFile(text)]])));
  const at = (number: number) => [{ code: 'NOT_EXACT', path: prodValues, line: number }];
  const lines = headText.split('\n').length;
  assert.deepEqual(line(`# other\n${headText}`), at(1));
  assert.deepEqual(line(headText.replace('services:', 'services: # more')), at(2));
  assert.deepEqual(line(`${headText}# more`), at(lines));
  assert.deepEqual(line(`${headText}\n`), at(lines + 1));
  assert.deepEqual(line(headText.slice(0, -1)), at(lines));
});

test('a file that changes nothing that counts is no promotion', () => {
  const same = state.base.files.get(prodValues);
  assert.ok(same);
  assert.deepEqual(reasonsOf(of([own], new Map([[prodValues, same]]))), [{ code: 'NOT_A_BUMP' }]);
  assert.deepEqual(reasonsOf(of([], new Map())), [{ code: 'NOT_A_BUMP' }]);
});

test('a digest that is emptied is no promotion', () => {
  const emptied = headText.replace(/"sha256:[^"]+"/, '""');
  assert.deepEqual(
    reasonsOf(of([own], new Map([[prodValues, textFile(emptied)]]))).map(({ code }) => code),
    ['NOT_EXACT'],
  );
});

test('files that were not all read are refused with how many are missing', () => {
  const cut: PullRequest = { ...pull, files: { total: 101, items: [own] } };
  assert.deepEqual(reasonsOf(recogniseChange(cut, state.base, policy)), [
    { code: 'FILES_UNREAD', total: 101, read: 1 },
  ]);
});

test('digests of two environments are refused with the names of both', () => {
  const two = stateOf({ dev: { api: digest(2) }, staging: {}, prod: { api: digest(2) } });
  const ours = pullFor(two, [bump]);
  const theirs = pullFor(two, [{ ...bump, environment: dev }]);
  const items = [...ours.files.items, ...theirs.files.items];
  const headFiles = new Map([...ours.headFiles, ...theirs.headFiles]);
  const mixed = recogniseChange({ ...ours, files: { total: 2, items }, headFiles }, two.base, policy);
  assert.deepEqual(reasonsOf(mixed), [{ code: 'ENVIRONMENT_MIXED', environments: [prod, dev] }]);
});

test('where each service has its own file, each is held to its own', () => {
  const apart = parsePolicy(sample.policyText.replace('envs/{env}/values.{env}.yaml', 'envs/{env}/{service}.yaml'));
  const text = (service: string, n: number) => textFile(`services: {${service}: {image: {digest: "${digest(n)}"}}}\n`);
  const [apiPath, webPath] = ['envs/prod/api.yaml', 'envs/prod/web.yaml'];
  const files = new Map([
    [apiPath, text('api', 2)],
    [webPath, text('web', 2)],
  ]);
  const recognise = (head: ReadonlyMap<string, TreeFile>) => {
    const items = [...head.keys()].map((path): ChangedFile => ({ path, change: 'MODIFIED' }));
    const changed = { ...pull, files: { total: items.length, items }, headFiles: head };
    return recogniseChange(changed, { ...state.base, files }, apart);
  };
  assert.deepEqual(recognise(new Map([[apiPath, text('api', 1)]])), {
    kind: 'recognised',
    change: { kind: 'promotion', environment: prod, bumps: [bump] },
  });
  assert.deepEqual(reasonsOf(recognise(new Map([[apiPath, text('web', 1)]]))), [
    { code: 'NOT_EXACT', path: apiPath, line: 1 },
  ]);
});

test('a file that is nothing to the policy is refused, whatever became of it', () => {
  for (const path of ['README.md', 'holds/prod', 'holds/prod/worker.yaml', 'envs/qa/values.qa.yaml', '']) {
    for (const change of ['ADDED', 'MODIFIED', 'DELETED'] as const) {
      assert.deepEqual(reasonsOf(of([own, { path, change }], pull.headFiles)), [
        { code: 'FILE_UNEXPECTED', path, change },
      ]);
    }
  }
});

test('a head that is no YAML offers no digest, and differs where it does', () => {
  const before = state.base.files.get(prodValues)?.text ?? '';
  const [, ...others] = before.split('\n');
  const head = (text: string) => reasonsOf(of([own], new Map([[prodValues, textFile(text)]])));
  assert.deepEqual(head(`${before}more`), [{ code: 'NOT_EXACT', path: prodValues, line: others.length + 1 }]);
  assert.deepEqual(head('{'), [{ code: 'NOT_EXACT', path: prodValues, line: 1 }]);
});
