import { json, type Answer } from '../../http/part-server.ts';
import { diffTrees } from '../git/diff.ts';
import { commitsBetween, commitsFrom, commitsTouching, comparedAs, mergeBase, take } from '../git/history.ts';
import type { Commit } from '../git/objects.ts';
import { resolveRevision } from '../git/revision.ts';
import { fullName, type CommitStatus } from '../model/repository.ts';
import { notFound, Refusal, unprocessable } from '../refusal.ts';
import { commitShape, fileChangeShape } from '../shapes/commit-shapes.ts';
import { minimalRepositoryShape, statusShape } from '../shapes/repository-shapes.ts';
import { reportStatus } from '../statuses.ts';
import { actorOf, listAnswer, repoRoute, type RepoCall, type Route } from './route.ts';

/** The commit that a name stands for. @throws {Refusal} 422, as GitHub says it of commits */
export async function commitNamed({ repository }: RepoCall, name: string): Promise<Commit> {
  const oid = resolveRevision(repository.git, name, repository.defaultBranch);
  const commit = oid === null ? null : await repository.git.commit(oid);
  if (!commit) throw unprocessable(`No commit found for SHA: ${name}`);
  return commit;
}

const listDepth = 1000;

async function listCommits(call: RepoCall): Promise<Answer> {
  const { context, repository, query } = call;
  const oid = resolveRevision(repository.git, query.get('sha') ?? 'HEAD', repository.defaultBranch);
  if (oid === null || !(await repository.git.commit(oid))) throw notFound();
  const path = query.get('path');
  const walk = path ? commitsTouching(repository.git, oid, path) : commitsFrom(repository.git, oid);
  return listAnswer(call, await take(walk, listDepth), (commit) => commitShape(context, repository, commit));
}

async function getCommit(call: RepoCall): Promise<Answer> {
  const { context, repository, params, accept } = call;
  const commit = await commitNamed(call, params['ref'] ?? '');
  if (accept.includes('application/vnd.github.sha'))
    return { status: 200, headers: { 'content-type': 'application/vnd.github.sha' }, body: commit.oid };
  const [parent] = commit.parents;
  const files = parent === undefined ? [] : await diffTrees(repository.git, parent, commit.oid);
  return json(200, commitShape(context, repository, commit, files));
}

async function compare(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const { git } = repository;
  const [baseName = '', headName = ''] = (params['basehead'] ?? '').split('...');
  const oids = [baseName, headName].map((name) => resolveRevision(git, name, repository.defaultBranch) ?? '');
  const [base, head] = await Promise.all(oids.map((oid) => git.commit(oid)));
  if (!base || !head) throw notFound();
  const common = await mergeBase(git, base.oid, head.oid);
  if (common === null) throw new Refusal(404, 'NOT_FOUND', `No common ancestor between ${baseName} and ${headName}.`);
  const ahead = await commitsBetween(git, base.oid, head.oid);
  const behind = await commitsBetween(git, head.oid, base.oid);
  const page = context.links.repoPage(repository, `compare/${baseName}...${headName}`);
  const files = (await diffTrees(git, common, head.oid)).slice(0, 300);
  return json(200, {
    url: context.links.repo(repository, `compare/${baseName}...${headName}`),
    html_url: page,
    permalink_url: context.links.repoPage(repository, `compare/${base.oid}...${head.oid}`),
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    base_commit: commitShape(context, repository, base),
    merge_base_commit: commitShape(context, repository, await git.mustCommit(common)),
    status: comparedAs(ahead.length, behind.length),
    ahead_by: ahead.length,
    behind_by: behind.length,
    total_commits: ahead.length,
    commits: ahead.slice(-250).map((commit) => commitShape(context, repository, commit)),
    files: files.map((file) => fileChangeShape(context, repository, head.oid, file)),
  });
}

