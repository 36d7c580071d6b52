import type { ServedRequest } from '@bitvault/lab';

/** A request as the names of tests have it: without ids, digests and the repository. */
export function requestText({ part, method, operation, url }: ServedRequest): string {
  const path = url
    .replace(/\?.*/, '')
    .replace(/^\/api\/v3\/repos\/[^/]+\/[^/]+/, '')
    .replaceAll(/\/(?:\d+\b|sha256:[0-9a-f]+)/g, '/…');
  return `${part} ${operation ?? `${method} ${path}`}`;
}
