/**
 * Why a bundle is refused, in the order in which a bundle is checked: the later the refusal, the closer the bundle came.
 */
export const verificationErrorCodes = {
  BUNDLE_LAYERS: 'The bundle’s manifest does not have exactly one layer.',
  BUNDLE_OVERSIZED: 'What is attached has more log entries, timestamps or bytes than are ever looked at.',
  BUNDLE_INVALID:
    'What is attached is not a Sigstore bundle of version 0.3 with one certificate and one signed envelope.',
  CERTIFICATE_UNTRUSTED: 'The certificate does not lead to an authority of the trusted root.',
  LOG_ENTRY_MISSING:
    'The bundle has no transparency log entry with an inclusion proof, and its Sigstore is one that logs.',
  TIMESTAMP_INVALID: 'A timestamp is absent, malformed, not over this signature, or not of a trusted authority.',
  CERTIFICATE_EXPIRED: 'The certificate was not valid at a time at which the signature is said to have been made.',
  SCT_MISSING: 'The certificate has no signed certificate timestamp.',
  SCT_INVALID: 'The signed certificate timestamp is not of a trusted certificate log.',
  AUTHORITY_EXPIRED: 'A log or authority is in the trusted root, but not for the time at which the signature was made.',
  SIGNATURE_INVALID: 'The signature is not one over this envelope by the certificate’s key.',
  LOG_ENTRY_INVALID: 'The transparency log entry does not prove that this signature was logged.',
  PAYLOAD_TYPE: 'The signed envelope does not hold an in-toto statement.',
  STATEMENT_INVALID: 'The envelope’s content is not an in-toto statement of version 1 or 0.1.',
  PREDICATE_TYPE: 'The statement says something else than what is asked for.',
  SUBJECT_MISMATCH: 'The statement, or the manifest that carries it, is about another artifact.',
  IDENTITY_ISSUER: 'The certificate was issued for a token of another issuer.',
  IDENTITY_REPOSITORY: 'The certificate names another source repository.',
  IDENTITY_REF: 'The certificate names another branch or tag.',
  IDENTITY_WORKFLOW: 'The certificate names another workflow.',
  IDENTITY_COMMIT: 'The certificate names another commit.',
  IDENTITY_REPOSITORY_ID:
    'The certificate names a repository with another id: it was deleted and created again, or replaced.',
  IDENTITY_OWNER_ID:
    'The certificate names an owner with another id: the account was deleted and created again, or replaced.',
  IDENTITY_RUNNER: 'The certificate names another kind of runner.',
  IDENTITY_TRIGGER: 'The certificate names another event as the trigger.',
  IDENTITY_INCOMPLETE: 'The certificate lacks a claim that certificates of GitHub workflows have.',
  PROVENANCE_INVALID: 'The predicate is not SLSA v1 provenance of a GitHub workflow.',
  PROVENANCE_DISAGREES: 'The provenance tells another story than the certificate that signed it.',
  SUBJECT_NAME: 'The statement names another image, or provenance names none: the digest was copied from elsewhere.',
} as const;

export const signingErrorCodes = {
  IMAGE_MISSING: 'The registry has no manifest with that digest: it never had one, or it was deleted.',
  SIGNATURE_MISSING: 'Nothing attached to the image claims to be its signature.',
  PROVENANCE_MISSING: 'Nothing attached to the image claims to be its SLSA v1 provenance.',
  ATTESTATION_MISSING: 'Nothing attached to the image claims to be the further attestation that is required.',
  ...verificationErrorCodes,
  TRUST_ROOT_INVALID:
    'The trusted root is not one, lacks an authority or a log, or does not say since when one is valid.',
  TRUST_ROOT_UNAVAILABLE: 'The trusted root could not be read.',
  SIGNING_CONFIG_INVALID: 'The signing configuration is not one, or names no usable service.',
  SIGNING_CONFIG_UNAVAILABLE: 'The signing configuration could not be read.',
  SIGNING_CONFIG_MISSING: 'The Sigstores that need no configuration do not certify jobs of this GitHub server.',
  VISIBILITY_UNKNOWN:
    'The job’s token does not say whether the repository is public, so which Sigstore may sign is unknown.',
  LEGACY_LOG:
    'The older signature format needs a version 1 transparency log, and the Sigstore that is to sign has none.',
  TOKEN_UNAVAILABLE: 'The OpenID Connect token of the job could not be had.',
  TOKEN_INVALID: 'The OpenID Connect token is not one of a GitHub workflow.',
  CERTIFICATE_REFUSED: 'The certificate authority did not issue a certificate.',
  LOG_REFUSED: 'The transparency log did not take the entry.',
  TIMESTAMP_REFUSED: 'The timestamp authority did not answer with a timestamp.',
  SIGNING_FAILED: 'A service answered with something that cannot be used.',
  LOCKFILE_INVALID: 'The package-lock.json is not one of version 2 or 3.',
  SBOM_TOO_LARGE: 'The SBOM is larger than 16 MB.',
  SBOM_INVALID: 'The SBOM is neither SPDX 2 nor CycloneDX in JSON, lacks what these require, or lists nothing.',
  SCAN_TOO_LARGE: 'The scan result is larger than 16 MB.',
  SCAN_INVALID: 'The scan result is neither SARIF nor an in-toto statement about vulnerabilities, or of a failed scan.',
  SCAN_SUBJECT: 'The scan result is about another image.',
} as const;

export type VerificationErrorCode = keyof typeof verificationErrorCodes;
export type SigningErrorCode = keyof typeof signingErrorCodes;

/** Thrown by this package for whatever it refuses or cannot do. Errors of the registry pass through. */
export class SigningError extends Error {
  override readonly name = 'SigningError';
  readonly code: SigningErrorCode;
  readonly next: string;
  /** Where several bundles were tried: why each of the others was refused. */
  readonly others: readonly SigningError[];

  constructor(
    code: SigningErrorCode,
    message: string,
    next: string,
    options: ErrorOptions & { readonly others?: readonly SigningError[] } = {},
  ) {
    super(message, options);
    this.code = code;
    this.next = next;
    this.others = options.others ?? [];
  }
}
