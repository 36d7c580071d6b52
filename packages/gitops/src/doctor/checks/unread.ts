import type { Reading, RepositoryName } from '@bitvault/promotion';
import type { CheckCode } from '../check-table.ts';
import type { Finding } from '../finding.ts';

type UnreadCode = Extract<CheckCode, `unread-${string}`>;

/** The finding that something was not read; nothing where it was, or where the plan has no such thing. */
export function unreadFinding(
  code: UnreadCode,
  repository: RepositoryName,
  subject: string,
  reading: Reading<unknown>,
): readonly Finding[] {
  if (reading.kind !== 'unread') return [];
  const says = `${subject} could not be read: ${reading.because}. With \`${reading.needs}\` it could`;
  return [{ code, repository, subject, says }];
}
