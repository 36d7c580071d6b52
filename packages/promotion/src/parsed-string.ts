import * as v from 'valibot';

/**
 * A schema of strings that `parse` takes apart. `expected` and the messages of the `TypeError`s that `parse` throws
 * complete "must be …".
 */
export function parsedString<T>(parse: (raw: string) => T, expected: string, description: string) {
  return v.pipe(
    v.string(expected),
    // Before the transformation, since a JSON Schema of what is written ends there.
    v.description(description),
    v.rawTransform<string, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return parse(dataset.value);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        addIssue({ message: error.message });
        return NEVER;
      }
    }),
  );
}

/** A schema of strings that `parse` accepts, and that stay as they are. */
export function acceptedString(parse: (raw: string) => unknown, expected: string) {
  return v.pipe(
    v.string(expected),
    v.rawCheck<string>(({ dataset, addIssue }) => {
      try {
        if (dataset.typed) parse(dataset.value);
      } catch (error) {
        if (!(error instanceof TypeError)) throw error;
        addIssue({ message: error.message });
      }
    }),
  );
}
