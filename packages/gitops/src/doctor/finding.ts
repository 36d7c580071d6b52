import type { RepositoryName, SettingChange } from '@bitvault/promotion';
import type { Severity } from './check.ts';
import { checkOf, type CheckCode } from './check-table.ts';

/** A hole that was found, or something that could not be read. */
export interface Finding {
  readonly code: CheckCode;
  readonly repository: RepositoryName;
  /** What it was found at: `environment production`, `ruleset Reviewed`. */
  readonly subject: string;
  /** One sentence without a full stop: what is so here, with names as GitHub has them. */
  readonly says: string;
  /** Where it differs from the check's. */
  readonly severity?: Severity;
  /** Where on GitHub's pages it is set. */
  readonly setting?: string;
  readonly at?: Place;
  readonly fix?: Fix;
}

export interface Place {
  readonly file: string;
  /** One-based. */
  readonly line: number;
  readonly column: number;
}

export interface Fix {
  /** Requests that set it right, in this order; a text in angle brackets is to be filled in. */
  readonly changes: readonly SettingChange[];
  /** Whether it takes nothing from anybody but the hole, and does no harm when it is done twice. */
  readonly safe: boolean;
}

export const severityOf = ({ code, severity }: Finding): Severity => severity ?? checkOf(code).severity;
