import type { SettingChange } from '@bitvault/promotion';
import { isUnread, type Diagnosis } from '../diagnosis.ts';
import type { Finding } from '../finding.ts';

/** What `--fix` has done. */
export interface Treatment {
  readonly finding: Finding;
  readonly changes: readonly SettingChange[];
  /** Why it could not be done; null where it was. */
  readonly failure: string | null;
}

/** What a report shows. */
export interface Report extends Diagnosis {
  readonly treatments: readonly Treatment[];
}

const page = 'https://github.com/bitvault/actions/blob/v1/doctor/README.md';

/** Where each code is described. */
export const pageOf = (code: string): string => `${page}#${code}`;

export const unreadOf = ({ findings }: Diagnosis): readonly Finding[] => findings.filter(isUnread);
export const holesOf = ({ findings }: Diagnosis): readonly Finding[] => findings.filter((each) => !isUnread(each));

/** The request as somebody would send it with GitHub's own command. */
export function commandOf({ method, path, body }: SettingChange): string {
  const request = `gh api --method ${method} ${quoted(path)}`;
  return body === undefined ? request : `${request} --input - <<< ${quoted(JSON.stringify(body))}`;
}

/** For a shell, where it needs to be. */
const quoted = (text: string): string =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`;

/** The emphasis of a remedy is Markdown, which a terminal does not show. */
export const plain = (text: string): string => text.replaceAll('*', '').replaceAll('`', '');
