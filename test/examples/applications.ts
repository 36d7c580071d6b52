import assert from 'node:assert/strict';
import { at, filesMatching, isFields, readManifests, type Fields, type Manifest } from './example-files.ts';

/** What Argo CD would hand to Helm for one Application. */
export interface HelmRelease {
  readonly application: string;
  readonly project: string;
  readonly name: string;
  readonly namespace: string;
  /** Paths from the root of the GitOps repository. */
  readonly chart: string;
  readonly valueFiles: readonly string[];
  readonly values: Fields;
}

export const gitOps = 'examples/gitops';

export const environments = ['dev', 'staging', 'prod'] as const;

export const applications = (): readonly Manifest[] =>
  filesMatching(`${gitOps}/argocd/applications/*.yaml`).flatMap(readManifests);

export function applicationSet(file: string): Manifest {
  const [only, ...others] = readManifests(`${gitOps}/argocd/${file}`);
  assert.ok(only !== undefined && others.length === 0, `${file} holds one ApplicationSet`);
  return only;
}

/** @param application an Application, or the expanded template of an ApplicationSet */
export function helmRelease(application: unknown): HelmRelease {
  const source = at(application, 'spec', 'source');
  const chart = text(at(source, 'path'));
  const valueFiles = at(source, 'helm', 'valueFiles');
  assert.ok(Array.isArray(valueFiles), 'spec.source.helm.valueFiles is missing');
  const values = at(source, 'helm', 'valuesObject');
  return {
    application: text(at(application, 'metadata', 'name')),
    project: text(at(application, 'spec', 'project')),
    name: text(at(source, 'helm', 'releaseName')),
    namespace: text(at(application, 'spec', 'destination', 'namespace')),
    chart,
    valueFiles: valueFiles.map((file) => new URL(text(file), `file:///${chart}/`).pathname.slice(1)),
    values: isFields(values) ? values : {},
  };
}

/** The templates of an ApplicationSet for the given parameters. Plain fields only; anything else in `{{ }}` throws. */
export function expand(set: Manifest, parameters: Readonly<Record<string, string>>): unknown {
  const fill = (value: unknown): unknown => {
    if (typeof value === 'string') {
      return value.replaceAll(/\{\{(.*?)\}\}/g, (_, expression: string) => {
        const parameter = parameters[expression.replace(/^\./, '')];
        assert.ok(expression.startsWith('.') && parameter !== undefined, `no generator gives {{${expression}}}`);
        return parameter;
      });
    }
    if (Array.isArray(value)) return value.map(fill);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(Object.entries(value as Fields).map(([key, field]) => [key, fill(field)]));
  };
  return fill(at(set, 'spec', 'template'));
}

/** Every pair of the elements of a matrix of two lists. */
export function matrixParameters(set: Manifest): readonly Readonly<Record<string, string>>[] {
  const lists = at(set, 'spec', 'generators', 0, 'matrix', 'generators', '*', 'list', 'elements');
  assert.ok(Array.isArray(lists) && lists.length === 2, 'a matrix has exactly two generators');
  const [first, second] = lists as [Readonly<Record<string, string>>[], Readonly<Record<string, string>>[]];
  return first.flatMap((left) => second.map((right) => ({ ...left, ...right })));
}

/** The parameters that the pull request generator gives, as for a pull request number 7. */
export const previewParameters = {
  number: '7',
  title: 'Try it',
  branch: 'try-it',
  branch_slug: 'try-it',
  target_branch: 'main',
  head_sha: 'c0ffee'.repeat(6) + 'beef',
  head_short_sha: 'c0ffeec0',
  author: 'alice',
} as const;

function text(value: unknown): string {
  assert.ok(typeof value === 'string', `expected text, found ${JSON.stringify(value)}`);
  return value;
}
