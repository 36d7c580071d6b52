import { json, type Answer } from '../../http/part-server.ts';
import type { GitHubContext } from '../context.ts';
import { authorize, type Need } from '../identity/access.ts';
import { isActor, type Actor, type Identity } from '../identity/identity.ts';
import type { PermissionLevel } from '../model/accounts.ts';
import type { PullRequest } from '../model/pulls.ts';
import type { Repository } from '../model/repository.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { BodyReader } from './body-reader.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface RestCall {
  readonly context: GitHubContext;
  readonly identity: Identity;
  /** Of the path, decoded. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly body: BodyReader;
  readonly accept: string;
  /** Of the `authorization` header, or empty. */
  readonly token: string;
  readonly url: URL;
}

export interface Route {
  readonly method: Method;
  /** As in GitHub's OpenAPI description: `/repos/{owner}/{repo}/pulls/{pull_number}`. */
  readonly path: string;
  readonly handle: (call: RestCall) => Promise<Answer> | Answer;
}

export interface RepoCall extends RestCall {
  readonly repository: Repository;
}

/** Who does it. @throws {Refusal} 401 where nobody does */
export function actorOf({ identity }: RestCall): Actor {
  if (!isActor(identity)) throw new Refusal(401, 'FORBIDDEN', 'Requires authentication');
  return identity;
}

/** A route below `/repos/{owner}/{repo}`, for those who have `permission` (`contents:read`). */
export function repoRoute(
  method: Method,
  path: string,
  permission: `${string}:${PermissionLevel}`,
  handle: (call: RepoCall) => Promise<Answer> | Answer,
): Route {
  const [name = '', level = 'read'] = permission.split(':');
  const need: Need = { permission: name, level: level as PermissionLevel };
  return {
    method,
    path: `/repos/{owner}/{repo}${path}`,
    handle: (call) => {
      const repository = call.context.store.repository(call.params['owner'] ?? '', call.params['repo'] ?? '');
      if (!repository) throw notFound();
      authorize(call.context.store, call.identity, repository, need);
      return handle({ ...call, repository });
    },
  };
}

/** The pull request of `{pull_number}` or `{issue_number}`; other issues have neither comments nor changing labels here. */
export function pullOf(call: RepoCall): PullRequest {
  const number = Number(call.params['pull_number'] ?? call.params['issue_number']);
  const pull = call.context.store.pull(call.repository, number);
  if (!pull) throw notFound();
  return pull;
}

const pageLimit = 100;

/** One page of a list, as `page` and `per_page` ask, with the `link` header to the others. */
export function paged<T>(
  call: RestCall,
  all: readonly T[],
): { readonly items: readonly T[]; headers: Record<string, string> } {
  const size = Math.min(Number(call.query.get('per_page') ?? 30) || 30, pageLimit);
  const page = Math.max(Number(call.query.get('page') ?? 1) || 1, 1);
  const last = Math.max(Math.ceil(all.length / size), 1);
  const link = (to: number, rel: string): string => {
    const url = new URL(call.url);
    url.searchParams.set('page', String(to));
    return `<${url.href}>; rel="${rel}"`;
  };
  const links = [
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < last ? [link(page + 1, 'next'), link(last, 'last')] : []),
    ...(page > 1 ? [link(1, 'first')] : []),
  ];
  const headers: Record<string, string> = links.length > 0 ? { link: links.join(', ') } : {};
  return { items: all.slice((page - 1) * size, page * size), headers };
}

/** Answers with a page of a list whose items are shaped here. */
export async function listAnswer<T>(
  call: RestCall,
  all: readonly T[],
  shape: (item: T) => unknown,
  wrap: (items: unknown[]) => unknown = (items) => items,
): Promise<Answer> {
  const { items, headers } = paged(call, all);
  return json(200, wrap(await Promise.all(items.map(shape))), headers);
}

export const noContent: Answer = { status: 204 };
