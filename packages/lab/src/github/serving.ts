import type { LabClock } from '../clock.ts';
import { json, startPart, type Answer, type PartRequest, type Tamper } from '../http/part-server.ts';
import type { Traffic } from '../http/traffic.ts';
import { ActionsOidc } from './actions/oidc.ts';
import type { GitHubContext } from './context.ts';
import { EventBus } from './events.ts';
import { isGitPath, serveGit } from './git-http.ts';
import { CommitSigner } from './git/signing.ts';
import { operationOf, serveGraphQL } from './graphql/endpoint.ts';
import { identityName } from './identity/identity.ts';
import { TokenBook } from './identity/tokens.ts';
import { Links } from './links.ts';
import { servePage } from './pages.ts';
import { Refusal } from './refusal.ts';
import { refusalAnswer } from './rest/router.ts';
import { router } from './rest/routes.ts';
import { GitHubStore } from './store.ts';

export interface GitHubLabOptions {
  readonly traffic: Traffic;
  readonly clock: LabClock;
  /** Where the bare repositories live. */
  readonly directory: string;
  readonly port?: number;
}

/** Opens the one address at which everything of the lab's GitHub is served. */
export async function startServing(
  options: GitHubLabOptions,
): Promise<{ readonly served: Served; readonly close: () => Promise<void> }> {
  const { clock, traffic } = options;
  const store = new GitHubStore(clock, options.directory);
  const tokens = new TokenBook(store, clock);
  let served: Served | undefined;
  const server = await startPart(
    'github',
    traffic,
    (request) => (served ? serve(served, request) : json(503, { message: 'starting' })),
    {
      ...(options.port === undefined ? {} : { port: options.port }),
      operationOf: (url, body) => (url.pathname === '/api/graphql' ? operationOf(body) : undefined),
    },
  );
  const context: GitHubContext = {
    clock,
    store,
    tokens,
    events: new EventBus(),
    signer: new CommitSigner(),
    links: new Links(server.origin),
    rules: {
      appApprovalsCount: true,
      repointApprovals: true,
      mergeabilityUnknown: false,
      rerun: null,
      namesDispatchedRuns: true,
      unlisted: null,
      beforeMerge: null,
    },
  };
  const oidc = new ActionsOidc(server.origin, clock);
  served = { context, oidc, tampers: new Set() };
  return { served, close: () => server.close() };
}

export interface Served {
  readonly context: GitHubContext;
  readonly oidc: ActionsOidc;
  readonly tampers: Set<Tamper>;
}

async function serve(served: Served, request: PartRequest): Promise<Answer> {
  const { context, tampers } = served;
  const honest = await answerTo(served, request);
  const answer = [...tampers].reduce((given, tamper) => tamper(request, given), honest);
  const reset = Math.floor(context.clock.now().getTime() / 1000) + 3600;
  return {
    ...answer,
    headers: {
      date: context.clock.now().toUTCString(),
      'x-ratelimit-limit': '5000',
      'x-ratelimit-remaining': '4999',
      'x-ratelimit-reset': String(reset),
      ...answer.headers,
    },
  };
}

async function answerTo({ context, oidc }: Served, request: PartRequest): Promise<Answer> {
  const { pathname } = request.url;
  try {
    if (pathname.startsWith('/_services/token/')) return await oidc.serve(request);
    const identity = await context.tokens.identify(request.headers.authorization);
    request.record.actor = identityName(identity);
    if (pathname === '/api/graphql') return await serveGraphQL(context, identity, request.body);
    if (pathname.startsWith('/api/v3')) return await router.serve(context, identity, request);
    if (isGitPath(pathname)) return await serveGit(context, identity, request);
    return await servePage(context, identity, pathname);
  } catch (error) {
    if (error instanceof Refusal) return refusalAnswer(error);
    throw error;
  }
}
