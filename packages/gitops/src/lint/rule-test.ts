import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { loadRepository } from '../repository/load.ts';
import type { Repository } from '../repository/repository.ts';
import { findTools } from '../render/tools.ts';
import { applyEdits } from './fix.ts';
import { lint, type Report } from './lint.ts';
import type { Rule } from './rule.ts';

/** A repository as its files. */
export type Files = Readonly<Record<string, string>>;

/** Writes the files to a folder, loads them as a repository for `use`, and removes the folder. */
export async function withRepository<T>(
  files: Files,
  use: (repository: Repository) => T,
  searchPath = process.env['PATH'] ?? '',
): Promise<T> {
  const root = mkdtempSync(join(tmpdir(), 'repository-'));
  try {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
    return use(await loadRepository(root, { addresses: [], tools: await findTools(searchPath) }));
  } finally {
    rmSync(root, { recursive: true });
  }
}

export const lintFiles = (rules: readonly Rule[], files: Files, searchPath?: string): Promise<readonly Report[]> =>
  withRepository(files, (repository) => lint(repository, { rules }).reports, searchPath);

export interface FailingCase {
  readonly files: Files;
  /** `file:line` of every finding, in order. */
  readonly at: readonly string[];
  /** What the first finding has to say. */
  readonly says?: RegExp;
  /** Files as the edits leave them; the rule has to be silent then. */
  readonly fixed?: Files;
}

/** Tests a rule on repositories that it must find fault with, and on those that it must leave alone. */
export function testRule(
  rule: Rule,
  cases: {
    /** Where programs are looked for, if not on the PATH. */
    readonly searchPath?: string;
    /** Rules that run as well. */
    readonly besides?: readonly Rule[];
    readonly fails: Readonly<Record<string, FailingCase>>;
    readonly passes: Readonly<Record<string, Files>>;
  },
): void {
  const found = async (files: Files): Promise<readonly Report[]> => {
    const reports = await lintFiles([rule, ...(cases.besides ?? [])], files, cases.searchPath);
    return reports.filter((report) => report.rule === rule);
  };
  describe(rule.id, () => {
    test('is tested on what it must find and on what it must leave alone', () => {
      assert.ok(Object.keys(cases.fails).length > 0 && Object.keys(cases.passes).length > 0);
    });
    for (const [name, { files, at, says, fixed }] of Object.entries(cases.fails)) {
      test(`finds ${name}`, async () => {
        const reports = await found(files);
        assert.deepEqual(
          reports.map((report) => `${report.at.file}:${report.at.line}`),
          at,
        );
        if (says !== undefined) assert.match(reports[0]?.message ?? '', says);
        if (fixed !== undefined) assert.deepEqual(edited(files, reports), { ...files, ...fixed });
      });
      if (fixed !== undefined) {
        test(`is silent once ${name} is fixed`, async () => {
          assert.deepEqual(await found({ ...files, ...fixed }), []);
        });
      }
    }
    for (const [name, files] of Object.entries(cases.passes)) {
      test(`leaves ${name} alone`, async () => {
        const reports = await found(files);
        assert.deepEqual(
          reports.map((report) => `${report.at.file}:${report.at.line} ${report.message}`),
          [],
        );
      });
    }
  });
}

function edited(files: Files, reports: readonly Report[]): Files {
  const result: Record<string, string> = { ...files };
  for (const [file, text] of Object.entries(files)) {
    const edits = reports.flatMap(({ edit }) => (edit?.file === file ? [edit] : []));
    result[file] = applyEdits(text, edits).text;
  }
  return result;
}

/** An Application as YAML: of the folder `path` of its own repository, unless `more` says otherwise. */
export const applicationYaml = (name: string, path: string, more: Readonly<Record<string, unknown>> = {}): string =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL: 'https://github.com/acme/gitops.git', targetRevision: 'main', path },
      destination: { server: 'https://kubernetes.default.svc', namespace: name },
      ...more,
    },
  });

/** A policy of the one service `api`, with these lines for its environments. */
export const policyYaml = (...environments: readonly string[]): string => `version: 1
bot: promoter[bot]
services:
  api: {image: ghcr.io/acme/api, source: acme/api, workflow: .github/workflows/release.yml}
digests:
  file: envs/{env}/values.yaml
  path: services.{service}.image.digest
environments:
${environments.map((line) => `  ${line}\n`).join('')}`;
