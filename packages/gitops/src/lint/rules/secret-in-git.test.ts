import { applicationYaml, testRule } from '../rule-test.ts';
import { secretInGit } from './secret-in-git.ts';

const secret = (more: string): string => `apiVersion: v1\nkind: Secret\nmetadata: {name: api}\n${more}\n`;

testRule(secretInGit, {
  fails: {
    ...Object.fromEntries(
      [
        'repoURL: "https://bot:ghp_x@github.com/a/b"',
        'url: "https://bot:ghp_x@github.com/a/b"',
        'proxy: "http://user:hunter2@proxy:3128"',
        'insecurePassword: hunter2',
      ].map((entry) => [
        `a password in ${entry.split(':')[0]}`,
        { files: { 'a.yaml': secret(`stringData:\n  ${entry}`) }, at: ['a.yaml:5'], says: /written out/ },
      ]),
    ),
    'a password': {
      files: { 'a.yaml': secret('stringData:\n  password: hunter2') },
      at: ['a.yaml:5'],
      says: /stringData\.password/,
    },
    'a password in base64, deployed': {
      files: { 'app.yaml': applicationYaml('a', 'k8s'), 'k8s/a.yaml': secret('data:\n  password: aHVudGVyMg==') },
      at: ['k8s/a.yaml:5'],
    },
    'a key beside a certificate': {
      files: { 'a.yaml': secret('type: kubernetes.io/tls\nstringData: {tls.crt: x, tls.key: y}') },
      at: ['a.yaml:5'],
      says: /tls\.key/,
    },
    'what a kustomization makes': {
      files: {
        'app.yaml': applicationYaml('a', 'k8s'),
        'k8s/kustomization.yaml': 'secretGenerator: [{name: a, literals: [password=hunter2]}]',
      },
      at: ['k8s/kustomization.yaml:1'],
    },
  },
  passes: {
    'an address with a password that is filled in later': {
      'a.yaml': secret('stringData: {url: "https://bot:${TOKEN}@github.com/a/b"}'),
    },
    'encrypted by SOPS': { 'a.yaml': secret('stringData: {password: "ENC[AES256_GCM,data:x]"}\nsops: {mac: x}') },
    'a SealedSecret': {
      'a.yaml':
        'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: a}\nspec: {encryptedData: {password: x}}',
    },
    'an ExternalSecret': {
      'a.yaml':
        'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: a}\nspec: {data: [{secretKey: password}]}',
    },
    'the address of a repository': {
      'a.yaml': secret('stringData: {repoURL: "https://github.com/a/b", enableOCI: "true", password: "${TOKEN}"}'),
    },
    'without values': { 'a.yaml': secret('type: kubernetes.io/service-account-token') },
    'filled in later': {
      'a.yaml': secret('stringData: {a: "<path:kv/data/a#password>", b: "${PASSWORD}", c: $PASSWORD, password: ""}'),
    },
    'filled in later, in base64': { 'a.yaml': secret(`data: {a: ${Buffer.from('<path:kv/a#b>').toString('base64')}}`) },
    'a repository of Argo CD without credentials': {
      'a.yaml': secret('stringData: {type: git, url: "https://github.com/acme/gitops", project: default}'),
    },
  },
});
