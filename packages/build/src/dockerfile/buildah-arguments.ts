import { BuildError } from '../build-error.ts';
import { sharedArguments, type DockerfileBuild } from './dockerfile-build.ts';

/**
 * The arguments after `buildah` that build the image into the OCI layout `layout`, an absolute path. It is not stored on
 * the way: storage is shared, and another build, or whoever cleans up, takes layers away that look unused
 * (containers/buildah issue 5674). buildah's version stays out of the labels: the same commit is to give the same digest.
 * One platform at a time, because it lists several as they come out. Throws `BUILDER_UNSUITABLE`.
 */
export function buildahArguments(build: DockerfileBuild, layout: string, platform: string | undefined): string[] {
  return [
    'build',
    '--format=oci',
    '--identity-label=false',
    '--disable-compression=false',
    `--timestamp=${build.createdAt}`,
    `--tag=oci:${withoutColon(layout)}`,
    ...sharedArguments({ ...build, platforms: platform === undefined ? [] : [platform] }),
    ...(build.pull ? ['--pull=always'] : []),
    '--',
    build.context,
  ];
}

/** What follows a colon would be taken for the name of the image within a layout that is elsewhere. */
function withoutColon(layout: string): string {
  if (!layout.includes(':')) return layout;
  const next = 'Set RUNNER_TEMP to a directory without one, or set `builder: buildx`';
  throw new BuildError('BUILDER_UNSUITABLE', `buildah cannot write to ${layout}: there is a colon in it`, { next });
}
