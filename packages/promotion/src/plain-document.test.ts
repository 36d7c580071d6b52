import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditError, type EditErrorCode } from './edit-error.ts';
import { readPlainDocument } from './plain-document.ts';

const refusals: readonly (readonly [EditErrorCode, yaml: string, says: RegExp])[] = [
  ['YAML_NOT_PLAIN', '', /^1:1 is empty/],
  ['YAML_NOT_PLAIN', 'a: 1\n---\nb: 2\n', /^2:1 holds a second document/],
  ['YAML_NOT_PLAIN', 'a: 1\n---\n', /^2:1 holds a second document/],
  ['YAML_NOT_PLAIN', 'a: &a 1\n', /^1:7 uses the anchor &a/],
  ['YAML_NOT_PLAIN', 'a: {<<: {b: 1}}\n', /^1:5 uses the merge key <</],
  ['YAML_NOT_PLAIN', 'a: {<<: [{b: 1}]}\n', /^1:5 uses the merge key <</],
  ['YAML_NOT_PLAIN', 'a: !!str 1\n', /^1:10 uses a tag/],
  ...[
    'yes',
    'No',
    'on',
    'OFF',
    'y',
    'N',
    '010',
    '0o10',
    '0x1F',
    '0b1',
    '1_000',
    '1:30',
    '+1',
    '.5',
    '1.',
    '1e3',
    '=',
  ].map((value) => ['YAML_NOT_PLAIN', `a:\n- ${value}\n`, /^2:3 has the plain value .*different things$/] as const),
  ['YAML_DISPUTED', 'a: .nan\n', /^1:4 has the number \.nan/],
  ['YAML_DISPUTED', 'a: {"<<": {b: 1}}\n', /^1:5 writes the merge key/],
  ['YAML_DISPUTED', 'yes: 1\n', /^1:1 has the plain key "yes"/],
  ['YAML_DISPUTED', '%YAML 1.2\n---\na: 1\n', /^1:1 has the directive/],
  ['YAML_TAG', 'a: !!int 1\n', /^1:4 has the tag !!int/],
  ['YAML_DUPLICATE_KEY', 'a: 1\n"a": 2\n', /^2:1 repeats/],
  ['YAML_INVALID', 'a: *a\n', /^1:4 has the alias/],
];

for (const [code, yaml, says] of refusals) {
  test(`${code}: ${JSON.stringify(yaml)}`, () => {
    assert.throws(
      () => readPlainDocument(yaml),
      (error) => error instanceof EditError && error.code === code && says.test(error.message),
    );
  });
}

test('what a stranger wrote floods no log: of a long tag, alias, directive or key only the beginning is told', () => {
  const long = 'a'.repeat(9_000);
  for (const yaml of [
    `a: !!${long} x\n`,
    `a: *${long}\n`,
    `%${long}\n---\na: 1\n`,
    `{${long}: 1, ${long}: 2}\n`,
    `a: &${long} x\n`,
  ])
    assert.throws(
      () => readPlainDocument(yaml),
      (error) => error instanceof EditError && error.message.length < 500 && error.detail.endsWith('…'),
    );
});

test('what says the same to everybody is read as it stands', () => {
  const yaml = `# plain
a: {b: [1, -2, 0.5, true, false, null, ~, ""], 8080: x, since: 2026-11-24T09:00:00Z}
"yes": 'no'
cron: 0 16 * * 5
text: |
  yes
`;
  assert.deepEqual(readPlainDocument(yaml).document.toJS(), {
    a: { b: [1, -2, 0.5, true, false, null, null, ''], 8080: 'x', since: '2026-11-24T09:00:00Z' },
    yes: 'no',
    cron: '0 16 * * 5',
    text: 'yes\n',
  });
});
