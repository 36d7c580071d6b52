import { causesOf, reportWarning, type Runtime } from '@bitvault/action-kit';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AttachedBundle, SigstoreConfiguration } from '@bitvault/signing';

export interface JobFiles {
  readonly bundles: readonly string[];
  /** `undefined` where the public good instance is trusted: every tool has its root. */
  readonly trustedRoot: string | undefined;
}

/**
 * Writes what other tools verify the image from, for later steps of the job. Where that cannot be done there are none, and
 * a warning: the registry has them all.
 */
export async function writeJobFiles(
  bundles: readonly AttachedBundle[],
  trust: SigstoreConfiguration | undefined,
  runtime: Runtime,
): Promise<JobFiles> {
  try {
    return await written(bundles, trust, runtime.env);
  } catch (error) {
    const what = `the signed bundles could not be written into RUNNER_TEMP (${causesOf(error)}), so bundle-paths is empty`;
    runtime.warn(reportWarning('FILES_LOST', what, 'Nothing else: the image is pushed and signed, with its bundles.'));
    return { bundles: [], trustedRoot: undefined };
  }
}

async function written(
  bundles: readonly AttachedBundle[],
  trust: SigstoreConfiguration | undefined,
  env: NodeJS.ProcessEnv,
): Promise<JobFiles> {
  const directory = join(env['RUNNER_TEMP'] ?? '.', 'bitvault-bundles');
  await mkdir(directory, { recursive: true });
  const write = async (name: string, text: string): Promise<string> => {
    const path = join(directory, name);
    await writeFile(path, text);
    return path;
  };
  return {
    bundles: await Promise.all(
      bundles.map(({ bundle, descriptor }) =>
        write(`${descriptor.digest.slice('sha256:'.length)}.sigstore.json`, JSON.stringify(bundle)),
      ),
    ),
    trustedRoot: await pathOf(trust, (json) => write('trusted_root.json', json)),
  };
}

async function pathOf(
  trust: SigstoreConfiguration | undefined,
  write: (json: string) => Promise<string>,
): Promise<string | undefined> {
  return trust?.inline === undefined ? trust?.path : write(trust.inline);
}
