import assert from 'node:assert/strict';
import { test } from 'node:test';
import { setDigests } from './digest-edit.ts';
import type { YamlPath } from './digest-path.ts';
import { findDigestSlot } from './digest-slot.ts';
import { EditError } from './edit-error.ts';
import { parseDigest } from './names.ts';
import { readYaml } from './yaml-source.ts';

const one = parseDigest(`sha256:${'1'.repeat(64)}`);
const two = parseDigest(`sha256:${'2'.repeat(64)}`);
const path = ['services', 'api', 'digest'];

const slotOf = (yaml: string, at: YamlPath = path) => findDigestSlot(readYaml(yaml, { schema: 'failsafe' }), at);

/** `CODE line:column detail` of the refusal. */
function refused(yaml: string, at: YamlPath = path): string {
  try {
    slotOf(yaml, at);
  } catch (error) {
    assert.ok(error instanceof EditError, String(error));
    return `${error.code} ${error.message}`;
  }
  return assert.fail('it was not refused');
}

const scalars: readonly (readonly [scalar: string, quote: "'" | '"' | ''])[] = [
  [one, ''],
  [`'${one}'`, "'"],
  [`"${one}"`, '"'],
];

for (const [scalar, quote] of scalars) {
  test(`a slot is the bytes of its scalar with its quotes: ${scalar.slice(0, 9)}`, () => {
    const before = 'services:\n  api:\n    digest: ';
    const slot = {
      start: before.length,
      end: before.length + scalar.length,
      before: quote,
      after: quote,
      current: one,
    };
    assert.deepEqual(slotOf(`${before}${scalar} # set\n`), slot);
  });
}

const empties: readonly (readonly [indicators: string, rest: string])[] = [
  ['digest:', ''],
  ['digest:', '\n'],
  ['digest:', ' # none yet\n'],
  ['digest: &a', ' # none yet\n'],
  ['digest: !!str', '\n'],
  ['digest: &a !!str', '\n'],
  ['digest: !!str &a', '\n'],
  ['? digest\n:', '\n'],
];

for (const [indicators, rest] of empties) {
  test(`an empty value stands after its indicators: ${JSON.stringify(indicators + rest)}`, () => {
    const at = indicators.length;
    const slot = { start: at, end: at, before: ' ', after: '', current: null };
    assert.deepEqual(slotOf(`${indicators}${rest}`, ['digest']), slot);
  });
}

const nulls: readonly (readonly [scalar: string, quote: string])[] = [
  ['""', '"'],
  ["''", "'"],
  ['~', ''],
  ['null', ''],
  ['Null', ''],
  ['NULL', ''],
];

for (const [scalar, quote] of nulls) {
  test(`nothing is deployed where the value is ${scalar}`, () => {
    const slot = { start: 8, end: 8 + scalar.length, before: quote, after: quote, current: null };
    assert.deepEqual(slotOf(`digest: ${scalar}`, ['digest']), slot);
  });
}

test('the place that is nearest to the path is told where it is missing', () => {
  assert.equal(refused(''), 'YAML_PATH_MISSING 1:1 services.api.digest is missing: the document is no mapping');
  assert.equal(
    refused('# nothing\n'),
    'YAML_PATH_MISSING 1:1 services.api.digest is missing: the document is no mapping',
  );
  assert.equal(refused('- a\n'), 'YAML_PATH_MISSING 1:1 services.api.digest is missing: the document is a list');
  assert.equal(
    refused('\na: 1\n'),
    'YAML_PATH_MISSING 2:1 services.api.digest is missing: the document has no key services',
  );
  assert.equal(
    refused('services: x\n'),
    'YAML_PATH_MISSING 1:1 services.api.digest is missing: services is no mapping',
  );
  assert.equal(refused('services: [x]\n'), 'YAML_PATH_MISSING 1:1 services.api.digest is missing: services is a list');
  assert.equal(
    refused('services:\n  api: {tag: 1}\n'),
    'YAML_PATH_MISSING 2:3 services.api.digest is missing: services.api has no key digest',
  );
  assert.equal(refused('a: 1\n', []), 'YAML_PATH_MISSING 1:1  is missing: the path is empty');
});

test('what to add is named by its key', () => {
  assert.throws(() => slotOf('services: {api: {tag: 1}}'), {
    code: 'YAML_PATH_MISSING',
    next: 'Add the key digest there (with an empty value, if nothing is deployed yet), or correct digests.path of the policy.',
  });
});

test('letters that only some readers fold are taken for the same', () => {
  const others = ['\u212Aey', 'KEY', 'Key'];
  for (const other of others) {
    assert.match(refused(`key: ${one}\n${other}: ${two}`, ['key']), /^YAML_DISPUTED 2:1 key stands beside the key /);
    assert.match(refused(`${other}: ${two}`, ['key']), /^YAML_DISPUTED 1:1 key stands beside the key /);
  }
  assert.equal(slotOf(`key: ${one}\nkey2: ${two}`, ['key']).current, one);
});

