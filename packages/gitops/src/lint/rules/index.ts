import type { Rule } from '../rule.ts';
import { matrixChildren, setDeletesServices, setMissingKey, setRepeatsName } from './application-sets.ts';
import {
  driftKept,
  emptyAllowed,
  hooksAlone,
  retryKeepsRevision,
  retryWithoutLimit,
  syncByHand,
} from './automation.ts';
import { canaryAppliedAgain, canaryBeforeLastWave, canaryBeforePostSync } from './canary.ts';
import { deliveryRules } from './delivery-rules.ts';
import { digestPlaceMissing } from './digest-place-missing.ts';
import { hookSpelling } from './hook-spelling.ts';
import {
  generatedName,
  hookDeletePolicyUnknown,
  hookDoesNotEnd,
  hookNotReplaced,
  hookPhasesDiffer,
  hookWithoutDeadline,
} from './hooks.ts';
import { everythingIgnored, ignoredAndApplied, ignoredListFrozen, imageIgnored } from './ignored-differences.ts';
import { imageNotPinned } from './image-not-pinned.ts';
import { jobComesBack, jobNotReplaceable } from './jobs.ts';
import { keyRepeated, notLookedAt, renderFailed, sourcePathMissing, toolMissing, yamlUnreadable } from './looked-at.ts';
import { metadataNotText } from './metadata-texts.ts';
import { hookNeedsLaterPhase, neededInLaterWave } from './needed-later.ts';
import { ownedTwice, repeatedResource } from './owners.ts';
import {
  previewLeavesNamespace,
  previewOfEveryPull,
  previewPollsSlowly,
  previewReachesEnvironment,
  previewStays,
  previewWithoutNamespace,
} from './previews.ts';
import {
  projectDefault,
  projectForbidsDestination,
  projectForbidsKind,
  projectForbidsSource,
  projectMissing,
  projectWildcard,
} from './projects.ts';
import { environmentsOnBranches, foreignRevisionFloats, revisionHead, sourceBesideSources } from './revisions.ts';
import { suppressionInvalid, suppressionUnused } from './suppressions.ts';
import { namespaceMetadataUnused, pruningDisabled, replacesEverything, syncOptionUnknown } from './sync-options.ts';
import { unknownField } from './unknown-field.ts';
import { rightsAfterWorkload, waveNotInteger, waveOverridden } from './wave.ts';
import { unreviewedTrust } from './unreviewed-trust.ts';
import {
  actionNotPinned,
  workflowPermissions,
  workflowRunsPullRequest,
  workflowScriptInjection,
  workflowSecretInScript,
} from './workflow-rights.ts';
import { workflowTouchesCluster } from './workflow-touches-cluster.ts';

/** What concerns Applications, their syncs, and what is in a sync. */
const applicationRules: readonly Rule[] = [
  metadataNotText,
  waveNotInteger,
  waveOverridden,
  neededInLaterWave,
  hookNeedsLaterPhase,
  rightsAfterWorkload,
  canaryBeforeLastWave,
  canaryBeforePostSync,
  canaryAppliedAgain,
  hookNotReplaced,
  hookDeletePolicyUnknown,
  hookPhasesDiffer,
  hookDoesNotEnd,
  hookWithoutDeadline,
  generatedName,
  jobNotReplaceable,
  jobComesBack,
  syncOptionUnknown,
  replacesEverything,
  pruningDisabled,
  namespaceMetadataUnused,
  syncByHand,
  driftKept,
  emptyAllowed,
  hooksAlone,
  retryKeepsRevision,
  retryWithoutLimit,
  sourceBesideSources,
  environmentsOnBranches,
  revisionHead,
  foreignRevisionFloats,
  imageIgnored,
  everythingIgnored,
  ignoredAndApplied,
  ignoredListFrozen,
  ownedTwice,
  repeatedResource,
  projectMissing,
  projectDefault,
  projectWildcard,
  projectForbidsSource,
  projectForbidsDestination,
  projectForbidsKind,
  setMissingKey,
  setDeletesServices,
  setRepeatsName,
  matrixChildren,
  previewOfEveryPull,
  previewPollsSlowly,
  previewStays,
  previewLeavesNamespace,
  previewWithoutNamespace,
  previewReachesEnvironment,
];

/** Every rule, in the order in which the documentation lists them. */
export const rules: readonly Rule[] = [
  yamlUnreadable,
  keyRepeated,
  toolMissing,
  renderFailed,
  sourcePathMissing,
  notLookedAt,
  suppressionInvalid,
  suppressionUnused,
  unknownField,
  ...applicationRules,
  hookSpelling,
  imageNotPinned,
  digestPlaceMissing,
  workflowTouchesCluster,
  ...deliveryRules,
];

/** Those that say something of a repository that images are built from, where there is no Application. */
export const sourceRules: readonly Rule[] = [
  yamlUnreadable,
  keyRepeated,
  suppressionInvalid,
  suppressionUnused,
  workflowPermissions,
  actionNotPinned,
  workflowScriptInjection,
  workflowSecretInScript,
  workflowRunsPullRequest,
  unreviewedTrust,
];
