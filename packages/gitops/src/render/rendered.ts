import type { Resource } from '../repository/resource.ts';
import type { ProblemCode } from '../repository/problem.ts';
import type { FieldPath } from '../yaml/location.ts';

/** Why a source was not rendered; the place is told by whoever knows the Application. */
export class RenderError extends Error {
  override readonly name = 'RenderError';
  readonly code: ProblemCode;
  readonly next: string;
  /** From the root of the Application's source. */
  readonly field: FieldPath;

  constructor(code: ProblemCode, message: string, next: string, field: FieldPath = [], options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.next = next;
    this.field = field;
  }
}

export type Rendered = readonly Resource[];
