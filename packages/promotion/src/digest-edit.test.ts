import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readDigest, setDigest, setDigests } from './digest-edit.ts';
import { EditError, editErrorCodes, type EditErrorCode } from './edit-error.ts';
import { parseDigest } from './names.ts';

const one = parseDigest(`sha256:${'1'.repeat(64)}`);
const two = parseDigest(`sha256:${'2'.repeat(64)}`);
const path = ['services', 'api', 'digest'];

function refusal(action: () => unknown): EditError {
  try {
    action();
  } catch (error) {
    assert.ok(error instanceof EditError, String(error));
    return error;
  }
  return assert.fail('nothing was refused');
}

test('a values file keeps its comments, quotes and order', () => {
  const yaml = `# values of prod
services:
  api: # the front
    image: ghcr.io/bitvault/api
    digest: "${one}" # set by promote
  web: {digest: '${one}', replicas: 2}
`;
  const edit = setDigest(yaml, path, two);
  assert.deepEqual(edit, { kind: 'changed', from: one, text: yaml.replace(one, two) });
  assert.equal(setDigest(yaml, ['services', 'web', 'digest'], two).text, yaml.replace(`'${one}'`, `'${two}'`));
});

test('the digest that is there already is no change', () => {
  const yaml = `services: {api: {digest: ${one}}}`;
  assert.deepEqual(setDigest(yaml, path, one), { kind: 'unchanged', text: yaml, digest: one });
});

const firstDigests: readonly (readonly [empty: string, filled: string])[] = [
  ['services:\n  api:\n    digest:', `services:\n  api:\n    digest: ${two}`],
  [
    'services:\n  api:\n    digest: # none yet\n    x: 1\n',
    `services:\n  api:\n    digest: ${two} # none yet\n    x: 1\n`,
  ],
  ['services:\r\n  api:\r\n    digest:\r\n', `services:\r\n  api:\r\n    digest: ${two}\r\n`],
  ['services:\n  api:\n    digest: &a\n', `services:\n  api:\n    digest: &a ${two}\n`],
  ['services:\n  api:\n    digest: !!str\n', `services:\n  api:\n    digest: !!str ${two}\n`],
  ['services: {api: {digest: , x: 1}}', `services: {api: {digest: ${two} , x: 1}}`],
  ['{"services":{"api":{"digest":}}}', `{"services":{"api":{"digest": ${two}}}}`],
  ['services:\n  api:\n    ? digest\n    :\n', `services:\n  api:\n    ? digest\n    : ${two}\n`],
  ['services:\n  api:\n    digest: ""\n', `services:\n  api:\n    digest: "${two}"\n`],
  ["services:\n  api:\n    digest: ''\n", `services:\n  api:\n    digest: '${two}'\n`],
  ['services:\n  api:\n    digest: ~\n', `services:\n  api:\n    digest: ${two}\n`],
  ['services:\n  api:\n    digest: null # none\n', `services:\n  api:\n    digest: ${two} # none\n`],
];

for (const [empty, filled] of firstDigests) {
  test(`an empty value takes a digest: ${JSON.stringify(empty)}`, () => {
    assert.equal(readDigest(empty, path), null);
    assert.deepEqual(setDigest(empty, path, two), { kind: 'changed', from: null, text: filled });
    assert.equal(readDigest(filled, path), two);
  });
}

test('the path may stand in any one document of a file of Kubernetes objects', () => {
  const yaml = `# first\n---\n${object}---\n---\n${object}services: {api: {digest: ${one}}}\n...\n---\n${object}`;
  assert.equal(setDigest(yaml, path, two).text, yaml.replace(one, two));
});

test('an anchor that nothing refers to is kept, and merge keys elsewhere', () => {
  const yaml = `base: &base {x: 1}\nservices:\n  web:\n    <<: [*base, {z: 2}]\n  api:\n    digest: &own ${one}\n`;
  assert.equal(setDigest(yaml, path, two).text, yaml.replace(`&own ${one}`, `&own ${two}`));
});

test('keys that JavaScript gives a meaning to are keys like any other', () => {
  const yaml = `__proto__: {constructor: ${one}}\n`;
  assert.equal(readDigest(yaml, ['__proto__', 'constructor']), one);
  assert.equal(setDigest(yaml, ['__proto__', 'constructor'], two).text, yaml.replace(one, two));
  assert.equal(refusal(() => readDigest('a: 1', ['toString'])).code, 'YAML_PATH_MISSING');
  assert.equal(Object.hasOwn(Object.prototype, 'constructor') && 'digest' in {}, false);
});

