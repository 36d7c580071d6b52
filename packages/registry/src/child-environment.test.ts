import assert from 'node:assert/strict';
import { test } from 'node:test';
import { childEnvironment } from './child-environment.ts';

test('another program gets no input of the action and no means to act for its job', () => {
  const env = {
    'INPUT_REGISTRY-PASSWORD': 'x',
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'y',
    ACTIONS_RUNTIME_TOKEN: 'w',
    ACTIONS_CACHE_URL: 'z',
    PATH: 'p',
  };
  assert.deepEqual(childEnvironment(env, { MORE: 'm' }), { ACTIONS_CACHE_URL: 'z', PATH: 'p', MORE: 'm' });
});
