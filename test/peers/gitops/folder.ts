import { cacheFolder, checkFolder, type Checked } from '@bitvault/gitops';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { peersPath } from '../../../scripts/peers/folders.ts';

export type Files = Readonly<Record<string, string>>;

/** A repository on disk that is linted with real programs, and a cache of its own beside it. */
export class Folder implements Disposable {
  readonly #work = mkdtempSync(join(tmpdir(), 'gitops-'));
  readonly path = join(this.#work, 'repository');

  constructor(files: Files) {
    this.write(files);
  }

  write(files: Files): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.path, path)), { recursive: true });
      writeFileSync(join(this.path, path), text);
    }
  }

  lint({ searchPath = peersPath, only = [] as readonly string[] } = {}): Promise<Checked> {
    const env = { PATH: searchPath, RUNNER_TEMP: join(this.#work, 'temp') };
    return checkFolder({ root: this.path, only, fix: false, cache: cacheFolder(env), env });
  }

  [Symbol.dispose](): void {
    rmSync(this.#work, { recursive: true });
  }
}

export const applicationOf = (name: string, source: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd' },
    spec: {
      project: 'default',
      source: { repoURL: 'https://github.com/acme/gitops.git', targetRevision: 'main', ...source },
      destination: { server: 'https://kubernetes.default.svc', namespace: `ns-${name}` },
    },
  });

/** The rules that tell what could not be rendered. */
export const lookedAt = ['render-failed', 'not-looked-at', 'tool-missing'];

/** `file:line rule message`, each finding a line. */
export const told = ({ reports }: Checked): readonly string[] =>
  reports.map(({ at, rule, message }) => `${at.file}:${at.line} ${rule.id} ${message}`);
