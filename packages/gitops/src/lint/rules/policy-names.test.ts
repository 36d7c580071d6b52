import { testRule } from '../rule-test.ts';
import { environmentUnknown, policyInvalid, serviceNotPromoted } from './policy-names.ts';
import { environmentApplication, environments, policyYaml, valuesYaml } from './sample-policy.ts';

testRule(policyInvalid, {
  fails: {
    'a key that is not one': {
      files: { 'promotion.yaml': policyYaml(', helthy: [a]') },
      at: ['promotion.yaml:11'],
      says: /^environments\.staging\.helthy .*\(POLICY_KEY_UNKNOWN\)$/,
    },
    'a role that nobody has': {
      files: { 'promotion.yaml': policyYaml(', separate: [author, reviewer, approver]') },
      at: ['promotion.yaml:11'],
      says: /^environments\.staging\.separate\[2\] is approver, but there is no gate .*: set merge: gate, or remove it \(POLICY_RULE_CONFLICT\)$/,
    },
    'a value that readers take for different things': {
      files: { 'promotion.yaml': 'version: 01\n' },
      at: ['promotion.yaml:1'],
      says: /^the policy has the plain value "01", .*: put it in quotes, or/,
    },
    'YAML that is none': { files: { 'promotion.yaml': 'version: 1\nservices: [' }, at: ['promotion.yaml:2'] },
  },
  passes: { 'a policy': { 'promotion.yaml': policyYaml() }, 'no policy': { 'a.yaml': 'b: 1' } },
});

const preview = `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: previews}
spec:
  goTemplate: true
  generators:
    - pullRequest: {github: {owner: acme, repo: api}}
  template:
    metadata: {name: 'pr-{{.number}}'}
    spec:
      sources:
        - {repoURL: https://github.com/acme/gitops.git, path: k8s/dev}
        - {repoURL: https://github.com/acme/gitops.git, ref: values, helm: {valueFiles: [/envs/preview.yaml]}}
      destination: {namespace: 'pr-{{.number}}'}
`;

testRule(environmentUnknown, {
  fails: {
    'a file beside those of environments': {
      files: environments({ 'envs/qa.yaml': valuesYaml() }),
      at: ['envs/qa.yaml:1'],
      says: /is of qa/,
    },
    'one that an Application reads': {
      files: environments({
        'envs/qa.yaml': valuesYaml(),
        'apps/qa.yaml': environmentApplication('qa', ['envs/qa.yaml'], { folder: 'k8s/dev' }),
      }),
      at: ['envs/qa.yaml:1'],
    },
  },
  passes: {
    'environments of the policy': environments(),
    'values of previews': environments({ 'envs/preview.yaml': 'a: 1', 'previews.yaml': preview }),
    'files elsewhere': environments({ 'envs/qa/values.yaml': valuesYaml(), 'other/qa.yaml': 'a: 1' }),
    'files that are of no service, where each has one': environments({
      'promotion.yaml': policyYaml().replace('envs/{env}.yaml', 'envs/{env}/{service}.yaml'),
      'envs/qa/notes.yaml': 'a: 1',
    }),
  },
});

testRule(serviceNotPromoted, {
  fails: {
    'a service beside those of the policy': {
      files: environments({ 'envs/dev.yaml': `${valuesYaml()}  worker:\n    image: {digest: ""}\n` }),
      at: ['envs/dev.yaml:7'],
      says: /worker has a digest in dev/,
    },
  },
  passes: {
    'services of the policy': environments(),
    'what has no digest': environments({ 'envs/dev.yaml': `${valuesYaml()}  redis:\n    image: {tag: "7"}\n` }),
    'a path without services': environments({
      'promotion.yaml': policyYaml('', 'image.digest').replace('envs/{env}.yaml', 'envs/{env}-{service}.yaml'),
      'envs/dev-api.yaml': 'image: {digest: ""}\nother: {digest: ""}',
    }),
  },
});
