import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  deployedDigest,
  digestFile,
  digestPath,
  parseDigest,
  parsePolicy,
  setDigest,
  textFile,
} from '@bitvault/promotion';
import { parse } from 'yaml';
import { gitOps } from './applications.ts';
import { at, readText } from './example-files.ts';

const policy = parsePolicy(readText(`${gitOps}/promotion.yaml`));
const slots = policy.environments.flatMap((environment) =>
  [...policy.services.keys()].map((service) => ({ environment: environment.name, service })),
);

test('promotion.yaml is a policy from dev to prod', () => {
  assert.deepEqual(
    policy.environments.map(({ name, merge }) => `${name}: ${merge}`),
    ['dev: auto', 'staging: review', 'prod: gate'],
  );
  assert.equal(policy.bot, 'bitvault-promoter[bot]');
  assert.equal(policy.argocd, 'bitvault-argocd[bot]');
});

test('every service has a place for its digest in every environment, which begins empty', () => {
  assert.equal(slots.length, 9);
  for (const slot of slots) {
    const path = digestFile(policy, slot.environment, slot.service);
    const files = new Map([[path, textFile(readText(`${gitOps}/${path}`))]]);
    assert.equal(deployedDigest(files, policy, slot), null, path);
  }
});

test('a digest fits into that place, and the image there is the one that the policy verifies', () => {
  const digest = parseDigest(`sha256:${'a'.repeat(64)}`);
  for (const slot of slots) {
    const text = readText(`${gitOps}/${digestFile(policy, slot.environment, slot.service)}`);
    const edited: unknown = parse(setDigest(text, digestPath(policy, slot.environment, slot.service), digest).text);
    assert.deepEqual(at(edited, 'services', slot.service, 'image'), {
      repository: policy.services.get(slot.service)?.image,
      digest,
    });
  }
});
