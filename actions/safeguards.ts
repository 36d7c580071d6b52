import { connectGitHub, safeguardReader, safeguardWriter } from '@bitvault/github';
import type { DoctorPorts, GitHubAccess } from '@bitvault/gitops';
import type { RepositoryName } from '@bitvault/promotion';

/** GitHub as doctor looks at it, for the action and for the command. */
export function openSafeguards({ token, apiUrl, graphqlUrl, plan }: GitHubAccess): DoctorPorts {
  const connect = (repository: RepositoryName) => connectGitHub({ token, apiUrl, graphqlUrl, repository });
  return {
    reader: safeguardReader({ connect, plan }),
    writerFor: (repository) => safeguardWriter(connect(repository)),
  };
}
