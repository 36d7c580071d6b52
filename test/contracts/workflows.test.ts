import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { projectFiles, read } from './repository.ts';

interface Job {
  readonly permissions?: unknown;
  readonly 'timeout-minutes'?: unknown;
  readonly steps?: readonly { readonly uses?: string; readonly with?: Readonly<Record<string, unknown>> }[];
}

interface Workflow {
  readonly on: unknown;
  readonly permissions?: unknown;
  readonly jobs: Readonly<Record<string, Job>>;
}

/** What this project does not let its own workflows do; each fault as one line. */
function workflowFaults(text: string): string[] {
  const { on, permissions, jobs } = parse(text) as Workflow;
  const faults: string[] = [];
  if (permissions === undefined || !isReadOnly(permissions)) faults.push('top-level permissions are not read-only');
  if (JSON.stringify(on).includes('pull_request_target')) faults.push('runs on pull_request_target');
  for (const [, value = ''] of text.matchAll(/^[\s-]*uses:\s*(.+)$/gm)) {
    const pinned = /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(value.trim());
    if (!pinned && !value.startsWith('./')) faults.push(`${value.trim()} is not pinned by commit with its version`);
  }
  for (const [name, job] of Object.entries(jobs)) {
    if (job['timeout-minutes'] === undefined) faults.push(`job ${name} has no timeout`);
    if (job.permissions === 'write-all') faults.push(`job ${name} may write everything`);
    for (const { uses = '', with: inputs = {} } of job.steps ?? []) {
      const keeps = uses.startsWith('actions/checkout@') && inputs['persist-credentials'] !== false;
      if (keeps) faults.push(`job ${name} leaves credentials in its checkout`);
    }
  }
  return faults;
}

function isReadOnly(permissions: unknown): boolean {
  if (typeof permissions !== 'object' || permissions === null) return false;
  return Object.values(permissions).every((level) => level === 'read' || level === 'none');
}

describe("the repository's own workflows", () => {
  const workflows = projectFiles().filter((path) => /^\.github\/workflows\/[^/]+\.ya?ml$/.test(path));
  test('exist', () => assert.ok(workflows.includes('.github/workflows/ci.yml')));
  for (const path of workflows)
    test(`${path} is least privileged and pinned`, () => assert.deepEqual(workflowFaults(read(path)), []));
});

test('each fault is seen', () => {
  const sha = 'a'.repeat(40);
  const good = `
on: {push: {}}
permissions: {contents: read}
jobs:
  a:
    timeout-minutes: 5
    steps:
      - uses: actions/checkout@${sha} # v1.2.3
        with: {persist-credentials: false}
      - uses: ./promote
`;
  assert.deepEqual(workflowFaults(good), []);
  for (const [from, to] of [
    ['permissions: {contents: read}\n', ''],
    ['{contents: read}', '{contents: write}'],
    ['{contents: read}', 'read-all'],
    ['push', 'pull_request_target'],
    [` # v1.2.3`, ''],
    [sha, 'v1'],
    ['    timeout-minutes: 5\n', ''],
    ['    timeout-minutes: 5\n', '    timeout-minutes: 5\n    permissions: write-all\n'],
    ['        with: {persist-credentials: false}\n', ''],
  ] as const) {
    assert.equal(workflowFaults(good.replace(from, to)).length, 1, `${from} → ${to}`);
  }
});
