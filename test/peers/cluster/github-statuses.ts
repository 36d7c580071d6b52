import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';

export interface PostedStatus {
  readonly repository: string;
  readonly commit: string;
  readonly context: string;
}

/** Of GitHub, what it takes for an App to post commit statuses, whatever the repository is called. */
export class GitHubStatuses {
  readonly posted: PostedStatus[] = [];
  readonly refused: PostedStatus[] = [];
  readonly #refusing = new Set<string>();
  readonly #server: Server;

  private constructor() {
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  static async start(): Promise<GitHubStatuses> {
    const github = new GitHubStatuses();
    await new Promise<void>((resolve) => {
      github.#server.listen(0, '127.0.0.1', resolve);
    });
    return github;
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Answers statuses of this name with an error until they are accepted. */
  refuse(context: string): void {
    this.#refusing.add(context);
  }

  accept(context: string): void {
    this.#refusing.delete(context);
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    const path = new URL(request.url ?? '/', this.origin).pathname;
    const [, repository, commit] = /^\/api\/v3\/repos\/([^/]+\/[^/]+)\/statuses\/(.*)$/.exec(path) ?? [];
    if (path.endsWith('/access_tokens')) {
      reply(201, { token: 'token', expires_at: new Date(Date.now() + 3_600_000).toISOString() });
    } else if (request.method === 'POST' && repository !== undefined && commit !== undefined) {
      const { context } = (await json(request)) as { readonly context: string };
      const refused = this.#refusing.has(context);
      (refused ? this.refused : this.posted).push({ repository, commit, context });
      reply(refused ? 502 : 201, {});
    } else reply(404, { message: 'Not Found' });
  }
}
