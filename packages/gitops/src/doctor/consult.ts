import type { RepositoryName, SafeguardReader, SafeguardWriter } from '@bitvault/promotion';
import { checks, type CheckCode } from './check-table.ts';
import { diagnose, type Acceptances, type Diagnosis } from './diagnosis.ts';
import { examine, type Examination } from './examine.ts';
import type { Finding, Fix } from './finding.ts';
import type { Report, Treatment } from './report/treated.ts';
import { treat } from './treat.ts';

/** GitHub as doctor needs it. */
export interface DoctorPorts {
  readonly reader: SafeguardReader;
  readonly writerFor: (repository: RepositoryName) => SafeguardWriter;
}

export interface Consultation extends Examination {
  readonly fix: boolean;
  readonly acceptances: Acceptances;
}

/**
 * Looks, and fixes what may be fixed where that was asked for: one finding at a time, and looking again after each, since
 * two of them may be of the same ruleset or environment, which is written whole.
 */
export async function consult({ reader, writerFor }: DoctorPorts, wanted: Consultation): Promise<Report> {
  const look = async () => diagnose(await examine(reader, wanted), wanted.acceptances);
  const treatments: Treatment[] = [];
  let diagnosis = await look();
  for (let next = firstSafe(diagnosis, treatments); wanted.fix && next; next = firstSafe(diagnosis, treatments)) {
    treatments.push(await treat(next, writerFor));
    diagnosis = await look();
  }
  return { ...diagnosis, treatments };
}

function firstSafe({ findings }: Diagnosis, done: readonly Treatment[]): (Finding & { readonly fix: Fix }) | undefined {
  const isDone = ({ code, repository, subject }: Finding): boolean =>
    done.some(({ finding: each }) => each.code === code && each.repository === repository && each.subject === subject);
  return findings.find((each): each is Finding & { readonly fix: Fix } => each.fix?.safe === true && !isDone(each));
}

/** `CODE: why`. Throws a `TypeError` whose message completes "must be …". */
export function parseAcceptance(line: string): readonly [CheckCode, string] {
  const [, code = '', reason = ''] = /^([a-z-]+)\s*:\s*(\S.*)$/.exec(line.trim()) ?? [];
  const known = (Object.keys(checks) as readonly CheckCode[]).find((each) => each === code);
  if (known !== undefined && reason !== '') return [known, reason];
  throw new TypeError('`CODE: REASON`, with a code as the report names it, such as `actions-any: we build our own`');
}
