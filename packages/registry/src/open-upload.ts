import type { ExchangeAnswer } from './exchange.ts';
import { refusedAnswer } from './refused-answer.ts';
import type { RegistrySession } from './session.ts';

/** An upload that the registry waits for the bytes of. */
export interface OpenUpload {
  /** Where the next request of it goes; the registry may change it with each answer. */
  readonly location: URL;
  /** The smallest chunk that the registry takes, the last one apart. */
  readonly leastBytes: number;
}

export async function openUpload(session: RegistrySession): Promise<OpenUpload> {
  const answer = await session.request({ method: 'POST', url: session.url('blobs/uploads/'), need: 'push' });
  if (answer.status !== 202) throw refusedAnswer('POST', answer);
  return uploadIn(session, answer);
}

/** The upload that a 202 is about. */
export function uploadIn(session: RegistrySession, answer: ExchangeAnswer): OpenUpload {
  const least = answer.headers.get('oci-chunk-min-length') ?? '';
  return { location: locationIn(session, answer), leastBytes: /^\d{1,10}$/.test(least) ? Number(least) : 0 };
}

export const locationIn = (session: RegistrySession, answer: ExchangeAnswer): URL =>
  session.pointedTo(answer.headers.get('location'), answer.url);
