import type { RightSets } from './rights.ts';

export const githubErrorCodes = {
  GITHUB_ADDRESS_INVALID: 'The addresses or the token of GitHub cannot be used.',
  GITHUB_UNREACHABLE: 'GitHub gave no usable answer: the network failed, or the server did.',
  GITHUB_RATE_LIMITED: 'GitHub asks to wait longer than this run may wait.',
  GITHUB_DENIED: 'The token may not do this.',
  GITHUB_NOT_FOUND: 'It does not exist, or the token may not see it.',
  GITHUB_REFUSED: 'GitHub understood the request and refused it.',
  GITHUB_REDIRECTED: 'GitHub pointed to another address, where the token is not sent.',
  GITHUB_ANSWER_INVALID: 'GitHub answered something other than what its API documents.',
  GITHUB_PARTIAL_ANSWER: 'GitHub answered only a part of what was asked.',
  GITHUB_TOO_MUCH: 'There is more than can be read, and a part will not do.',
  GITHUB_SAME_IDENTITY: 'One identity would open a pull request and approve it.',
  GITHUB_BRANCH_BLOCKED: 'The name of another branch leaves no room for one of this suite.',
  GITHUB_BRANCH_TAKEN: 'A branch of this suite carries a pull request to another base, which writing it would close.',
  GITHUB_COMMIT_UNSIGNED: 'GitHub did not sign the commit, so no gate would accept it.',
} as const;

export type GitHubErrorCode = keyof typeof githubErrorCodes;

export interface GitHubErrorDetails {
  readonly next: string;
  readonly cause?: unknown;
  /** HTTP status, where there was an answer. */
  readonly status?: number;
  /** GitHub's own words, without the token. */
  readonly answer?: string;
  /** The permission that GitHub says it asks for, as its header spells it. */
  readonly permission?: string;
  /** Milliseconds that GitHub asks to wait. */
  readonly wait?: number;
  /** Where the identity behind the token is at fault: what it may lack. */
  readonly lacks?: RightSets;
}

/** Thrown by everything that asks GitHub. Its texts never hold the token. */
export class GitHubError extends Error {
  override readonly name = 'GitHubError';
  readonly code: GitHubErrorCode;
  readonly next: string;
  readonly status: number | null;
  readonly answer: string;
  readonly permission: string | null;
  readonly wait: number | null;
  readonly lacks: RightSets | null;

  constructor(code: GitHubErrorCode, message: string, details: GitHubErrorDetails) {
    super(message, details.cause === undefined ? {} : { cause: details.cause });
    this.code = code;
    this.next = details.next;
    this.status = details.status ?? null;
    this.answer = details.answer ?? '';
    this.permission = details.permission ?? null;
    this.wait = details.wait ?? null;
    this.lacks = details.lacks ?? null;
  }
}

/** Whether the request may have taken effect although it failed: only a fresh read can tell. */
export function isUnclear(error: unknown): boolean {
  return (
    error instanceof GitHubError && (error.code === 'GITHUB_UNREACHABLE' || error.code === 'GITHUB_ANSWER_INVALID')
  );
}
