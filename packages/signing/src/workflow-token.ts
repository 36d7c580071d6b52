import * as v from 'valibot';
import { renewed } from './renewed.ts';
import { SigningError } from './signing-error.ts';

const text = v.pipe(v.string(), v.nonEmpty());

const workflowRef = v.pipe(v.string(), v.regex(/^[^@]+@.+$/));

const lifetimeSchema = v.object({ iat: v.number(), exp: v.number() });

const claimsSchema = v.object({
  iss: text,
  sub: text,
  repository: text,
  repository_id: text,
  repository_owner_id: text,
  ref: text,
  sha: text,
  workflow_ref: workflowRef,
  job_workflow_ref: workflowRef,
  /** Commit of that workflow. */
  job_workflow_sha: v.optional(text),
  event_name: text,
  runner_environment: text,
  run_id: text,
  run_attempt: text,
  /** `public`, `private` or `internal` */
  repository_visibility: v.optional(text),
});

/** Claims of a GitHub Actions token that certificates and provenance are made of. */
export type WorkflowClaims = Readonly<v.InferOutput<typeof claimsSchema>>;

export interface WorkflowToken {
  readonly token: string;
  readonly claims: WorkflowClaims;
  /** Seconds from its issue to its end; 0 where it does not say. */
  readonly lifetime: number;
}

/**
 * Asks for the job's token, masks it and reads its claims. The signature is the authority's to check; a token that
 * is not one never appears in the error.
 * @throws SigningError TOKEN_UNAVAILABLE, TOKEN_INVALID
 */
export async function readWorkflowToken(
  idToken: () => Promise<string>,
  mask: (secret: string) => void,
): Promise<WorkflowToken> {
  const token = await asked(idToken);
  mask(token);
  const payload = /^[\w-]+\.([\w-]+)\.[\w-]+$/.exec(token)?.[1];
  const content = payload === undefined ? undefined : decoded(payload);
  const claims = v.safeParse(claimsSchema, content);
  if (claims.success) return { token, claims: claims.output, lifetime: lifetimeOf(content) };
  const absent = claims.issues.flatMap((issue) => v.getDotPath(issue) ?? []);
  const why = absent.length === 0 ? 'it is not a JSON Web Token' : `it lacks ${absent.join(', ')}`;
  throw new SigningError(
    'TOKEN_INVALID',
    `the job’s OpenID Connect token is not usable: ${why}`,
    'Run this in a GitHub Actions job with the permission id-token: write',
  );
}

/** Seconds that a token must have left: the authority's answer may take several attempts. */
const reserve = 60;

/**
 * As `readWorkflowToken`, as often as it is called: the same token until it is about to expire, as jobs have it for
 * minutes and builds take longer.
 */
export const workflowIdentity = (
  idToken: () => Promise<string>,
  mask: (secret: string) => void,
): (() => Promise<WorkflowToken>) =>
  renewed(async () => {
    const token = await readWorkflowToken(idToken, mask);
    return { value: token, seconds: token.lifetime - reserve };
  });

const lifetimeOf = (content: unknown): number =>
  v.is(lifetimeSchema, content) ? Math.max(content.exp - content.iat, 0) : 0;

async function asked(idToken: () => Promise<string>): Promise<string> {
  try {
    return await idToken();
  } catch (error) {
    const next =
      nextOf(error) ?? 'Give the job the permission id-token: write; pull requests from forks cannot have it';
    throw new SigningError('TOKEN_UNAVAILABLE', 'the job’s OpenID Connect token could not be had', next, {
      cause: error,
    });
  }
}

/** Whoever asks for the token knows best why there is none. */
const nextOf = (error: unknown): string | undefined =>
  error instanceof Error && 'next' in error && typeof error.next === 'string' ? error.next : undefined;

function decoded(payload: string): unknown {
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
