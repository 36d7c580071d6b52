import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { isInternal, mayFollow } from './network-address.ts';
import { mayHoldCredentials } from './realm.ts';

const holds = (realm: string, registry: string, trusted: readonly string[] = []) =>
  mayHoldCredentials(new URL(realm), new URL(registry), trusted);

suite('a bearer realm may hold the credentials', () => {
  for (const [realm, registry] of [
    ['https://ghcr.io/token', 'https://ghcr.io'],
    ['https://auth.docker.io/token', 'https://registry-1.docker.io'],
    ['https://gitlab.com/jwt/auth', 'https://registry.gitlab.com'],
    ['https://gitlab.example.com/jwt/auth', 'https://gitlab.example.com:5050'],
    ['https://auth.quay.example/token', 'https://quay.example'],
    ['http://127.0.0.1:5000/token', 'http://127.0.0.1:5000'],
    ['https://10.0.0.5/token', 'https://10.0.0.5'],
  ] as const) {
    test(`${realm} those of ${registry}`, () => assert.equal(holds(realm, registry), true));
  }

  test('a host that the user named', () => {
    assert.equal(holds('https://api.scaleway.com/token', 'https://rg.fr-par.scw.cloud'), false);
    assert.equal(holds('https://api.scaleway.com/token', 'https://rg.fr-par.scw.cloud', ['api.scaleway.com']), true);
  });
});

suite('a bearer realm may not hold the credentials', () => {
  for (const [realm, registry] of [
    ['https://evil.example/token', 'https://ghcr.io'],
    ['https://ghcr.io.evil.example/token', 'https://ghcr.io'],
    ['https://evilghcr.io/token', 'https://ghcr.io'],
    ['https://io/token', 'https://ghcr.io'],
    ['https://evil.azurecr.io/token', 'https://mine.azurecr.io'],
    ['http://ghcr.io/token', 'https://ghcr.io'],
    ['https://user:pw@ghcr.io/token', 'https://ghcr.io'],
    ['ftp://ghcr.io/token', 'https://ghcr.io'],
    ['https://127.0.0.1/token', 'https://ghcr.io'],
    ['https://[::1]/token', 'https://ghcr.io'],
    ['https://localhost/token', 'https://ghcr.io'],
    ['https://169.254.169.254/token', 'https://ghcr.io'],
    ['https://10.1.2.3/token', 'https://ghcr.io'],
    ['http://127.0.0.1:6000/token', 'http://127.0.0.1:5000'],
    ['http://169.254.169.254/token', 'http://127.0.0.1:5000'],
  ] as const) {
    test(`${realm} those of ${registry}`, () => assert.equal(holds(realm, registry), false));
  }

  test('not even a host that the user named, inside of the network or over http', () => {
    assert.equal(holds('https://169.254.169.254/token', 'https://ghcr.io', ['169.254.169.254']), false);
    assert.equal(holds('http://evil.example/token', 'https://ghcr.io', ['evil.example']), false);
  });
});

suite('addresses', () => {
  for (const host of [
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://[fe80::1]/',
    'http://[fd00::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://0.0.0.0/',
    'http://100.64.0.1/',
    'http://192.168.1.1/',
    'http://sub.localhost/',
    'http://localhost./',
    'http://metadata/',
  ]) {
    test(`${host} is internal`, () => assert.equal(isInternal(new URL(host).hostname), true));
  }
  for (const host of ['http://ghcr.io/', 'http://8.8.8.8/', 'http://[2606:4700::1]/', 'http://172.32.0.1/']) {
    test(`${host} is on the internet`, () => assert.equal(isInternal(new URL(host).hostname), false));
  }

  test('a client never follows from https to http, nor out of loopback over http', () => {
    const follow = (from: string, to: string) => mayFollow(new URL(from), new URL(to));
    assert.equal(follow('https://ghcr.io', 'http://ghcr.io'), false);
    assert.equal(follow('http://127.0.0.1', 'http://ghcr.io'), false);
    assert.equal(follow('http://127.0.0.1', 'https://ghcr.io'), true);
    assert.equal(follow('https://ghcr.io', 'https://storage.example/blob'), true);
    assert.equal(follow('https://registry.internal.example', 'https://10.0.0.1'), false);
  });
});
