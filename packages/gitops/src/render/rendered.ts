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

/** Of what is not in the repository, or not done for one that is not trusted. */
export const outsideError = (message: string, options?: ErrorOptions): RenderError =>
  new RenderError(
    'RENDER_OUTSIDE',
    message,
    'Nothing, if that is how it has to be: it is not checked. Else keep a copy of it in the repository.',
    [],
    options,
  );

export type Rendered = readonly Resource[];
