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

/** Who last changed a resource by a patch, as the client names itself: `Helm/3.22`. */
export function lastPatchBy(auditLog: string, { resource, namespace, name }: Omit<Creation, 'at'>): string {
  const patches = eventsOf(auditLog, 'patch', 200).filter(
    (event) =>
      textOf(event, 'objectRef', 'resource') === resource &&
      textOf(event, 'objectRef', 'namespace') === namespace &&
      textOf(event, 'objectRef', 'name') === name &&
      textOf(event, 'objectRef', 'subresource') === '',
  );
  return textOf(patches.at(-1), 'userAgent');
}

/** What was created, in the order of it. */
export const creations = (auditLog: string): readonly Creation[] =>
  eventsOf(auditLog, 'create', 201).map((event) => ({
    resource: textOf(event, 'objectRef', 'resource'),
    namespace: textOf(event, 'objectRef', 'namespace'),
    name: textOf(event, 'objectRef', 'name'),
    at: new Date(textOf(event, 'requestReceivedTimestamp')),
  }));

/** Trials (`dryRun`) and what was refused do not count. */
const eventsOf = (auditLog: string, verb: string, code: number): readonly unknown[] =>
  readFileSync(auditLog, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line): unknown => JSON.parse(line))
    .filter(
      (event) =>
        textOf(event, 'verb') === verb &&
        field(event, 'responseStatus', 'code') === code &&
        !textOf(event, 'requestURI').includes('dryRun'),
    );
