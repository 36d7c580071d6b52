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
  INPUT_EMPTY: 'An input is set to an expression that gave nothing, where leaving it out means something else.',
  INPUT_INVALID: 'An input does not have the form that it must have.',
  INPUT_DISAGREES: 'An input asks for other trust than the reviewed file that decides.',
  INPUT_UNREVIEWED: 'An input that decides whom to trust names no file of the commit that the job runs for.',
  TLS_UNCHECKED: 'The job has switched off that certificates of servers are checked.',
  OIDC_UNAVAILABLE: 'The job cannot get an OpenID Connect token.',
} as const;

/** Of warnings. What only reports never changes how a step ends: what was done is done, and what was refused is refused. */
export const reportErrorCodes = {
  OUTPUTS_LOST: 'Outputs could not be written; later steps find them empty.',
  SUMMARY_LOST: 'The job summary could not be made, or not be written.',
  FILES_LOST: 'Files that the step makes for later ones could not be written; the output that names them is empty.',
  LEFT_OVER: 'Temporary files of the step could not be removed.',
  ERROR_AFTERWARDS: 'Something failed when the step had already done, and reported, what it does.',
} as const;

/** A warning about a report, in the form of every failure. */
export const reportWarning = (code: keyof typeof reportErrorCodes, what: string, next: string): string =>
  `${code}: ${what}. Next: ${next}`;

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
