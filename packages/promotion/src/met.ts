import type { Agreement } from './agreement.ts';
import type { Change } from './change.ts';
import { evidenceKey, type Evidence } from './evidence.ts';
import type { Digest, EnvironmentName, ServiceName } from './names.ts';
import type { Environment } from './policy.ts';
import type { Bump, SourceCommit } from './state.ts';

/** What was looked at for a verdict, and found to be there. It is told to people; nothing is decided by it. */
export type Met =
  | {
      readonly kind: 'verified';
      readonly service: ServiceName;
      readonly digest: Digest;
      readonly source: SourceCommit;
    }
  | {
      readonly kind: 'proved';
      readonly service: ServiceName;
      readonly upstream: EnvironmentName;
      readonly contexts: readonly string[];
      /** Milliseconds that the policy asks for. */
      readonly soak: number;
    }
  /** `by` may be fewer than are needed. */
  | { readonly kind: 'reviewed'; readonly by: readonly string[]; readonly need: number }
  | { readonly kind: 'let-through'; readonly by: readonly string[] };

/** @param isProved whether nothing is missing of what the environment before it has to show for a bump */
export function metBy(
  change: Change,
  environment: Environment,
  evidence: Evidence,
  { reviewers, approvers }: Pick<Agreement, 'reviewers' | 'approvers'>,
  isProved: (bump: Bump) => boolean,
): readonly Met[] {
  const bumps = change.kind === 'resume' ? [] : change.bumps;
  const { from, healthy: contexts, soak } = environment;
  return [
    ...bumps.flatMap(({ service, to: digest }): readonly Met[] => {
      const found = evidence.get(evidenceKey(service, digest));
      return found?.kind === 'verified' ? [{ kind: 'verified', service, digest, source: found.source }] : [];
    }),
    ...bumps.flatMap((bump): readonly Met[] =>
      change.kind === 'promotion' && from !== 'build' && isProved(bump)
        ? [{ kind: 'proved', service: bump.service, upstream: from, contexts, soak }]
        : [],
    ),
    ...(reviewers.length === 0 ? [] : [{ kind: 'reviewed', by: reviewers, need: environment.approvals } as const]),
    ...(approvers.length === 0 ? [] : [{ kind: 'let-through', by: approvers } as const]),
  ];
}
