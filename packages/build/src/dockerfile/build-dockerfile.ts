import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { childEnvironment } from '@bitvault/registry';
import { BuildError } from '../build-error.ts';
import { combinePlatforms } from '../combine-platforms.ts';
import { readOciLayout } from '../oci-layout.ts';
import { parsePlatform, type Platform } from '../platform.ts';
import type { PushableImage } from '../pushable-image.ts';
import { buildkitSboms, withoutAttestations } from '../sbom/buildkit-sbom.ts';
import type { FoundSbom } from '../sbom/found-sbom.ts';
import { annotatedBases } from './annotated-bases.ts';
import { buildahArguments } from './buildah-arguments.ts';
import type { BuilderTool } from './builder-tool.ts';
import { buildxArguments } from './buildx-arguments.ts';
import type { BuildMaterial } from './build-material.ts';
import { readBuildxMetadata } from './buildx-metadata.ts';
import { secretVariables, type DockerfileBuild } from './dockerfile-build.ts';
import { runBuilder, type ToolRun } from './run-builder.ts';

/** Where and with what to run the tool. */
export interface Workshop {
  /** What relative paths in the values of the build refer to. */
  readonly directory: string;
  /** A folder is made in it that holds the image until `remove`. */
  readonly temporary: string;
  readonly env: NodeJS.ProcessEnv;
  /** A line that the tool printed, as it printed it. */
  readonly onLine: (line: string) => void;
  /** Ends the build: the tool, what it started, and the files that it was writing. */
  readonly cancelled?: AbortSignal;
}

export interface DockerfileImage {
  /** Its blobs are on disk until `remove`. */
  readonly image: PushableImage;
  /** Only what the tool says that it used, by digest. */
  readonly materials: readonly BuildMaterial[];
  /** What BuildKit's scanner found, if it was asked; it is no longer part of the image. */
  readonly sboms: readonly FoundSbom[];
  readonly remove: () => Promise<void>;
}

/**
 * Builds a Dockerfile with buildx or buildah into an OCI layout, and reads it with every digest checked. Attestations are
 * left to whoever signs. Throws `BuildError` with `BUILDER_…` or `LAYOUT_…`.
 */
export async function buildDockerfile(
  tool: BuilderTool,
  build: DockerfileBuild,
  workshop: Workshop,
): Promise<DockerfileImage> {
  const folder = await mkdtemp(join(workshop.temporary, 'bitvault-build-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const made = await makers[tool.name](tool, build, workshop, folder);
    return { ...made, remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

type Made = Omit<DockerfileImage, 'remove'>;

const makers = { buildx: withBuildx, buildah: withBuildah };

async function withBuildx(tool: BuilderTool, build: DockerfileBuild, shop: Workshop, folder: string): Promise<Made> {
  const output = { layout: join(folder, 'layout'), metadata: join(folder, 'metadata.json') };
  const env = {
    SOURCE_DATE_EPOCH: String(build.createdAt),
    BUILDX_NO_DEFAULT_ATTESTATIONS: '1',
    // Without it there is no word about base images; it is the record of the build, not an attestation.
    BUILDX_METADATA_PROVENANCE: 'min',
    ...cacheToken(build, shop.env),
  };
  await runBuilder(tool, buildxArguments(build, output), toolRun(build, shop, env));
  const { digest, materials } = readBuildxMetadata(await readFile(output.metadata, 'utf8'));
  const image = await readOciLayout(output.layout);
  if (digest !== image.digest)
    throw new BuildError('LAYOUT_CORRUPT', `buildx says that it built ${digest}, but wrote ${image.digest}`);
  if (build.sbom === undefined) return { image, materials, sboms: [] };
  return { image: withoutAttestations(image), materials, sboms: await buildkitSboms(image) };
}

/** GitHub's cache is written with the token of the run's services, which nothing else of a build is to have. */
function cacheToken({ cacheFrom, cacheTo }: DockerfileBuild, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const { ACTIONS_RUNTIME_TOKEN } = env;
  const isUsed = [...cacheFrom, ...cacheTo].some((line) => /(?:^|,)\s*type=gha\b/.test(line));
  return isUsed && ACTIONS_RUNTIME_TOKEN !== undefined ? { ACTIONS_RUNTIME_TOKEN } : {};
}

async function withBuildah(tool: BuilderTool, build: DockerfileBuild, shop: Workshop, folder: string): Promise<Made> {
  const [first, ...others] = build.platforms;
  if (others.length === 0) {
    const image = await buildahImage(tool, build, first, shop, folder);
    return { image, materials: annotatedBases(image, build), sboms: [] };
  }
  const images: (PushableImage & { readonly platform: Platform })[] = [];
  for (const name of build.platforms) {
    const platform = parsePlatform(name);
    const own = await mkdtemp(join(folder, 'platform-'));
    images.push({ ...(await buildahImage(tool, build, name, shop, own)), platform });
  }
  const image = combinePlatforms(images);
  return { image, materials: annotatedBases(image, build), sboms: [] };
}

async function buildahImage(
  tool: BuilderTool,
  build: DockerfileBuild,
  platform: string | undefined,
  shop: Workshop,
  folder: string,
): Promise<PushableImage> {
  const layout = join(folder, 'layout');
  await runBuilder(tool, buildahArguments(build, layout, platform), toolRun(build, shop));
  return readOciLayout(layout);
}

const toolRun = (
  build: DockerfileBuild,
  { directory, env, onLine, cancelled }: Workshop,
  more: NodeJS.ProcessEnv = {},
): ToolRun => ({
  ...(cancelled !== undefined && { cancelled }),
  directory,
  env: childEnvironment(env, { ...more, ...secretVariables(build) }),
  onLine,
});
