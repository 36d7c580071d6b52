/** One entry of the `errors` of a REST 422. */
export type Complaint =
  | string
  | {
      readonly resource: string;
      readonly field?: string;
      readonly code: string;
      readonly message?: string;
    };

/** The `type` of a GraphQL error. */
export type GraphQLErrorType =
  | 'NOT_FOUND'
  | 'FORBIDDEN'
  | 'UNPROCESSABLE'
  | 'STALE_DATA'
  | 'EXCESSIVE_PAGINATION'
  | 'MISSING_PAGINATION_BOUNDARIES';

/** GitHub says no: told by REST with `status`, by GraphQL with `type`. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly type: GraphQLErrorType;
  readonly errors: readonly Complaint[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    type: GraphQLErrorType,
    message: string,
    rest: { readonly errors?: readonly Complaint[]; readonly headers?: Readonly<Record<string, string>> } = {},
  ) {
    super(message);
    this.status = status;
    this.type = type;
    this.errors = rest.errors ?? [];
    this.headers = rest.headers ?? {};
  }

  /** GraphQL has no place for `errors`: they are its message. */
  get graphqlMessage(): string {
    const told = this.errors.map((each) => (typeof each === 'string' ? each : (each.message ?? each.code)));
    return told.length > 0 ? told.join(', ') : this.message;
  }
}

export const notFound = (): Refusal => new Refusal(404, 'NOT_FOUND', 'Not Found');

export const unprocessable = (message: string): Refusal => new Refusal(422, 'UNPROCESSABLE', message);

/** 422 `Unprocessable Entity` with the reason in `errors`. */
export const refusedBecause = (reason: string): Refusal =>
  new Refusal(422, 'UNPROCESSABLE', 'Unprocessable Entity', { errors: [reason] });

/** 422 `Validation Failed` about one resource. */
export const invalid = (resource: string, message: string, field?: string, code = 'custom'): Refusal =>
  new Refusal(422, 'UNPROCESSABLE', 'Validation Failed', {
    errors: [{ resource, code, message, ...(field === undefined ? {} : { field }) }],
  });

export const missingField = (resource: string, field: string): Refusal =>
  new Refusal(422, 'UNPROCESSABLE', 'Validation Failed', { errors: [{ resource, field, code: 'missing_field' }] });

/** What an App is told that lacks a permission; `accepted` such as `contents=write`. */
export const notForIntegration = (accepted: string): Refusal =>
  new Refusal(403, 'FORBIDDEN', 'Resource not accessible by integration', {
    headers: { 'x-accepted-github-permissions': accepted },
  });
