import { setTimeout as sleep } from 'node:timers/promises';
import pRetry from 'p-retry';
import { GitHubError } from './github-error.ts';

/** Answers that GitHub gives while it is overloaded; none at all counts as well. */
const transient: ReadonlySet<number | null> = new Set([null, 502, 503, 504]);

function isTransient(error: Error): boolean {
  return error instanceof GitHubError && error.code === 'GITHUB_UNREACHABLE' && transient.has(error.status);
}

/** A request that a rate limit refused has had no effect, so even a write may be sent again. */
function rateLimitOf(error: Error): number | null {
  return error instanceof GitHubError && error.code === 'GITHUB_RATE_LIMITED' ? error.wait : null;
}

export type Repeatable = 'repeatable' | 'once';

/**
 * Runs `attempt` again after failures that will pass, for at most `patience` milliseconds in all. What is to run `once`
 * is only repeated when GitHub said that it did nothing.
 */
export function retrying<T>(attempt: () => Promise<T>, repeatable: Repeatable, patience: number): Promise<T> {
  const started = performance.now();
  return pRetry(attempt, {
    retries: 5,
    minTimeout: 250,
    maxTimeout: 5_000,
    factor: 2,
    randomize: true,
    maxRetryTime: patience,
    shouldRetry: async ({ error }) => {
      const wait = rateLimitOf(error);
      if (wait === null) return repeatable === 'repeatable' && isTransient(error);
      if (performance.now() - started + wait > patience) return false;
      await sleep(wait);
      return true;
    },
  });
}
