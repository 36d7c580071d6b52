import {
  parseApprovalTrailers,
  parseBumpTrailers,
  type CommitOid,
  type HistoryCommit,
  type TrailedApprovals,
  type TrailedBump,
} from '@bitvault/promotion';

/** What one commit brought to one service in one environment, as its trailers tell. */
export interface Promoted extends TrailedBump {
  /** A rollback follows no environment. */
  readonly kind: 'promotion' | 'rollback';
  readonly commit: CommitOid;
  readonly at: Date;
  readonly approvals: TrailedApprovals;
}

/** What the commits brought, in their order. */
export function promotedBy(commits: readonly HistoryCommit[]): readonly Promoted[] {
  return commits.flatMap(({ oid: commit, committedAt: at, message }) => {
    const approvals = parseApprovalTrailers(message);
    return parseBumpTrailers(message).map((bump): Promoted => ({
      ...bump,
      kind: bump.upstream === null ? 'rollback' : 'promotion',
      commit,
      at,
      approvals,
    }));
  });
}
