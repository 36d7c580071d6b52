import { access } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import type { FoundSbom } from './found-sbom.ts';
import { runTool } from './run-tool.ts';

/** Throws `SBOM_MISSING` where the directory has no lockfile of npm. */
export async function checkLockfile(directory: string): Promise<void> {
  for (const name of ['npm-shrinkwrap.json', 'package-lock.json']) {
    try {
      return await access(join(directory, name));
    } catch {
      // The other one may be there.
    }
  }
  throw new BuildError('SBOM_MISSING', `${JSON.stringify(directory)} has no package-lock.json`);
}

/** What `npm sbom` says of the lockfile: the packages that an image gets, without those for development. */
export async function npmSbom(directory: string, env: NodeJS.ProcessEnv): Promise<FoundSbom> {
  await checkLockfile(directory);
  // From the lockfile and not from `node_modules`, which a build may well have installed for another platform.
  const args = ['sbom', '--sbom-format=spdx', '--sbom-type=application', '--package-lock-only', '--omit=dev'];
  return { bytes: Buffer.from(await runTool('npm', args, { directory, env }), 'utf8') };
}
