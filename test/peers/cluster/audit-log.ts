import { readFileSync } from 'node:fs';
import { field } from '../../../scripts/cluster/kubernetes.ts';
import { textOf } from './application-state.ts';

/** A resource that was created, by what the API server wrote down. */
export interface Creation {
  /** Plural, as in addresses: `services`. */
  readonly resource: string;
  readonly namespace: string;
  readonly name: string;
  readonly at: Date;
}

/** What was created, in the order of it; trials (`dryRun`) and what was refused do not count. */
export function creations(auditLog: string): readonly Creation[] {
  return readFileSync(auditLog, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(
      (event) =>
        textOf(event, 'verb') === 'create' &&
        field(event, 'responseStatus', 'code') === 201 &&
        !textOf(event, 'requestURI').includes('dryRun'),
    )
    .map((event) => ({
      resource: textOf(event, 'objectRef', 'resource'),
      namespace: textOf(event, 'objectRef', 'namespace'),
      name: textOf(event, 'objectRef', 'name'),
      at: new Date(textOf(event, 'requestReceivedTimestamp')),
    }));
}
