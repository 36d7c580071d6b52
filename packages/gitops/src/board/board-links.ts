import type { CommitOid, Digest, SourceCommit } from '@bitvault/promotion';

export interface BoardAddresses {
  /** `https://github.com` */
  readonly server: string;
  /** `owner/name` of the GitOps repository. */
  readonly repository: string;
}

export const link = (text: string, url: string): string => `[${text}](${url})`;

export const shortDigest = (digest: Digest): string => `\`${digest.slice(7, 19)}\``;

export const commitUrl = (commit: CommitOid, { server, repository }: BoardAddresses): string =>
  `${server}/${repository}/commit/${commit}`;

/** The commit of an application repository on the same GitHub. */
export const sourceLink = ({ repository, commit }: SourceCommit, { server }: BoardAddresses): string =>
  link(`\`${repository}@${commit.slice(0, 7)}\``, commitUrl(commit, { server, repository }));
