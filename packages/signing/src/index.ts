export { rulesOf, workflowUriOf, type ImageExpectation } from './identity-rules.ts';
export { buildType, provenance, workflowOf, type Material, type ProvenanceFacts } from './provenance.ts';
export {
  checkSbom,
  checkSbomSize,
  countOf,
  cyclonedxPredicateType,
  sbomLimit,
  spdxPredicateType,
} from './sbom-check.ts';
export { imageDigestsOf } from './sbom-subject.ts';
export { checkScan, checkScanSize, vulnerabilityPredicateType, type CheckedScan } from './scan-check.ts';
export { signImage } from './sign-image.ts';
export type { AcceptedForms } from './find-evidence.ts';
export {
  SigningError,
  signingErrorCodes,
  verificationErrorCodes,
  type SigningErrorCode,
  type VerificationErrorCode,
} from './signing-error.ts';
export type { AttachedBundle, SignImageArguments } from './signing-request.ts';
export {
  checkProofs,
  loadSigningServices,
  type SigningServices,
  type SigningServicesOptions,
} from './signing-services.ts';
export {
  openSigningSession,
  type SignatureFormat,
  type SigningSession,
  type SigningSessionArguments,
} from './signing-session.ts';
export { checkInstancesServe, instanceFor } from './sigstore-choice.ts';
export { sigstoreInstances, type Proof, type SigstoreInstance } from './sigstore-instances.ts';
export type { SigstoreConfiguration, SigstoreSource } from './sigstore-source.ts';
export { spdxDocument, type SpdxFacts } from './spdx.ts';
export { spdxIndexDocument, type SpdxIndexFacts, type SpdxPlatformImage } from './spdx-index.ts';
export { oneSpdxDocument, type SpdxIdentity, type SpdxPart } from './spdx-merge.ts';
export { provenancePredicateType, signaturePredicateType, type Attestation } from './statement.ts';
export { loadTrust, type Trust, type TrustedSigstore, type TrustSource } from './trust.ts';
export type { TufOptions, TufRepository } from './tuf-root.ts';
export { verificationCommands, type VerificationOptions } from './verification-commands.ts';
export { verifyImage, type VerifiedClaims, type VerifyImageArguments } from './verify-image.ts';
export { readWorkflowToken, workflowIdentity, type WorkflowClaims, type WorkflowToken } from './workflow-token.ts';
export { verifySibling, type Sibling, type SiblingArguments } from './verify-sibling.ts';
