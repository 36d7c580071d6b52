/** What stands around Argo CD in the written repository: who is told, who decides, what is let in. */
export const operationsFiles = [
  '.github/CODEOWNERS',
  '.github/rulesets/1-reviewed.json',
  '.github/rulesets/2-merged-by-the-gates.json',
  '.github/rulesets/3-the-bots-branches.json',
  '.github/rulesets/README.md',
  'monitoring/alertmanager.yml',
  'monitoring/prometheusrule-drift.yaml',
  'monitoring/servicemonitors.yaml',
  'policies/kyverno-release-images.yaml',
  'policies/policy-controller-release-images.yaml',
];

/** Alerts without the name that they begin with; each has a page in `docs/runbooks`. */
export const alerts = [
  'AutoSyncOff',
  'Blind',
  'CanaryAborted',
  'CanaryStuck',
  'MigrationFailed',
  'NotReconciled',
  'NotificationsFailing',
  'OutOfSync',
  'SelfHealLoop',
  'SelfHealed',
  'SyncFailed',
  'SyncStuck',
  'Unhealthy',
  'Unwatched',
];
