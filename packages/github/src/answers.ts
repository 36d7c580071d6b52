import { parseCommitOid, type Account, type CommitOid } from '@bitvault/promotion';
import * as v from 'valibot';

/** A string that `parse` accepts; its TypeError becomes the schema's issue. */
function parsedString<T>(parse: (raw: string) => T) {
  return v.pipe(
    v.string(),
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
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

export const commitOid: v.GenericSchema<unknown, CommitOid> = parsedString(parseCommitOid);

/** GraphQL's `DateTime` and REST's timestamps, both ISO 8601. */
export const timestamp = v.pipe(
  v.string(),
  v.isoTimestamp(),
  v.transform((text) => new Date(text)),
);

const accountKind = v.picklist(['User', 'Bot', 'Organization', 'Mannequin', 'EnterpriseUserAccount']);

/** GraphQL leaves out the `[bot]` with which REST ends the logins of Apps. */
function restLogin(kind: Account['kind'], login: string): string {
  return kind === 'Bot' && !login.endsWith('[bot]') ? `${login}[bot]` : login;
}

/** Selected as `{__typename login}`; null for an account that is gone. */
export const account = v.nullable(
  v.pipe(
    v.object({ __typename: accountKind, login: v.string() }),
    v.transform(({ __typename: kind, login }): Account => ({ kind, login: restLogin(kind, login) })),
  ),
);

/** Null and absent alike: GitHub leaves out some of what it has no value for. */
export const absent = v.nullish(v.unknown());

/** Git knows no parts of seconds. */
export const wholeSeconds = (date: Date): string => date.toISOString().replace(/\.\d+Z$/, 'Z');
