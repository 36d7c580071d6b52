import { applicationYaml, testRule } from '../rule-test.ts';
import { namespaceMetadataUnused, pruningDisabled, replacesEverything, syncOptionUnknown } from './sync-options.ts';

const application = (...policy: readonly string[]) => ({
  'k8s/x.yaml': '',
  'app.yaml': `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api}
spec:
  source: {repoURL: https://github.com/acme/gitops, path: k8s}
  syncPolicy:
${policy.map((line) => `    ${line}\n`).join('')}`,
});
const options = (...list: readonly string[]) => application('syncOptions:', ...list.map((item) => `  - ${item}`));
const annotated = (list: string) => ({
  'app.yaml': applicationYaml('api', 'k8s'),
  'k8s/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
  annotations:
    argocd.argoproj.io/sync-options: ${list}
`,
});

testRule(syncOptionUnknown, {
  fails: {
    'wrong capitals': {
      files: options('PruneLast=true', 'createNamespace=true'),
      at: ['app.yaml:9'],
      says: /^Application api has the sync option "createNamespace=true", .*did you mean CreateNamespace=true\?$/,
      fixed: options('PruneLast=true', 'CreateNamespace=true'),
    },
    'spaces, and a value in capitals': {
      files: options('ApplyOutOfSyncOnly = true', 'ServerSideApply=True'),
      at: ['app.yaml:8', 'app.yaml:9'],
      fixed: options('ApplyOutOfSyncOnly=true', 'ServerSideApply=true'),
    },
    'a value that means nothing': {
      files: options('PrunePropagationPolicy=front'),
      at: ['app.yaml:8'],
      says: /which Argo CD does not read$/,
    },
    'one that counts only in an annotation': {
      files: options('Force=true'),
      at: ['app.yaml:8'],
      says: /only in the annotation of a resource/,
    },
    'one that counts only for an Application': {
      files: annotated('Prune=false,ApplyOutOfSyncOnly=true'),
      at: ['k8s/a.yaml:6'],
      says: /only for a whole Application/,
    },
    'a slip in an annotation': {
      files: annotated('prune=false'),
      at: ['k8s/a.yaml:6'],
      fixed: { 'k8s/a.yaml': annotated('Prune=false')['k8s/a.yaml'] },
    },
  },
  passes: {
    'all that there are for an Application': options(
      'Validate=false',
      'CreateNamespace=true',
      'PrunePropagationPolicy=foreground',
      'Prune=confirm',
      'FailOnSharedResource=true',
      'ClientSideApplyMigration=false',
      'SkipDryRunOnMissingResource=true',
    ),
    'those of a resource': annotated('"Force=true, Replace=true,Delete=confirm,Prune=false"'),
  },
});

testRule(replacesEverything, {
  fails: { 'an Application that does': { files: options('Replace=true'), at: ['app.yaml:8'] } },
  passes: { 'one that does not': options('Replace=false'), 'one resource that does': annotated('Replace=true') },
});

testRule(pruningDisabled, {
  fails: { 'an Application that keeps everything': { files: options('Prune=false'), at: ['app.yaml:8'] } },
  passes: { 'one that asks first': options('Prune=confirm'), 'one resource that is kept': annotated('Prune=false') },
});

testRule(namespaceMetadataUnused, {
  fails: {
    'labels without the option': {
      files: application('managedNamespaceMetadata: {labels: {a: b}}'),
      at: ['app.yaml:7'],
    },
  },
  passes: {
    'labels with the option': application(
      'managedNamespaceMetadata: {labels: {a: b}}',
      'syncOptions: [CreateNamespace=true]',
    ),
  },
});
