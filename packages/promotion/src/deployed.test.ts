import assert from 'node:assert/strict';
import { test } from 'node:test';
import { textFile } from './blob.ts';
import { deployedDigest, digestAt } from './deployed.ts';
import * as sample from './sample-state.ts';

const { api, web, staging, digest, policy, stateOf } = sample;
const path = ['services', 'api', 'digest'];

test('a place that is there but empty is told apart from none', () => {
  assert.equal(digestAt(`services: {api: {digest: "${digest(1)}"}}`, path), digest(1));
  assert.equal(digestAt('services: {api: {digest: ""}}', path), null);
  assert.equal(digestAt('services: {api: {tag: x}}', path), undefined);
  assert.equal(digestAt('', path), undefined);
});

test('a text that cannot be read is no place without a digest', () => {
  assert.throws(() => digestAt('services: [', path), { code: 'YAML_INVALID' });
  assert.throws(() => digestAt('services: {api: {digest: latest}}', path), { code: 'YAML_NOT_DIGEST' });
  assert.throws(() => digestAt('services: {api: {digest: {}}}', path), { code: 'YAML_NOT_SCALAR' });
});

test('a slot deploys what the file of its environment says', () => {
  const { files } = stateOf({ staging: { api: digest(2), web: null } }).base;
  assert.equal(deployedDigest(files, policy, { service: api, environment: staging }), digest(2));
  assert.equal(deployedDigest(files, policy, { service: web, environment: staging }), null);
  const { files: alone } = stateOf({ staging: { api: digest(2) } }).base;
  assert.equal(deployedDigest(alone, policy, { service: web, environment: staging }), undefined);
});

test('a file that is not there, or was not read, deploys nothing', () => {
  const slot = { service: api, environment: staging };
  assert.equal(deployedDigest(new Map(), policy, slot), undefined);
  const cut = { ...textFile('x'), text: null };
  assert.equal(deployedDigest(new Map([['envs/staging/values.staging.yaml', cut]]), policy, slot), undefined);
});
