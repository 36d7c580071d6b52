import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { lint } from '../lint.ts';
import { applicationYaml, withRepository } from '../rule-test.ts';
import { hookSpelling } from '../rules/hook-spelling.ts';
import { imageNotPinned } from '../rules/image-not-pinned.ts';
import { render, type OutputFormat, type Shown } from './output.ts';

const pod = `apiVersion: v1
kind: Pod
metadata:
  name: a
  annotations: {argocd.argoproj.io/hook: presync}
spec:
  containers:
    - {name: a, image: "nginx:1"}
    - {name: b, image: "nginx:2"} # lint-gitops: disable=image-not-pinned -- for a day
`;
const files = {
  'dev.yaml': applicationYaml('dev', 'k8s'),
  'prod, all.yaml': applicationYaml('prod', 'k8s'),
  'k8s/a pod.yaml': pod,
};
const rules = [hookSpelling, imageNotPinned];

const rendered = (
  format: OutputFormat,
  { prefix = '', colours = false, notices = [] }: Partial<Shown> & { readonly colours?: boolean } = {},
): Promise<string> =>
  withRepository(files, (repository) => {
    const shown: Shown = { ...lint(repository, { rules }), repository, rules, prefix, notices };
    return render(format, shown, { colours });
  });

describe('text', () => {
  test('groups by file, shows the line, and says in which Applications', async () => {
    assert.equal(
      await rendered('text', { prefix: 'gitops/' }),
      `gitops/k8s/a pod.yaml
  5:42 error Pod a is a hook "presync", which Argo CD does not know; it is spelt PreSync [dev, prod] (fixable with --fix) hook-spelling
     5 |   annotations: {argocd.argoproj.io/hook: presync}
       |                                          ^
  8:24 error Pod a: container a runs nginx:1, which is not pinned by a digest [dev, prod] image-not-pinned
     8 |     - {name: a, image: "nginx:1"}
       |                        ^

2 errors, 0 warnings in 2 Applications with 2 manifests; 1 suppressed.
Each rule has a page: https://github.com/bitvault/actions/blob/v1/docs/lint/hook-spelling.md
`,
    );
  });

  test('has colours only where they are wanted', async () => {
    assert.ok((await rendered('text', { colours: true })).includes('\u001B[31merror'));
    assert.ok(!(await rendered('text')).includes('\u001B'));
  });
});

test('json names every finding, and those that are suppressed with the reason', async () => {
  const { findings, suppressed, ...rest } = JSON.parse(await rendered('json'));
  assert.deepEqual(rest, { version: 1, errors: 2, warnings: 0, applications: 2, notices: [] });
  assert.deepEqual(findings[0], {
    rule: 'hook-spelling',
    severity: 'error',
    file: 'k8s/a pod.yaml',
    line: 5,
    column: 42,
    message: 'Pod a is a hook "presync", which Argo CD does not know; it is spelt PreSync',
    applications: ['dev', 'prod'],
    fixable: true,
    page: 'https://github.com/bitvault/actions/blob/v1/docs/lint/hook-spelling.md',
  });
  assert.deepEqual([suppressed[0].line, suppressed[0].reason, suppressed[0].by], [9, 'for a day', 'comment']);
});

describe('sarif', () => {
  const {
    $schema: _,
    id: $id,
    ...schema
  } = createRequire(import.meta.url)('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json');
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats.default(ajv);
  const validate = ajv.compile({ ...schema, $id });

  test('is valid by the official schema', async () => {
    const log: unknown = JSON.parse(await rendered('sarif', { prefix: 'a b/' }));
    assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
    assert.ok(!validate({ ...(log as object), version: '2.0.0' }));
  });

  test('names places as addresses, the suppression, and what would fix a finding', async () => {
    const [{ results, tool }] = JSON.parse(await rendered('sarif', { prefix: 'a b/' })).runs;
    const [hook, , suppressed] = results;
    const { artifactLocation, region } = hook.locations[0].physicalLocation;
    assert.deepEqual(artifactLocation, { uri: 'a%20b/k8s/a%20pod.yaml', uriBaseId: '%SRCROOT%' });
    assert.deepEqual(region, { startLine: 5, startColumn: 42 });
    assert.equal(tool.driver.rules[hook.ruleIndex].id, hook.ruleId);
    const [{ deletedRegion, insertedContent }] = hook.fixes[0].artifactChanges[0].replacements;
    assert.equal(pod.slice(deletedRegion.charOffset, deletedRegion.charOffset + deletedRegion.charLength), 'presync');
    assert.deepEqual(insertedContent, { text: 'PreSync' });
    assert.deepEqual(suppressed.suppressions, [{ kind: 'inSource', justification: 'for a day' }]);
  });
});

test('github writes one command a line, in which no text ends it or another property', async () => {
  const [first = ''] = (await rendered('github', { prefix: 'x,y:z%/' })).split('\n');
  assert.equal(
    first,
    '::error file=x%2Cy%3Az%25/k8s/a pod.yaml,line=5,col=42,title=hook-spelling::Pod a is a hook "presync", which Argo CD does not know; it is spelt PreSync [dev, prod]',
  );
});

test('what changes of what is looked at is told by all but SARIF, which has findings alone', async () => {
  const notices = [{ at: { file: '.lint-gitops.yaml', line: 3, column: 5 }, message: 'the setting exclude is set' }];
  assert.match(await rendered('text', { notices }), /^Note: \.lint-gitops\.yaml:3 the setting exclude is set\.$/m);
  assert.match(
    await rendered('github', { notices }),
    /^::notice file=\.lint-gitops\.yaml,line=3,col=5,title=[^:]+::the setting exclude is set$/m,
  );
  assert.deepEqual(JSON.parse(await rendered('json', { notices, prefix: 'a/' })).notices, [
    { file: 'a/.lint-gitops.yaml', line: 3, column: 5, message: 'the setting exclude is set' },
  ]);
  assert.equal(await rendered('sarif', { notices }), await rendered('sarif'));
});
