import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { parseRepositoryName } from '@bitvault/promotion';
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { describe, test } from 'node:test';
import { checks } from '../check-table.ts';
import type { Finding } from '../finding.ts';
import { jsonReport } from './json.ts';
import { markdownReport } from './markdown.ts';
import { sarifReport } from './sarif.ts';
import { textReport } from './text.ts';
import { commandOf, type Report } from './treated.ts';

const repository = parseRepositoryName('acme/gitops');
const change = { method: 'PUT', path: '/repos/acme/gitops/rulesets/7', body: { name: "it's" } } as const;
const hostile = 'x\n::error::y | <b> `z` \u001b[31m@all \u202eq';
const findings: readonly Finding[] = [
  {
    code: 'base-stale-approvals',
    repository,
    subject: 'branch main',
    says: `the review of ${hostile} keeps approvals`,
    setting: 'Settings → Rules',
    fix: { changes: [change], safe: true },
  },
  {
    code: 'action-not-pinned',
    repository,
    subject: 'a b.yml',
    says: 'job a of a b.yml uses x@v1, though it holds nothing',
    severity: 'note',
    at: { file: '.github/workflows/a b.yml', line: 3, column: 5 },
  },
  {
    code: 'action-not-pinned',
    repository: parseRepositoryName('acme/shop'),
    subject: 'release.yml',
    says: 'job a of release.yml uses y@v1',
    at: { file: '.github/workflows/release.yml', line: 9, column: 5 },
  },
  { code: 'unread-bypass', repository, subject: 'a ruleset', says: 'who may bypass it could not be read' },
];
const report: Report = {
  repository,
  findings,
  accepted: [{ finding: { code: 'actions-any', repository, subject: 's', says: 'all are allowed' }, reason: 'ours' }],
  lookedAt: ['acme/gitops (public, plan Free), branch main'],
  treatments: [{ finding: findings[0] as Finding, changes: [change], failure: 'GitHub said no' }],
};

test('text says what, where, what somebody could do and the request, worst first, and nothing that a terminal obeys', () => {
  const text = textReport(report, { colours: false });
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u202e]/);
  const headings = text.split('\n').filter((line) => /^[A-Z]/.test(line));
  assert.deepEqual(headings, [
    'Fixed',
    'Defeats a gate',
    'Worth knowing',
    'Could not be read, and is not taken for fine',
    'Accepted',
    'Looked at',
  ]);
  assert.ok(text.includes(`    $ ${commandOf(change)}\n    or let --fix do it\n`));
  assert.match(text, /acme\/gitops \.github\/workflows\/a b\.yml:3/);
  assert.match(text, /^3 errors, 0 warnings, 1 note in acme\/gitops\./m);
  assert.ok(textReport(report, { colours: true }).includes('\u001B[31m'));
});

test('text of nothing found says that the gates hold, and what was looked at', () => {
  const text = textReport({ ...report, findings: [], accepted: [], treatments: [] }, { colours: false });
  assert.equal(
    text,
    'Looked at\n  acme/gitops (public, plan Free), branch main\n\nNothing found: the gates of acme/gitops hold.\n',
  );
});

test('a request survives the quotes of a shell', () => {
  assert.equal(
    commandOf(change),
    String.raw`gh api --method PUT /repos/acme/gitops/rulesets/7 --input - <<< '{"name":"it'\''s"}'`,
  );
  assert.equal(commandOf({ method: 'DELETE', path: '/a b' }), "gh api --method DELETE '/a b'");
});

test('json has everything of each finding', () => {
  const { findings: told, fixed, accepted, ...rest } = JSON.parse(jsonReport(report));
  assert.deepEqual(rest, {
    version: 1,
    repository,
    errors: 3,
    warnings: 0,
    notes: 1,
    lookedAt: report.lookedAt,
  });
  assert.deepEqual(told[1], {
    code: 'action-not-pinned',
    severity: 'note',
    topic: 'workflows',
    repository,
    subject: 'a b.yml',
    message: 'job a of a b.yml uses x@v1, though it holds nothing',
    attack: checks['action-not-pinned'].attack,
    remedy: checks['action-not-pinned'].remedy,
    setting: null,
    file: '.github/workflows/a b.yml',
    line: 3,
    changes: [],
    fixable: false,
    page: 'https://github.com/bitvault/actions/blob/v1/doctor/README.md#action-not-pinned',
  });
  assert.deepEqual([told[0].changes, told[0].fixable, accepted[0].reason], [[change], true, 'ours']);
  assert.deepEqual(fixed[0].failure, 'GitHub said no');
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

  test('is valid by the official schema', () => {
    const log: unknown = JSON.parse(sarifReport(report));
    assert.ok(validate(log), JSON.stringify(validate.errors, null, 2));
  });

  test('shows files of this repository at their lines, and all else at the policy', () => {
    const [{ results, tool }] = JSON.parse(sarifReport(report)).runs;
    const places = results.map(
      (result: { locations: { physicalLocation: unknown }[] }) => result.locations[0]?.physicalLocation,
    );
    const policy = {
      artifactLocation: { uri: 'promotion.yaml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 1, startColumn: 1 },
    };
    const own = {
      artifactLocation: { uri: '.github/workflows/a%20b.yml', uriBaseId: '%SRCROOT%' },
      region: { startLine: 3, startColumn: 5 },
    };
    assert.deepEqual(places, [policy, own, policy, policy, policy]);
    assert.equal(tool.driver.rules[results[0].ruleIndex].id, 'base-stale-approvals');
    assert.deepEqual(results[4].suppressions, [{ kind: 'external', justification: 'ours' }]);
  });
});

test('markdown shows names as text', () => {
  const markdown = markdownReport(report);
  assert.doesNotMatch(markdown, /^::error|<b>|\u202e|@all/m);
  assert.match(markdown, /^### Defeats a gate$/m);
  assert.match(markdown, /^\| .+ \(\[`base-stale-approvals`\]\(https:\/\/github\.com\/.+#base-stale-approvals\)\) \|/m);
  assert.match(markdown, /^<details><summary>/m);
});

test('codes are kebab-case, and every check says what somebody could do and what closes it', () => {
  for (const [code, { title, attack, remedy }] of Object.entries(checks)) {
    assert.match(code, /^[a-z]+(-[a-z]+)*$/);
    assert.doesNotMatch(title, /[.:]$/);
    for (const text of [attack, remedy]) assert.match(text, /^[^a-z].*\.$/s, code);
  }
});
