import { admissionMissesImage, admissionMissesNamespace, admissionOtherSigner } from './admission.ts';
import type { Rule } from '../rule.ts';
import { analysisEndsBeforeCanary } from './analysis-duration.ts';
import {
  analysisWithoutCondition,
  analysisPassesWithoutData,
  analysisCannotFail,
  analysisLimitsMissing,
} from './analysis-judgement.ts';
import {
  analysisTemplateMissing,
  analysisWithoutTemplates,
  analysisArgumentMissing,
  analysisArgumentUnknown,
  analysisWithoutEnd,
} from './analysis-references.ts';
import { apiVersionRemoved, clusterAdminBound } from './api-versions.ts';
import { autoscalerTargetMissing, autoscalersCompete, replicasBesideAutoscaler } from './autoscalers.ts';
import { canaryServiceMissing, canaryServiceSelector, canaryRouteIncomplete } from './canary-services.ts';
import {
  rollbackWindowMissing,
  progressDeadlineNotAborting,
  historyBelowRollbackWindow,
  canaryWithoutReadiness,
  workloadKeptBesideRollout,
  podTemplateStamped,
} from './canary-settings.ts';
import { canaryPauseWithoutEnd, canaryWithoutSteps, canaryWeightUnreachable } from './canary-steps.ts';
import { canaryWeightsHealed } from './canary-weights.ts';
import { digestNotEditable, digestFileUnread, digestNotRendered, serviceImageDiffers } from './digest-use.ts';
import { disruptionBudgetSelectsNothing, disruptionBudgetBlocks } from './disruption-budgets.ts';
import { environmentsShareNamespace, resourceInOtherEnvironment } from './environment-namespaces.ts';
import { movingTagBesideDigest, imageOfNoService } from './images.ts';
import {
  notificationTriggerUnknown,
  notificationTemplateMissing,
  statusSentOnce,
  statusOncePerRevision,
  statusNeverRepeated,
  statusLabelShared,
  statusOfSeveralSources,
  deploymentMergesItself,
  notificationSecretInClear,
} from './notifications.ts';
import { holdBroken } from './holds.ts';
import {
  healthOfNoApplication,
  healthNotPosted,
  healthUnsubscribed,
  healthOfWrongEnvironment,
  healthIncomplete,
} from './policy-health.ts';
import {
  policyMisnamed,
  lastEnvironmentUnreviewed,
  environmentPassedOver,
  promotedWithoutHealth,
  freezeWithoutEnd,
} from './policy-flow.ts';
import { policyInvalid, environmentUnknown, serviceNotPromoted } from './policy-names.ts';
import { secretInGit } from './secret-in-git.ts';
import { unreviewedTrust } from './unreviewed-trust.ts';
import { valuesFileUnread, valuesFileNowhere, valuesFileOutside, valuesFileRepeated } from './values-files.ts';
import { concurrencyBeforeCondition, promoteWithoutConcurrency } from './workflow-concurrency.ts';
import { gateEnvironment, rollbackChoices } from './workflow-promotion.ts';
import {
  workflowPermissions,
  actionNotPinned,
  workflowScriptInjection,
  workflowSecretInScript,
  workflowRunsPullRequest,
  workflowPushesMain,
} from './workflow-rights.ts';

/** What concerns canaries, promotion, what is told to GitHub, workflows, and what is deployed at all. */
export const deliveryRules: readonly Rule[] = [
  canaryPauseWithoutEnd,
  canaryWithoutSteps,
  canaryWeightUnreachable,
  canaryServiceMissing,
  canaryServiceSelector,
  canaryRouteIncomplete,
  canaryWeightsHealed,
  rollbackWindowMissing,
  progressDeadlineNotAborting,
  historyBelowRollbackWindow,
  canaryWithoutReadiness,
  workloadKeptBesideRollout,
  podTemplateStamped,
  analysisTemplateMissing,
  analysisWithoutTemplates,
  analysisArgumentMissing,
  analysisArgumentUnknown,
  analysisWithoutEnd,
  analysisEndsBeforeCanary,
  analysisWithoutCondition,
  analysisPassesWithoutData,
  analysisCannotFail,
  analysisLimitsMissing,
  autoscalerTargetMissing,
  autoscalersCompete,
  replicasBesideAutoscaler,
  disruptionBudgetSelectsNothing,
  disruptionBudgetBlocks,
  policyInvalid,
  policyMisnamed,
  lastEnvironmentUnreviewed,
  environmentPassedOver,
  promotedWithoutHealth,
  freezeWithoutEnd,
  environmentUnknown,
  serviceNotPromoted,
  holdBroken,
  healthOfNoApplication,
  healthNotPosted,
  healthUnsubscribed,
  healthOfWrongEnvironment,
  healthIncomplete,
  digestNotEditable,
  digestFileUnread,
  digestNotRendered,
  serviceImageDiffers,
  valuesFileUnread,
  valuesFileNowhere,
  valuesFileOutside,
  valuesFileRepeated,
  movingTagBesideDigest,
  imageOfNoService,
  environmentsShareNamespace,
  resourceInOtherEnvironment,
  admissionMissesImage,
  admissionOtherSigner,
  admissionMissesNamespace,
  notificationTriggerUnknown,
  notificationTemplateMissing,
  statusSentOnce,
  statusOncePerRevision,
  statusNeverRepeated,
  statusLabelShared,
  statusOfSeveralSources,
  deploymentMergesItself,
  notificationSecretInClear,
  workflowPermissions,
  actionNotPinned,
  workflowScriptInjection,
  workflowSecretInScript,
  workflowRunsPullRequest,
  workflowPushesMain,
  unreviewedTrust,
  gateEnvironment,
  promoteWithoutConcurrency,
  concurrencyBeforeCondition,
  rollbackChoices,
  secretInGit,
  apiVersionRemoved,
  clusterAdminBound,
];
