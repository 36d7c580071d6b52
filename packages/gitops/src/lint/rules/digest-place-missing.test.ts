import { testRule } from '../rule-test.ts';
import { digestPlaceMissing } from './digest-place-missing.ts';

const policy = `version: 1
bot: promoter[bot]
services:
  api: {image: ghcr.io/acme/api, source: acme/api, workflow: .github/workflows/release.yml}
digests:
  file: envs/{env}.yaml
  path: services.{service}.image.digest
environments:
  dev: {from: build, merge: auto}
`;

testRule(digestPlaceMissing, {
  fails: {
    'a file that is not there': {
      files: { 'promotion.yaml': policy },
      at: ['promotion.yaml:6'],
      says: /envs\/dev\.yaml/,
    },
    'a key that is not there': {
      files: { 'promotion.yaml': policy, 'envs/dev.yaml': 'services:\n  api:\n    image: {tag: x}\n' },
      at: ['envs/dev.yaml:3'],
      says: /services\.api\.image\.digest/,
    },
  },
  passes: {
    'a key without a value': {
      'promotion.yaml': policy,
      'envs/dev.yaml': 'services: {api: {image: {digest: ""}}}',
    },
    'a repository without a policy': { 'envs/dev.yaml': 'a: 1' },
  },
});
