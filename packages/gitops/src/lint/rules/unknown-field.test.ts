import { applicationYaml, testRule } from '../rule-test.ts';
import { unknownField } from './unknown-field.ts';

const source = (...lines: readonly string[]): string => `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: services}
spec:
  generators:
    - list: {elements: [{service: api}, {service: web}]}
  template:
    metadata: {name: '{{service}}'}
    spec:
      source:
        repoURL: https://github.com/acme/gitops
        path: k8s
${lines.map((line) => `        ${line}\n`).join('')}`;

const application = (...lines: readonly string[]): string => `apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: {name: api, labels: {anything: goes}}
spec:
${lines.map((line) => `  ${line}\n`).join('')}`;

const rollout = (...lines: readonly string[]): string => `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: {name: api}
spec:
${lines.map((line) => `  ${line}\n`).join('')}`;

testRule(unknownField, {
  fails: {
    'values files beside the path': {
      files: {
        'k8s/x.yaml': '',
        'app.yaml': applicationYaml('api', 'k8s', {
          source: { repoURL: 'https://github.com/acme/gitops', path: 'k8s', valueFiles: ['a.yaml'] },
        }),
      },
      at: ['app.yaml:1'],
      says: /Application api has no field spec\.source\.valueFiles: it belongs under helm$/,
    },
    'the same in the template of a set, once': {
      files: { 'k8s/x.yaml': '', 'set.yaml': source('valueFiles: [a.yaml]') },
      at: ['set.yaml:13'],
      says: /spec\.template\.spec\.source\.valueFiles: it belongs under helm$/,
    },
    'settings of syncing one level too high, and one too low': {
      files: {
        'app.yaml': application('selfHeal: true', 'syncPolicy:', '  automated:', '    syncOptions: [PruneLast=true]'),
      },
      at: ['app.yaml:5', 'app.yaml:8'],
      says: /it belongs under syncPolicy\.automated$/,
    },
    'wrong capitals': {
      files: { 'app.yaml': application('syncPolicy:', '  automated: {selfheal: true}') },
      at: ['app.yaml:6'],
      says: /did you mean selfHeal\?$/,
      fixed: { 'app.yaml': application('syncPolicy:', '  automated: {selfHeal: true}') },
    },
    'a slip': {
      files: { 'app.yaml': application('destnation: {namespace: api}') },
      at: ['app.yaml:5'],
      says: /did you mean destination\?$/,
    },
    'an item of a list, and a Rollout that nobody deploys': {
      files: { 'x/rollout.yaml': rollout('strategy: {canary: {steps: [{setWeight: 5}, {pauze: {duration: 1m}}]}}') },
      at: ['x/rollout.yaml:5'],
      says: /spec\.strategy\.canary\.steps\[1\]\.pauze; did you mean pause\?$/,
    },
    'a field of a container': {
      files: { 'x/rollout.yaml': rollout('template: {spec: {containers: [{name: api, images: x}]}}') },
      at: ['x/rollout.yaml:5'],
      says: /spec\.template\.spec\.containers\[0\]\.images; did you mean image\?$/,
    },
    'a generator': {
      files: {
        'set.yaml': `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: previews}
spec:
  generators:
    - pullRequest:
        github: {owner: acme, repo: api}
        label: [preview]
  template: {metadata: {name: x}, spec: {project: x, destination: {}}}
`,
      },
      at: ['set.yaml:8'],
      says: /generators\[0\]\.pullRequest\.label/,
    },
  },
  passes: {
    'values files under helm': { 'k8s/x.yaml': '', 'set.yaml': source('helm: {valueFiles: [a.yaml]}') },
    'what may hold anything': {
      'set.yaml': source('helm: {valuesObject: {any: {thing: [{at: all}]}}}'),
      'app.yaml': application('source: {plugin: {parameters: [{name: x, map: {y: z}}]}}'),
      'run.yaml': rollout('strategy: {canary: {trafficRouting: {plugins: {acme/any: {thing: goes}}}}}'),
    },
    'directives of a patch': { 'patch.yaml': rollout('$patch: replace') },
    'a version or a kind without a definition': {
      'a.yaml': 'apiVersion: argoproj.io/v2\nkind: Application\nmetadata: {name: a}\nspec: {x: 1}\n',
      'b.yaml': 'apiVersion: example.com/v1\nkind: Thing\nmetadata: {name: b}\nspec: {x: 1}\n',
    },
    'keys that a template fills in': {
      'set.yaml': source().replace("name: '{{service}}'", "name: '{{service}}', labels: {'{{service}}': a}"),
    },
  },
});
