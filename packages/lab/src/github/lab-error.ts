export const gitHubLabErrorCodes = {
  SETUP_INVALID: 'The lab was asked to set up something that cannot be.',
  UNKNOWN_THING: 'The lab was asked about something that it does not have.',
} as const;

/** Thrown by the set-up API of the lab's GitHub; never an answer to a client. */
export class GitHubLabError extends Error {
  override readonly name = 'GitHubLabError';
  readonly code: keyof typeof gitHubLabErrorCodes;
  readonly next: string;

  constructor(code: keyof typeof gitHubLabErrorCodes, message: string, next: string) {
    super(message);
    this.code = code;
    this.next = next;
  }
}
