import type { RepositoryName, SafeguardWriter } from '@bitvault/promotion';
import type { Finding, Fix } from './finding.ts';
import type { Treatment } from './report/treated.ts';

/** Carries out the requests of one finding, in their order, up to the first that is refused. */
export async function treat(
  finding: Finding & { readonly fix: Fix },
  writerFor: (repository: RepositoryName) => SafeguardWriter,
): Promise<Treatment> {
  const { changes } = finding.fix;
  const writer = writerFor(finding.repository);
  try {
    for (const change of changes) await writer.change(change);
    return { finding, changes, failure: null };
  } catch (error) {
    return { finding, changes, failure: refusal(error) };
  }
}

/** Only what was refused: anything else is a defect and stays one. */
function refusal(error: unknown): string {
  if (error instanceof Error && 'code' in error && 'next' in error)
    return `${error.message}. Next: ${String(error.next)}`;
  throw error;
}
