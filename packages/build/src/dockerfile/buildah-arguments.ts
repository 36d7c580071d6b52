import { sharedArguments, type DockerfileBuild } from './dockerfile-build.ts';

/**
 * The arguments after `buildah` that build the image as `name` in its own storage. Its version stays out of the labels:
 * the same commit is to give the same digest. One platform at a time, because it lists several as they come out.
 */
export function buildahArguments(build: DockerfileBuild, name: string, platform: string | undefined): string[] {
  return [
    'build',
    '--format=oci',
    '--identity-label=false',
    `--timestamp=${build.createdAt}`,
    `--tag=${name}`,
    ...sharedArguments({ ...build, platforms: platform === undefined ? [] : [platform] }),
    ...(build.pull ? ['--pull=always'] : []),
    '--',
    build.context,
  ];
}

/** Writes the image to the OCI layout `layout` of the working directory: a path could hold a colon. */
export const buildahExport = (name: string): string[] => ['push', '--', name, 'oci:layout'];

export const buildahRemoval = (name: string): string[] => ['rmi', '--', name];
