import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import type { AnswerHeaders } from './exchange.ts';
import type { RegistryError } from './registry-error.ts';

/** How often and how fast to try again; milliseconds. */
export interface RetryPace {
  /** Default 4. */
  readonly retries?: number;
  /** Default 500; doubles each time, with jitter. */
  readonly minTimeout?: number;
  /** Default 8,000. */
  readonly maxTimeout?: number;
}

/** A failure that may pass by itself. Never leaves the package: `retrying` unwraps it. */
export class TransientFailure extends Error {
  override readonly name = 'TransientFailure';
  readonly reason: RegistryError;
  /** How long the registry asks to wait, in milliseconds. */
  readonly retryAfter: number;

  constructor(reason: RegistryError, retryAfter = 0) {
    super(reason.message, { cause: reason });
    this.reason = reason;
    this.retryAfter = retryAfter;
  }
}

/** A registry that asks for a longer wait than this gets none: the job would only look hung. */
const longestWait = 60_000;

/** Runs `attempt` until it succeeds, fails for good, or has failed too often. `attempt` must bear being repeated. */
export async function retrying<T>(attempt: (attemptNumber: number) => Promise<T>, pace: RetryPace = {}): Promise<T> {
  try {
    return await pRetry(attempt, {
      retries: pace.retries ?? 4,
      minTimeout: pace.minTimeout ?? 500,
      maxTimeout: pace.maxTimeout ?? 8_000,
      factor: 2,
      randomize: true,
      shouldRetry: ({ error }) => error instanceof TransientFailure && error.retryAfter <= longestWait,
      onFailedAttempt: async ({ error, retryDelay, retriesLeft }) => {
        if (!(error instanceof TransientFailure) || error.retryAfter > longestWait || retriesLeft === 0) return;
        await sleep(Math.max(0, error.retryAfter - retryDelay));
      },
    });
  } catch (error) {
    throw error instanceof TransientFailure ? error.reason : error;
  }
}

/** `Retry-After` in milliseconds (RFC 9110, section 10.2.3); 0 where there is none that can be read. */
export function retryAfterOf(headers: AnswerHeaders, now: number = Date.now()): number {
  const value = headers.get('retry-after')?.trim() ?? '';
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  const date = Date.parse(value);
  return Number.isNaN(date) ? 0 : Math.max(0, date - now);
}
