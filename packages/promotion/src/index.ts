export {
  parseCommitOid,
  parseDigest,
  parseEnvironmentName,
  parseImageName,
  parseRepositoryName,
  parseServiceName,
  parseSignerWorkflow,
  type CommitOid,
  type Digest,
  type EnvironmentName,
  type ImageName,
  type RepositoryName,
  type ServiceName,
  type SignerWorkflow,
} from './names.ts';
export { exactText, textFile, type BlobOid } from './blob.ts';
export { assertNever } from './assert-never.ts';
export { nearestKey } from './nearest-key.ts';
export { limited } from './quoted.ts';
export { isNonEmpty, recogniseChange, type Change, type Recognition } from './change.ts';
export { deployedDigest } from './deployed.ts';
export {
  asksForAuthors,
  noPeople,
  type Agreement,
  type Barred,
  type GateAgreement,
  type GateJudge,
  type People,
} from './agreement.ts';
export { requesterOf, requestRunsOf, type Requester, type RequestRun, type RequestRuns } from './requester.ts';
export { evidenceKey, type Authors, type Evidence, type Verification } from './evidence.ts';
export { gateAgreement, type GateFacts, type JobClaims } from './gate.ts';
export { joinFurther, nothingFurther, nothingWanted, pastKey, wantedBy } from './further.ts';
export { unprovenReason, type Proof } from './health.ts';
export { judge, type Verdict } from './judge.ts';
export type { Met } from './met.ts';
export { asOfMerge } from './merged.ts';
export { decideLeaving, proposedToLeave } from './leaving.ts';
export { candidates, plan, type Candidate, type Step } from './plan.ts';
export type * from './ports.ts';
export {
  branchHindrance,
  composePromotion,
  decidePromotion,
  promotionBranch,
  proposalErrorCodes,
  ProposalError,
  resumeBranch,
  rollbackBranch,
  type ProposalDecision,
  type WantedBump,
} from './proposal.ts';
export type { Reason, ReasonCode } from './reason.ts';
export { reasonLine } from './reason-line.ts';
export { explain, reasonCodes, refuses, type Explanation } from './reasons.ts';
export type { Disposition } from './reason-table.ts';
export {
  decideResume,
  decideRollback,
  rollbackTarget,
  type HoldOrigin,
  type RollbackRequest,
  type RollbackTarget,
} from './rollback.ts';
export type * from './state.ts';
export { literal, table } from './texts/markdown.ts';
export { environmentOfStep, reasonsOfStep, servicesOfStep } from './step-subject.ts';
export { minute } from './texts/moment.ts';
export { stepJson } from './texts/step-json.ts';
export { mergeCommitText } from './texts/pull-request.ts';
export { mergedCheck, pullCheck, type PullCheck } from './texts/pull-check.ts';
export { changeTable, planSummary, reasonList, type StepResult } from './texts/summary.ts';
export { approversOf, isCommitOf, isPullOf, sameLogin } from './trust.ts';
export { setDigest, setDigests, readDigest, type DigestChange, type Edit, type Edits } from './digest-edit.ts';
export {
  parseDigestFile,
  parseDigestPath,
  type DigestFileTemplate,
  type DigestPathTemplate,
  type Placeholders,
  type YamlPath,
} from './digest-path.ts';
export { EditError, editErrorCodes, type EditErrorCode, type Position } from './edit-error.ts';
export { deployedRuns, standingRuns, type DeployedRun, type DigestVersion } from './history.ts';
export {
  canonicalHold,
  HoldError,
  holdErrorCodes,
  holdPath,
  parseHoldText,
  readHold,
  renderHold,
  type Hold,
  type HoldErrorCode,
} from './hold.ts';
export { holdsAt, type BrokenHold, type Holds } from './holds.ts';
export { PolicyError, policyErrorCodes, type PolicyErrorCode, type PolicyProblem } from './policy-error.ts';
export { policyFileSchema } from './policy-schema.ts';
export { parseEvidence, parseIssuer, type RunnerKind, type ServiceTrust } from './policy-trust.ts';
export {
  activeFreeze,
  areApart,
  contextsOf,
  digestFile,
  digestPath,
  downstreamOf,
  environmentOf,
  serviceOf,
  parsePolicy,
  upstreamOf,
  type ActiveFreeze,
  type Environment,
  type FreezeWindow,
  type Policy,
  type Separation,
  type Service,
} from './policy.ts';
export {
  parseApprovalTrailers,
  parseBumpTrailers,
  renderBumpTrailers,
  type TrailedApprovals,
  type TrailedBump,
} from './trailers.ts';
export { deployedHistory } from './versions.ts';
export { readYaml, type YamlReading, type YamlSource } from './yaml-source.ts';
export * from './safeguards/index.ts';
