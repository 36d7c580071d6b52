/** Stable codes of `RegistryError`, each with the sentence that says what it means. */
export const registryErrorCodes = {
  REFERENCE_INVALID: 'A repository name, tag or digest does not have the form that it must have.',
  CREDENTIALS_INVALID: 'Credentials are there, but cannot be used.',
  REGISTRY_UNREACHABLE: 'No answer came from the registry.',
  REGISTRY_THROTTLED: 'The registry kept answering that there were too many requests.',
  REGISTRY_FAILING: 'The registry kept answering with a server error.',
  REGISTRY_DENIED: 'The registry does not allow this with these credentials.',
  REGISTRY_REALM_UNTRUSTED: 'The registry names a token service that must not see its credentials.',
  REGISTRY_REDIRECT_REFUSED: 'The registry sends the client to a place where it must not go.',
  REGISTRY_REFUSED: 'The registry did not accept a request.',
  REGISTRY_ANSWER_INVALID: 'The registry answered something that the specification does not allow.',
  RESPONSE_TOO_LARGE: 'The registry answered more than the client is willing to take.',
  DIGEST_MISMATCH: 'Bytes from the registry do not have the digest or size that they were asked for by.',
  MANIFEST_UNKNOWN: 'A manifest is not in the repository.',
  BLOB_UNKNOWN: 'A blob is not in the repository.',
  REFERRER_INVALID: 'A manifest that should refer to a subject does not.',
  REFERRERS_UNAVAILABLE: 'Referrers were pushed, but the registry does not list them.',
} as const;

export type RegistryErrorCode = keyof typeof registryErrorCodes;

const nextSteps: Record<RegistryErrorCode, string> = {
  REFERENCE_INVALID: 'Write it as host/path, with a tag or a sha256 digest where one is asked for',
  CREDENTIALS_INVALID: 'Check the username and password inputs, or log in to the registry again',
  REGISTRY_UNREACHABLE: 'Check the host name and the network, then run again: nothing is lost by repeating it',
  REGISTRY_THROTTLED: 'Wait, then run again: nothing is lost by repeating it',
  REGISTRY_FAILING: "Look at the registry's status page, then run again: nothing is lost by repeating it",
  REGISTRY_DENIED: 'Give credentials that may do this; on GitHub, the job needs packages: read or packages: write',
  REGISTRY_REALM_UNTRUSTED: 'If that token service really is the one of this registry, name its host as trusted',
  REGISTRY_REDIRECT_REFUSED: 'Have the operator of the registry look at where it redirects to',
  REGISTRY_REFUSED: "Look the registry's error code up in its documentation",
  REGISTRY_ANSWER_INVALID: 'Check that the host really is an OCI registry; a proxy in between may answer in its place',
  RESPONSE_TOO_LARGE: 'Check what was pushed there: no image of this suite comes near this limit',
  DIGEST_MISMATCH: 'Do not use this image: the registry, or something in between, changes content',
  MANIFEST_UNKNOWN: 'Check the digest, and that the image was pushed to this repository',
  BLOB_UNKNOWN: 'Push the image again: the repository is incomplete',
  REFERRER_INVALID: "Build the manifest with the image's descriptor as its subject",
  REFERRERS_UNAVAILABLE:
    'Run again; if it persists, check that the registry allows its sha256-… tags to be overwritten',
};

/** Thrown by everything in this package. Holds no credential and no text that a server chose, its OCI error codes apart. */
export class RegistryError extends Error {
  override readonly name = 'RegistryError';
  readonly code: RegistryErrorCode;
  readonly next: string;

  constructor(code: RegistryErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = nextSteps[code];
  }
}
