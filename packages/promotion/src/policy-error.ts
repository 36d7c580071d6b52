/** Why `promotion.yaml` is not followed. */
export const policyErrorCodes = {
  POLICY_INVALID: 'The policy has one or more problems, each with a code of its own.',
  POLICY_YAML:
    'The policy is not one plain YAML document: its YAML is invalid, or it uses anchors, aliases, tags or several documents.',
  POLICY_KEY_UNKNOWN: 'The policy has a key that does not exist.',
  POLICY_KEY_MISSING: 'The policy lacks a key that it must have.',
  POLICY_KEY_RESERVED: 'A key of the policy has a name that JavaScript gives a meaning to.',
  POLICY_VALUE_INVALID: 'A value of the policy does not have the form that it must have.',
  POLICY_APP_SHARED: 'One App proposes promotions and reports the health that they wait for.',
  POLICY_IMAGE_REPEATED: 'Two services have the same image.',
  POLICY_UPSTREAM_UNKNOWN: 'An environment follows one that does not exist.',
  POLICY_CYCLE: 'Environments follow each other in a circle, so that nothing could ever reach them.',
  POLICY_RULE_CONFLICT: 'Two settings of an environment do not go together.',
  POLICY_SLOTS_COLLIDE: 'Two digests would stand in one place, or in a file that belongs to something else.',
  POLICY_ENVIRONMENT_UNKNOWN: 'An environment was asked for that the policy does not have.',
  POLICY_SERVICE_UNKNOWN: 'A service was asked for that the policy does not have.',
} as const;

export type PolicyErrorCode = keyof typeof policyErrorCodes;

/** One thing that is wrong; line and column are one-based. */
export interface PolicyProblem {
  readonly code: PolicyErrorCode;
  /** Whole: file, line, column, path, what is wrong and what is expected. */
  readonly message: string;
  readonly line: number;
  readonly column: number;
  /** Keys from the root of the policy, such as `environments.prod.freeze[0].cron`; empty for the file itself. */
  readonly path: string;
}

/** Thrown with every problem of a policy, in the order of its lines. */
export class PolicyError extends Error {
  override readonly name = 'PolicyError';
  readonly code: PolicyErrorCode;
  readonly next: string;
  readonly problems: readonly PolicyProblem[];

  constructor(code: PolicyErrorCode, message: string, next: string, problems: readonly PolicyProblem[] = []) {
    super(message);
    this.code = code;
    this.next = next;
    this.problems = problems;
  }
}
