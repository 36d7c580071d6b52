/** Why the linter cannot answer at all. */
export const lintRunErrorCodes = {
  LINT_PATH_MISSING: 'The folder that is to be checked does not exist.',
  LINT_PATH_UNREADABLE: 'A file or folder of the repository may not be read.',
  LINT_NO_APPLICATION: 'The folder has no Application and no ApplicationSet in it.',
  LINT_SETTINGS_INVALID: 'The file .lint-gitops.yaml has problems.',
  LINT_BASE_MISSING:
    'What a change is to be merged onto is not in the checkout, so that the settings cannot be read there.',
  LINT_RULE_UNKNOWN: 'A rule was asked for that does not exist.',
  LINT_FINDINGS: 'The repository has findings of a severity that fails the step.',
  LINT_OUTPUT_UNWRITABLE: 'The file for the result cannot be written.',
  LINT_USAGE: 'The command was called in a way that it does not know.',
} as const;

export type LintRunErrorCode = keyof typeof lintRunErrorCodes;

export class LintError extends Error {
  override readonly name = 'LintError';
  readonly code: LintRunErrorCode;
  readonly next: string;

  constructor(code: LintRunErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
  }
}
