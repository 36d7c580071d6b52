import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { LabClock } from '../clock.ts';
import { Traffic } from '../http/traffic.ts';
import { startGitHub, type CreatedRepository, type CreatedUser, type GitHubLab } from './github-lab.ts';
import type { CreatedApp } from './setup.ts';
import type { GitHubEvent } from './workflow-host.ts';
import type { Json } from './rest/body-reader.ts';

export const repository = 'acme/gitops';
export const start = new Date('2030-01-07T08:00:00Z');

export interface Reply {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed; undefined where there is none. */
  readonly body: Json;
}

/** Asked after every REST answer. */
export type Watch = (method: string, url: URL, reply: { readonly status: number; readonly body: unknown }) => void;

/** A GitHub with an organization, three people, an App and a repository. */
export class Rig {
  readonly lab: GitHubLab;
  readonly clock: LabClock;
  readonly traffic: Traffic;
  readonly directory: string;
  /** Owns the organization. */
  readonly alice: CreatedUser;
  /** May write. */
  readonly bob: CreatedUser;
  /** May read, as everyone. */
  readonly carol: CreatedUser;
  readonly app: CreatedApp;
  readonly appToken: string;
  readonly created: CreatedRepository;
  readonly events: GitHubEvent[] = [];
  watch: Watch | undefined;

  private constructor(
    parts: Pick<Rig, 'lab' | 'clock' | 'traffic' | 'directory' | 'alice' | 'bob' | 'carol' | 'app' | 'created'>,
  ) {
    this.lab = parts.lab;
    this.clock = parts.clock;
    this.traffic = parts.traffic;
    this.directory = parts.directory;
    this.alice = parts.alice;
    this.bob = parts.bob;
    this.carol = parts.carol;
    this.app = parts.app;
    this.created = parts.created;
    this.appToken = this.lab.installationToken('promoter');
    this.lab.workflowHost.subscribe((event) => this.events.push(event));
  }

  static async start(options: { readonly private?: boolean } = {}): Promise<Rig> {
    const directory = await mkdtemp(path.join(tmpdir(), 'lab-github-'));
    const clock = new LabClock(start);
    const traffic = new Traffic();
    const lab = await startGitHub({ traffic, clock, directory });
    const [alice, bob, carol] = [lab.createUser('alice'), lab.createUser('bob'), lab.createUser('carol')];
    lab.createOrganization('acme', ['alice']);
    const permissions = { contents: 'write', issues: 'write', pull_requests: 'write', statuses: 'write' } as const;
    const app = lab.createApp({ slug: 'promoter', permissions });
    const created = await lab.createRepository({
      owner: 'acme',
      name: 'gitops',
      authorLogin: 'alice',
      private: options.private ?? false,
      files: {
        'README.md': '# GitOps\n',
        'envs/dev/values.yaml': 'tag: one\n',
        '.github/workflows/gate.yml': gateWorkflow,
      },
    });
    lab.setCollaborator(repository, 'bob', 'write');
    return new Rig({ lab, clock, traffic, directory, alice, bob, carol, app, created });
  }

  async close(): Promise<void> {
    await this.lab.close();
    await rm(this.directory, { recursive: true, force: true, maxRetries: 3 });
  }

  /** `path` is below `/repos/acme/gitops` unless it starts with two slashes. */
  async rest(
    method: string,
    below: string,
    options: { body?: unknown; token?: string | null; accept?: string } = {},
  ): Promise<Reply> {
    const place = below.startsWith('//') ? below.slice(1) : `/repos/${repository}${below}`;
    const url = new URL(this.lab.apiUrl + place);
    const token = options.token === undefined ? this.appToken : options.token;
    const answer = await fetch(url, {
      method,
      headers: {
        accept: options.accept ?? 'application/vnd.github+json',
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      },
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
    });
    const text = await answer.text();
    const json = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    const body: unknown = json && text !== '' ? JSON.parse(text) : undefined;
    this.watch?.(method, url, { status: answer.status, body });
    return { status: answer.status, headers: answer.headers, body: (body ?? {}) as Json };
  }

  async graphql(query: string, variables: Json = {}, token = this.appToken): Promise<GraphQLReply> {
    const answer = await fetch(this.lab.graphqlUrl, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: JSON.stringify({ query, variables }),
    });
    return (await answer.json()) as GraphQLReply;
  }

  /** Writes `files` over `parent` onto a branch by the git data API, and gives the commit. */
  async commit(branch: string, files: Readonly<Record<string, string>>, token = this.appToken): Promise<string> {
    const parent = this.lab.branch(repository, branch) ?? this.lab.branch(repository, 'main') ?? '';
    const tree = Object.entries(files).map(([name, content]) => ({
      path: name,
      mode: '100644',
      type: 'blob',
      content,
    }));
    const made = await this.rest('POST', '/git/trees', { body: { base_tree: parent, tree }, token });
    const commit = await this.rest('POST', '/git/commits', {
      body: { message: `Change ${Object.keys(files).join(', ')}`, tree: made.body['sha'], parents: [parent] },
      token,
    });
    const sha = String(commit.body['sha']);
    if (this.lab.branch(repository, branch) === null)
      await this.rest('POST', '/git/refs', { body: { ref: `refs/heads/${branch}`, sha }, token });
    else await this.rest('PATCH', `/git/refs/heads/${branch}`, { body: { sha }, token });
    return sha;
  }

  /** Opens a pull request of one changed file from `branch`, and gives its number and head. */
  async propose(
    branch = 'promote/dev',
    token = this.appToken,
  ): Promise<{ readonly number: number; readonly head: string }> {
    const head = await this.commit(branch, { 'envs/dev/values.yaml': `tag: ${branch}\n` }, token);
    const opened = await this.rest('POST', '/pulls', {
      body: { title: `Promote ${branch}`, body: 'why', head: branch, base: 'main' },
      token,
    });
    return { number: Number(opened.body['number']), head };
  }
}

export interface GraphQLReply {
  readonly data?: { readonly [key: string]: Tree };
  readonly errors?: readonly { readonly type?: string; readonly message: string; readonly path?: readonly unknown[] }[];
}

/** JSON that a test walks into where it knows the shape; leaves count as trees too. */
export interface Tree {
  readonly [key: string]: Tree;
}

export const nodesOf = (connection: Tree | undefined): readonly Tree[] =>
  (connection?.['nodes'] ?? []) as unknown as readonly Tree[];

const gateWorkflow = `name: gate
on:
  workflow_dispatch:
    inputs:
      pull: {required: true}
jobs: {}
`;

const run = promisify(execFile);

/** Runs git as a user's client would. */
export async function git(directory: string, ...parameters: string[]): Promise<string> {
  const { stdout } = await run('git', parameters, {
    cwd: directory,
    env: {
      PATH: process.env['PATH'],
      HOME: directory,
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_TERMINAL_PROMPT: '0',
      GIT_AUTHOR_NAME: 'Dev',
      GIT_AUTHOR_EMAIL: 'dev@example.com',
      GIT_COMMITTER_NAME: 'Dev',
      GIT_COMMITTER_EMAIL: 'dev@example.com',
    },
  });
  return stdout.trim();
}
