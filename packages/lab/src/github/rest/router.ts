import { json, type Answer, type PartRequest } from '../../http/part-server.ts';
import type { GitHubContext } from '../context.ts';
import type { Identity } from '../identity/identity.ts';
import { notFound, Refusal } from '../refusal.ts';
import { BodyReader } from './body-reader.ts';
import type { Route } from './route.ts';

interface CompiledRoute extends Route {
  readonly pattern: RegExp;
  /** Longer fixed text first, so that `/pulls/{n}/merge` is tried before what spans slashes. */
  readonly weight: number;
}

/** Parameters whose values have slashes in them. */
const spanning = new Set(['ref', 'path', 'branch', 'basehead']);

export class Router {
  readonly routes: readonly Route[];
  readonly #compiled: readonly CompiledRoute[];

  constructor(routes: readonly Route[]) {
    this.routes = routes;
    this.#compiled = routes.map(compile).toSorted((left, right) => right.weight - left.weight);
  }

  /** The route that serves a request, with the parameters of its path. */
  match(
    method: string,
    pathname: string,
  ): { readonly route: Route; readonly params: Record<string, string> } | undefined {
    const asked = method === 'HEAD' ? 'GET' : method;
    for (const route of this.#compiled) {
      const found = route.method === asked && route.pattern.exec(pathname);
      if (!found) continue;
      const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      return { route, params: Object.fromEntries(names.map((name, index) => [name, decode(found[index + 1] ?? '')])) };
    }
    return undefined;
  }

  /** Serves what is below `/api/v3`. */
  async serve(context: GitHubContext, identity: Identity, request: PartRequest): Promise<Answer> {
    try {
      const pathname = request.url.pathname.replace(/^\/api\/v3/, '').replace(/(?<=.)\/$/, '');
      const matched = this.match(request.method, pathname);
      if (!matched) throw notFound();
      return await matched.route.handle({
        context,
        identity,
        params: matched.params,
        query: request.url.searchParams,
        body: BodyReader.parse(request.body),
        accept: request.headers.accept ?? '',
        token: (request.headers.authorization ?? '').replace(/^\S+\s+/, ''),
        url: request.url,
      });
    } catch (error) {
      if (error instanceof Refusal) return refusalAnswer(error);
      throw error;
    }
  }
}

export function refusalAnswer(refusal: Refusal): Answer {
  const { status, message, errors, headers } = refusal;
  return json(
    status,
    {
      message,
      ...(errors.length > 0 ? { errors } : {}),
      documentation_url: 'https://docs.github.com/rest',
      status: String(status),
    },
    headers,
  );
}

function compile(route: Route): CompiledRoute {
  const source = route.path
    .replace('/{path}', '(?:/(.*))?')
    .replace(/\{(\w+)\}/g, (_, name: string) => (spanning.has(name) ? '(.+)' : '([^/]+)'));
  const weight = route.path.replace(/\{\w+\}/g, '').length;
  return { ...route, pattern: new RegExp(`^${source}$`), weight };
}

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
