/** Keys and indices from the root of a document down to one value. */
export type FieldPath = readonly (string | number)[];

/** One-based; columns in UTF-16 units, as editors count. */
export interface Location {
  /** Path from the root of the repository, with forward slashes. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Replaces the UTF-16 units from `start` to `end` of a file. */
export interface TextEdit {
  readonly file: string;
  readonly start: number;
  readonly end: number;
  readonly text: string;
}
