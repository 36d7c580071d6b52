import { lstat, mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { BuildError } from '../build-error.ts';
import type { PushableImage } from '../pushable-image.ts';
import type { FoundSbom } from './found-sbom.ts';
import { runnableImages } from './runnable-images.ts';
import { runTool } from './run-tool.ts';
import { writeLayout } from './write-layout.ts';

export interface SyftSurroundings {
  /** What the image will be called; the documents name it by that. */
  readonly name: string;
  /** A folder is made in it, and gone afterwards. */
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
}

const mostBytes = 64 * 1024 * 1024;

/** Throws `SBOM_TOOL_MISSING` or `SBOM_TOOL_FAILED`; worth asking before an image is built for long. */
export const checkSyft = (env: NodeJS.ProcessEnv): Promise<string> =>
  runTool('syft', ['--version'], { directory: '.', env });

/**
 * Lets syft scan the image for each platform, before any registry has it. syft is the one on the search path; it runs in
 * a folder of its own, so that no `.syft.yaml` of a checkout changes what it finds.
 */
export async function syftSboms(
  image: PushableImage,
  { name, temporary, env }: SyftSurroundings,
): Promise<readonly FoundSbom[]> {
  const directory = await mkdtemp(join(temporary, 'bitvault-sbom-'));
  try {
    const select = await writeLayout(image, join(directory, 'layout'));
    const found: FoundSbom[] = [];
    // One after the other: each uses as many processors as there are.
    for (const { descriptor, platform } of await runnableImages(image)) {
      await select(descriptor);
      const subject = [`--source-name=${name}`, `--source-version=${descriptor.digest}`];
      const args = ['scan', 'oci-dir:layout', '--quiet', ...subject, '--output=spdx-json@2.3=sbom.json'];
      await runTool('syft', args, { directory, env });
      found.push({ platform, bytes: await readOutput(join(directory, 'sbom.json')) });
    }
    return found;
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function readOutput(path: string): Promise<Uint8Array> {
  try {
    const stats = await lstat(path);
    if (!stats.isFile()) throw new TypeError('it is no ordinary file');
    if (stats.size <= mostBytes) return await readFile(path);
  } catch (cause) {
    throw new BuildError('SBOM_TOOL_FAILED', 'syft left no SBOM', { cause });
  }
  throw new BuildError('SBOM_TOOL_FAILED', `syft wrote an SBOM of more than ${mostBytes} bytes`);
}
