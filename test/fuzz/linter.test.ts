import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, suite, test } from 'node:test';
import { findTools, lint, loadRepository, parseSettings, rules, type LintResult } from '@bitvault/gitops';
import fc from 'fast-check';
import { fuzz } from './fuzz.ts';
import { gitopsFiles } from './gitops-files.ts';
import { assertUnpolluted } from './refusal.ts';
import { spoiltTexts } from './text-changes.ts';

const root = mkdtempSync(join(tmpdir(), 'fuzz-linter-'));
after(() => rmSync(root, { recursive: true }));
for (const [path, text] of Object.entries(gitopsFiles)) write(path, text);
const tools = await findTools('');
const known = new Set(rules.map(({ id }) => id));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

async function linted(settings?: string): Promise<LintResult> {
  const repository = await loadRepository(root, { addresses: ['https://github.com/acme/gitops'], tools });
  return lint(repository, { rules, ...(settings !== undefined && { settings: parseSettings(settings, known) }) });
}

interface SpoiltFile {
  readonly path: string;
  readonly text: string;
}

const spoiltFile = (paths: readonly string[]): fc.Arbitrary<SpoiltFile> =>
  fc.constantFrom(...paths).chain((path) => spoiltTexts([gitopsFiles[path] ?? '']).map((text) => ({ path, text })));

/** What is wrong with a file is a finding in it, and never the end of the run. */
async function holds({ path, text }: SpoiltFile): Promise<void> {
  write(path, text);
  try {
    const { reports } = await linted();
    for (const { at, message } of reports) {
      assert.ok(at.line >= 1 && at.column >= 1, message);
      assert.ok(message.length < 4_000, `${message.length} characters: ${message.slice(0, 200)}`);
    }
  } finally {
    write(path, gitopsFiles[path] ?? '');
  }
  assertUnpolluted();
}

const paths = Object.keys(gitopsFiles);
const room = (pattern: RegExp): readonly string[] => paths.filter((path) => pattern.test(path));

suite('a file of a GitOps repository, spoilt in any way, is linted', () => {
  test('the honest ones are', async () => {
    const { reports } = await linted();
    assert.ok(reports.length > 0);
  });

  for (const [what, pattern] of Object.entries({
    'an Application': /^root\/(api|web)|^argocd\/applications/,
    'an ApplicationSet': /^root\/set|applicationset/,
    'a Rollout': /^k8s\/rollout/,
    'an AnalysisTemplate': /^k8s\/analysis/,
    'a kustomization': /^apps\/|kustomization/,
    notifications: /notifications-cm/,
    "Argo CD's settings": /^argocd\/(argocd-cm|appproject|root|operators)/,
    'a workflow': /^\.github\/workflows/,
    CODEOWNERS: /CODEOWNERS/,
    'the policy': /^promotion\.yaml/,
    'any other': /^(envs|monitoring|policies|config)\//,
  })) {
    fuzz(what, spoiltFile(room(pattern)), holds, { atLeast: 12 });
  }
});
