export const runnerErrorCodes = {
  WORKFLOW_INVALID: 'A workflow file is not valid.',
  WORKFLOW_UNSUPPORTED: 'A workflow file uses something that the lab does not do.',
  ACTION_UNAVAILABLE: 'A step uses an action that the lab does not have.',
  ACTION_INVALID: 'The metadata of an action cannot be used.',
  EXPRESSION_INVALID: 'An expression cannot be parsed or evaluated.',
  RUN_UNKNOWN: 'There is no run with this id.',
} as const;

/** Thrown by the lab's runner; inside a run it ends the job or the run with this message. */
export class RunnerError extends Error {
  override readonly name = 'RunnerError';
  readonly code: keyof typeof runnerErrorCodes;
  readonly next: string;

  constructor(code: keyof typeof runnerErrorCodes, message: string, next: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
  }
}

/** One line for the record of a run: what was thrown, and what that was caused by. */
export function describeError(error: unknown): string {
  const links: string[] = [];
  for (
    let link = error;
    link !== undefined && links.length < 4;
    link = link instanceof Error ? link.cause : undefined
  ) {
    links.push(describeLink(link));
  }
  return links.join(' ← ');
}

function describeLink(link: unknown): string {
  if (link instanceof RunnerError) return `${link.code}: ${link.message}. Next: ${link.next}`;
  return link instanceof Error ? `${link.name}: ${link.message}` : 'a value that is no Error was thrown';
}
