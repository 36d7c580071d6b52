export { connectGitHub, type ConnectionOptions, type GitHubConnection } from './connection.ts';
export { GitHubError, githubErrorCodes, type GitHubErrorCode } from './github-error.ts';
export { RaceError, raceErrorCodes, settleProposal, type Settled } from './settle-proposal.ts';
