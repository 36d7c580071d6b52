/** Stable codes of `BuildError`, each with the sentence that says what it means. */
export const buildErrorCodes = {
  OPTION_INVALID: 'An option of the build does not have the form that it must have.',
  CONTEXT_MISSING: 'The context directory is not there.',
  CONTEXT_UNREADABLE: 'Something in the context directory cannot be read.',
  CONTEXT_UNSAFE: 'The context holds something that must not go into an image.',
  CONTEXT_TOO_LARGE: 'The context is larger than one layer may be.',
  BASE_MISSING: 'The base image is not in its repository.',
  BASE_INVALID: 'The base image contradicts itself.',
  PLATFORM_MISSING: 'The base image is not for this platform.',
  NOT_MERGEABLE: 'What is to be merged into an index is not an image.',
  PLATFORM_REPEATED: 'Two of the images to merge are for the same platform.',
  PLATFORMS_DIFFER: 'The images to merge are for other platforms than those that were asked for.',
  FOREIGN_LAYER: 'A layer is to be got from somewhere else than the registry.',
  BUILDER_MISSING: 'The builder that was asked for is not on this machine.',
  BUILDER_UNSUITABLE: 'The builder is on this machine, but cannot make an image that can be signed here.',
  BUILDER_FAILED: 'The builder ended with an error.',
  LAYOUT_MISSING: 'There is no OCI layout at this path.',
  LAYOUT_INVALID: 'The OCI layout does not follow its specification.',
  LAYOUT_AMBIGUOUS: 'The OCI layout holds several images, or not the one that was named.',
  LAYOUT_CORRUPT: 'Content of the OCI layout is missing or does not have its digest.',
  LAYOUT_UNSAFE: 'The OCI layout holds something that an archive can attack with.',
  LAYOUT_TOO_LARGE: 'The OCI layout is larger than this suite works with.',
  SBOM_TOOL_MISSING: 'The tool that is to make the SBOM is not on this machine.',
  SBOM_TOOL_FAILED: 'The tool that is to make the SBOM ended with an error, or without an SBOM.',
  SBOM_MISSING: 'There is nothing to take the SBOM from that was asked for.',
} as const;

export type BuildErrorCode = keyof typeof buildErrorCodes;

const nextSteps: Record<BuildErrorCode, string> = {
  OPTION_INVALID: 'Correct the option',
  CONTEXT_MISSING: 'Check the context input, and that the step that fills it ran before',
  CONTEXT_UNREADABLE: 'Check the permissions of the files, and that nothing changes them during the build',
  CONTEXT_UNSAFE: 'Remove it from the context or list it in .dockerignore',
  CONTEXT_TOO_LARGE: 'List what the image does not need in .dockerignore',
  BASE_MISSING: 'Check the repository and digest of the base image',
  BASE_INVALID: 'Choose another base image, or build this one again',
  PLATFORM_MISSING: 'Choose a base image that is built for this platform',
  NOT_MERGEABLE: 'Give digests of images that build-sign-push built and pushed to this repository',
  PLATFORM_REPEATED: 'Give one digest for each platform; see that every job builds another one',
  PLATFORMS_DIFFER: 'Give one digest for each platform of the input, or correct the input',
  FOREIGN_LAYER: 'Choose a base image whose layers are all in its registry',
  BUILDER_MISSING:
    'Run docker/setup-buildx-action before this step for buildx, or `apt-get install buildah` for buildah, or leave the Dockerfile aside with `builder: append`',
  BUILDER_UNSUITABLE:
    'Run docker/setup-buildx-action before this step, which makes an instance that can; or set `builder: buildah`, which needs no daemon and is on the Ubuntu runners of GitHub; if `builder-name` is set, check it',
  BUILDER_FAILED: 'Read what it printed above',
  LAYOUT_MISSING: 'Check the path, and that the step that writes the layout ran before',
  LAYOUT_INVALID: 'Write the layout again, for example with buildx --output type=oci',
  LAYOUT_AMBIGUOUS: 'Name the image by the org.opencontainers.image.ref.name that it has in index.json',
  LAYOUT_CORRUPT: 'Write the layout again, and keep it unchanged until it is pushed',
  LAYOUT_UNSAFE: 'Do not use this archive; find out who made it',
  LAYOUT_TOO_LARGE: 'Push this image with the tool that built it, and give the digest instead',
  SBOM_TOOL_MISSING:
    'Run anchore/sbom-action/download-syft before this step for syft, or actions/setup-node for npm, or choose another `sbom:`',
  SBOM_TOOL_FAILED: 'Run the tool by hand on the same image or directory to see more, or choose another `sbom:`',
  SBOM_MISSING: 'Make what it is taken from, or choose another source with `sbom:`',
};

/** Thrown by everything in this package, besides what the registry client throws. */
export class BuildError extends Error {
  override readonly name = 'BuildError';
  readonly code: BuildErrorCode;
  readonly next: string;

  /** `next`, where more is known of what helps than the code says. */
  constructor(code: BuildErrorCode, message: string, options?: ErrorOptions & { readonly next?: string }) {
    super(message, options);
    this.code = code;
    this.next = options?.next ?? nextSteps[code];
  }
}
