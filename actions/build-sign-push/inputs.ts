import {
  defineAction,
  explicit,
  hinted,
  lines,
  oneOf,
  defaulted,
  optional,
  parsed,
  text,
  wholeNumber,
  type InputValues,
} from '@bitvault/action-kit';
import { parseDigest, parseImageName, type Digest, type ImageName } from '@bitvault/promotion';
import { dryRunInput, registryInputs } from '../input-groups.ts';
import { attestationInputs } from './attestation-inputs.ts';
import { dockerfileInputs, parsePair } from './dockerfile-inputs.ts';
import { mergeInputs } from './merge-inputs.ts';
import { tagLines } from './tag-lines.ts';

export type BaseInput = 'scratch' | { readonly image: ImageName; readonly digest: Digest };

/** `scratch`, or a name with the digest that makes the build reproducible. */
function parseBase(raw: string): BaseInput {
  if (raw === 'scratch') return raw;
  const [image = '', digest = '', ...rest] = raw.split('@');
  if (rest.length > 0 || digest === '')
    throw new TypeError('scratch, or name@sha256:… so that the same commit gives the same image');
  return { image: parseImageName(image), digest: parseDigest(digest) };
}

function parseEpoch(raw: string): number {
  if (/^[0-9]{1,10}$/.test(raw)) return Number(raw);
  throw new TypeError('whole seconds since 1970');
}

export type BuildInputs = InputValues<typeof definition.inputs>;

/** Of one image. */
export type ImageInputs = BuildInputs & { readonly image: ImageName };

export const definition = defineAction({
  name: 'build-sign-push',
  title: 'BitVault: build, sign, push',
  description:
    'Builds an image from a Dockerfile or without a daemon, takes an OCI layout, or merges what several jobs built; pushes it, signs it keylessly, and attaches SLSA provenance, an SBOM and scan results.',
  icon: 'package',
  inputs: {
    image: optional(parsed(parseImageName), 'Image name with its registry, such as `ghcr.io/owner/name`.'),
    images: optional(
      text,
      'Instead of `image`: a YAML list of images to publish under one certificate, several at a time. Each entry has `image` and whatever other inputs of this action are its own, but for secrets and those of registry and Sigstore; what it does not set is as for the step.',
    ),
    parallel: defaulted(wholeNumber, '4', 'For `images`: how many are built, pushed and signed at a time, at most 16.'),
    ...mergeInputs,
    builder: defaulted(
      hinted(
        oneOf('auto', 'buildx', 'buildah', 'append', 'layout'),
        'the name of an instance of buildx goes into `builder-name`',
      ),
      'auto',
      'What builds the image: `buildx` or `buildah` from a Dockerfile, `append` by adding the context to a base, `layout` for one that is built. `auto` takes what the other inputs need, else whatever can build the Dockerfile of the context, else `append`.',
    ),
    context: optional(
      text,
      'Directory to build from: of the Dockerfile, or added to the base as one layer. Its `.dockerignore` is heeded.',
    ),
    layout: optional(text, 'Instead of `context`: an OCI image layout, as a directory or a tar archive.'),
    ...dockerfileInputs,
    base: explicit(
      parsed(parseBase),
      'none',
      'For `append`, as all down to `expose`: image to build upon, as `name@sha256:…`, or `scratch`. `none` is `scratch` too.',
    ),
    prefix: optional(text, 'Directory of the image that the context becomes. Default: `/app`.'),
    entrypoint: optional(lines(String), 'Entrypoint, one argument a line.'),
    cmd: optional(lines(String), 'Command, one argument a line.'),
    env: optional(lines(parsePair), 'Environment variables, `NAME=value` a line.'),
    workdir: optional(text, 'Working directory, as an absolute path.'),
    user: optional(text, 'User, or `user:group`, such as `65532:65532`.'),
    expose: optional(lines(String), 'Ports such as `8080/tcp`, one per line.'),
    labels: optional(lines(parsePair), 'Labels, `name=value` a line.'),
    tags: optional(
      tagLines,
      'Tags to set besides the digest, one per line or with commas; as `v1`, or with the name of this very image before it, as docker/metadata-action writes them.',
    ),
    'source-date-epoch': optional(
      parsed(parseEpoch),
      'Time of everything in the image, in seconds since 1970. Default: `SOURCE_DATE_EPOCH`, else the time of the commit that is checked out.',
    ),
    ...attestationInputs,
    ...registryInputs,
    'trusted-root': explicit(
      text,
      'none',
      'Sigstore trusted root, as the path of a file below `.github` that is in the commit the job runs for; several, one per line, as `gh attestation trusted-root` prints them. `none` takes that of the Sigstore that signs, over TUF.',
    ),
    'signing-config': explicit(
      text,
      'none',
      "Sigstore signing config, as the path of a file below `.github` that is in the commit the job runs for: the job's identity goes to the authority that it names. `none` takes the services of the instance that `sigstore` tells.",
    ),
    sigstore: defaulted(
      oneOf('auto', 'public-good', 'github'),
      'auto',
      "Where no `signing-config` is given, who signs: `public-good`, whose public log names repository, workflow and branch for good, or `github`, GitHub's own Sigstore, which publishes nothing. `auto` takes the first for public repositories, the other for private and internal ones.",
    ),
    'signature-format': defaulted(
      oneOf('bundle', 'legacy', 'both'),
      'bundle',
      'How signature and attestations are attached: as Sigstore bundles, under the tags that cosign used before (`legacy`, needs a version 1 log), or both.',
    ),
    ...dryRunInput,
  },
  outputs: {
    image: 'Name of the image; empty for a list.',
    digest: 'Digest of the image; empty for a list.',
    ref: '`image@digest`; empty for a list.',
    results:
      'What came of each image, in order, as a JSON list of objects with `image`, `digest`, `ref`, `result` and `reason`.',
    'bundle-paths': 'The Sigstore bundles as files: signature, provenance, and what else is attested; one path a line.',
    'verify-commands': 'Commands that verify the image with other tools, one per line.',
    result: '`pushed`, `planned` (dry run) or `refused`; of a list, `refused` if any image was.',
    reason: 'Why it was refused: `CODE: sentence. Next: …`.',
  },
});
