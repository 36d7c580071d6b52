import { execFile } from 'node:child_process';
import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { isMapping } from '../yaml/fields.ts';

/** A state of this suite, as a workflow pins it: `uses: bitvault/actions/promote@<commit> # <version>`. */
export interface SuiteRelease {
  /** 40 hex digits. */
  readonly commit: string;
  /** `v1.2.3` */
  readonly version: string;
}

/**
 * The state that a program of this suite runs from; null where that is no checkout, so that its commit is not known.
 *
 * @param program path of the script that was started
 */
export async function suiteOf(program: string): Promise<SuiteRelease | null> {
  const found = packageAbove(program);
  if (found === null) return null;
  const git = (...args: readonly string[]): Promise<string> =>
    promisify(execFile)('git', ['-C', found.root, ...args]).then(({ stdout }) => stdout.trim());
  try {
    // Installed below another repository, git would tell the commit of that one.
    if (realpathSync(await git('rev-parse', '--show-toplevel')) !== found.root) return null;
    return { commit: await git('rev-parse', 'HEAD'), version: `v${found.version}` };
  } catch {
    // No git, no repository, or one without a commit: nobody can say what the program is a state of.
    return null;
  }
}

function packageAbove(program: string): { readonly root: string; readonly version: string } | null {
  let root = dirname(realpathSync(program));
  for (;;) {
    const manifest = manifestIn(root);
    if (manifest?.['name'] === '@bitvault/actions') return { root, version: String(manifest['version']) };
    if (dirname(root) === root) return null;
    root = dirname(root);
  }
}

function manifestIn(folder: string): Readonly<Record<string, unknown>> | null {
  let text: string;
  try {
    text = readFileSync(join(folder, 'package.json'), 'utf8');
  } catch {
    // Not every folder on the way up is a package.
    return null;
  }
  const manifest: unknown = JSON.parse(text);
  return isMapping(manifest) ? manifest : null;
}
