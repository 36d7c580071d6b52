import { testRule, type Files } from '../rule-test.ts';
import {
  environmentPassedOver,
  freezeWithoutEnd,
  lastEnvironmentUnreviewed,
  policyMisnamed,
  promotedWithoutHealth,
} from './policy-flow.ts';

/** The environments stand from line 7 on. */
const policy = (...environments: readonly string[]): Files => ({
  'promotion.yaml': `version: 1
bot: promoter[bot]
argocd: argocd[bot]
services: {api: {image: ghcr.io/acme/api, source: acme/api, workflow: .github/workflows/release.yml}}
digests: {file: "envs/{env}.yaml", path: "services.{service}.image.digest"}
environments:
${environments.map((line) => `  ${line}\n`).join('')}`,
});
const dev = 'dev: {from: build, merge: auto}';
const staging = 'staging: {from: dev, merge: review, healthy: [argocd/dev]}';
const prod = (more: string): string => `prod: {from: staging, ${more}}`;
const gated = 'merge: gate, environment: production';

testRule(policyMisnamed, {
  fails: {
    'another ending': {
      files: { 'promotion.yml': '' },
      at: ['promotion.yml:1'],
      says: /the policy is promotion\.yaml/,
    },
    'a capital, beside the policy': {
      files: { ...policy(dev), 'Promotion.yaml': '' },
      at: ['Promotion.yaml:1'],
    },
    'the plural': { files: { 'promotions.yaml': '' }, at: ['promotions.yaml:1'] },
  },
  passes: { 'the policy': policy(dev), 'a file below': { 'docs/promotion.yml': '' } },
});

testRule(lastEnvironmentUnreviewed, {
  fails: {
    'the last of three': {
      files: policy(dev, staging, prod('merge: auto, healthy: [argocd/staging]')),
      at: ['promotion.yaml:9'],
      says: /prod is the last of dev → staging → prod, and nobody decides about it/,
    },
  },
  passes: {
    'a gate': policy(dev, staging, prod(gated)),
    'a review': policy(dev, staging),
    'the only one': policy(dev),
  },
});

testRule(environmentPassedOver, {
  fails: {
    'staging beside dev': {
      files: policy(dev, 'staging: {from: build, merge: review}', prod(gated)),
      at: ['promotion.yaml:8'],
      says: /staging takes builds as soon as dev does/,
    },
  },
  passes: {
    'a chain': policy(dev, staging, prod(gated)),
    'two that are merged by themselves': policy(dev, 'qa: {from: build, merge: auto}'),
    'the only one, with a review': policy('prod: {from: build, merge: review}'),
  },
});

testRule(promotedWithoutHealth, {
  fails: {
    'neither health nor soak': {
      files: policy(dev, staging, prod(gated)),
      at: ['promotion.yaml:9'],
      says: /prod takes from staging whatever was merged there: it has no healthy and no soak/,
    },
  },
  passes: {
    health: policy(dev, staging, prod(`${gated}, healthy: [argocd/staging]`)),
    'one between': policy(dev, 'staging: {from: dev, merge: review}', prod(`${gated}, healthy: [argocd/staging]`)),
    'one that takes builds': policy(dev),
  },
});

const freeze = (...windows: readonly string[]): Files =>
  policy(dev, staging, prod(`${gated}, healthy: [argocd/staging], freeze: [${windows.join(', ')}]`));
const window = (cron: string, duration: string, timezone = 'Europe/Berlin'): string =>
  `{cron: "${cron}", duration: ${duration}, timezone: ${timezone}, reason: a}`;

testRule(freezeWithoutEnd, {
  fails: {
    'a day, every day': {
      files: freeze(window('0 0 * * *', '24h', 'UTC')),
      at: ['promotion.yaml:9'],
      says: /prod is never open/,
    },
    'a day, every day, but for the hour that clocks go back': {
      files: freeze(window('0 0 * * *', '24h')),
      at: ['promotion.yaml:9'],
      says: /prod is open for 1 hour a year/,
    },
    'two that follow each other': {
      files: freeze(window('0 6 * * *', '12h', 'UTC'), window('0 18 * * *', '12h', 'UTC')),
      at: ['promotion.yaml:9'],
    },
    'one of weeks': { files: freeze(window('0 0 * * 1', '7d', 'UTC')), at: ['promotion.yaml:9'] },
  },
  passes: {
    'a weekend': freeze(window('0 16 * * 5', '64h')),
    nights: freeze(window('0 18 * * *', '14h')),
    Christmas: freeze(window('0 0 20 12 *', '14d')),
    none: policy(dev, staging, prod(gated)),
  },
});
