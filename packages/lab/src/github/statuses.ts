import { emitOnDefaultBranch } from './actions/dispatch.ts';
import type { GitHubContext } from './context.ts';
import type { Commit } from './git/objects.ts';
import { isAncestor } from './git/history.ts';
import type { Actor } from './identity/identity.ts';
import { fullName, type CommitStatus, type Repository, type StatusState } from './model/repository.ts';
import { mergeWhatWaits } from './pulls/auto-merge.ts';
import { invalid, unprocessable } from './refusal.ts';
import { commitShape } from './shapes/commit-shapes.ts';

export interface StatusReport {
  readonly sha: string;
  readonly context: string;
  readonly state: StatusState;
  readonly description: string | null;
  readonly targetUrl: string | null;
}

const descriptionLimit = 140;
/** Of one context on one commit; after that GitHub takes no more (docs.github.com, "Create a commit status"). */
const statusLimit = 1000;

/** Reports a status of a commit; statuses are never changed, a newer one of the same context counts instead. */
export async function reportStatus(
  context: GitHubContext,
  repository: Repository,
  report: StatusReport,
  by: Actor,
): Promise<CommitStatus> {
  const commit = await repository.git.commit(report.sha);
  if (!commit) throw unprocessable(`No commit found for SHA: ${report.sha}`);
  if ((report.description?.length ?? 0) > descriptionLimit)
    throw invalid('Status', `description is too long (maximum is ${descriptionLimit} characters)`, 'description');
  const before = (repository.statuses.get(report.sha) ?? []).filter(({ context: other }) => other === report.context);
  if (before.length >= statusLimit)
    throw invalid('Status', 'This SHA and context has reached the maximum number of statuses.');
  const status: CommitStatus = {
    kind: 'status',
    id: context.store.nextId(),
    ...report,
    creator: by.account,
    createdAt: context.clock.now(),
  };
  repository.statuses.set(report.sha, [...(repository.statuses.get(report.sha) ?? []), status]);
  if (context.events.wants(by, 'status')) {
    const payload = await statusPayload(context, repository, { status, commit });
    emitOnDefaultBranch(context, repository, { name: 'status', sender: by.account, by, payload });
  }
  await mergeWhatWaits(
    context,
    repository.pulls.filter((pull) => pull.headOid === report.sha),
    by,
  );
  return status;
}

async function statusPayload(
  context: GitHubContext,
  repository: Repository,
  { status, commit }: { readonly status: CommitStatus; readonly commit: Commit },
) {
  return {
    id: status.id,
    sha: status.sha,
    name: fullName(repository),
    target_url: status.targetUrl,
    context: status.context,
    description: status.description,
    state: status.state,
    commit: commitShape(context, repository, commit),
    branches: await branchesWith(context, repository, status.sha),
    created_at: status.createdAt.toISOString(),
    updated_at: status.createdAt.toISOString(),
  };
}

/** At most ten branches that have the commit. */
async function branchesWith({ links }: GitHubContext, repository: Repository, sha: string) {
  const found: unknown[] = [];
  for (const [name, oid] of repository.git.refs.list('refs/heads/')) {
    if (found.length === 10 || !(await isAncestor(repository.git, sha, oid))) continue;
    const branch = name.replace('refs/heads/', '');
    const commit = { sha: oid, url: links.repo(repository, `commits/${oid}`) };
    found.push({ name: branch, commit, protected: repository.protections.has(branch) });
  }
  return found;
}
