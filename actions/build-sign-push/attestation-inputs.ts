import { defaulted, explicit, hinted, oneOf, optional, parsed, text } from '@bitvault/action-kit';
import { parseDigest, parseImageName } from '@bitvault/promotion';

/** An image that runs in the build must not change under its name. */
function parseGenerator(raw: string): string {
  const [image = '', digest = '', ...rest] = raw.split('@');
  if (rest.length > 0 || digest === '') throw new TypeError('an image as name@sha256:…');
  return `${parseImageName(image)}@${parseDigest(digest)}`;
}

/** What is attested besides signature and provenance. */
export const attestationInputs = {
  sbom: defaulted(
    hinted(
      oneOf('auto', 'syft', 'buildkit', 'npm', 'contents', 'none'),
      'what is `true` elsewhere is `buildkit` here, and `false` is `none`',
    ),
    'auto',
    'Where the SBOM is from: `syft` scans what was built, `buildkit` takes what BuildKit’s scanner found (buildx, or a layout that has it), `npm` describes the lockfile of the context, `contents` lists what `append` added, `none`. `auto` is `contents` for `append`, `buildkit` for a layout that has one, a list of the images for `mode: merge`, else `none`.',
  ),
  'sbom-path': explicit(text, 'none', 'Instead of `sbom`: an SPDX or CycloneDX document in JSON to attach.'),
  'sbom-generator': optional(
    parsed(parseGenerator),
    'For `sbom: buildkit`: the scanner’s image, as `name@sha256:…`. Default: `docker/buildkit-syft-scanner`, as BuildKit names it.',
  ),
  'scan-path': explicit(
    text,
    'none',
    'Result of a vulnerability scan to attach: SARIF 2.1.0, an in-toto statement about vulnerabilities, or the predicate of `cosign attest --type vuln`.',
  ),
};
