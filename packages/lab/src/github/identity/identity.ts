import type { Account, App, Installation, PermissionSet } from '../model/accounts.ts';
import type { JobRecord } from '../model/actions.ts';
import type { Repository } from '../model/repository.ts';

/** Who asks. */
export type Identity =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'user'; readonly account: Account }
  /** An App itself, by its JWT. */
  | { readonly kind: 'app'; readonly app: App }
  | {
      readonly kind: 'installation';
      readonly account: Account;
      readonly installation: Installation;
      readonly permissions: PermissionSet;
      /** Repository ids; null is all of the account's. */
      readonly repositories: ReadonlySet<number> | null;
    }
  /** A job's GITHUB_TOKEN. */
  | {
      readonly kind: 'job';
      readonly account: Account;
      readonly repository: Repository;
      readonly permissions: PermissionSet;
      readonly job: JobRecord;
    };

/** Someone who can do things: everyone but the anonymous and the App itself. */
export type Actor = Extract<Identity, { readonly account: Account }>;

export const isActor = (identity: Identity): identity is Actor =>
  identity.kind === 'user' || identity.kind === 'installation' || identity.kind === 'job';

/** What the lab's traffic shows as the one who asked. */
export function identityName(identity: Identity): string {
  switch (identity.kind) {
    case 'anonymous':
      return 'anonymous';
    case 'app':
      return `app ${identity.app.slug}`;
    case 'user':
    case 'installation':
    case 'job':
      return identity.account.login;
  }
}
