import type { Lab, Repository } from '@bitvault/lab';

/** All that a merge may rest on, as it stood in the moment in which a branch was moved. */
export interface Instant {
  /** Short name of the branch that moved. */
  readonly branch: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly repository: Readonly<Repository>;
  readonly pulls: readonly PullAt[];
  readonly environments: readonly EnvironmentAt[];
  readonly runs: readonly RunAt[];
  /** Logins of those who may start a gate by hand. */
  readonly releaseManagers: readonly string[];
  readonly statuses: readonly StatusAt[];
}

export interface PullAt {
  readonly number: number;
  readonly author: string;
  readonly state: string;
  readonly draft: boolean;
  readonly base: string;
  readonly head: string;
  readonly ownHead: boolean;
  readonly rewritten: boolean;
  readonly reviews: readonly ReviewAt[];
}

export interface ReviewAt {
  readonly by: string;
  readonly kind: string;
  readonly state: string;
  readonly commit: string;
  readonly at: Date | null;
}

export interface EnvironmentAt {
  readonly name: string;
  readonly reviewers: readonly string[];
  readonly bypassable: boolean;
  readonly anyBranch: boolean;
}

export interface RunAt {
  readonly event: string;
  readonly ref: string;
  readonly attempt: number;
  readonly actor: string;
  readonly approvals: readonly {
    readonly state: string;
    readonly by: string;
    readonly environments: readonly string[];
  }[];
}

export interface StatusAt {
  readonly context: string;
  readonly state: string;
  readonly creator: string;
  readonly at: Date;
}

/** Has every move of a branch told with what stood in that moment; the function returned ends it. */
export function watchBranches({ github }: Lab, name: string, told: (instant: Instant) => void): () => void {
  const repository = github.repository(name);
  return repository.git.refs.listen((changes) => {
    for (const { name: ref, before, after } of changes) {
      if (!ref.startsWith('refs/heads/')) continue;
      const branch = ref.slice('refs/heads/'.length);
      told({ branch, before, after, ...standing(repository), releaseManagers: github.teamMembers('bitvault', team) });
    }
  });
}

/** Who may start a gate by hand, where the policy leaves it to a team. */
export const team = 'release-managers';

/** Copies: what is told must not change under whoever judges it later. Objects of git never do. */
function standing(repository: Readonly<Repository>): Omit<Instant, 'branch' | 'before' | 'after' | 'releaseManagers'> {
  return {
    repository,
    pulls: repository.pulls.map((pull) => ({
      number: pull.number,
      author: pull.author.login,
      state: pull.state,
      draft: pull.draft,
      base: pull.baseBranch,
      head: pull.headOid,
      ownHead: pull.headRepository === repository,
      rewritten: pull.timeline.length > 0,
      reviews: pull.reviews.map(({ author, state, commit, submittedAt }) => ({
        by: author.login,
        kind: author.kind,
        state,
        commit,
        at: submittedAt,
      })),
    })),
    environments: [...repository.environments.values()].map((environment) => ({
      name: environment.name,
      reviewers: environment.reviewers.flatMap((each) => (each.kind === 'User' ? [each.account.login] : [])),
      bypassable: environment.canAdminsBypass !== false,
      anyBranch: environment.branchPolicy === null,
    })),
    runs: repository.runs.map((run) => ({
      event: run.event.name,
      ref: run.event.ref,
      attempt: run.attempt,
      actor: run.actor.login,
      approvals: run.approvals.map(({ state, user, environments }) => ({
        state,
        by: user.login,
        environments: environments.map(({ name }) => name),
      })),
    })),
    statuses: [...repository.statuses.values()].flat().map(({ context, state, creator, createdAt }) => ({
      context,
      state,
      creator: creator.login,
      at: createdAt,
    })),
  };
}
