import { testRule } from '../rule-test.ts';
import {
  analysisArgumentMissing,
  analysisArgumentUnknown,
  analysisTemplateMissing,
  analysisWithoutTemplates,
  analysisWithoutEnd,
} from './analysis-references.ts';
import { analysisYaml, inFolder, rolloutYaml } from './sample-rollout.ts';

const step = (args: string, reference = '{templateName: success}'): string =>
  rolloutYaml(`steps:\n  - analysis:\n      templates: [${reference}]\n      args: ${args}\n`);
const background = (args: string): string =>
  rolloutYaml(`analysis:\n  templates: [{templateName: success}]\n  args: ${args}\nsteps: [{setWeight: 50}]`);
const once = '- name: rate\n  successCondition: result[0] > 0.9\n  provider: {prometheus: {query: up}}\n';

testRule(analysisTemplateMissing, {
  fails: {
    'in a step': { files: inFolder({ 'a.yaml': step('[]') }), at: ['k8s/a.yaml:10'], says: /success in namespace api/ },
    'in the background': {
      files: inFolder({ 'a.yaml': background('[]'), 't.yaml': analysisYaml(once).replace('name: success', 'name: s') }),
      at: ['k8s/a.yaml:9'],
    },
    'before a switch': {
      files: inFolder({
        'a.yaml':
          'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: {name: r}\nspec:\n  strategy:\n    blueGreen:\n      prePromotionAnalysis: {templates: [{templateName: t}]}\n',
      }),
      at: ['k8s/a.yaml:7'],
    },
  },
  passes: {
    'a template beside it': inFolder({ 'a.yaml': step('[]'), 't.yaml': analysisYaml(once) }),
    'a template of the cluster': inFolder({ 'a.yaml': step('[]', '{templateName: success, clusterScope: true}') }),
  },
});

const withoutTemplates = rolloutYaml(
  'analysis:\n  templateName: success\n  args: [{name: x, value: y}]\nsteps: [{setWeight: 50}]',
);

testRule(analysisWithoutTemplates, {
  fails: {
    'one that is named as it was long ago': {
      files: inFolder({ 'a.yaml': withoutTemplates, 't.yaml': analysisYaml(once) }),
      at: ['k8s/a.yaml:8'],
    },
    'a step': { files: inFolder({ 'a.yaml': step('[]', '') }), at: ['k8s/a.yaml:9'] },
  },
  passes: {
    'a template': inFolder({ 'a.yaml': step('[]'), 't.yaml': analysisYaml(once) }),
    'no analysis': inFolder({ 'a.yaml': rolloutYaml('steps: [{setWeight: 50}]') }),
  },
});

const wants = analysisYaml(once, '[{name: host}, {name: port, value: "80"}]');

testRule(analysisArgumentMissing, {
  fails: {
    'in a step': {
      files: inFolder({ 'a.yaml': step('[{name: other, value: x}]'), 't.yaml': wants }),
      at: ['k8s/a.yaml:11'],
      says: /argument host that success needs/,
    },
    'in the background': {
      files: inFolder({ 'a.yaml': background('[{name: port, value: "81"}]'), 't.yaml': wants }),
      at: ['k8s/a.yaml:10'],
    },
    'given without a value': {
      files: inFolder({ 'a.yaml': step('[{name: host}]'), 't.yaml': wants }),
      at: ['k8s/a.yaml:11'],
    },
  },
  passes: {
    'a value': inFolder({ 'a.yaml': step('[{name: host, value: x}]'), 't.yaml': wants }),
    'a value from the pods': inFolder({
      'a.yaml': background('[{name: host, valueFrom: {podTemplateHashValue: Latest}}]'),
      't.yaml': wants,
    }),
    'a value that another template of the same analysis has': inFolder({
      'a.yaml': step('[]', '{templateName: success}, {templateName: more}'),
      't.yaml': wants,
      'm.yaml': analysisYaml(once.replace('rate', 'more'), '[{name: host, value: x}]').replace(
        'name: success',
        'name: more',
      ),
    }),
    'a template that is not there': inFolder({ 'a.yaml': step('[]') }),
  },
});

testRule(analysisArgumentUnknown, {
  fails: {
    'a misspelling': {
      files: inFolder({ 'a.yaml': step('[{name: host, value: x}, {name: prot, value: "81"}]'), 't.yaml': wants }),
      at: ['k8s/a.yaml:11'],
      says: /prot/,
    },
  },
  passes: {
    'known ones': inFolder({ 'a.yaml': step('[{name: host, value: x}, {name: port, value: "81"}]'), 't.yaml': wants }),
    'templates that include others': inFolder({
      'a.yaml': step('[{name: prot, value: x}]'),
      't.yaml': `${wants}  templates: [{templateName: base}]\n`,
    }),
    'no template': inFolder({ 'a.yaml': withoutTemplates }),
    'a template of the cluster': inFolder({
      'a.yaml': step('[{name: x, value: x}]', '{templateName: success, clusterScope: true}'),
    }),
  },
});

const endless = once.replace('- name: rate', '- name: rate\n  interval: 1m');

testRule(analysisWithoutEnd, {
  fails: {
    'a step that waits for it': {
      files: inFolder({ 'a.yaml': step('[]'), 't.yaml': analysisYaml(endless) }),
      at: ['k8s/t.yaml:7'],
      says: /rate has no count.*Rollout api/,
    },
    'a count of none': {
      files: inFolder({ 'a.yaml': step('[]'), 't.yaml': analysisYaml(endless.replace('1m', '1m\n  count: 0')) }),
      at: ['k8s/t.yaml:7'],
    },
  },
  passes: {
    'the background': inFolder({ 'a.yaml': background('[]'), 't.yaml': analysisYaml(endless) }),
    'a count': inFolder({ 'a.yaml': step('[]'), 't.yaml': analysisYaml(endless.replace('1m', '1m\n  count: 3')) }),
    'a count that is an argument': inFolder({
      'a.yaml': step('[]'),
      't.yaml': analysisYaml(endless.replace('1m', '1m\n  count: "{{args.count}}"'), '[{name: count, value: "3"}]'),
    }),
    'one measurement': inFolder({ 'a.yaml': step('[]'), 't.yaml': analysisYaml(once) }),
  },
});
