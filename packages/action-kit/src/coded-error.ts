/**
 * What every package's own error class looks like from outside: a stable code, a message that says what was wrong
 * with which input, and what to do next. Packages define their own classes; this is the shape that `runAction` reports.
 */
export interface CodedError extends Error {
  readonly code: string;
  readonly next: string;
}

export function isCodedError(error: unknown): error is CodedError {
  return (
    error instanceof Error &&
    'code' in error &&
    typeof error.code === 'string' &&
    'next' in error &&
    typeof error.next === 'string'
  );
}

export const inputErrorCodes = {
  INPUT_MISSING: 'A required input is absent or empty.',
  INPUT_INVALID: 'An input does not have the form that it must have.',
  INPUT_DISAGREES: 'An input asks for other trust than the reviewed file that decides.',
  INPUT_UNREVIEWED: 'An input that decides whom to trust names no file of the commit that the job runs for.',
  OIDC_UNAVAILABLE: 'The job cannot get an OpenID Connect token.',
} as const;

/** Thrown when an action's inputs or its job's set-up cannot be used. */
export class InputError extends Error implements CodedError {
  override readonly name = 'InputError';
  readonly code: keyof typeof inputErrorCodes;
  readonly next: string;

  constructor(code: keyof typeof inputErrorCodes, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
  }
}
