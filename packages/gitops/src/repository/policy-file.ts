import { parsePolicy, PolicyError, type Policy } from '@bitvault/promotion';
import type { Tree } from './tree.ts';

export const policyPath = 'promotion.yaml';

/** The rules of promotion that the repository has. */
export type PolicyFile =
  | { readonly kind: 'absent' }
  | { readonly kind: 'policy'; readonly policy: Policy }
  | { readonly kind: 'invalid'; readonly error: PolicyError };

export function readPolicyFile(tree: Tree): PolicyFile {
  if (!tree.files.has(policyPath)) return { kind: 'absent' };
  try {
    return { kind: 'policy', policy: parsePolicy(tree.text(policyPath), policyPath) };
  } catch (error) {
    if (error instanceof PolicyError) return { kind: 'invalid', error };
    throw error;
  }
}
