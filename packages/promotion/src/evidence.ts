import type { Digest, ServiceName } from './names.ts';
import type { SourceCommit } from './state.ts';

/** What the registry and Sigstore said of one image. */
export type Verification =
  | {
      readonly kind: 'verified';
      readonly source: SourceCommit;
      readonly run: string;
      /** Absent where the policy separates nobody from them, so that they were not asked for. */
      readonly authors?: Authors;
    }
  | { readonly kind: 'refused'; readonly detail: string; readonly advice: string };

/** The accounts that wrote and committed the source commit. */
export type Authors =
  | { readonly kind: 'known'; readonly logins: readonly string[] }
  | { readonly kind: 'unknown'; readonly detail: string; readonly advice: string };

/** What a decision may rest on beside the state: `evidenceKey` → verification. */
export type Evidence = ReadonlyMap<string, Verification>;

export const evidenceKey = (service: ServiceName, digest: Digest): string => `${service}@${digest}`;
