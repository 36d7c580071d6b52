import type { KeyObject } from 'node:crypto';

export type AccountKind = 'User' | 'Bot' | 'Organization';

export interface Account {
  readonly id: number;
  /** As REST spells it: bots end in `[bot]`. */
  readonly login: string;
  readonly kind: AccountKind;
  readonly createdAt: Date;
}

export type PermissionLevel = 'read' | 'write' | 'admin';

/** Spelled as the API spells them: `pull_requests`. */
export type PermissionSet = Readonly<Record<string, PermissionLevel>>;

export interface App {
  readonly id: number;
  readonly slug: string;
  readonly clientId: string;
  readonly owner: Account;
  readonly bot: Account;
  readonly permissions: PermissionSet;
  readonly events: readonly string[];
  /** Whether only those who manage it may look it up. */
  readonly private: boolean;
  readonly publicKey: KeyObject;
  readonly createdAt: Date;
}

/** An App on one account. */
export interface Installation {
  readonly id: number;
  readonly app: App;
  readonly account: Account;
  readonly createdAt: Date;
  suspendedAt: Date | null;
}

export interface Team {
  readonly id: number;
  readonly slug: string;
  readonly name: string;
  readonly organization: Account;
  /** Account id → role in the team. */
  readonly members: Map<number, 'member' | 'maintainer'>;
}

/** Least first. */
export const roles = ['read', 'triage', 'write', 'maintain', 'admin'] as const;
export type Role = (typeof roles)[number];

export const hasRole = (role: Role | null, atLeast: Role): boolean =>
  role !== null && roles.indexOf(role) >= roles.indexOf(atLeast);

/** Of the addresses that stand for accounts in commits: a server's are below its own name, which here is loopback's. */
const noreplyDomain = 'users.noreply.127.0.0.1';

/** The address that stands for an account in commits. */
export const noreplyEmail = (account: Account): string => `${account.id}+${account.login}@${noreplyDomain}`;

/** The address of the account that GitHub itself commits as; anybody may write it into a commit. */
export const webFlowEmail = 'noreply@github.com';

/** The id of the account that an address stands for. */
export function accountIdIn(email: string): number | undefined {
  const [local = '', domain, ...rest] = email.split('@');
  const id = /^(?<id>\d+)\+/.exec(local)?.groups?.['id'];
  return id === undefined || domain !== noreplyDomain || rest.length > 0 ? undefined : Number(id);
}

export const sameLogin = (left: string, right: string): boolean => left.toLowerCase() === right.toLowerCase();
