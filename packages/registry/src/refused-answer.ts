import * as v from 'valibot';
import { place, type ExchangeAnswer } from './exchange.ts';
import { RegistryError, type RegistryErrorCode } from './registry-error.ts';
import type { Sha256 } from './repository.ts';
import { retryAfterOf, TransientFailure } from './retrying.ts';

const errorBody = v.object({ errors: v.array(v.object({ code: v.string() })) });

/**
 * The error for an answer that is not what was asked for. Of the body only error codes are quoted: a message may repeat
 * what was sent, credentials included, or carry workflow commands.
 */
export function refusedAnswer(method: string, answer: ExchangeAnswer): RegistryError | TransientFailure {
  const { status } = answer;
  const codes = errorCodes(answer.body);
  const said = codes.length > 0 ? `${status} (${codes.join(', ')})` : String(status);
  const error = new RegistryError(codeFor(status), `the registry answered ${said} to ${method} ${place(answer.url)}`);
  // distribution answers 500 to who reads a tag while another writes it; reading again costs nothing.
  const isRead = method === 'GET' || method === 'HEAD';
  const mayPass = status === 429 || (status >= 502 && status <= 504) || (status === 500 && isRead);
  return mayPass ? new TransientFailure(error, retryAfterOf(answer.headers)) : error;
}

/** Whether the registry does not have, or does not understand, what it was asked for; it neither denies it nor fails. */
export const isUnsupported = (status: number): boolean =>
  status === 501 || (status >= 400 && status < 500 && ![401, 403, 429].includes(status));

/** A registry that says that it stored something else than it was sent has done so, or is not one to store anything in. */
export function refuseOtherDigest({ headers, url }: ExchangeAnswer, digest: Sha256): void {
  const stored = headers.get('docker-content-digest');
  if (stored !== null && stored !== digest)
    throw new RegistryError('DIGEST_MISMATCH', `the registry stored ${digest} under another digest at ${place(url)}`);
}

function codeFor(status: number): RegistryErrorCode {
  if (status === 401 || status === 403) return 'REGISTRY_DENIED';
  if (status === 429) return 'REGISTRY_THROTTLED';
  if (status >= 500) return 'REGISTRY_FAILING';
  return status >= 400 ? 'REGISTRY_REFUSED' : 'REGISTRY_ANSWER_INVALID';
}

function errorCodes(body: Uint8Array): readonly string[] {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(body).toString('utf8'));
  } catch {
    return []; // Error pages of proxies are not JSON; there is nothing to quote from them.
  }
  const parsed = v.safeParse(errorBody, document);
  if (!parsed.success) return [];
  return parsed.output.errors
    .map(({ code }) => code)
    .filter((code) => /^[A-Z_]{1,40}$/.test(code))
    .slice(0, 3);
}
