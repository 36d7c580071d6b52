import type { GitHubContext } from '../context.ts';
import { fullName, type CommitStatus, type Repository } from '../model/repository.ts';
import { nodeId } from '../node-ids.ts';
import { accountShape, type Shape } from './account-shapes.ts';

/** The addresses under a repository, by the name of their field without `_url`. */
const addresses = {
  archive: '{archive_format}{/ref}',
  assignees: 'assignees{/user}',
  blobs: 'git/blobs{/sha}',
  branches: 'branches{/branch}',
  collaborators: 'collaborators{/collaborator}',
  comments: 'comments{/number}',
  commits: 'commits{/sha}',
  compare: 'compare/{base}...{head}',
  contents: 'contents/{+path}',
  contributors: 'contributors',
  deployments: 'deployments',
  downloads: 'downloads',
  events: 'events',
  forks: 'forks',
  git_commits: 'git/commits{/sha}',
  git_refs: 'git/refs{/sha}',
  git_tags: 'git/tags{/sha}',
  hooks: 'hooks',
  issue_comment: 'issues/comments{/number}',
  issue_events: 'issues/events{/number}',
  issues: 'issues{/number}',
  keys: 'keys{/key_id}',
  labels: 'labels{/name}',
  languages: 'languages',
  merges: 'merges',
  milestones: 'milestones{/number}',
  notifications: 'notifications{?since,all,participating}',
  pulls: 'pulls{/number}',
  releases: 'releases{/id}',
  stargazers: 'stargazers',
  statuses: 'statuses/{sha}',
  subscribers: 'subscribers',
  subscription: 'subscription',
  tags: 'tags',
  teams: 'teams',
  trees: 'git/trees{/sha}',
};

/** REST's minimal repository. */
export function minimalRepositoryShape(context: GitHubContext, repository: Repository): Shape {
  const { links } = context;
  return {
    id: repository.id,
    node_id: nodeId('Repository', repository.id),
    name: repository.name,
    full_name: fullName(repository),
    private: repository.private,
    owner: accountShape(context, repository.owner),
    html_url: links.repoPage(repository),
    description: null,
    fork: repository.parent !== null,
    url: links.repo(repository),
    ...Object.fromEntries(
      Object.entries(addresses).map(([field, path]) => [
        `${field}_url`,
        field === 'git_refs' || !path.startsWith('{')
          ? links.repo(repository, path)
          : `${links.repo(repository)}/${path}`,
      ]),
    ),
  };
}

/** REST's repository, as pull requests and `GET /repos/{owner}/{repo}` have it. */
export function repositoryShape(context: GitHubContext, repository: Repository): Shape {
  const { links } = context;
  const page = links.repoPage(repository);
  const open = repository.pulls.filter((pull) => pull.state === 'OPEN').length;
  const { settings } = repository;
  return {
    ...minimalRepositoryShape(context, repository),
    created_at: repository.createdAt.toISOString(),
    updated_at: repository.pushedAt.toISOString(),
    pushed_at: repository.pushedAt.toISOString(),
    git_url: `${page.replace(/^http/, 'git')}.git`,
    ssh_url: `git@${new URL(page).hostname}:${fullName(repository)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    homepage: null,
    size: 1,
    stargazers_count: 0,
    watchers_count: 0,
    language: null,
    has_issues: true,
    has_projects: false,
    has_downloads: true,
    has_wiki: false,
    has_pages: false,
    has_discussions: false,
    forks_count: 0,
    mirror_url: null,
    archived: settings.archived,
    disabled: false,
    open_issues_count: open,
    license: null,
    allow_forking: true,
    is_template: false,
    web_commit_signoff_required: false,
    topics: [],
    visibility: repository.private ? 'private' : 'public',
    forks: 0,
    open_issues: open,
    watchers: 0,
    default_branch: repository.defaultBranch,
    allow_squash_merge: settings.allowSquashMerge,
    allow_merge_commit: settings.allowMergeCommit,
    allow_rebase_merge: settings.allowRebaseMerge,
    allow_auto_merge: settings.allowAutoMerge,
    delete_branch_on_merge: settings.deleteBranchOnMerge,
  };
}

export const fullRepositoryShape = (context: GitHubContext, repository: Repository): Shape => ({
  ...repositoryShape(context, repository),
  network_count: 0,
  subscribers_count: 0,
});

export function statusShape(context: GitHubContext, repository: Repository, status: CommitStatus): Shape {
  const creator = accountShape(context, status.creator);
  return {
    url: context.links.repo(repository, `statuses/${status.sha}`),
    avatar_url: creator['avatar_url'],
    id: status.id,
    node_id: nodeId('StatusContext', status.id),
    state: status.state,
    description: status.description,
    target_url: status.targetUrl,
    context: status.context,
    created_at: status.createdAt.toISOString(),
    updated_at: status.createdAt.toISOString(),
    creator,
  };
}
