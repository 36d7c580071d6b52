import type { Answer, Tamper } from '../http/part-server.ts';
import { refusal } from './answers.ts';

const withHeaders = (answer: Answer, headers: Record<string, string>): Answer => ({
  ...answer,
  headers: { ...answer.headers, ...headers },
});

/** Serves other bytes, under an honest digest header, for the manifest or blob whose address ends in `reference`. */
export const wrongBytes =
  (reference: string, bytes: Uint8Array): Tamper =>
  (request, answer) =>
    request.method === 'GET' && request.url.pathname.endsWith(`/${reference}`) && answer.status === 200
      ? withHeaders({ ...answer, body: bytes }, { 'content-length': String(bytes.length) })
      : answer;

/** Names another place to get tokens from. */
export const bearerRealm =
  (realm: string): Tamper =>
  (_request, answer) =>
    answer.status === 401 ? withHeaders(answer, { 'www-authenticate': `Bearer realm="${realm}",service="x"` }) : answer;

/** Sends blob uploads elsewhere. */
export const uploadLocation =
  (location: string): Tamper =>
  (request, answer) =>
    request.method === 'POST' && answer.status === 202 ? withHeaders(answer, { location }) : answer;

/** Answers reads whose path contains `part` with a redirect. */
export const redirectReads =
  (part: string, location: string): Tamper =>
  (request, answer) =>
    request.method === 'GET' && request.url.pathname.includes(part) ? { status: 307, headers: { location } } : answer;

/** Answers the next `times` requests whose path contains `part` with 429. */
export function throttled(part: string, times: number, retryAfterSeconds = 0): Tamper {
  let left = times;
  return (request, answer) => {
    if (left === 0 || !request.url.pathname.includes(part)) return answer;
    left -= 1;
    return refusal(429, 'TOOMANYREQUESTS', 'slow down', { 'retry-after': String(retryAfterSeconds) });
  };
}

/** Answers requests whose path contains `part` with a status. */
export const statusFor =
  (part: string, status: number): Tamper =>
  (request, answer) =>
    request.url.pathname.includes(part) ? refusal(status, 'DENIED', 'the lab was told to refuse') : answer;

/** Denies manifests that are not there, as Artifactory does. */
export const deniesMissingManifests: Tamper = (request, answer) =>
  answer.status === 404 && request.url.pathname.includes('/manifests/')
    ? refusal(403, 'UNAUTHORIZED', 'the lab tells nobody what is not there')
    : answer;
