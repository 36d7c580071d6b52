import { randomBytes, randomUUID } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT, type JWTPayload } from 'jose';
import { json, type Answer, type PartRequest } from '../../http/part-server.ts';
import type { LabClock } from '../../clock.ts';
import type { JobRecord } from '../model/actions.ts';
import { fullName } from '../model/repository.ts';

const keyId = 'lab-actions-oidc';
const lifetime = 300;
/** Repositories made since have immutable ids in the subject. */
const immutableSubjects = new Date('2026-07-15T00:00:00Z');

/** The issuer of the ID tokens of workflow jobs, below `<origin>/_services/token` as on GitHub Enterprise Server. */
export class ActionsOidc {
  readonly issuer: string;
  readonly #clock: LabClock;
  readonly #jobs = new Map<string, JobRecord>();
  #keys: ReturnType<typeof generateKeyPair> | undefined;

  constructor(origin: string, clock: LabClock) {
    this.issuer = `${origin}/_services/token`;
    this.#clock = clock;
  }

  get jwksUrl(): string {
    return `${this.issuer}/.well-known/jwks`;
  }

  /** What a job with `id-token: write` asks for tokens with. */
  admit(job: JobRecord): { readonly requestUrl: string; readonly requestToken: string } {
    const requestToken = randomBytes(24).toString('base64url');
    this.#jobs.set(requestToken, job);
    const requestUrl = `${this.issuer}/runs/${job.run.id}/jobs/${job.id}/idtoken?api-version=2.0`;
    return { requestUrl, requestToken };
  }

  /** An ended job gets no more tokens. */
  dismiss(job: JobRecord): void {
    for (const [token, admitted] of this.#jobs) if (admitted === job) this.#jobs.delete(token);
  }

  /** A token with these claims; `iss`, `iat`, `nbf`, `exp` and `jti` are filled in where they are not given. */
  async mint(claims: JWTPayload): Promise<string> {
    const { privateKey } = await this.#keyPair();
    const now = Math.floor(this.#clock.now().getTime() / 1000);
    const times = { iat: now, nbf: now - lifetime, exp: now + lifetime };
    return new SignJWT({ jti: randomUUID(), iss: this.issuer, ...times, ...claims })
      .setProtectedHeader({ alg: 'RS256', typ: 'JWT', kid: keyId, x5t: keyId })
      .sign(privateKey);
  }

  async serve({ url, headers }: PartRequest): Promise<Answer> {
    const path = url.pathname.slice('/_services/token'.length);
    if (path === '/.well-known/openid-configuration') return json(200, this.#configuration());
    if (path === '/.well-known/jwks') return json(200, await this.#jwks());
    const job = this.#jobs.get((headers.authorization ?? '').replace(/^bearer /i, ''));
    if (!job) return json(401, { message: 'The request token is not good' });
    if (path !== `/runs/${job.run.id}/jobs/${job.id}/idtoken`) return json(404, { message: 'Not Found' });
    const aud = url.searchParams.get('audience') ?? `${url.origin}/${job.run.repository.owner.login}`;
    const value = await this.mint({ ...jobClaims(job), aud });
    return json(200, { count: value.length, value });
  }

  #keyPair(): ReturnType<typeof generateKeyPair> {
    this.#keys ??= generateKeyPair('RS256', { extractable: true });
    return this.#keys;
  }

  async #jwks() {
    const { publicKey } = await this.#keyPair();
    return { keys: [{ ...(await exportJWK(publicKey)), kid: keyId, alg: 'RS256', use: 'sig' }] };
  }

  #configuration() {
    return {
      issuer: this.issuer,
      jwks_uri: this.jwksUrl,
      subject_types_supported: ['public', 'pairwise'],
      response_types_supported: ['id_token'],
      claims_supported: claimNames,
      id_token_signing_alg_values_supported: ['RS256'],
      scopes_supported: ['openid'],
    };
  }
}

/** What GitHub says of a job in its ID tokens; all values are text. */
export function jobClaims(job: JobRecord): Readonly<Record<string, string>> {
  const { run, environment, checkRun } = job;
  const { repository, event, workflow } = run;
  const pull = event.payload['pull_request'] as
    | { readonly head: { readonly ref: string }; readonly base: { readonly ref: string } }
    | undefined;
  const reference = `${fullName(repository)}/${workflow.path}@${event.ref}`;
  const branch = event.ref.replace(/^refs\/heads\//, '');
  return {
    sub: subjectOf(job),
    repository: fullName(repository),
    repository_id: String(repository.id),
    repository_owner: repository.owner.login,
    repository_owner_id: String(repository.owner.id),
    repository_visibility: repository.private ? 'private' : 'public',
    ref: event.ref,
    ref_type: event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ref_protected: String(repository.protections.has(branch)),
    sha: event.sha,
    head_ref: pull?.head.ref ?? '',
    base_ref: pull?.base.ref ?? '',
    workflow: workflow.name,
    workflow_ref: reference,
    workflow_sha: event.workflowSha,
    job_workflow_ref: run.calledWorkflow ?? reference,
    job_workflow_sha: event.workflowSha,
    event_name: event.name,
    actor: run.actor.login,
    actor_id: String(run.actor.id),
    run_id: String(run.id),
    run_number: String(run.number),
    run_attempt: String(run.attempt),
    runner_environment: 'github-hosted',
    check_run_id: String(checkRun.id),
    ...(environment ? { environment: environment.name } : {}),
  };
}

function subjectOf({ run, environment }: JobRecord): string {
  const { repository, event } = run;
  const { owner, name } = repository;
  const immutable = repository.createdAt >= immutableSubjects;
  const subject = immutable ? `${owner.login}@${owner.id}/${name}@${repository.id}` : fullName(repository);
  if (environment) return `repo:${subject}:environment:${environment.name}`;
  return event.name === 'pull_request' ? `repo:${subject}:pull_request` : `repo:${subject}:ref:${event.ref}`;
}

const claimNames = [
  'sub',
  'aud',
  'exp',
  'iat',
  'iss',
  'jti',
  'nbf',
  'ref',
  'sha',
  'repository',
  'repository_id',
  'repository_owner',
  'repository_owner_id',
  'repository_visibility',
  'run_id',
  'run_number',
  'run_attempt',
  'actor',
  'actor_id',
  'workflow',
  'workflow_ref',
  'workflow_sha',
  'head_ref',
  'base_ref',
  'event_name',
  'ref_type',
  'ref_protected',
  'environment',
  'job_workflow_ref',
  'job_workflow_sha',
  'runner_environment',
  'check_run_id',
];
