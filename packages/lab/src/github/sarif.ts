import { isRecord, type Json } from './rest/body-reader.ts';

/**
 * Reads a SARIF 2.1.0 log, so far as code scanning needs it: runs, each of a named tool and with results.
 *
 * @throws Error that says what is missing
 */
export function readSarif(text: string): Json & { readonly runs: readonly Json[] } {
  const log: unknown = JSON.parse(text);
  if (!isRecord(log) || log['version'] !== '2.1.0') throw new Error('it is no SARIF of version 2.1.0');
  const runs: unknown = log['runs'];
  if (!Array.isArray(runs) || !runs.every(isRecord)) throw new Error('it has no list of runs');
  for (const [index, run] of runs.entries()) {
    const driver = isRecord(run['tool']) ? run['tool']['driver'] : undefined;
    if (!isRecord(driver) || typeof driver['name'] !== 'string') throw new Error(`runs[${index}] names no tool`);
    if (!Array.isArray(run['results'])) throw new Error(`runs[${index}] has no results`);
  }
  return { ...log, runs };
}
