export type CommitState = 'pending' | 'success' | 'failure';

export interface CommitStatus {
  readonly repository: string;
  readonly sha: string;
  readonly context: string;
  readonly state: CommitState;
  readonly description: string;
  readonly targetUrl: string;
}

/** Posts a commit status as argocd-notifications does (REST, "Create a commit status"). */
export async function postCommitStatus(apiUrl: string, token: string, status: CommitStatus): Promise<void> {
  const answer = await fetch(`${apiUrl}/repos/${status.repository}/statuses/${status.sha}`, {
    method: 'POST',
    redirect: 'error',
    headers: {
      accept: 'application/vnd.github+json',
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'user-agent': 'argocd-notifications',
    },
    body: JSON.stringify({
      state: status.state,
      context: status.context,
      description: status.description,
      target_url: status.targetUrl,
    }),
  });
  const body = await answer.text();
  if (!answer.ok)
    throw new Error(`the status ${status.context} was answered with ${answer.status}: ${body.slice(0, 200)}`);
}
