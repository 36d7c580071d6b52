import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'yaml';
import {
  HoldError,
  holdErrorCodes,
  holdPath,
  canonicalHold,
  readHold,
  renderHold,
  type Hold,
  type HoldErrorCode,
} from './hold.ts';
import { parseDigest, parseEnvironmentName, parseServiceName } from './names.ts';

const hold: Hold = {
  service: parseServiceName('api'),
  environment: parseEnvironmentName('prod'),
  digest: parseDigest(`sha256:${'1'.repeat(64)}`),
  replaced: parseDigest(`sha256:${'2'.repeat(64)}`),
  reason: 'errors doubled after the release',
  by: 'alice',
  since: '2026-11-24T09:00:00.000Z',
  run: 'https://github.com/bitvault/gitops/actions/runs/1',
};
const path = holdPath(hold.environment, hold.service);

test('a hold says to its reader what it does and how it is lifted', () => {
  assert.equal(path, 'holds/prod/api.yaml');
  assert.equal(
    renderHold(hold),
    `# This file holds api in prod: no promotion moves its digest while the file is here.
# To lift the hold, run the rollback action with \`command: resume\`; its pull request deletes the file.
version: 1
service: "api"
environment: "prod"
digest: ${hold.digest}
replaced: ${hold.replaced}
reason: "errors doubled after the release"
by: "alice"
since: "2026-11-24T09:00:00.000Z"
run: "https://github.com/bitvault/gitops/actions/runs/1"
`,
  );
});

test('half a character, which no reader would take back, is not written', () => {
  assert.throws(() => renderHold({ ...hold, reason: 'half \uD83D' }), { code: 'HOLD_INVALID' });
});

test('a hold where nothing was replaced says so', () => {
  const text = renderHold({ ...hold, replaced: null });
  assert.match(text, /^replaced: null$/m);
  assert.equal(readHold(text, path).replaced, null);
});

test('a hold that a person wrote holds too, but is not canonical', () => {
  const text = `{version: 1, service: api, environment: prod, digest: "${hold.digest}", replaced: null, reason: stop, by: bob, since: 2026-11-24T09:00:00Z}`;
  assert.equal(readHold(text, path).reason, 'stop');
  assert.equal(canonicalHold(text), null);
  assert.equal(canonicalHold(renderHold(hold).replace('# This', '# Tihs')), null);
  assert.equal(canonicalHold(renderHold(hold).trimEnd()), null);
  assert.equal(canonicalHold('not: a hold'), null);
  assert.equal(canonicalHold('['), null);
});

const text = renderHold(hold);
const refusals: readonly (readonly [HoldErrorCode, yaml: string, says: RegExp])[] = [
  ['HOLD_YAML', 'version: [', /^holds\/prod\/api\.yaml:1:\d+ is not valid YAML/],
  ['HOLD_YAML', `${text}---\na: 1\n`, /a second document/],
  ['HOLD_YAML', `${text}reason: again\n`, /:12:1 repeats the key reason/],
  ['HOLD_YAML', 'a: &a [1]\nb: *a', /:1:7 uses the anchor &a/],
  ['HOLD_YAML', '', /is empty/],
  ['HOLD_YAML', text.replace('version: 1', 'version: 0x1'), /has the plain value "0x1"/],
  ['HOLD_YAML', '# nothing\n', /is empty/],
  ['HOLD_INVALID', '~', /must be a mapping/],
  ['HOLD_INVALID', '[]', /lacks the key version/],
  ['HOLD_INVALID', `${text}until: tomorrow\n`, /unknown key "until"/],
  ['HOLD_INVALID', `${text}__proto__: {}\n`, /unknown key "__proto__"/],
  ['HOLD_INVALID', text.replace(/^by: .*\n/m, ''), /lacks the key by/],
  ['HOLD_INVALID', text.replace('version: 1', 'version: 2'), /has version 2, but it must be 1/],
  [
    'HOLD_INVALID',
    text.replace(/^digest: .*$/m, 'digest: latest'),
    /has digest "latest", but it must be sha256: and 64/,
  ],
  ['HOLD_INVALID', text.replace(/^reason: .*$/m, 'reason: " "'), /reason " ", but it must be 1 to 1,000/],
  ['HOLD_INVALID', text.replace(/^reason: .*$/m, `reason: ${'x'.repeat(1_001)}`), /1,000 characters/],
  ['HOLD_INVALID', text.replace(/^by: .*$/m, 'by: "alice\\nbob"'), /must be a login/],
  ['HOLD_INVALID', text.replace(/^since: .*$/m, 'since: yesterday'), /must be a time in UTC/],
  ['HOLD_INVALID', text.replace(/^run: .*$/m, 'run: "javascript:alert(1)"'), /must be an http\(s\) URL/],
];

