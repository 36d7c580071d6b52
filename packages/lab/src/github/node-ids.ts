/** The kinds of things that have a GraphQL id here. */
export type NodeKind =
  | 'Repository'
  | 'PullRequest'
  | 'Issue'
  | 'PullRequestReview'
  | 'IssueComment'
  | 'Account'
  | 'App'
  | 'Label'
  | 'StatusContext'
  | 'Ref'
  | 'Comparison'
  | 'Commit'
  | 'Tree'
  | 'Blob'
  | 'Tag'
  | 'WorkflowRun'
  | 'Environment'
  | 'Deployment'
  | 'DeploymentStatus'
  | 'CheckRun'
  | 'Ruleset'
  | 'Team';

/** Opaque to clients; `key` is a database id, or `<repository id>:<rest>` for what git holds. */
export const nodeId = (kind: NodeKind, key: number | string): string =>
  `L_${Buffer.from(`${kind}:${key}`).toString('base64url')}`;

export function parseNodeId(id: string): { readonly kind: string; readonly key: string } | undefined {
  if (!id.startsWith('L_')) return undefined;
  const text = Buffer.from(id.slice(2), 'base64url').toString('utf8');
  const colon = text.indexOf(':');
  return colon < 0 ? undefined : { kind: text.slice(0, colon), key: text.slice(colon + 1) };
}
