import { testRule, type Files } from '../rule-test.ts';
import { policyYaml } from './sample-policy.ts';
import { gateEnvironment, rollbackChoices } from './workflow-promotion.ts';

/** A workflow with one job, on line 4, that runs the action. */
const running = (action: string, job = '', top = 'permissions: {}', on = 'workflow_dispatch'): Files => ({
  '.github/workflows/a.yml': `on: ${on}
${top}
jobs:
  run:
    runs-on: ubuntu-latest
    ${job === '' ? 'timeout-minutes: 5' : job}
    steps:
      - uses: bitvault/actions/${action}@v1
`,
});
const gated = policyYaml().replace('merge: review', 'merge: gate, environment: production');
const policy = { 'promotion.yaml': gated };

testRule(gateEnvironment, {
  fails: {
    'no environment': {
      files: { ...running('prod-manual-gate'), ...policy },
      at: ['.github/workflows/a.yml:4'],
      says: /nobody is asked/,
    },
    'another environment': {
      files: { ...running('prod-manual-gate', 'environment: prod'), ...policy },
      at: ['.github/workflows/a.yml:6'],
      says: /waits for prod, and promotion\.yaml has production/,
    },
    'another environment, with an address': {
      files: { ...running('prod-manual-gate', 'environment: {name: prod, url: https://a}'), ...policy },
      at: ['.github/workflows/a.yml:6'],
    },
  },
  passes: {
    'the environment of the policy': { ...running('prod-manual-gate', 'environment: production'), ...policy },
    'an expression': { ...running('prod-manual-gate', 'environment: ${{ inputs.environment }}'), ...policy },
    'any environment, without a policy': running('prod-manual-gate', 'environment: prod'),
    'another action': { ...running('promote'), ...policy },
  },
});

const offering = (environments: string, services: string): string =>
  `\n  workflow_dispatch:\n    inputs:\n      environment: {type: choice, options: ${environments}}\n      service: {type: choice, options: ${services}}`;

testRule(rollbackChoices, {
  fails: {
    'a service that is missing, and one too many': {
      files: { ...running('rollback', '', 'permissions: {}', offering('[dev, staging]', '[api, old]')), ...policy },
      at: ['.github/workflows/a.yml:5'],
      says: /services to roll back lacks web and has old/,
    },
  },
  passes: {
    'the names of the policy': {
      ...running('rollback', '', 'permissions: {}', offering('[staging, dev]', '[web, api]')),
      ...policy,
    },
    'any text': { ...running('rollback'), ...policy },
    'another workflow': { ...running('promote', '', 'permissions: {}', offering('[x]', '[y]')), ...policy },
  },
});
