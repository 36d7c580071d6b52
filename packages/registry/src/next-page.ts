import { place } from './exchange.ts';
import { RegistryError } from './registry-error.ts';

/** `Link: <…>; rel="next"` (RFC 8288), which may only lead on in the same listing. */
export function nextPage(link: string | null, current: URL, start: URL): URL | undefined {
  if (link === null) return undefined;
  const target = /^\s*<([^<>]{1,4096})>\s*;/.exec(link)?.[1];
  const next = target === undefined ? null : URL.parse(target, current.href);
  if (!next || next.origin !== start.origin || next.pathname !== start.pathname)
    throw new RegistryError('REGISTRY_ANSWER_INVALID', `${place(start)} links to a next page that is not its own`);
  return next;
}
