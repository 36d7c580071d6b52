import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { lint } from './lint.ts';
import { LintError } from './lint-error.ts';
import { applicationYaml, withRepository } from './rule-test.ts';
import { hookSpelling } from './rules/hook-spelling.ts';
import { imageNotPinned } from './rules/image-not-pinned.ts';
import { suppressionUnused } from './rules/suppressions.ts';
import { parseSettings } from './settings.ts';

const known = new Set(['image-not-pinned', 'hook-spelling']);
const pod = (name: string) =>
  `{apiVersion: v1, kind: Pod, metadata: {name: ${name}}, spec: {containers: [{name: a, image: a:1}]}}`;
const files = { 'app.yaml': applicationYaml('api', 'k8s'), 'k8s/a.yaml': pod('a'), 'k8s/b.yaml': pod('b') };

const linted = (settings: string) =>
  withRepository(files, (repository) => {
    const rules = [imageNotPinned, hookSpelling, suppressionUnused];
    const { reports, suppressed } = lint(repository, { rules, settings: parseSettings(settings, known) });
    return {
      reports: reports.map(({ at, severity, rule }) => `${at.file}:${at.line} ${severity} ${rule.id}`),
      suppressed: suppressed.map(({ at, reason, by }) => `${at.file} ${by} ${reason}`),
    };
  });

describe('settings', () => {
  test('change the severity of a rule', async () => {
    const { reports } = await linted('rules: {image-not-pinned: {severity: warning, reason: soon}}');
    assert.deepEqual(reports, ['k8s/a.yaml:1 warning image-not-pinned', 'k8s/b.yaml:1 warning image-not-pinned']);
  });

  test('switch a rule off for some paths, and what it found is told as suppressed', async () => {
    const { reports, suppressed } = await linted(
      'rules: {image-not-pinned: {off: true, paths: ["k8s/a*"], reason: old}}',
    );
    assert.deepEqual(reports, ['k8s/b.yaml:1 error image-not-pinned']);
    assert.deepEqual(suppressed, ['k8s/a.yaml settings old']);
  });

  test('that concern nothing are found', async () => {
    const { reports } = await linted(
      'rules:\n  image-not-pinned: {off: true, reason: a}\n  hook-spelling: {off: true, reason: b}',
    );
    assert.deepEqual(reports, ['.lint-gitops.yaml:3 warning suppression-unused']);
  });

  test('name clusters', () => {
    assert.equal(parseSettings('exclude: []', known).clusters, undefined);
    assert.deepEqual(parseSettings('clusters: [{name: a, server: b, labels: {c: d}}]', known).clusters, [
      { name: 'a', server: 'b', project: '', labels: { c: 'd' }, annotations: {} },
    ]);
  });

  test('that a stranger proposes flood no log: long names and many faults are cut short', () => {
    for (const text of [
      `${'a'.repeat(9_000)}: 1`,
      `exclude: !!${'a'.repeat(9_000)} x`,
      `exclude: *${'a'.repeat(9_000)}`,
      `${'a'.repeat(9_000)}: 1\n`.repeat(2),
      `rules: {${'a'.repeat(9_000)}: {off: true, reason: a}}`,
      `rules:\n${Array.from({ length: 900 }, (_, index) => `  no-such-${index}: {off: true, reason: a}\n`).join('')}`,
    ])
      assert.throws(
        () => parseSettings(text, known),
        (error) => error instanceof LintError && error.message.length < 3_000,
      );
  });

  for (const [name, text, says] of [
    ['an unknown key', 'rule: {}', /\.lint-gitops\.yaml:1:1 rule is no setting/],
    [
      'an unknown key of a rule',
      'rules:\n  hook-spelling: {off: true, reason: a, path: [x]}',
      /:2:\d+ rules\.hook-spelling\.path is no setting/,
    ],
    ['half a version', 'kubernetes: "1.36"', /:1:\d+ kubernetes must be a whole version such as 1\.36\.2/],
    ['a version that is a number', 'kubernetes: 1.30', /:1:\d+ kubernetes/],
    ['a key twice', 'exclude: [a]\nexclude: [b]', /:2:1 exclude is written twice/],
    ['a cluster without an address', 'clusters: [{name: a}]', /:1:\d+ clusters\.0\.server is missing/],
    ['a label that is no text', 'clusters: [{name: a, server: b, labels: {c: 1}}]', /clusters\.0\.labels\.c/],
    ['an unknown rule', 'rules: {no-such: {off: true, reason: a}}', /there is no rule no-such/],
    ['a missing reason', 'rules: {hook-spelling: {off: true}}', /rules\.hook-spelling\.reason is missing/],
    ['an empty reason', 'rules: {hook-spelling: {off: true, reason: " "}}', /reason must not be empty/],
    ['neither severity nor off', 'rules: {hook-spelling: {reason: a}}', /needs one of severity and off/],
    [
      'both of them',
      'rules: {hook-spelling: {reason: a, off: true, severity: error}}',
      /needs one of severity and off/,
    ],
    ['text that is no YAML', 'rules: [', /is not valid YAML/],
  ] as const) {
    test(`with ${name} are refused`, () => {
      assert.throws(
        () => parseSettings(text, known),
        (error) => error instanceof LintError && error.code === 'LINT_SETTINGS_INVALID' && says.test(error.message),
      );
    });
  }
});
