import assert from 'node:assert/strict';

/** A reader of text that comes from outside. */
export interface TextReader {
  /** Texts that it takes, to be spoilt. */
  readonly honest: readonly string[];
  /**
   * Reads, and asserts of what it takes that it says the same when it is written and read again, where that can be.
   * Throws errors with a code; or, where `completes` says so, a `TypeError` whose message completes "must be …".
   */
  readonly read: (text: string) => unknown;
  readonly completes?: 'must be';
}

export const mustBe = (read: (text: string) => unknown, ...honest: readonly string[]): TextReader => ({
  honest,
  read,
  completes: 'must be',
});

/** What a name is, it is in full: nothing is cut off, folded or taken away. */
export const name = (parse: (text: string) => string, ...honest: readonly string[]): TextReader =>
  mustBe((text) => assert.equal(parse(text), text), ...honest);
