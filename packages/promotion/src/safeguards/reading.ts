/** What came of asking GitHub for something. What it did not say is never taken for fine. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  /** Refused or hidden: `needs` is with what it could be read, such as `administration: read`. */
  | { readonly kind: 'unread'; readonly because: string; readonly needs: string }
  /** The plan has no such thing for this repository; `says` is GitHub's own sentence. */
  | { readonly kind: 'not-in-plan'; readonly says: string };

export const readingOf = <T>(value: T): Reading<T> => ({ kind: 'read', value });

/** The value where there is one, and otherwise what stands in for it. */
export const readOr = <T, E>(reading: Reading<T>, otherwise: E): T | E =>
  reading.kind === 'read' ? reading.value : otherwise;
