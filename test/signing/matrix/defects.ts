import type { Defect } from './defect.ts';
import { identityDefects } from './identity-defects.ts';
import { manifestDefects } from './manifest-defects.ts';
import { materialDefects } from './material-defects.ts';
import { provenanceDefects } from './provenance-defects.ts';
import { statementDefects } from './statement-defects.ts';

export const defects: readonly Defect[] = [
  ...statementDefects,
  ...identityDefects,
  ...provenanceDefects,
  ...materialDefects,
  ...manifestDefects,
];
