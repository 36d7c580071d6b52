import { each, given, sharedArguments, type DockerfileBuild } from './dockerfile-build.ts';

/** Where buildx writes to; absolute paths. */
export interface BuildxOutput {
  /** A directory that becomes an OCI layout. */
  readonly layout: string;
  readonly metadata: string;
}

/**
 * The arguments after `buildx`. The image goes to a layout and not to a registry, so that one client pushes and signs
 * it; provenance is left out because this suite makes it, and because it would change the digest each time. What
 * BuildKit's scanner finds is stored the same way, and has to be taken out of the layout again.
 */
export function buildxArguments(build: DockerfileBuild, output: BuildxOutput): string[] {
  return [
    'build',
    '--progress=plain',
    '--provenance=false',
    `--sbom=${sbomArgument(build.sbom)}`,
    `--metadata-file=${output.metadata}`,
    `--output=type=oci,${csvField(`dest=${output.layout}`)},tar=false,rewrite-timestamp=true`,
    ...given('builder', build.instance),
    ...sharedArguments(build),
    ...each('cache-from', build.cacheFrom),
    ...each('cache-to', build.cacheTo),
    ...each('no-cache-filter', build.noCacheFilters),
    ...each('allow', build.allow),
    ...(build.pull ? ['--pull'] : []),
    '--',
    build.context,
  ];
}

function sbomArgument(sbom: DockerfileBuild['sbom']): string {
  if (sbom === undefined) return 'false';
  return sbom === 'scanner' ? 'true' : `generator=${sbom.generator}`;
}

/** buildx reads `--output` as comma-separated values. */
const csvField = (text: string): string => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
