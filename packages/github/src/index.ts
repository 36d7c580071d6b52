export { connectGitHub, type ConnectionOptions, type GitHubConnection } from './connection.ts';
export { deploymentGateReader } from './deployment-gate-reader.ts';
export { GitHubError, githubErrorCodes, type GitHubErrorCode } from './github-error.ts';
export { promotionStateReader } from './promotion-state-reader.ts';
export { pullRequestMerger } from './pull-request-merger.ts';
export { pullRequestWriter } from './pull-request-writer.ts';
export { RaceError, raceErrorCodes, settleProposal, type Settled } from './settle-proposal.ts';
export { workflowDispatcher } from './workflow-dispatcher.ts';
