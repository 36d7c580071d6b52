import type { CommitOid, RepositoryName } from '../names.ts';
import type { EnvironmentReviewer } from '../ports.ts';
import type { Plan, Visibility } from './plans.ts';
import type { Reading } from './reading.ts';
import type { RefGuards, RulesetFacts } from './rules.ts';

/** Which refs may deploy to an environment, and so get its secrets. */
export type DeploymentRefs =
  | { readonly kind: 'any' }
  /** Branches with branch protection, which rulesets are not; every branch where none has it. */
  | { readonly kind: 'protected' }
  | {
      readonly kind: 'selected';
      readonly patterns: Reading<readonly { readonly id: number; readonly name: string; readonly tag: boolean }[]>;
    };

export interface EnvironmentFacts {
  readonly name: string;
  readonly reviewers: readonly EnvironmentReviewer[];
  readonly preventSelfReview: boolean;
  /** Undefined where GitHub does not say. */
  readonly canAdminsBypass: boolean | undefined;
  /** Minutes. */
  readonly waitTimer: number;
  readonly refs: DeploymentRefs;
  /** Names. */
  readonly secrets: Reading<readonly string[]>;
}

/** *Settings → Actions → General*. */
export interface ActionsFacts {
  readonly allowed: 'all' | 'local_only' | 'selected';
  /** Undefined where the server is too old to have it. */
  readonly shaPinning: boolean | undefined;
}

export interface TokenFacts {
  readonly defaultPermissions: 'read' | 'write';
  readonly mayApprove: boolean;
}

export type ForkFacts =
  | {
      readonly kind: 'public';
      readonly approval:
        | 'first_time_contributors_new_to_github'
        | 'first_time_contributors'
        | 'all_external_contributors';
    }
  | { readonly kind: 'private'; readonly writeTokens: boolean; readonly secrets: boolean };

export interface DeployKeyFacts {
  readonly id: number;
  readonly title: string;
  readonly mayWrite: boolean;
}

export interface OwnersError {
  readonly line: number;
  readonly message: string;
}

/** A file of the branch that was looked at; its text is null where GitHub gives none, as of a binary or a huge one. */
export interface LookedAtFile {
  readonly path: string;
  readonly text: string | null;
}

export interface FileFacts {
  readonly oid: CommitOid;
  /** `promotion.yaml`, where there is one. */
  readonly policy: LookedAtFile | null;
  /** CODEOWNERS, the first that GitHub would take. */
  readonly owners: LookedAtFile | null;
  readonly workflows: readonly LookedAtFile[];
}

/** What a repository is, and the files that its workflows and reviews follow. */
export interface LookedAtRepository {
  readonly repository: RepositoryName;
  readonly owner: { readonly kind: 'User' | 'Organization'; readonly login: string };
  readonly visibility: Visibility;
  /** Null where the token may not see it. */
  readonly plan: Plan | null;
  /** The branch that was asked for, or the default branch. */
  readonly branch: string;
  readonly files: Reading<FileFacts>;
}

/** Everything of one repository that decides whether gates can be walked round. */
export interface RepositorySafeguards extends LookedAtRepository {
  readonly ownersErrors: Reading<readonly OwnersError[]>;
  readonly environments: Reading<readonly EnvironmentFacts[]>;
  /** Ref → what guards it, for each that was asked for. */
  readonly refs: ReadonlyMap<string, RefGuards>;
  readonly rulesets: Reading<readonly RulesetFacts[]>;
  /** Branches with branch protection or rulesets. */
  readonly protectedBranches: Reading<readonly string[]>;
  readonly actions: Reading<ActionsFacts>;
  readonly token: Reading<TokenFacts>;
  readonly forks: Reading<ForkFacts>;
  readonly secrets: Reading<readonly string[]>;
  readonly organizationSecrets: Reading<readonly string[]>;
  readonly variables: Reading<readonly string[]>;
  readonly deployKeys: Reading<readonly DeployKeyFacts[]>;
}

export interface AppFacts {
  readonly id: number;
  readonly slug: string;
  /** Permission → level, as the API spells them. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** A request that changes a setting; `body` is JSON. */
export interface SettingChange {
  readonly method: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the API's address, filled in. */
  readonly path: string;
  readonly body?: Readonly<Record<string, unknown>>;
}

export interface SafeguardReader {
  /** Null where there is no such repository that the token may see. Throws GitHubError where GitHub gives no answer. */
  look(name: RepositoryName, branch: string | undefined): Promise<LookedAtRepository | null>;
  /** @param refs full refs whose guards are of interest; they need not exist. */
  safeguards(looked: LookedAtRepository, refs: readonly string[]): Promise<RepositorySafeguards>;
  /** What is in force for refs of a repository of which nothing else is of interest. */
  guards(name: RepositoryName, refs: readonly string[]): Promise<ReadonlyMap<string, RefGuards>>;
  /** The Apps of these slugs, and those installed with the owner, as far as the token may see them. */
  apps(owner: LookedAtRepository['owner'], slugs: readonly string[]): Promise<Reading<readonly AppFacts[]>>;
}

export interface SafeguardWriter {
  /** Throws GitHubError. */
  change(change: SettingChange): Promise<void>;
}