test('of several documents the one that has most of the path is told', () => {
  const object = 'apiVersion: acme.example/v1\nkind: Release\n';
  const deepest = 'YAML_PATH_MISSING';
  const [shallow, deep] = [object, `${object}services: {api: {tag: 1}}\n`];
  assert.equal(
    refused(`${shallow}---\n${deep}`),
    `${deepest} 6:12 services.api.digest is missing: services.api has no key digest`,
  );
  assert.equal(
    refused(`${deep}---\n${shallow}`),
    `${deepest} 3:12 services.api.digest is missing: services.api has no key digest`,
  );
  assert.equal(
    refused(`${object}services: {api: {digest: ${one}}}\n---\n${object}services: {api: {digest: ${two}}}\n`),
    'YAML_AMBIGUOUS 7:18 services.api.digest stands in a second document too',
  );
});

test('what an edit of a scalar cannot change alone is refused at its place', () => {
  const cases: readonly (readonly [yaml: string, refusal: string])[] = [
    [`digest: {a: ${one}}`, 'YAML_NOT_SCALAR 1:9 digest is a mapping or a list'],
    [`digest: [${one}]`, 'YAML_NOT_SCALAR 1:9 digest is a mapping or a list'],
    ['{a: 1, digest}', 'YAML_NOT_SCALAR 1:8 digest has no colon after its key'],
    [`digest: |\n  ${one}`, 'YAML_BLOCK_SCALAR 1:9 digest is a block scalar'],
    [`digest: >-\n  ${one}`, 'YAML_BLOCK_SCALAR 1:9 digest is a block scalar'],
    [`a: &x ${one}\ndigest: *x`, 'YAML_ALIAS 2:9 digest comes from the alias *x'],
    [`digest: &x ${one}\na: *x`, 'YAML_ALIASED 1:12 digest is also used through the alias *x'],
    [
      'digest: latest',
      'YAML_NOT_DIGEST 1:9 digest is "latest", but must be sha256: and 64 lower-case hexadecimal digits, or empty',
    ],
    [
      'digest: "~"',
      'YAML_NOT_DIGEST 1:9 digest is "~", but must be sha256: and 64 lower-case hexadecimal digits, or empty',
    ],
    [
      'digest: "null"',
      'YAML_NOT_DIGEST 1:9 digest is "null", but must be sha256: and 64 lower-case hexadecimal digits, or empty',
    ],
    [
      'digest: !!str ~',
      'YAML_NOT_DIGEST 1:15 digest is "~", but must be sha256: and 64 lower-case hexadecimal digits, or empty',
    ],
    [
      'digest: nullify',
      'YAML_NOT_DIGEST 1:9 digest is "nullify", but must be sha256: and 64 lower-case hexadecimal digits, or empty',
    ],
    [
      'digest: a~',
      'YAML_NOT_DIGEST 1:9 digest is "a~", but must be sha256: and 64 lower-case hexadecimal digits, or empty',
    ],
    [
      `Digest: ${one}\ndigest: ${one}`,
      'YAML_DISPUTED 1:1 digest stands beside the key Digest, which readers that ignore the case take for the same',
    ],
    [
      `digest: ${one}\ndigeſt: ${one}`,
      'YAML_DISPUTED 2:1 digest stands beside the key digeſt, which readers that ignore the case take for the same',
    ],
  ];
  for (const [yaml, refusal] of cases) assert.equal(refused(yaml, ['digest']), refusal, yaml);
});

test('what is shared anywhere on the way is refused', () => {
  assert.match(refused(`a: &x {digest: ${one}}\nb: *x`, ['a', 'digest']), /^YAML_ALIASED 1:7 /);
  assert.match(refused(`a: &x [1]\nb: *x`, ['a', 'digest']), /^YAML_ALIASED 1:7 /);
  assert.match(refused(`a: &x {digest: ${one}}\nb: *x`, ['b', 'digest']), /^YAML_ALIAS 2:4 /);
  assert.match(refused(`x: &x {digest: ${one}}\na: {<<: *x}`, ['a', 'digest']), /^YAML_MERGED 2:5 /);
});

test('a plain key that is no string to every reader is refused, and one in quotes is not', () => {
  assert.match(
    refused(`a: {12: ${one}}`, ['a', '12']),
    /^YAML_DISPUTED 1:5 a\.12 has the plain key 12, which is no string/,
  );
  assert.equal(slotOf(`a: {"12": ${one}}`, ['a', '12']).current, one);
  assert.equal(slotOf(`'yes': ${one}`, ['yes']).current, one);
});

test('two changes of one place are refused at that place, and neither is made', () => {
  const yaml = `digest: ${one}`;
  const changes = [two, one].map((digest) => ({ path: ['digest'], digest }));
  assert.throws(() => setDigests(yaml, changes), {
    code: 'YAML_PATH_REPEATED',
    message: '1:9 digest is to be set twice',
  });
});

test('changes are made in the order of the text, and told in that of the request', () => {
  const yaml = `a: ${one}\nb: ''\nc: ${two}\n`;
  const changes = [
    { path: ['c'], digest: one },
    { path: ['b'], digest: two },
    { path: ['a'], digest: one },
  ];
  assert.deepEqual(setDigests(yaml, changes), {
    text: `a: ${one}\nb: '${two}'\nc: ${one}\n`,
    changed: [
      { path: ['c'], digest: one, from: two },
      { path: ['b'], digest: two, from: null },
    ],
  });
});
