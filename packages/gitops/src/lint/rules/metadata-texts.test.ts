import { applicationYaml, testRule } from '../rule-test.ts';
import { metadataNotText } from './metadata-texts.ts';

const file = (...lines: readonly string[]) => ({
  'app.yaml': applicationYaml('api', 'k8s'),
  'k8s/a.yaml': `apiVersion: v1
kind: ConfigMap
metadata:
  name: a
${lines.map((line) => `  ${line}\n`).join('')}`,
});

testRule(metadataNotText, {
  fails: {
    'a number and a boolean': {
      files: file('annotations:', '  argocd.argoproj.io/sync-wave: 1', 'labels:', '  istio-injection: true'),
      at: ['k8s/a.yaml:6', 'k8s/a.yaml:8'],
      says: /sync-wave as the number 1, and not as a text$/,
      fixed: file('annotations:', '  argocd.argoproj.io/sync-wave: "1"', 'labels:', '  istio-injection: "true"'),
    },
    'a version, whose text is not known': { files: file('labels: {version: 1.10}'), at: ['k8s/a.yaml:5'] },
    'a mapping': { files: file('annotations: {a: {b: c}}'), at: ['k8s/a.yaml:5'], says: /a as a mapping/ },
  },
  passes: {
    texts: file('annotations: {a: "1", b: text, c: ""}'),
    'no value at all': file('annotations: {a: }', 'labels:'),
    'what no Application deploys': { 'other/a.yaml': file('labels: {a: 1}')['k8s/a.yaml'] },
  },
});
