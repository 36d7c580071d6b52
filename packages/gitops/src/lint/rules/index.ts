import type { Rule } from '../rule.ts';
import { digestPlaceMissing } from './digest-place-missing.ts';
import { hookSpelling } from './hook-spelling.ts';
import { imageNotPinned } from './image-not-pinned.ts';
import { notLookedAt, renderFailed, sourcePathMissing, toolMissing, yamlUnreadable } from './looked-at.ts';
import { suppressionInvalid, suppressionUnused } from './suppressions.ts';
import { unknownField } from './unknown-field.ts';
import { workflowTouchesCluster } from './workflow-touches-cluster.ts';

/** Every rule, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [
  yamlUnreadable,
  toolMissing,
  renderFailed,
  sourcePathMissing,
  notLookedAt,
  suppressionInvalid,
  suppressionUnused,
  unknownField,
  hookSpelling,
  imageNotPinned,
  digestPlaceMissing,
  workflowTouchesCluster,
];
