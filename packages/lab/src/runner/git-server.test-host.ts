import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';

const execute = promisify(execFile);

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly authorization: string | undefined;
  readonly body: unknown;
}

export interface GitServer extends AsyncDisposable {
  readonly origin: string;
  /** Requests that were not git's. */
  readonly seen: SeenRequest[];
  /** `authorization` headers of git's requests. */
  readonly gitAuthorizations: (string | undefined)[];
  /** Commits files to a branch of a repository, which is made if need be; resolves with the commit. */
  commit(repository: string, branch: string, files: Readonly<Record<string, string>>): Promise<string>;
  tag(repository: string, name: string, commit: string): Promise<void>;
}

/** Answers what is not git's. */
export type ApiAnswer = (request: SeenRequest) => { readonly status: number; readonly body: unknown };

/** Real git over HTTP on loopback, and an API beside it that a test makes up. */
export async function startGitServer(api: ApiAnswer = () => ({ status: 404, body: {} })): Promise<GitServer> {
  const root = await mkdtemp(join(tmpdir(), 'lab-git-'));
  const seen: SeenRequest[] = [];
  const gitAuthorizations: (string | undefined)[] = [];
  const server = createServer((message, response) => {
    const path = message.url ?? '/';
    const { authorization } = message.headers;
    if (/\/(?:info\/refs|git-upload-pack)(?:\?|$)/.test(path)) {
      gitAuthorizations.push(authorization);
      return serveGit(root, message, response);
    }
    void answerApi(message, response);
  });
  const answerApi = async (message: IncomingMessage, response: ServerResponse) => {
    const body = await text(message);
    const request = {
      method: message.method ?? '',
      path: message.url ?? '/',
      authorization: message.headers.authorization,
      body: body && (JSON.parse(body) as unknown),
    };
    seen.push(request);
    const answer = api(request);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(answer.status === 204 ? undefined : JSON.stringify(answer.body));
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const work = join(root, 'work');
  const git = async (directory: string, ...args: readonly string[]) => {
    const identity = ['-c', 'user.name=t', '-c', 'user.email=t@example.org', '-c', 'commit.gpgsign=false'];
    return (await execute('git', [...identity, ...args], { cwd: directory })).stdout.trim();
  };
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    gitAuthorizations,
    async commit(repository, branch, files) {
      const clone = join(work, repository);
      const bare = join(root, 'bare', repository);
      await mkdir(bare, { recursive: true });
      await mkdir(clone, { recursive: true });
      await git(bare, 'init', '--quiet', '--bare', '--initial-branch=main');
      await git(clone, 'init', '--quiet', '--initial-branch=main');
      await git(clone, 'checkout', '--quiet', '-B', branch);
      for (const [path, content] of Object.entries(files)) {
        await mkdir(dirname(join(clone, path)), { recursive: true });
        await writeFile(join(clone, path), content);
      }
      await git(clone, 'add', '--all');
      await git(clone, 'commit', '--quiet', '--allow-empty', '-m', 'a change');
      await git(clone, 'push', '--quiet', '--force', bare, branch);
      return git(clone, 'rev-parse', 'HEAD');
    },
    async tag(repository, name, commit) {
      await git(join(root, 'bare', repository), 'tag', name, commit);
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(root, { recursive: true, force: true });
    },
  };
}

/** Hands the request to `git http-backend` by CGI. */
function serveGit(root: string, message: IncomingMessage, response: ServerResponse): void {
  const url = new URL(message.url ?? '/', 'http://git');
  const backend = spawn('git', ['http-backend'], {
    env: {
      PATH: process.env['PATH'],
      GIT_PROJECT_ROOT: join(root, 'bare'),
      GIT_HTTP_EXPORT_ALL: '1',
      GIT_PROTOCOL: String(message.headers['git-protocol'] ?? ''),
      PATH_INFO: url.pathname,
      QUERY_STRING: url.search.slice(1),
      REQUEST_METHOD: message.method,
      CONTENT_TYPE: message.headers['content-type'] ?? '',
      HTTP_CONTENT_ENCODING: message.headers['content-encoding'] ?? '',
    },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  message.pipe(backend.stdin);
  const chunks: Buffer[] = [];
  backend.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  backend.once('close', () => {
    const whole = Buffer.concat(chunks);
    const end = whole.indexOf('\r\n\r\n');
    const headers = whole.subarray(0, end).toString().split('\r\n');
    const status = headers.find((line) => line.startsWith('Status: '))?.slice(8, 11);
    for (const line of headers.filter((header) => !header.startsWith('Status:'))) {
      const colon = line.indexOf(':');
      response.setHeader(line.slice(0, colon), line.slice(colon + 1).trim());
    }
    response.writeHead(Number(status ?? 200));
    response.end(whole.subarray(end + 4));
  });
}