for (const [code, yaml, says] of refusals) {
  test(`${code}: ${says.source}`, () => {
    assert.throws(
      () => readHold(yaml, path),
      (error) =>
        error instanceof HoldError && error.code === code && says.test(error.message) && error.next.endsWith('.'),
    );
  });
}

test('what could not be read back is not written', () => {
  assert.throws(() => renderHold({ ...hold, reason: '' }), HoldError);
  assert.throws(() => renderHold({ ...hold, by: 'a\nb' }), HoldError);
});

test('every code has its test here', () => {
  assert.deepEqual([...new Set(refusals.map(([code]) => code))].toSorted(), Object.keys(holdErrorCodes).toSorted());
  assert.equal((parse(text) as { version: number }).version, 1);
});

const canonical = (changes: Partial<Hold>): boolean => {
  const given = { ...hold, ...changes };
  const written = renderHold(given);
  assert.deepEqual(readHold(written, path), given);
  return canonicalHold(written) !== null;
};
const invalid = (changes: Partial<Hold>): void =>
  assert.throws(() => renderHold({ ...hold, ...changes }), { code: 'HOLD_INVALID' }, JSON.stringify(changes));

test('a hold has the fields that it is given, and reads back as them', () => {
  assert.ok(canonical({}));
  const { run: _, ...rest } = hold;
  const without = readHold(renderHold(rest), path);
  assert.deepEqual(without, rest);
  assert.ok(!('run' in without) && !('forced' in without));
});

test('text is 1 to 1,000 characters, not all of them blank', () => {
  for (const reason of ['x', 'x'.repeat(1_000), ' x', '💥'.repeat(500)]) assert.ok(canonical({ reason }));
  for (const reason of ['', ' ', '\n\t ', 'x'.repeat(1_001), '\uDCA5\uD83D']) invalid({ reason });
});

test('whoever holds is a login', () => {
  for (const by of ['a', 'A-b_9', 'x'.repeat(100), 'bitvault-promoter[bot]', `${'x'.repeat(100)}[bot]`])
    assert.ok(canonical({ by }));
  for (const by of ['', 'x'.repeat(101), 'a b', 'a[bot]b', 'a[bo]', '[bot]', ' a', 'a ', 'a\n', '@a', 'a[bot][bot]'])
    invalid({ by });
});

test('since when is a time in UTC that there is', () => {
  for (const since of ['2026-11-24T09:00:00Z', '2026-11-24T09:00:00.123Z']) assert.ok(canonical({ since }));
  const others = [
    '',
    '2026-11-24',
    '2026-11-24T09:00Z',
    '2026-11-24T09:00:00',
    '2026-11-24T09:00:00+00:00',
    '2026-11-24T09:00:00.12Z',
    '2026-11-24T09:00:00.1234Z',
    '2026-11-24T09:00:00,123Z',
    '2026-13-24T09:00:00Z',
    '2026-11-24T25:00:00Z',
    '12026-11-24T09:00:00Z',
    '026-11-24T09:00:00Z',
    '2026-1-24T09:00:00Z',
    '2026-11-4T09:00:00Z',
    '2026-11-24T9:00:00Z',
    '2026-11-24T09:0:00Z',
    '2026-11-24T09:00:0Z',
    '2026-11-24T09:00:00Zx',
    'x2026-11-24T09:00:00Z',
    '2026-11-24 09:00:00Z',
    ' 2026-11-24T09:00:00Z',
    '(x)2026-11-24T09:00:00Z',
    '2026-11-24T09:00:00Z ',
    '2026-11-24T09:00:00Z(x)',
  ];
  for (const since of others) invalid({ since });
});

