import type { Reading } from './reading.ts';

/** Where a rule comes from. */
export type RuleSource =
  | {
      readonly kind: 'ruleset';
      readonly id: number;
      readonly name: string;
      /** Whose settings have it. */
      readonly level: 'repository' | 'organization' | 'enterprise';
    }
  | { readonly kind: 'protection' };

export type Rule =
  /** Keeps everybody who is not let through from making, moving or deleting the ref, or from moving it backwards. */
  | { readonly kind: 'creation' | 'update' | 'deletion' | 'force-push' }
  | {
      readonly kind: 'review';
      readonly approvals: number;
      readonly codeOwners: boolean;
      readonly dismissesStale: boolean;
      /** Whoever pushed last does not count. */
      readonly lastPush: boolean;
    }
  | { readonly kind: 'checks'; readonly checks: readonly RequiredCheck[] };

export type RuleKind = Rule['kind'];

export interface RequiredCheck {
  readonly context: string;
  /** Number of the App that must report it; null where anybody may. */
  readonly app: number | null;
}

export interface BypassActor {
  readonly kind: 'app' | 'team' | 'user' | 'role' | 'organization-owner' | 'deploy-key';
  readonly id: number | null;
  /** Slug or login, where GitHub told it. */
  readonly name: string | null;
  /** On pull requests only, or whatever they do. */
  readonly mode: 'always' | 'pull-request';
}

/** One rule that is in force for a ref, and who is let through. */
export interface Guard {
  readonly source: RuleSource;
  readonly rule: Rule;
  readonly bypass: Reading<readonly BypassActor[]>;
}

/** What is in force for one ref: rulesets and branch protection layer, and the most restrictive version applies. */
export interface RefGuards {
  readonly rulesets: Reading<readonly Guard[]>;
  /** Empty where the branch is not protected, and for tags. */
  readonly protection: Reading<readonly Guard[]>;
}

/** A ruleset as it is written, in force or not. */
export interface RulesetFacts {
  readonly source: Extract<RuleSource, { readonly kind: 'ruleset' }>;
  readonly target: string;
  readonly enforcement: string;
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  /** As GitHub's API has them, to be sent back with a change. */
  readonly rules: readonly Readonly<Record<string, unknown>>[];
}
