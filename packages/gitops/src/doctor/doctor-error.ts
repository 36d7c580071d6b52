/** Why doctor cannot answer at all. */
export const doctorErrorCodes = {
  DOCTOR_REPOSITORY_UNSEEN: 'The GitOps repository does not exist, or the token may not see it.',
  DOCTOR_POLICY_MISSING: 'The repository has no promotion.yaml that can be read.',
  DOCTOR_FINDINGS: 'There are findings of a severity that fails the step.',
  DOCTOR_OUTPUT_UNWRITABLE: 'The file for the result cannot be written.',
  DOCTOR_USAGE: 'The command was called in a way that it does not know.',
} as const;

export type DoctorErrorCode = keyof typeof doctorErrorCodes;

export class DoctorError extends Error {
  override readonly name = 'DoctorError';
  readonly code: DoctorErrorCode;
  readonly next: string;

  constructor(code: DoctorErrorCode, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
  }
}
