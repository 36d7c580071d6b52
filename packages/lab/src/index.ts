export { LabClock } from './clock.ts';
export {
  createExampleOrganisation,
  protectGitOps,
  type ExampleOptions,
  type ExampleOrganisation,
} from './example-organisation.ts';
export { GitOpsView } from './demo/gitops-view.ts';
export { startLab, type Lab, type LabOptions } from './lab.ts';
export { ownSigstoreFiles, withOwnSigstore } from './own-sigstore.ts';
export { Person } from './person.ts';
export { json, startPart, type Answer, type PartRequest, type PartServer } from './http/part-server.ts';
export { Traffic, type Fault, type ServedRequest, type StrayAnswer, type When } from './http/traffic.ts';
export type { RegistryAccount, RegistryAudience } from './registry/access.ts';
export { startRegistry, type RegistryLab, type RegistryLabOptions } from './registry/registry-lab.ts';
export { RegistryStore, type LabManifest, type LabRepository } from './registry/store.ts';
export * as tampering from './registry/tampering.ts';
export { startRunner, type Runner, type RunnerOptions } from './runner/runner.ts';
export type { ActionRequest, StepResult } from './runner/run-action.ts';
export type { Annotation, JobRecord, Report, RunnerReport, RunRecord, StepRecord } from './runner/records.ts';
export { RunnerError, runnerErrorCodes } from './runner/runner-error.ts';
export type { SigstoreFaults } from './sigstore/faults.ts';
export { startPrivateSigstore, type PrivateSigstoreLab } from './sigstore/private-sigstore.ts';
export { startTufRepository, type TufRepositoryLab } from './sigstore/tuf-repository.ts';
export {
  checkOutSigstore,
  sigstoreFiles,
  sigstorePaths,
  type SigstoreCheckout,
  type SigstoreFiles,
} from './sigstore/sigstore-checkout.ts';
export { startSigstore, type SigstoreLab, type SigstoreOptions } from './sigstore/sigstore-lab.ts';
export type { OidcIssuer } from './sigstore/workflow-identity.ts';
export { startArgoCd, type ArgoCd, type ArgoCdEvent, type ArgoCdOptions, type Deployment } from './argocd/argocd.ts';
export type { ArgoApplication } from './argocd/desired-state.ts';
export { GitHubLab, startGitHub, type CreatedRepository, type CreatedUser } from './github/github-lab.ts';
export type { GitHubLabOptions } from './github/serving.ts';
export type { GitHubRules } from './github/context.ts';
export type { GitHubEvent, JobGrant } from './github/workflow-host.ts';
export { GitHubLabError, gitHubLabErrorCodes } from './github/lab-error.ts';
export type { Plan } from './github/model/plans.ts';
export type { BranchProtection, Repository, RepositorySettings } from './github/model/repository.ts';
export type {
  AppOptions,
  CreatedApp,
  EnvironmentOptions,
  FileChange,
  FileChanges,
  RepositoryOptions,
} from './github/setup.ts';
export { releaseClaims, releaseCommit } from './github/release-claims.ts';
