import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { isMapping } from '../yaml/fields.ts';
import type { RenderedDocument } from './helm-output.ts';

/** Keeps renderings by a hash of all that they depend on. */
export interface RenderCache {
  get(key: string): Promise<readonly RenderedDocument[] | undefined>;
  put(key: string, documents: readonly RenderedDocument[]): Promise<void>;
}

/** Raised when what is kept changes its form. */
const format = 1;

/** Where a runner throws it away with the job, or else where the user's caches are. */
export function cacheFolder(env: NodeJS.ProcessEnv): string {
  const runner = env['RUNNER_TEMP'];
  if (runner) return join(runner, 'lint-gitops');
  return join(env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'lint-gitops');
}

export const keyOf = (parts: readonly unknown[]): string =>
  createHash('sha256')
    .update(JSON.stringify([format, ...parts]))
    .digest('hex');

/** A cache of files that several linters may share: an entry appears whole or not at all. */
export function folderCache(folder: string): RenderCache {
  const fileOf = (key: string): string => join(folder, key.slice(0, 2), `${key.slice(2)}.json`);
  return {
    async get(key) {
      try {
        return entry(JSON.parse(await readFile(fileOf(key), 'utf8')));
      } catch (error) {
        // Not there, or cut off by a full disk: rendered again.
        if (error instanceof SyntaxError || (error instanceof Error && 'code' in error)) return undefined;
        throw error;
      }
    },
    async put(key, documents) {
      const file = fileOf(key);
      const own = `${file}.${process.pid}.${Math.random().toString(36).slice(2)}`;
      try {
        await mkdir(dirname(file), { recursive: true, mode: 0o700 });
        await writeFile(own, JSON.stringify(documents), { mode: 0o600 });
        await rename(own, file);
      } catch (error) {
        // A folder that cannot be written to costs time, and no finding.
        if (!(error instanceof Error && 'code' in error)) throw error;
      }
    },
  };
}

function entry(value: unknown): readonly RenderedDocument[] | undefined {
  const whole = Array.isArray(value) && value.every((each) => isMapping(each) && isMapping(each['value']));
  return whole ? (value as readonly RenderedDocument[]) : undefined;
}

/** For runs that shall leave nothing behind. */
export const noCache: RenderCache = { get: () => Promise.resolve(undefined), put: () => Promise.resolve() };
