import { SigningError } from './signing-error.ts';
import type { SigstoreInstance } from './sigstore-instances.ts';
import type { WorkflowClaims } from './workflow-token.ts';

const publicServer = 'https://github.com';

/**
 * Which Sigstore may sign for a repository: the public one publishes the names of repository, workflow and branch for
 * good, so only where GitHub itself says that all the world can see them.
 * @throws SigningError VISIBILITY_UNKNOWN
 */
export function instanceFor({ repository, repository_visibility: visibility }: WorkflowClaims): SigstoreInstance {
  switch (visibility) {
    case 'public':
      return 'public-good';
    case 'private':
    case 'internal':
      return 'github';
    case undefined:
    default:
      throw new SigningError(
        'VISIBILITY_UNKNOWN',
        `the job’s OpenID Connect token does not say who can see ${repository}: its repository_visibility is ${JSON.stringify(visibility ?? null)}`,
        'Set sigstore: github, which publishes nothing; only where all the world may know the names of repository, workflow and branch, set sigstore: public-good',
      );
  }
}

/**
 * The instances accept tokens of github.com alone.
 * @param server GITHUB_SERVER_URL, without a slash at the end
 * @throws SigningError SIGNING_CONFIG_MISSING
 */
export function checkInstancesServe(server: string): void {
  if (server === publicServer) return;
  throw new SigningError(
    'SIGNING_CONFIG_MISSING',
    `neither Sigstore’s public good instance nor GitHub’s certifies jobs of ${server}`,
    'Give the signing-config and the trusted-root of a Sigstore that accepts the tokens of this server',
  );
}