const laughs = Array.from({ length: 9 }, (_, index) => `l${index + 1}: &l${index + 1} [${`*l${index},`.repeat(9)}]`);

const object = 'apiVersion: acme.example/v1\nkind: Release\n';

const refusals: readonly (readonly [EditErrorCode, yaml: string, place: string])[] = [
  ['YAML_INVALID', 'services: [', '1:12'],
  ['YAML_INVALID', 'services: *nowhere', '1:11'],
  ['YAML_CHARACTER', `services: {api: {digest: ${one}}}\n# a\rb`, '2:4'],
  ['YAML_CHARACTER', `services: {api: {digest: ${one}}} # \u2028x: 1`, '1:102'],
  ['YAML_CHARACTER', 'services: \u0002', '1:11'],
  ['YAML_CHARACTER', 'services: \uD800', '1:11'],
  ['YAML_TOO_LARGE', `# ${'x'.repeat(600_000)}`, '1:1'],
  ['YAML_TOO_LARGE', '[a,'.repeat(1).concat('a,'.repeat(200_000)), '1:'],
  ['YAML_TOO_LARGE', 'x'.repeat(100_000_000), '1:1'],
  ['YAML_TOO_DEEP', '['.repeat(10_000), '1:'],
  ['YAML_TOO_DEEP', '- '.repeat(10_000), '1:'],
  ['YAML_TOO_DEEP', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}a:\n`).join(''), ''],
  ['YAML_ALIAS_BOMB', `l0: &l0 x\n${laughs.join('\n')}\n`, ''],
  ['YAML_ALIAS_BOMB', 'services: &s {api: *s}', '1:20'],
  ['YAML_DUPLICATE_KEY', `services: {api: {digest: ${one}}}\nservices: {}`, '2:1'],
  ['YAML_DUPLICATE_KEY', `services: {api: {digest: ${one}, "digest": ${two}}}`, '1:99'],
  [
    'YAML_DUPLICATE_KEY',
    Array.from({ length: 20_000 }, (_, index) => `k${index}: 1\n`)
      .join('')
      .concat('k0: 2'),
    '20001:1',
  ],
  ['YAML_PATH_MISSING', '', '1:1'],
  ['YAML_PATH_MISSING', 'services:\n  web: 1\n', '1:1'],
  ['YAML_PATH_MISSING', 'services:\n  api: [digest]\n', '2:3'],
  ['YAML_PATH_MISSING', 'services: {api: {tag: v1}}', '1:12'],
  [
    'YAML_AMBIGUOUS',
    `${object}services: {api: {digest: ${one}}}\n---\n${object}services: {api: {digest: ${one}}}`,
    '7:18',
  ],
  ['YAML_NOT_SCALAR', `services: {api: {digest: {value: ${one}}}}`, '1:26'],
  ['YAML_NOT_SCALAR', `services: {api: {digest: [${one}]}}`, '1:26'],
  ['YAML_NOT_SCALAR', 'services: {api: {digest}}', '1:18'],
  ['YAML_BLOCK_SCALAR', `services:\n  api:\n    digest: |-\n      ${one}\n`, '3:13'],
  ['YAML_BLOCK_SCALAR', `services:\n  api:\n    digest: >\n      ${one}\n`, '3:13'],
  ['YAML_TAG', `services: {api: {digest: !secret ${one}}}`, '1:26'],
  ['YAML_TAG', `services: {api: {digest: !!binary ${one}}}`, '1:26'],
  ['YAML_ALIAS', `d: &d ${one}\nservices: {api: {digest: *d}}`, '2:26'],
  ['YAML_ALIAS', `d: &d {digest: ${one}}\nservices: {api: *d}`, '2:17'],
  ['YAML_ALIAS', `d: &d digest\nservices: {api: {*d : ${one}}}`, '2:18'],
  ['YAML_ALIASED', `services: {api: {digest: &d ${one}}, web: {digest: *d}}`, '1:29'],
  ['YAML_ALIASED', `services: {api: &d {digest: ${one}}, web: {<<: *d}}`, '1:20'],
  ['YAML_MERGED', `d: &d {digest: ${one}}\nservices: {api: {<<: *d}}`, '2:18'],
  ['YAML_MERGED', `d: &d {digest: ${two}}\nservices: {api: {digest: ${one}, <<: *d}}`, '2:99'],
  ['YAML_MERGED', `d: &d {digest: ${two}}\nservices: {api: {<<: *d, digest: ${one}}}`, '2:18'],
  ['YAML_MERGED', `d: &d {api: {digest: ${two}}}\nservices: {api: {digest: ${one}}}\n<<: [{a: 1}, *d]`, '3:1'],
  ['YAML_DISPUTED', `d: &d {digest: ${two}}\nservices: {api: {digest: ${one}, "<<": *d}}`, '2:99'],
  ['YAML_DISPUTED', `d: &d {digest: ${two}}\nservices: {api: {digest: ${one}, "\\x3c<": *d}}`, '2:99'],
  ['YAML_MERGED', `d: &d {digest: ${two}}\nservices: {api: {digest: ${one}, &m <<: *d}}`, '2:102'],
  ['YAML_TAG', `d: &d {digest: ${two}}\nservices: {api: {digest: ${one}, !!merge <<: *d}}`, '2:99'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\nx: {<<: 1}`, '2:5'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}, Digest: ${two}}}`, '1:99'],
  ['YAML_DISPUTED', `services: {api: {DIGEST: ${two}}}`, '1:18'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\n\u017Fervices: {}`, '2:1'],
  ['YAML_DISPUTED', `%YAML 1.2\n---\nservices: {api: {digest: ${one}}}`, '1:1'],
  ['YAML_DISPUTED', `--- {services: {api: {digest: ${one}}}}`, '1:1'],
  ['YAML_DISPUTED', `---#c\nservices: {api: {digest: ${one}}}`, '1:1'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}, ?digest: ${two}}}`, '1:99'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}, "x\n  y": 1}}`, '1:99'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\nx: "\\ud83d\\ude00"`, '2:4'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\nx: |\n  \ty`, '3:1'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\nx: |\n\n  \t\n`, '3:1'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\nx:\n-\ty: 1`, '3:2'],
  ['YAML_DISPUTED', `l: &l [1]\nx: {<<: *l}\nservices: {api: {digest: ${one}}}`, '2:5'],
  ['YAML_NOT_DIGEST', 'services: {api: {digest: !!str null}}', '1:32'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\n... {}`, '2:5'],
  ['YAML_DISPUTED', `{services: {api: {digest: ${one}}}}\n---\n`, '2:1'],
  ['YAML_DISPUTED', `services:\n\tapi: {digest: ${one}}`, '2:1'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\n \t\n`, '2:2'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}, ? [a] : b}}`, '1:101'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}, yes: 1}}`, '1:99'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\n0x1: a`, '2:1'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\n: a`, '2:1'],
  ['YAML_DISPUTED', `services: {api: {digest: ${one}}}\nx: .inf`, '2:4'],
  ['YAML_DISPUTED', `services: {api: {digest: &a.b ${one}}}`, '1:26'],
  ['YAML_DOCUMENTS', `services: {api: {digest: ${one}}}\n---\nx: 1`, '1:1'],
  ['YAML_DOCUMENTS', `---\n---\nservices: {api: {digest: ${one}}}`, '3:1'],
  ['YAML_DOCUMENTS', `${object}---\napiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization\n`, '4:1'],
  ['YAML_CHARACTER', `services: {api: {digest: ${one}}} # \uFEFF`, '1:102'],
  ['YAML_NOT_DIGEST', 'services: {api: {digest: latest}}', '1:26'],
  ['YAML_NOT_DIGEST', 'services: {api: {digest: "null"}}', '1:26'],
  ['YAML_NOT_DIGEST', `services: {api: {digest: "${one.toUpperCase()}"}}`, '1:26'],
  ['YAML_NOT_DIGEST', `services: {api: {digest: "${one}\\n"}}`, '1:26'],
];

for (const [code, yaml, place] of refusals) {
  test(`${code}: ${JSON.stringify(yaml.slice(0, 60))}`, () => {
    for (const action of [() => setDigest(yaml, path, two), () => readDigest(yaml, path)]) {
      const error = refusal(action);
      assert.equal(error.code, code, error.message);
      assert.ok(error.message.startsWith(place), error.message);
      assert.match(error.message, /^\d+:\d+ .*[^.]$/);
      assert.ok(error.message.length < 400 && error.next.endsWith('.'), error.message);
    }
  });
}

test('a batch that names one place twice is refused whole', () => {
  const yaml = `services: {api: {digest: ${one}}}`;
  const error = refusal(() =>
    setDigests(yaml, [
      { path, digest: one },
      { path, digest: two },
    ]),
  );
  assert.equal(error.code, 'YAML_PATH_REPEATED');
});

test('every code has its test here', () => {
  const tested = new Set<string>([...refusals.map(([code]) => code), 'YAML_PATH_REPEATED', 'YAML_NOT_PLAIN']);
  assert.deepEqual(
    Object.keys(editErrorCodes).filter((code) => !tested.has(code)),
    [],
  );
});
