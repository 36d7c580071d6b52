import { gunzipSync } from 'node:zlib';
import type { Answer, PartRequest } from '../http/part-server.ts';
import type { GitHubContext } from './context.ts';
import { runGit } from './git/git-process.ts';
import { zeroOid } from './git/objects.ts';
import { authorize, mayPush } from './identity/access.ts';
import { isActor, type Actor, type Identity } from './identity/identity.ts';
import type { Repository } from './model/repository.ts';
import { branchRefusal, settle } from './push.ts';
import { Refusal } from './refusal.ts';
import { workflowRefusal } from './workflow-guard.ts';

const path = /^\/(?<owner>[^/]+)\/(?<name>[^/]+?)(?:\.git)?\/(?<what>info\/refs|git-upload-pack|git-receive-pack)$/;
const services = ['git-upload-pack', 'git-receive-pack'];

export const isGitPath = (pathname: string): boolean => path.test(pathname);

/** Git's smart HTTP protocol (gitprotocol-http), by git itself. */
export async function serveGit(context: GitHubContext, identity: Identity, request: PartRequest): Promise<Answer> {
  const { owner = '', name = '', what = '' } = path.exec(request.url.pathname)?.groups ?? {};
  const repository = context.store.repository(owner, name);
  const service = what === 'info/refs' ? (request.url.searchParams.get('service') ?? '') : what;
  if (!services.includes(service)) return text(403, 'Please upgrade your git client.\n');
  const denied = deny(context, identity, repository, service);
  if (denied || !repository) return denied ?? text(404, 'Repository not found.\n');
  const env = protocolOf(request);
  if (what === 'info/refs') return advertise(repository, service, env);
  const input = request.headers['content-encoding'] === 'gzip' ? gunzipSync(request.body) : request.body;
  if (service === 'git-receive-pack') return receive(context, identity, repository, input, env);
  return run(repository, service, ['--stateless-rpc'], env, input);
}

const text = (status: number, body: string, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body,
});

/** Nobody is asked who they are, so that git looks for credentials; others are told as little as possible. */
function deny(
  context: GitHubContext,
  identity: Identity,
  repository: Repository | undefined,
  service: string,
): Answer | null {
  const ask = text(401, 'No anonymous write access.\n', { 'www-authenticate': 'Basic realm="GitHub"' });
  const pushing = service === 'git-receive-pack';
  if (!isActor(identity) && (pushing || !repository || repository.private)) return ask;
  if (!repository) return text(404, 'Repository not found.\n');
  try {
    authorize(context.store, identity, repository, { permission: 'contents', level: 'read' });
  } catch (error) {
    if (error instanceof Refusal) return text(error.status, 'Repository not found.\n');
    throw error;
  }
  if (!pushing || mayPush(context.store, identity, repository)) return null;
  const login = isActor(identity) ? identity.account.login : 'anonymous';
  return text(403, `Permission to ${repository.owner.login}/${repository.name}.git denied to ${login}.\n`);
}

/** Only the versions that there are reach git's environment. */
function protocolOf({ headers }: PartRequest): Record<string, string> {
  const version = headers['git-protocol'];
  return typeof version === 'string' && /^version=[012]$/.test(version) ? { GIT_PROTOCOL: version } : {};
}

async function advertise(repository: Repository, service: string, env: Record<string, string>): Promise<Answer> {
  const answer = await run(repository, service, ['--stateless-rpc', '--http-backend-info-refs'], env);
  const line = `# service=${service}\n`;
  const banner = `${(line.length + 4).toString(16).padStart(4, '0')}${line}0000`;
  const body = Buffer.from(answer.body ?? '');
  return {
    status: answer.status,
    headers: { 'content-type': `application/x-${service}-advertisement`, 'cache-control': 'no-cache' },
    body: Buffer.concat([Buffer.from(banner), body]),
  };
}

async function run(
  repository: Repository,
  service: string,
  options: readonly string[],
  env: Record<string, string>,
  input: Buffer = Buffer.alloc(0),
): Promise<Answer> {
  const { git } = repository;
  const result = await runGit(git.directory, [service.replace(/^git-/, ''), ...options, '.'], { env, input });
  return {
    status: 200,
    headers: { 'content-type': `application/x-${service}-result`, 'cache-control': 'no-cache' },
    body: result.stdout,
  };
}

async function receive(
  context: GitHubContext,
  identity: Identity,
  repository: Repository,
  input: Buffer,
  env: Record<string, string>,
): Promise<Answer> {
  if (!isActor(identity)) throw new TypeError('a push by nobody');
  const { commands, pack } = readPush(input);
  const reasons = commands.map(({ ref, after }) => {
    const update = { name: ref, after: after === zeroOid ? null : after };
    return [ref, branchRefusal(context, repository, update, identity)] as const;
  });
  const workflows = await refuseWorkflows(repository, commands, pack, identity);
  const refusals = [...reasons, ...workflows]
    .filter(([, reason]) => reason !== null)
    .map(([ref, reason]) => `error: GH006: Protected branch update failed for ${ref}.\nerror: ${reason}`);
  const guarded = refusals.length > 0 ? { ...env, LAB_REFUSAL: refusals.join('\n') } : env;
  const { result, changes } = await repository.git.refs.changedBy(() =>
    run(repository, 'git-receive-pack', ['--stateless-rpc'], guarded, input),
  );
  await settle(context, repository, changes, identity);
  return result;
}

interface PushCommand {
  readonly before: string;
  readonly after: string;
  readonly ref: string;
}

/** The pkt-lines before the pack, and the pack (gitprotocol-pack, "Reference Update Request and Packfile Transfer"). */
function readPush(input: Buffer): { readonly commands: readonly PushCommand[]; readonly pack: Buffer } {
  const commands: PushCommand[] = [];
  let at = 0;
  while (at + 4 <= input.length) {
    const length = Number.parseInt(input.toString('latin1', at, at + 4), 16);
    if (!(length > 4)) break;
    const line = input.toString('utf8', at + 4, at + length).split('\0')[0] ?? '';
    const [before = '', after = '', ref = ''] = line.trim().split(' ');
    if (before.length === zeroOid.length && after.length === zeroOid.length) commands.push({ before, after, ref });
    at += length;
  }
  return { commands, pack: input.subarray(at + 4) };
}

/** Looks into the commits that an App pushes; they are taken in for that, which refers to them from nowhere yet. */
async function refuseWorkflows(
  repository: Repository,
  commands: readonly PushCommand[],
  pack: Buffer,
  by: Actor,
): Promise<readonly (readonly [ref: string, reason: string | null])[]> {
  if (by.kind === 'user' || pack.length === 0) return [];
  const { git } = repository;
  await runGit(git.directory, ['index-pack', '--stdin', '--fix-thin'], { input: pack });
  const pushed = commands.filter(({ after }) => after !== zeroOid);
  return Promise.all(
    pushed.map(async ({ before, after, ref }) => {
      const from = before === zeroOid ? null : before;
      const isCommit = (await git.commit(after)) !== null;
      return [ref, isCommit ? await workflowRefusal(repository, { before: from, after }, by) : null] as const;
    }),
  );
}
