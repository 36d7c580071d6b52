import { InputError, type Runtime } from '@bitvault/action-kit';
import type { JobClaims } from '@bitvault/promotion';

/** Nobody else accepts a token for this audience, so one that leaks opens nothing. */
const audience = 'bitvault-prod-manual-gate';

/**
 * What GitHub's own identity provider says of this job. The token comes straight from the provider over the address that
 * the runner gave, so its payload is read without checking the signature again.
 *
 * @throws InputError `OIDC_UNAVAILABLE`.
 */
export async function jobClaims(runtime: Runtime): Promise<JobClaims> {
  const token = await runtime.idToken(audience);
  const payload = parsePayload(token.split('.')[1] ?? '');
  const claim = (name: string): string => {
    const value = payload[name];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  };
  return {
    repository: claim('repository'),
    environment: claim('environment'),
    ref: claim('ref'),
    eventName: claim('event_name'),
    actor: claim('actor'),
    runId: claim('run_id'),
    runAttempt: claim('run_attempt'),
  };
}

function parsePayload(segment: string): Readonly<Record<string, unknown>> {
  try {
    const payload: unknown = JSON.parse(Buffer.from(segment, 'base64url').toString('utf8'));
    if (typeof payload === 'object' && payload !== null) return payload as Readonly<Record<string, unknown>>;
  } catch {
    // Falls through: the parser's message would show a part of the token.
  }
  throw new InputError('OIDC_UNAVAILABLE', 'the identity token of this job cannot be read', 'Run the job again.');
}
