import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EditError } from './edit-error.ts';
import { readYaml, type YamlReading } from './yaml-source.ts';
import { refuseDisputedStream } from './yaml-stream.ts';

const object = 'apiVersion: acme.example/v1\nkind: Release\n';

/** `CODE line:column` of the refusal; null where there is none. */
function refusal(yaml: string, reading: YamlReading = { schema: 'failsafe' }): string | null {
  try {
    refuseDisputedStream(readYaml(yaml, reading));
    return null;
  } catch (error) {
    assert.ok(error instanceof EditError, String(error));
    return `${error.code} ${error.position.line}:${error.position.column}`;
  }
}

test('a file with one document that says something may hold anything', () => {
  const texts = [
    '',
    '# none\n',
    '---\n',
    '---\n---\n',
    '""\n',
    'x: 1\n',
    '- x\n',
    'x\n',
    '---\nx: 1\n',
    '# c\n---\nx: 1\n',
  ];
  for (const text of [...texts, object, 'x: 1\n---\n', 'x: 1\n---\n# nothing\n', '- x\n---\n---\n'])
    assert.equal(refusal(text), null, text);
});

test('several documents are read by all where every one that says something is a Kubernetes object', () => {
  for (const text of [
    `${object}---\n${object}`,
    `---\n---\n${object}`,
    `${object}---\n# nothing\n---\n${object}`,
    `${object}---\n""\n---\n${object}`,
  ])
    assert.equal(refusal(text), null, text);
});

test('the first document that is no object is refused where others stand beside it', () => {
  const cases: readonly (readonly [yaml: string, place: string])[] = [
    ['x: 1\n---\nz: 1\n', '1:1'],
    [`\n  x: 1\n---\n${object}`, '2:3'],
    [`${object}---\nx: 1\n`, '4:1'],
    [`${object}---\n- x\n`, '4:1'],
    [`${object}---\nx\n`, '4:1'],
    [`"x"\n---\n${object}`, '1:1'],
    ['---\n---\nx: 1\n', '3:1'],
    ['""\n---\nx: 1\n', '3:1'],
    ['---\n---\n- x\n', '3:1'],
    [`${object}---\nkind: Release\n`, '4:1'],
    [`${object}---\napiVersion: acme.example/v1\n`, '4:1'],
    [`${object}---\napiVersion: ""\nkind: Release\n`, '4:1'],
    [`${object}---\napiVersion: acme.example/v1\nkind:\n`, '4:1'],
    [`${object}---\napiVersion: acme.example/v1\nkind: [Release]\n`, '4:1'],
    [`${object}---\napiVersion: [acme.example/v1]\nkind: Release\n`, '4:1'],
    [`${object}---\napiVersion: kustomize.config.k8s.io/v1\nkind: Kustomization\n`, '4:1'],
  ];
  for (const [yaml, place] of cases) assert.equal(refusal(yaml), `YAML_DOCUMENTS ${place}`, yaml);
});

test('an API group that only ends in that of Kustomize is like any other', () => {
  const other = 'apiVersion: not.kustomize.config.k8s.io/v1\nkind: Release\n';
  assert.equal(refusal(`${other}---\n${other}`), null);
});

test('a number is no kind', () => {
  assert.equal(refusal(`${object}---\napiVersion: v1\nkind: 1\n`, { schema: 'core' }), 'YAML_DOCUMENTS 4:1');
});