test('a run is an http(s) URL without anything invisible', () => {
  for (const run of ['https://x', 'http://127.0.0.1:8080/a', `https://x/${'a'.repeat(1_998)}`])
    assert.ok(canonical({ run }));
  const others = [
    '',
    'https://',
    'ftp://x',
    'xhttps://x',
    'https://x y',
    'https://x\n',
    'https:/x',
    'https://[',
    'httpss://x',
  ];
  for (const run of [...others, `https://x/${'a'.repeat(1_999)}`, 'https://é']) invalid({ run });
});

test('what a hold was forced against is kept in one order, with why', () => {
  const forced = { why: 'it must', against: ['TARGET_UNHEALTHY', 'HOLD_BROKEN'] } as const;
  const written = renderHold({ ...hold, forced });
  assert.match(written, /^forced: \{why: "it must", against: \[HOLD_BROKEN, TARGET_UNHEALTHY\]\}$/m);
  const read = readHold(written, path);
  assert.deepEqual(read.forced, { why: 'it must', against: ['HOLD_BROKEN', 'TARGET_UNHEALTHY'] });
  assert.notEqual(canonicalHold(written), null);
  assert.equal(canonicalHold(written.replace('HOLD_BROKEN, TARGET_UNHEALTHY', 'TARGET_UNHEALTHY, HOLD_BROKEN')), null);
});

test('nothing is forced without saying why, against what, and that this can be', () => {
  const lines = (forced: string) => `${text}forced: ${forced}\n`;
  assert.doesNotThrow(() => readHold(lines('{why: "x", against: [TARGET_NEWER]}'), path));
  const others = [
    '{why: "x", against: []}',
    '{why: "x", against: [IMAGE_UNVERIFIED]}',
    '{why: "x", against: [NEVER_DEPLOYED]}',
    '{why: "x", against: TARGET_NEWER}',
    '{why: "x"}',
    '{against: [TARGET_NEWER]}',
    '{why: " ", against: [TARGET_NEWER]}',
    '{why: "x", against: [TARGET_NEWER], more: 1}',
    'true',
  ];
  for (const forced of others) assert.throws(() => readHold(lines(forced), path), { code: 'HOLD_INVALID' }, forced);
});

test('an error says where, and keeps what it says without the place', () => {
  const error = (yaml: string): HoldError => {
    try {
      readHold(yaml, path);
    } catch (thrown) {
      assert.ok(thrown instanceof HoldError);
      return thrown;
    }
    return assert.fail('it was read');
  };
  const broken = error(`${text}reason: again\n`);
  assert.equal(broken.message, `${path}:12:1 ${broken.detail}`);
  assert.deepEqual(broken.position, { line: 12, column: 1 });
  assert.match(broken.detail, /^repeats the key reason/);
  const wrong = error('a: 1');
  assert.deepEqual([wrong.message, wrong.position, wrong.name], [`${path} ${wrong.detail}`, null, 'HoldError']);
});

test('each key is wanted, and of its own kind', () => {
  for (const key of ['version', 'service', 'environment', 'digest', 'replaced', 'reason', 'by', 'since']) {
    const line = new RegExp(`^${key}: .*\n`, 'm');
    assert.throws(() => readHold(text.replace(line, ''), path), { detail: `lacks the key ${key}` });
    assert.throws(() => readHold(text.replace(line, `${key}: []\n`), path), { code: 'HOLD_INVALID' }, key);
  }
  assert.throws(
    () => readHold(text.replace('"api"', '"Api"'), path),
    /has service "Api", but it must be a service name/,
  );
  assert.throws(() => readHold(text.replace('"prod"', '"a b"'), path), /has environment "a b", but it must be/);
  assert.throws(
    () => readHold(text.replace(/^replaced: .*$/m, 'replaced: ""'), path),
    /has replaced "", but it must be/,
  );
  assert.throws(() => readHold('[]', path), { detail: 'lacks the key version' });
  assert.throws(() => readHold('x', path), { detail: 'has it "x", but it must be a mapping' });
});
