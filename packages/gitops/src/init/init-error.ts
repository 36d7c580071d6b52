/** Why `init` writes nothing, or stops. */
export const initErrorCodes = {
  INIT_ANSWERS: 'One or more answers cannot be used; each has a code of its own.',
  INIT_ANSWER_MISSING: 'An answer without a default was not given.',
  INIT_ANSWER_INVALID: 'An answer does not have the form that it must have.',
  INIT_ANSWER_REPEATED: 'A name was given twice.',
  INIT_ANSWER_UNKNOWN: 'An answer names a service or an environment that the other answers do not have.',
  INIT_NAMES_COLLIDE: 'Two answers would give one name to two things in the cluster or in the repository.',
  INIT_TOO_MANY: 'There are more services than the chosen layout can hold.',
  INIT_CANCELLED: 'Somebody broke off the questions.',
  INIT_OPTION_UNKNOWN: 'The command line has an option or an argument that does not exist.',
  INIT_FOLDER_UNFIT: 'What was named is no folder, or cannot be written to.',
  INIT_FILE_DIFFERS: 'A file that would be written exists with other contents, or something stands in its way.',
  INIT_WRITE_FAILED: 'The file system did not take a file.',
} as const;

export type InitErrorCode = keyof typeof initErrorCodes;

/** One thing that is wrong; `message` is a whole sentence without a full stop. */
export interface InitProblem {
  readonly code: InitErrorCode;
  readonly message: string;
}

/** Thrown with everything that is wrong, in the order of the answers. */
export class InitError extends Error {
  override readonly name = 'InitError';
  readonly code: InitErrorCode;
  readonly next: string;
  readonly problems: readonly InitProblem[];

  constructor(
    code: InitErrorCode,
    message: string,
    next: string,
    problems: readonly InitProblem[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.code = code;
    this.next = next;
    this.problems = problems;
  }
}