async function postStatus(call: RepoCall): Promise<Answer> {
  const { context, repository, body, params } = call;
  const state = body.word('state', ['error', 'failure', 'pending', 'success']);
  if (state === undefined) throw unprocessable('Invalid request.\n\n"state" wasn\'t supplied.');
  const report = {
    sha: params['sha'] ?? '',
    context: body.string('context') ?? 'default',
    state,
    description: body.nullable('description') ?? null,
    targetUrl: body.nullable('target_url') ?? null,
  };
  const status = await reportStatus(context, repository, report, actorOf(call));
  return json(201, statusShape(context, repository, status));
}

async function listStatuses(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const { oid } = await commitNamed(call, params['ref'] ?? '');
  const newestFirst = (repository.statuses.get(oid) ?? []).toReversed();
  return listAnswer(call, newestFirst, (status) => statusShape(context, repository, status));
}

async function combinedStatus(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const { links } = context;
  const { oid } = await commitNamed(call, params['ref'] ?? '');
  const latest = [...new Map((repository.statuses.get(oid) ?? []).map((status) => [status.context, status])).values()];
  return listAnswer(
    call,
    latest,
    (status) => statusShape(context, repository, status),
    (statuses) => ({
      state: combinedState(latest),
      statuses,
      sha: oid,
      total_count: latest.length,
      repository: minimalRepositoryShape(context, repository),
      commit_url: links.repo(repository, `commits/${oid}`),
      url: links.repo(repository, `commits/${oid}/status`),
    }),
  );
}

function combinedState(statuses: readonly CommitStatus[]): string {
  if (statuses.some(({ state }) => state === 'error' || state === 'failure')) return 'failure';
  return statuses.length === 0 || statuses.some(({ state }) => state === 'pending') ? 'pending' : 'success';
}

function listBranches(call: RepoCall): Promise<Answer> {
  const { context, repository } = call;
  return listAnswer(call, repository.git.refs.list('refs/heads/'), ([name, sha]) => {
    const branch = name.replace('refs/heads/', '');
    const url = context.links.repo(repository, `commits/${sha}`);
    return { name: branch, commit: { sha, url }, protected: repository.protections.has(branch) };
  });
}

async function getBranch(call: RepoCall): Promise<Answer> {
  const { context, repository, params } = call;
  const { links } = context;
  const name = params['branch'] ?? '';
  const oid = repository.git.branch(name);
  if (oid === null) throw new Refusal(404, 'NOT_FOUND', 'Branch not found');
  const protection = repository.protections.get(name);
  const url = links.repo(repository, `branches/${encodeURIComponent(name)}`);
  return json(200, {
    name,
    commit: commitShape(context, repository, await repository.git.mustCommit(oid)),
    _links: { self: url, html: links.html(`${fullName(repository)}/tree/${name}`) },
    protected: protection !== undefined,
    protection: {
      enabled: protection !== undefined,
      required_status_checks: {
        enforcement_level: protection?.enforceAdmins === true ? 'everyone' : 'non_admins',
        contexts: protection?.requiredContexts ?? [],
        checks: (protection?.requiredContexts ?? []).map((required) => ({ context: required, app_id: null })),
      },
    },
    protection_url: `${url}/protection`,
  });
}

export const commitRoutes: readonly Route[] = [
  repoRoute('GET', '/commits', 'contents:read', listCommits),
  repoRoute('GET', '/commits/{ref}', 'contents:read', getCommit),
  repoRoute('GET', '/commits/{ref}/statuses', 'statuses:read', listStatuses),
  repoRoute('GET', '/commits/{ref}/status', 'statuses:read', combinedStatus),
  repoRoute('POST', '/statuses/{sha}', 'statuses:write', postStatus),
  repoRoute('GET', '/compare/{basehead}', 'contents:read', compare),
  repoRoute('GET', '/branches', 'contents:read', listBranches),
  repoRoute('GET', '/branches/{branch}', 'contents:read', getBranch),
];
