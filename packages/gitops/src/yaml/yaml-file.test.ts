import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { applyEdits } from '../lint/fix.ts';
import { fieldAt, isMapping } from './fields.ts';
import type { FieldPath } from './location.ts';
import { readYamlFile } from './yaml-file.ts';

const documentOf = (text: string) => {
  const [document] = readYamlFile('a.yaml', text).documents;
  assert.ok(document);
  return document;
};

/** Text at a place of a text. */
const textFrom = (text: string, { line, column }: { readonly line: number; readonly column: number }): string =>
  (text.split('\n')[line - 1] ?? '').slice(column - 1);

describe('a YAML file', () => {
  test('with what would be filled in as a key prints nothing', async () => {
    const warnings: string[] = [];
    const take = ({ message }: Error): unknown => warnings.push(message);
    process.on('warning', take);
    try {
      // With an anchor, since what is plain data is read another way.
      const [document] = readYamlFile('a.yaml', 'b: &b 1\na: {{ .host }}\n').documents;
      assert.deepEqual(document?.value, { b: 1, a: { '{ .host }': null } });
      await new Promise(setImmediate);
    } finally {
      process.off('warning', take);
    }
    assert.deepEqual(warnings, []);
  });

  const text = `# top
spec:
  list:
    - name: a
      "image": nginx
    - {name: b, image: 'x'}
---

---
other: 1
`;

  test('has its documents without the empty ones, and each knows its lines', () => {
    const { documents, problem } = readYamlFile('a.yaml', text);
    assert.equal(problem, undefined);
    assert.deepEqual(
      documents.map((document) => document.at().line),
      [2, 10],
    );
  });

  for (const [path, part, expected] of [
    [['spec', 'list', 0, 'image'], 'value', 'nginx'],
    [['spec', 'list', 0, 'image'], 'key', '"image": nginx'],
    [['spec', 'list', 1, 'image'], 'value', "'x'}"],
    [['spec', 'list', 1], 'value', "{name: b, image: 'x'}"],
    [['spec', 'nothing', 'at', 'all'], 'value', 'spec:'],
    [['spec', 'list', 7], 'value', 'list:'],
    [['nothing'], 'key', 'spec:'],
    [[], 'value', 'spec:'],
  ] as const) {
    test(`finds the ${part} of ${path.join('.') || 'the root'}`, () => {
      assert.equal(textFrom(text, documentOf(text).at(path, part)), expected);
    });
  }

  test('follows aliases and merge keys to values, and is not blown up by them', () => {
    const { documents } = readYamlFile('a.yaml', 'base: &base {a: 1}\nuse: *base\nmore: {<<: *base, b: 2}\n');
    assert.deepEqual(documents[0]?.value, { base: { a: 1 }, use: { a: 1 }, more: { a: 1, b: 2 } });
    const bomb = [
      'a0: &a0 [x, x]',
      ...Array.from({ length: 30 }, (_, n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`),
    ].join('\n');
    assert.match(readYamlFile('a.yaml', bomb).problem?.says ?? '', /cannot be expanded/);
  });

  test('says where it stops to be YAML, and keeps the documents before', () => {
    const { documents, problem } = readYamlFile('a.yaml', 'a: 1\n---\nb: [\n');
    assert.equal(documents.length, 1);
    assert.equal(problem?.at.line, 4);
  });

  test('that contains itself is not read', () => {
    for (const cycle of ['x: &r\n- *r\n', 'a: &a {b: [*a]}\n'])
      assert.match(readYamlFile('a.yaml', cycle).problem?.says ?? '', /an alias is within its own anchor/);
  });

  test('tells a repeated key as it is written', () => {
    const keys = (written: string) => readYamlFile('a.yaml', written).repeatedKeys.map(({ key }) => key);
    assert.deepEqual(keys('"my key": a\n"my key": b\n'), ['"my key"']);
    assert.deepEqual(keys('my key: a\nmy key: b\n'), ['my key']);
    assert.deepEqual(keys('"a:b": 1\n"a:b": 2\n'), ['"a:b"']);
    assert.deepEqual(keys('a: {b: 1, b: 2}\n'), ['b']);
    assert.deepEqual(keys('a: {b, b}\n'), ['b']);
    assert.deepEqual(keys('a:b: 1\na:b: 2\n'), ['a:b']);
  });

  test('may have a comment right behind a value', () => {
    const { documents, problem } = readYamlFile('a.yaml', "a: 'x'# not y\nb: [z]# nor this\n");
    assert.equal(problem, undefined);
    assert.deepEqual(documents[0]?.value, { a: 'x', b: ['z'] });
  });

  test('of a key that is written twice, keeps the last, and says where it is', () => {
    const file = readYamlFile('a.yaml', 'a: {x: 1}\n---\nb: 1\na: {y: 1}\n"a": {x: 2}\n');
    assert.equal(file.problem, undefined);
    assert.deepEqual(
      file.documents.map(({ value }) => value),
      [{ a: { x: 1 } }, { b: 1, a: { x: 2 } }],
    );
    assert.deepEqual(file.repeatedKeys, [{ at: { file: 'a.yaml', line: 5, column: 1 }, key: '"a"' }]);
    assert.deepEqual(file.documents[1]?.at(['a', 'x']), { file: 'a.yaml', line: 5, column: 10 });
    assert.deepEqual(file.documents[1]?.at(['a', 'y']), { file: 'a.yaml', line: 5, column: 1 });
    assert.match(readYamlFile('a.yaml', 'a: 1\na: 2\nb: [\n').problem?.says ?? '', /not valid YAML/);
  });

  test('is read as the same data whether positions are wanted or not', () => {
    const key = fc.stringMatching(/^[A-Za-z][\w.-]{0,8}$/);
    const scalar = fc.oneof(
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom('yes', '012', '0x1F', '1e3', '~', '2020-01-01', '.5', 'null', '1_000', '=', '<<'),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        scalar,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(key, tie('value'), { maxKeys: 4 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(key, value, { minKeys: 1, maxKeys: 4 }), (data) => {
        const yaml = stringify(data);
        const plain = documentOf(yaml);
        // An anchor takes the other way through the parsers.
        const placed = documentOf(`${yaml}zzz-anchor: &x 1\n`);
        const { 'zzz-anchor': _, ...others } = placed.value as Record<string, unknown>;
        assert.deepEqual(plain.value, others);
      }),
      { numRuns: 500 },
    );
  });

  test('tells of every field where it stands, and an edit there changes that field alone', () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/);
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { maxDepth: 3 },
        word,
        fc.array(tie('value'), { minLength: 1, maxLength: 3 }),
        fc.dictionary(word, tie('value'), { minKeys: 1, maxKeys: 3 }),
      ),
    }));
    fc.assert(
      fc.property(fc.dictionary(word, value, { minKeys: 1, maxKeys: 3 }), fc.boolean(), (data, flow) => {
        const yaml = stringify(data, { collectionStyle: flow ? 'flow' : 'any' });
        const document = documentOf(yaml);
        for (const path of scalarPaths(document.value)) {
          const edit = document.replacement(path, '"THERE"');
          assert.ok(edit);
          const { value: changed } = documentOf(applyEdits(yaml, [edit]).text);
          assert.equal(fieldAt(changed, path), 'THERE');
          assert.equal(JSON.stringify(changed).split('THERE').length, 2);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function scalarPaths(value: unknown, path: FieldPath = []): readonly FieldPath[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => scalarPaths(item, [...path, index]));
  if (isMapping(value)) return Object.entries(value).flatMap(([key, item]) => scalarPaths(item, [...path, key]));
  return [path];
}
