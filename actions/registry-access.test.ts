import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import type { Runtime } from '@bitvault/action-kit';
import { registryAccess } from './registry-access.ts';

const runtime: Runtime = {
  env: {},
  mask: () => {},
  redact: (text) => text,
  info: () => {},
  warn: () => {},
  annotate: () => {},
  idToken: () => Promise.reject(new Error('nobody asks for one')),
  cancellable: (work) => work(new AbortController().signal),
};
const login = { 'registry-username': 'robot', 'registry-password': 'secret', 'registry-ca': undefined };
const none = { ...login, 'registry-username': undefined, 'registry-password': undefined };

suite('the login of the inputs', () => {
  test('is refused where it could be for more than one registry', async () => {
    const images = ['a.example/team/api', 'b.example/team/web'];
    await assert.rejects(registryAccess(login, runtime).open('a.example/team/api', images), {
      code: 'INPUT_INVALID',
      message: 'registry-password is for one registry, but the images are in a.example and b.example',
    });
    assert.ok(await registryAccess(none, runtime).open('a.example/team/api', images));
  });

  test('is refused where half of it is missing', () => {
    assert.throws(() => registryAccess({ ...login, 'registry-password': undefined }, runtime), {
      code: 'INPUT_MISSING',
    });
  });
});
