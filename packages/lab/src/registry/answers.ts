import { json, type Answer, type PartRequest } from '../http/part-server.ts';
import type { LabRepository, RegistryStore } from './store.ts';

/** What a route of the registry works with. */
export interface RegistryCall {
  readonly request: PartRequest;
  readonly name: string;
  readonly repository: LabRepository;
  readonly store: RegistryStore;
  readonly settings: RegistrySettings;
}

export interface RegistrySettings {
  /** Whether it serves the referrers API and answers `OCI-Subject`. */
  readonly referrers: boolean;
  /** Whether PUT of a manifest heeds `If-Match` and `If-None-Match`. */
  readonly conditionalWrites: boolean;
  /** Whether a POST with a digest and a body stores a blob. */
  readonly blobsAtOnce: boolean;
  /** Bytes of one PATCH. */
  readonly largestChunk: number;
  /** Entries a page of a listing. */
  readonly pageSize: number;
}

/** An error answer with a code of distribution-spec, "Error Codes". */
export const refusal = (status: number, code: string, message: string, headers: Record<string, string> = {}): Answer =>
  json(status, { errors: [{ code, message }] }, headers);

/** One page of `entries` after `last`, and the `Link` to the next where there is one. */
export function page<Entry>(
  entries: readonly Entry[],
  keyOf: (entry: Entry) => string,
  url: URL,
  pageSize: number,
): { readonly entries: readonly Entry[]; readonly headers: Record<string, string> } {
  const last = url.searchParams.get('last');
  const size = Math.min(Number(url.searchParams.get('n') ?? pageSize), pageSize);
  const rest = last === null ? entries : entries.slice(entries.findIndex((entry) => keyOf(entry) === last) + 1);
  const shown = rest.slice(0, size);
  const end = shown.at(-1);
  if (end === undefined || shown.length === rest.length) return { entries: shown, headers: {} };
  const next = new URL(url);
  next.searchParams.set('last', keyOf(end));
  return { entries: shown, headers: { link: `<${next.pathname}${next.search}>; rel="next"` } };
}
