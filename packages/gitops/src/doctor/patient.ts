import type { AppFacts, Policy, Reading, RefGuards, RepositoryName, RepositorySafeguards } from '@bitvault/promotion';

/** All that doctor looks at. */
export interface Patient {
  readonly gitops: RepositorySafeguards;
  readonly policy: Policy;
  /** The repositories that images are built from, as far as they were to be looked at and could be seen. */
  readonly applications: readonly RepositorySafeguards[];
  /** Those that the token may not see. */
  readonly unseen: readonly RepositoryName[];
  /** Repository of shared workflows → full ref → what guards it. */
  readonly signers: ReadonlyMap<RepositoryName, ReadonlyMap<string, RefGuards>>;
  readonly apps: Reading<readonly AppFacts[]>;
}

export interface Gate {
  /** Of the policy. */
  readonly name: string;
  /** Of GitHub, whose approval the gate waits for. */
  readonly environment: string;
}

/** The environments of the policy that wait for the approval of one of GitHub's. */
export const gatesOf = ({ environments }: Policy): readonly Gate[] =>
  environments.flatMap(({ name, environment }) => (environment === null ? [] : [{ name, environment }]));

/** `bitvault-promoter[bot]` → `bitvault-promoter` */
export const slugOf = (login: string): string => login.replace(/\[bot\]$/, '');

/** The refs of a repository that the policy takes images from. */
export const sourceRefs = ({ services }: Policy, repository: RepositoryName): readonly string[] => [
  ...new Set([...services.values()].filter((each) => isSame(each.source, repository)).map(({ ref }) => ref)),
];

export const sourcesOf = ({ services }: Policy): readonly RepositoryName[] => {
  const found: RepositoryName[] = [];
  for (const { source } of services.values()) if (!found.some((each) => isSame(each, source))) found.push(source);
  return found;
};

/** Names of repositories and environments are the same in whatever case. */
export const isSame = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();

export const branchRef = (branch: string): string => `refs/heads/${branch}`;

/** `a`, `a and b`, `a, b and c` */
export const listed = (names: readonly string[]): string =>
  new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
